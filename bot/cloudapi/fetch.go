package cloudapi

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// MaxFile is how many bytes of a file that somebody sent are fetched: a file is
// held in memory.
const MaxFile = 25 << 20

// hops is how often a file may be somewhere else.
const hops = 3

// errDamaged says that a file came otherwise than it was announced.
var errDamaged = errors.New("not what was announced")

// Fetch brings the bytes of a file by its id. They are compared with the size,
// the checksum and the type that were told. What cannot be had, is over [MaxFile]
// or over what WhatsApp carries of its kind, or is not what its type says, is
// [bot.ErrMedia]; other errors may pass. What fails is tried again after 1, 2 and 4
// seconds, unless files cannot be had at all just now.
func (c *Channel) Fetch(ctx context.Context, m bot.Media) (bot.Attachment, error) {
	if !objectIDs.MatchString(m.Ref) {
		return bot.Attachment{}, unusable(errors.New("no such id"))
	}
	var a bot.Attachment
	err := c.files.Do(ctx, func(ctx context.Context) (err error) {
		a, err = c.fetchWhole(ctx, m)
		return err
	})
	return a, passing(err)
}

// fetchWhole asks for a file, and once more when it came damaged.
func (c *Channel) fetchWhole(ctx context.Context, m bot.Media) (bot.Attachment, error) {
	a, err := c.fetch(ctx, m)
	if errors.Is(err, errDamaged) {
		a, err = c.fetch(ctx, m) // the way may have done it; an address is good for minutes only
	}
	if errors.Is(err, errDamaged) {
		return bot.Attachment{}, unusable(err)
	}
	return a, err
}

func (c *Channel) fetch(ctx context.Context, m bot.Media) (bot.Attachment, error) {
	info, err := c.locate(ctx, m)
	if err != nil {
		return bot.Attachment{}, err
	}
	data, err := c.download(ctx, string(info.URL), largest(m.Kind))
	if err != nil {
		return bot.Attachment{}, err
	}
	if err := intact(info, data); err != nil {
		return bot.Attachment{}, err
	}
	declared := m.Type
	if declared == "" {
		declared = string(info.Type)
	}
	found, err := recognise(declared, m.Kind, data)
	if err != nil {
		return bot.Attachment{}, fmt.Errorf("cloudapi: fetch: %w", err)
	}
	return bot.Attachment{Kind: m.Kind, Voice: m.Voice, Type: found, Name: m.Name, Data: data}, nil
}

// locate asks where a file is.
func (c *Channel) locate(ctx context.Context, m bot.Media) (wire.MediaInfo, error) {
	var info wire.MediaInfo
	err := c.graph.json(ctx, http.MethodGet, m.Ref, nil, &info)
	var fault *bot.SendError
	switch {
	case errors.As(err, &fault) && fault.Fault == bot.Refused:
		return info, unusable(err)
	case err != nil:
		return info, err
	case int64(info.Size) > largest(m.Kind):
		return info, unusable(errors.New("too large"))
	}
	return info, nil
}

// download reads a file from Meta's hosts or from the base, also when it is sent
// on. The token goes nowhere else.
func (c *Channel) download(ctx context.Context, from string, most int64) ([]byte, error) {
	at, err := url.Parse(from)
	for range hops {
		if err != nil || !c.graph.trusted(at) {
			return nil, unusable(errors.New("it is at a place that is not Meta's"))
		}
		resp, failed := c.graph.open(ctx, at)
		if failed != nil {
			return nil, failed
		}
		to := resp.Header.Get("Location")
		if resp.StatusCode/100 != 3 || to == "" {
			return load(resp, most)
		}
		_ = resp.Body.Close()
		at, err = at.Parse(to)
	}
	return nil, unusable(errors.New("it is always somewhere else"))
}

// load reads a file from an answer.
func load(resp *http.Response, most int64) ([]byte, error) {
	defer resp.Body.Close()
	switch {
	case resp.StatusCode == http.StatusNotFound || resp.StatusCode == http.StatusGone:
		return nil, fmt.Errorf("cloudapi: fetch: %w: status %d", errDamaged, resp.StatusCode)
	case resp.StatusCode != http.StatusOK:
		return nil, refusal(resp, nil)
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, most+1))
	switch {
	case err != nil:
		return nil, broken(err, false)
	case int64(len(data)) > most:
		return nil, unusable(errors.New("too large"))
	case len(data) == 0:
		return nil, unusable(errors.New("it is empty"))
	}
	return data, nil
}

// intact compares a file with what was told of it. A checksum in no known form
// says nothing.
func intact(info wire.MediaInfo, data []byte) error {
	if info.Size > 0 && int64(info.Size) != int64(len(data)) {
		return fmt.Errorf("cloudapi: fetch: %w: its size", errDamaged)
	}
	sum := sha256.Sum256(data)
	told := checksum(string(info.SHA256))
	if len(told) == len(sum) && string(told) != string(sum[:]) {
		return fmt.Errorf("cloudapi: fetch: %w: its checksum", errDamaged)
	}
	return nil
}

// checksum reads a SHA-256 in hex or in base64.
func checksum(text string) []byte {
	if sum, err := hex.DecodeString(text); err == nil && len(sum) == sha256.Size {
		return sum
	}
	for _, form := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding} {
		if sum, err := form.DecodeString(text); err == nil {
			return sum
		}
	}
	return nil
}

// largest is how large a file of a kind may be.
func largest(kind string) int64 {
	return min(wire.MaxOf(kind), MaxFile)
}

func unusable(err error) error {
	return fmt.Errorf("cloudapi: fetch: %w: %w", bot.ErrMedia, err)
}
