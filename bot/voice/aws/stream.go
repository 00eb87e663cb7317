package aws

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"github.com/coder/websocket"

	"github.com/sahayak-dev/sahayak/bot/voice"
)

// maxFrame is how many bytes a frame of an answer may have. One that holds the words of a
// minute, each with its times, has about 30 kB.
const maxFrame = 1 << 20

// stream says what is to be heard, and listens to what was heard of it meanwhile. There is
// no need to speak slowly: of five minutes or less, the service takes all at once.
func (c *Client) stream(ctx context.Context, w want) (voice.Transcript, error) {
	conn, err := c.dial(ctx, w)
	if err != nil {
		return voice.Transcript{}, err
	}
	defer func() { _ = conn.CloseNow() }()
	conn.SetReadLimit(maxFrame)
	saying, stop := context.WithCancel(ctx)
	defer stop()
	sent := make(chan error, 1)
	go func() { sent <- say(saying, conn, w) }()
	out, err := listen(ctx, conn)
	stop()
	if unsaid := <-sent; err == nil && unsaid != nil {
		err = errCut // it hung up before it had heard everything
	}
	return out, err
}

// The query of a stream, and how long its address is open, in seconds.
const (
	streamPath = "/stream-transcription-websocket"
	open       = "300"
	// nothing is the SHA-256 of no bytes: what is signed has no body.
	nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
)

// address is where a stream is opened, by whoever has it.
func (c *Client) address(ctx context.Context, w want) (string, error) {
	keys, err := c.keys(ctx)
	if err != nil {
		return "", err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.Transcribe+streamPath, http.NoBody)
	if err != nil {
		return "", fmt.Errorf("%w: %s is no place to call", ErrConfig, c.Transcribe)
	}
	r.URL.RawQuery = url.Values{
		"language-code": {w.language}, "media-encoding": {w.encoding}, "sample-rate": {w.rate}, "X-Amz-Expires": {open},
	}.Encode()
	at, _, err := c.signer.PresignHTTP(ctx, keys, r, nothing, transcribe, c.Region, c.Clock.Now())
	return at, err
}

// dial opens a stream.
func (c *Client) dial(ctx context.Context, w want) (*websocket.Conn, error) {
	at, err := c.address(ctx, w)
	if err != nil {
		return nil, err
	}
	conn, answer, err := websocket.Dial(ctx, at, &websocket.DialOptions{HTTPClient: c.http}) //nolint:bodyclose // by its word it never has to be closed
	switch {
	case err == nil:
		return conn, nil
	case answer == nil:
		return nil, unsent(ctx, err)
	case answer.StatusCode < 300:
		return nil, fmt.Errorf("%w: no stream", voice.ErrAnswer)
	}
	return nil, said("", answer.StatusCode)
}

// say sends the sound, piece by piece, and that it is over.
func say(ctx context.Context, to *websocket.Conn, w want) error {
	pieces := append(slices.Collect(slices.Chunk(w.sound, w.piece)), nil)
	for _, piece := range pieces {
		f, err := frame(piece)
		if err != nil {
			return err
		}
		if err := to.Write(ctx, websocket.MessageBinary, f); err != nil {
			return err
		}
	}
	return nil
}

// listen hears the service out. What it hung up on without a word is not known to be all.
func listen(ctx context.Context, to *websocket.Conn) (voice.Transcript, error) {
	var h heard
	for {
		kind, f, err := to.Read(ctx)
		switch {
		case websocket.CloseStatus(err) == websocket.StatusNormalClosure:
			return h.transcript(), nil
		case ctx.Err() != nil:
			return voice.Transcript{}, ctx.Err()
		case errors.Is(err, websocket.ErrMessageTooBig):
			return voice.Transcript{}, fmt.Errorf("%w: too large a frame", voice.ErrAnswer)
		case err != nil:
			return voice.Transcript{}, errCut
		case kind != websocket.MessageBinary:
			return voice.Transcript{}, fmt.Errorf("%w: a text, and no frame", voice.ErrAnswer)
		}
		results, err := read(f)
		if err == nil {
			err = h.add(results)
		}
		if err != nil {
			return voice.Transcript{}, err
		}
	}
}
