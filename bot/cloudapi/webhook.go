package cloudapi

import (
	"context"
	"crypto/subtle"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// MaxBody is how many bytes of a webhook are read. Meta sends 3 MB at most.
const MaxBody = 4 << 20

// patience is how long storing one webhook may take.
const patience = 20 * time.Second

// Webhook is what Meta calls: GET to see that we are who was meant, POST to
// deliver. It answers 200 once sink has stored what came, 401 to what Meta did not
// sign, 413 to more than [MaxBody], and 503 when the sink fails, so that it is
// delivered again.
func (c *Channel) Webhook(sink bot.Sink) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.Method {
		case http.MethodGet:
			c.prove(w, r)
		case http.MethodPost:
			c.receive(w, r, sink)
		default:
			w.Header().Set("Allow", "GET, POST")
			http.Error(w, "GET or POST", http.StatusMethodNotAllowed)
		}
	})
}

// prove answers Meta's question whether this is the webhook that was meant.
func (c *Channel) prove(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	word := []byte(query.Get("hub.verify_token"))
	if query.Get("hub.mode") != "subscribe" || subtle.ConstantTimeCompare(word, []byte(c.verify)) != 1 {
		c.log.Warn("webhook verification refused")
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = io.WriteString(w, query.Get("hub.challenge")) //nolint:gosec // plain text, and only to who knows the word
}

// receive takes a delivery.
func (c *Channel) receive(w http.ResponseWriter, r *http.Request, sink bot.Sink) {
	body, code := c.read(w, r)
	if code != http.StatusOK {
		c.log.Warn("webhook refused", "status", code, "bytes", len(body))
		http.Error(w, http.StatusText(code), code)
		return
	}
	batch := Parse(body, c.number, c.clock.Now())
	c.tell(&batch)
	marks := c.marks.expect(batch.Messages)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), patience)
	defer cancel()
	if err := store(ctx, sink, &batch); err != nil {
		c.marks.settle(marks...)
		c.log.Error("webhook not stored", "error", err)
		http.Error(w, "not stored: deliver it again", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Length", "0") // or what is flushed would lack its end
	w.WriteHeader(http.StatusOK)
	_ = http.NewResponseController(w).Flush() // the answer is out before anything is marked
	c.marks.start(marks, c.mark)
}

// read reads the body and says what is wrong with it, as a status.
func (c *Channel) read(w http.ResponseWriter, r *http.Request) ([]byte, int) {
	signature := r.Header.Get(wire.SignatureHeader)
	if signature == "" {
		return nil, http.StatusUnauthorized
	}
	ctx, cancel := context.WithTimeout(r.Context(), patience)
	defer cancel()
	limit, _ := ctx.Deadline()                                       // by a socket's own clock
	_ = http.NewResponseController(w).SetReadDeadline(limit)         // not every writer can
	defer http.NewResponseController(w).SetReadDeadline(time.Time{}) //nolint:errcheck // as above
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return body, http.StatusRequestEntityTooLarge
	case err != nil:
		return body, http.StatusBadRequest
	case !wire.Verify(c.secret, body, signature):
		return body, http.StatusUnauthorized
	}
	return body, http.StatusOK
}

// tell logs what is not for the conversation, without a word of what was said.
func (c *Channel) tell(b *Batch) {
	for _, n := range b.Notes {
		c.log.Debug("webhook note", "what", n.What, "code", n.Code)
	}
	for _, a := range b.Aside {
		c.log.Warn("webhook set aside", "why", a.Why, "bytes", len(a.Raw))
	}
}
