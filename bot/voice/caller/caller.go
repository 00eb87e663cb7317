package caller

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/sahayak-dev/sahayak/bot/voice"
)

// maxRefusal is how many bytes are read of what is said to an error.
const maxRefusal = 64 << 10

// Caller calls one service. It is safe for concurrent use.
type Caller struct {
	name string
	http *http.Client
}

// New is a caller of the service of that name. The guard says where may be called; nil is
// anywhere.
func New(name string, guard func(*http.Transport) http.RoundTripper) *Caller {
	by := http.DefaultTransport
	if own, is := by.(*http.Transport); is && guard != nil {
		by = guard(own)
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Caller{name: name, http: &http.Client{Transport: by, CheckRedirect: stay}}
}

// Request is what is sent.
type Request struct {
	URL    string
	Header http.Header // beside the kind; nil is none
	Kind   string      // of the body: "application/json"
	Body   []byte
	Max    int // bytes that are read of an answer
}

// Post sends a request and returns what came back. When the service says no, that is
// returned beside the error.
func (c *Caller) Post(ctx context.Context, q Request) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, q.URL, bytes.NewReader(q.Body))
	if err != nil {
		return nil, fmt.Errorf("%s: %w: a place that is none", c.name, voice.ErrRefused)
	}
	if q.Header != nil {
		r.Header = q.Header.Clone()
	}
	r.Header.Set("Content-Type", q.Kind)
	w, err := c.http.Do(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.name, bare(err))
	}
	defer func() { _ = w.Body.Close() }()
	if w.StatusCode != http.StatusOK {
		said, _ := io.ReadAll(io.LimitReader(w.Body, maxRefusal))
		return said, c.status(w.StatusCode)
	}
	var got bytes.Buffer
	_, err = got.ReadFrom(io.LimitReader(w.Body, int64(q.Max)+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: cut off: %w", c.name, err)
	case got.Len() > q.Max:
		return nil, fmt.Errorf("%s: %w: more than %d bytes", c.name, voice.ErrAnswer, q.Max)
	}
	return got.Bytes(), nil
}

// JSON posts a request and reads the JSON that comes back.
func (c *Caller) JSON(ctx context.Context, q Request, answer any) error {
	got, err := c.Post(ctx, q)
	if err != nil {
		return err
	}
	return c.Read(got, answer)
}

// Read reads JSON that came back. Its error does not quote it.
func (c *Caller) Read(got []byte, answer any) error {
	if json.Unmarshal(got, answer) != nil {
		return fmt.Errorf("%s: %w: not the JSON that was expected", c.name, voice.ErrAnswer)
	}
	return nil
}

// status is what a status other than 200 means.
func (c *Caller) status(code int) error {
	switch {
	case code == http.StatusTooManyRequests:
		return fmt.Errorf("%s: %w: status %d", c.name, voice.ErrBusy, code)
	case code == http.StatusRequestTimeout, code == http.StatusTooEarly:
	case code >= 300 && code < 500:
		return fmt.Errorf("%s: %w: status %d", c.name, voice.ErrRefused, code)
	}
	return fmt.Errorf("%s: status %d", c.name, code)
}

// bare is why a call failed, without the URL, whose query may hold a key.
func bare(err error) error {
	var call *url.Error
	if errors.As(err, &call) {
		return call.Err
	}
	return err
}
