package cloudapi

import (
	"context"
	"crypto/subtle"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"slices"
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
func (c *Channel) Webhook(sink bot.Sink) http.Handler { return Webhooks(c)(sink) }

// Webhooks is the one webhook of several numbers, as an app has it: it answers as
// [Channel.Webhook] does. Each change goes to the channel whose number it names, and
// what names none of those whose secret it was signed with is set aside. What
// concerns the whole account is told once.
func Webhooks(channels ...*Channel) func(sink bot.Sink) http.Handler {
	h := hooks{channels: slices.Clone(channels), log: slog.New(slog.DiscardHandler)}
	if len(channels) > 0 {
		h.log = channels[0].log
	}
	return func(sink bot.Sink) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch r.Method {
			case http.MethodGet:
				h.prove(w, r)
			case http.MethodPost:
				h.receive(w, r, sink)
			default:
				w.Header().Set("Allow", "GET, POST")
				http.Error(w, "GET or POST", http.StatusMethodNotAllowed)
			}
		})
	}
}

// hooks is a webhook and the channels behind it.
type hooks struct {
	channels []*Channel
	log      *slog.Logger
}

// prove answers Meta's question whether this is the webhook that was meant.
func (h hooks) prove(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	word, known := []byte(query.Get("hub.verify_token")), 0
	for _, c := range h.channels {
		known |= subtle.ConstantTimeCompare(word, []byte(c.verify))
	}
	if query.Get("hub.mode") != "subscribe" || known != 1 {
		h.log.Warn("webhook verification refused")
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = io.WriteString(w, query.Get("hub.challenge")) //nolint:gosec // plain text, and only to who knows the word
}

// receive takes a delivery.
func (h hooks) receive(w http.ResponseWriter, r *http.Request, sink bot.Sink) {
	body, code := h.read(w, r)
	meant := h.signed(body, r.Header.Get(wire.SignatureHeader))
	if code == http.StatusOK && len(meant) == 0 {
		code = http.StatusUnauthorized
	}
	if code != http.StatusOK {
		h.log.Warn("webhook refused", "status", code, "bytes", len(body))
		http.Error(w, http.StatusText(code), code)
		return
	}
	d := deliveryOf(body, meant)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), patience)
	defer cancel()
	if err := d.store(ctx, sink); err != nil {
		h.log.Error("webhook not stored", "error", err)
		http.Error(w, "not stored: deliver it again", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Length", "0") // or what is flushed would lack its end
	w.WriteHeader(http.StatusOK)
	_ = http.NewResponseController(w).Flush() // the answer is out before anything is marked
	d.follow()
}

// read reads the body and says what is wrong with it, as a status.
func (h hooks) read(w http.ResponseWriter, r *http.Request) ([]byte, int) {
	if r.Header.Get(wire.SignatureHeader) == "" {
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
	}
	return body, http.StatusOK
}

// signed are the channels whose app has signed a body.
func (h hooks) signed(body []byte, signature string) []*Channel {
	var meant []*Channel
	for _, c := range h.channels {
		if slices.ContainsFunc(c.secrets, func(secret string) bool { return wire.Verify(secret, body, signature) }) {
			meant = append(meant, c)
		}
	}
	return meant
}
