package crash

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// poster delivers webhooks as WhatsApp does: again and again until one bot or the
// other has taken them.
type poster struct {
	ctx    context.Context
	client *http.Client
	hooks  []string
	posted atomic.Int64 // taken
	failed atomic.Int64 // not taken, and tried again
}

func newPoster(ctx context.Context, hooks []string) *poster {
	return &poster{ctx: ctx, hooks: hooks, client: &http.Client{
		Timeout: 20 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 256},
	}}
}

// deliver returns when a bot has taken it, with an error only when all is over.
func (p *poster) deliver(v wire.Value) error {
	v.Metadata = wire.Metadata{Display: "910000000000", NumberID: number}
	body, err := json.Marshal(wire.NewWebhook("200000000000001", wire.FieldMessages, v))
	if err != nil {
		return err
	}
	for try := 0; ; try++ {
		if p.once(body) == nil {
			p.posted.Add(1)
			return nil
		}
		p.failed.Add(1)
		select {
		case <-p.ctx.Done():
			return p.ctx.Err()
		case <-time.After(time.Duration(100<<min(try, 3)) * time.Millisecond):
		}
	}
}

// once posts a webhook to one of the bots.
func (p *poster) once(body []byte) error {
	r, err := http.NewRequestWithContext(p.ctx, http.MethodPost, p.hooks[rand.IntN(len(p.hooks))], bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(wire.SignatureHeader, wire.Sign(secret, body))
	resp, err := p.client.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", resp.StatusCode)
	}
	return nil
}
