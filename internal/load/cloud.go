package load

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// Account is the business number under load.
type Account struct {
	Number string // phone_number_id
	Token  string // that requests must bear
	Secret string // that webhooks are signed with
}

// When a person's phone tells what became of an answer, counted from its
// acceptance. That it was sent, WhatsApp tells at once.
const (
	deliveredAfter = 100 * time.Millisecond
	readAfter      = 400 * time.Millisecond
)

// Cloud is an emulated Cloud API: no chats, no media, no limits, nothing but what
// an answer needs, as lean as the generator beside it must be. It is an
// [http.Handler]; make one with [NewCloud].
type Cloud struct {
	account Account
	clock   bot.Clock
	flights *flights
	poster  *poster
	ids     atomic.Int64
	telling sync.WaitGroup
	ctx     context.Context //nolint:containedctx // outlives the requests that statuses follow
}

// NewCloud is the Cloud API of an account. What it tells later ends with ctx.
func NewCloud(ctx context.Context, a Account, c bot.Clock) *Cloud {
	return &Cloud{account: a, clock: c, flights: newFlights(), poster: newPoster(a, c), ctx: ctx}
}

// Call has webhooks go to one more bot; bots get them one after the other. It is
// for before the first one goes out.
func (c *Cloud) Call(hook string) { c.poster.hooks = append(c.poster.hooks, hook) }

// ServeHTTP takes POST /{version}/{number}/messages.
func (c *Cloud) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(r.Body)
	var send wire.Send
	if err == nil {
		err = json.Unmarshal(raw, &send)
	}
	w.Header().Set("Content-Type", "application/json")
	if err != nil || r.Method != http.MethodPost || r.Header.Get("Authorization") != "Bearer "+c.account.Token {
		c.flights.count(func(t *tally) { t.Refused++ })
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"error":{"code":100,"message":"not what this emulator takes"}}`)
		return
	}
	if send.Status != "" {
		c.flights.count(func(t *tally) { t.Marks++ })
		_, _ = io.WriteString(w, `{"success":true}`)
		return
	}
	c.flights.land(string(send.To), string(send.Opaque), c.clock.Now())
	id := fmt.Sprintf("wamid.out%d", c.ids.Add(1))
	_, _ = fmt.Fprintf(w, `{"messaging_product":"whatsapp","contacts":[{"input":%q,"wa_id":%q}],"messages":[{"id":%q}]}`,
		send.To, send.To, id)
	c.telling.Go(func() { c.follow(id, string(send.To), string(send.Opaque)) })
}

// follow tells what becomes of an answer, a webhook for each state.
func (c *Cloud) follow(id, to, ref string) {
	for _, step := range []struct {
		state wire.String
		after time.Duration
	}{{wire.StatusSent, 0}, {wire.StatusDelivered, deliveredAfter}, {wire.StatusRead, readAfter - deliveredAfter}} {
		if step.after > 0 {
			select {
			case <-c.ctx.Done():
				return
			case <-c.clock.After(step.after):
			}
		}
		c.poster.status(c.ctx, wire.Status{
			ID: wire.String(id), Status: step.state, Timestamp: wire.At(c.clock.Now()), RecipientID: wire.String(to), Opaque: wire.String(ref),
			Pricing: &wire.Pricing{Billable: false, Model: "PMP", Category: "service", Type: "free_customer_service"},
		})
	}
}
