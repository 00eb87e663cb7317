package load

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

const (
	connections = 1024        // kept to each bot, as many as are ever used at once
	tries       = 5           // of a webhook; what is not taken then is lost
	retryAfter  = time.Second // a webhook that was not taken
	hookTimeout = 20 * time.Second
)

// poster delivers webhooks.
type poster struct {
	account Account
	hooks   []string
	clock   bot.Clock
	client  *http.Client
	next    atomic.Int64 // whose turn it is
	posted  atomic.Int64 // webhooks taken, statuses included
	failed  atomic.Int64 // deliveries that were not taken
	given   atomic.Int64 // webhooks given up
}

func newPoster(a Account, c bot.Clock) *poster {
	return &poster{account: a, clock: c, client: newClient()}
}

// newClient keeps connections open, as WhatsApp does.
func newClient() *http.Client {
	return &http.Client{
		Timeout:   hookTimeout,
		Transport: &http.Transport{MaxIdleConns: 0, MaxIdleConnsPerHost: connections, DisableCompression: true},
	}
}

// message delivers words from an address.
func (p *poster) message(ctx context.Context, id, from, text string) {
	p.deliver(ctx, wire.Value{
		Contacts: wire.Of(wire.Contact{WAID: wire.String(from), Profile: wire.Profile{Name: "Dukaandar"}}),
		Messages: wire.Of(wire.Message{
			ID: wire.String(id), From: wire.String(from), Timestamp: wire.At(p.clock.Now()),
			Type: wire.TypeText, Text: &wire.Text{Body: wire.String(text)},
		}),
	})
}

// voice delivers a voice note. What it says is its media's id, in hex.
func (p *poster) voice(ctx context.Context, id, from, says string) {
	p.deliver(ctx, wire.Value{
		Contacts: wire.Of(wire.Contact{WAID: wire.String(from), Profile: wire.Profile{Name: "Dukaandar"}}),
		Messages: wire.Of(wire.Message{
			ID: wire.String(id), From: wire.String(from), Timestamp: wire.At(p.clock.Now()),
			Type:  wire.TypeAudio,
			Audio: &wire.Media{ID: wire.String(hex.EncodeToString([]byte(says))), Type: "audio/ogg; codecs=opus", SHA256: "AA==", Voice: true},
		}),
	})
}

// status delivers what became of an answer.
func (p *poster) status(ctx context.Context, s wire.Status) {
	p.deliver(ctx, wire.Value{Statuses: wire.Of(s)})
}

// deliver posts a webhook until it is taken, to one bot after the other.
func (p *poster) deliver(ctx context.Context, v wire.Value) {
	v.Metadata = wire.Metadata{Display: "910000000000", NumberID: wire.String(p.account.Number)}
	body, err := json.Marshal(wire.NewWebhook("200000000000001", wire.FieldMessages, v))
	if err != nil {
		p.given.Add(1)
		return
	}
	signature := wire.Sign(p.account.Secret, body)
	for range tries {
		hook := p.hooks[int(p.next.Add(1))%len(p.hooks)]
		if p.post(ctx, hook, signature, body) == nil {
			p.posted.Add(1)
			return
		}
		p.failed.Add(1)
		select {
		case <-ctx.Done():
			return
		case <-p.clock.After(retryAfter):
		}
	}
	p.given.Add(1)
}

// post posts a webhook once.
func (p *poster) post(ctx context.Context, hook, signature string, body []byte) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, hook, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("load: webhook: %w", err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(wire.SignatureHeader, signature)
	resp, err := p.client.Do(r)
	if err != nil {
		return fmt.Errorf("load: webhook: %w", err)
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body) // read to its end, the connection can be used again
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("load: webhook: status %d", resp.StatusCode)
	}
	return nil
}
