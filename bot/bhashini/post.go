package bhashini

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
)

// How many bytes of an answer are read: of words, and of sound.
const (
	maxAnswer = 1 << 20
	maxSpoken = 8 << 20
)

// errStale says that what was kept of a service holds no more.
var errStale = fmt.Errorf("%w: it is not where it was", ErrRefused)

// call is JSON that is sent somewhere.
type call struct {
	url    string
	header http.Header
	body   any
	most   int // bytes of the answer that are read
}

// post sends JSON and reads the JSON that comes back. Its errors hold nothing of either,
// nor of where it was sent: that is the service's to say, and may be anything.
func (c *Client) post(ctx context.Context, to call, answer any) error {
	raw, err := json.Marshal(to.body)
	if err != nil {
		return fmt.Errorf("bhashini: %w", err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, to.url, bytes.NewReader(raw))
	if err != nil {
		return fmt.Errorf("%w: a place that is none", ErrAnswer)
	}
	for name, values := range to.header {
		r.Header[http.CanonicalHeaderKey(name)] = values
	}
	r.Header.Set("Content-Type", "application/json")
	w, err := c.http.Do(r)
	if err != nil {
		return fmt.Errorf("bhashini: %w", bare(err))
	}
	defer func() { _ = w.Body.Close() }()
	got, err := io.ReadAll(io.LimitReader(w.Body, int64(to.most)+1))
	switch {
	case w.StatusCode != http.StatusOK:
		return refusal(w.StatusCode)
	case err != nil:
		return fmt.Errorf("bhashini: %w", err)
	case len(got) > to.most || json.Unmarshal(got, answer) != nil:
		return ErrAnswer
	}
	return nil
}

// bare is an error of a request without its address.
func bare(err error) error {
	if of := (*url.Error)(nil); errors.As(err, &of) {
		return of.Err
	}
	return err
}

// refusal is what a status other than OK says.
func refusal(status int) error {
	switch {
	case status == http.StatusUnauthorized, status == http.StatusNotFound:
		return errStale
	case status == http.StatusTooManyRequests:
		return ErrBusy
	case status >= 400 && status < 500:
		return fmt.Errorf("%w: status %d", ErrRefused, status)
	}
	return fmt.Errorf("bhashini: status %d", status)
}
