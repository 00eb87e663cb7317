package watch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// pauses are how long a webhook waits before it tries again.
var pauses = [...]time.Duration{time.Second, 2 * time.Second, 4 * time.Second}

// posting is how long one request may take.
const posting = 10 * time.Second

// Webhook posts notices as JSON to an address of the operator's.
type Webhook struct {
	url    string
	client *http.Client
	clock  bot.Clock
}

// NewWebhook returns a way to an http or https address; the error wraps
// [ErrConfig].
func NewWebhook(address string, clock bot.Clock, way http.RoundTripper) (*Webhook, error) {
	if err := reachable(address); err != nil {
		return nil, fmt.Errorf("%w: notices: %w", ErrConfig, err)
	}
	return &Webhook{url: address, client: &http.Client{Timeout: posting, Transport: way}, clock: clock}, nil
}

// reachable refuses what is no http address. It never quotes it: there may be a
// password in it.
func reachable(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return errors.New("the address must begin with http:// or https://")
	}
	return nil
}

// Name is webhook.
func (h *Webhook) Name() string { return "webhook" }

// Tell posts a notice; when it is not taken it tries thrice more, after 1, 2 and 4
// seconds.
func (h *Webhook) Tell(ctx context.Context, n Notice) error {
	body, err := json.Marshal(n)
	if err != nil {
		return fmt.Errorf("watch: webhook: %w", err)
	}
	err = post(ctx, h.client, h.url, body)
	for _, pause := range pauses {
		if err == nil {
			break
		}
		select {
		case <-ctx.Done():
			return err
		case <-h.clock.After(pause):
		}
		err = post(ctx, h.client, h.url, body)
	}
	return err
}

// post posts JSON; anything but a 2xx is an error. Errors do not quote the
// address.
func post(ctx context.Context, client *http.Client, address string, body []byte) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return errors.New("watch: post: a bad address")
	}
	r.Header.Set("Content-Type", "application/json")
	res, err := client.Do(r)
	var quoting *url.Error
	if errors.As(err, &quoting) {
		err = quoting.Err
	}
	if err != nil {
		return fmt.Errorf("watch: post: %w", err)
	}
	res.Body.Close()
	if res.StatusCode/100 != 2 {
		return fmt.Errorf("watch: post: answered %s", res.Status)
	}
	return nil
}
