package sms

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// MaxReport is how many bytes of a report are read.
const MaxReport = 256 << 10

// patience is how long storing one report may take.
const patience = 20 * time.Second

// Reports is what the gateway calls to tell what became of messages: GET with
// its fields in the query, or POST with a form or JSON. It answers 200 once sink
// has stored what came, 401 to who does not know the secret, 413 to more than
// [MaxReport], and 503 when the sink fails, so that it is told again. What cannot
// be read is set aside. Without a secret in the configuration nobody is let in.
func (c *Channel) Reports(sink bot.Sink) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodPost {
			w.Header().Set("Allow", "GET, POST")
			http.Error(w, "GET or POST", http.StatusMethodNotAllowed)
			return
		}
		if !c.gateway.door.knows(r) {
			c.config.Log.Warn("sms report refused")
			http.Error(w, http.StatusText(http.StatusUnauthorized), http.StatusUnauthorized)
			return
		}
		body, code := receive(w, r)
		if code == http.StatusOK {
			code = c.store(r, body, sink)
		}
		if code != http.StatusOK {
			http.Error(w, http.StatusText(code), code)
			return
		}
		w.WriteHeader(code)
	})
}

// receive reads a body and says what is wrong with it, as a status.
func receive(w http.ResponseWriter, r *http.Request) ([]byte, int) {
	ctx, cancel := context.WithTimeout(r.Context(), patience)
	defer cancel()
	limit, _ := ctx.Deadline()                                       // by a socket's own clock
	_ = http.NewResponseController(w).SetReadDeadline(limit)         // not every writer can
	defer http.NewResponseController(w).SetReadDeadline(time.Time{}) //nolint:errcheck // as above
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxReport))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, http.StatusRequestEntityTooLarge
	case err != nil:
		return nil, http.StatusBadRequest
	}
	return body, http.StatusOK
}

// store hands what came to the sink, and says how it went, as a status.
func (c *Channel) store(r *http.Request, body []byte, sink bot.Sink) int {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), patience)
	defer cancel()
	statuses, faults := c.gateway.door.read(r, body, c.config.Clock.Now())
	if err := keep(ctx, sink, statuses, faults, raw(r, body)); err != nil {
		c.config.Log.Error("sms report not stored", "error", err)
		return http.StatusServiceUnavailable
	}
	for _, f := range faults {
		c.config.Log.Warn("sms report set aside", "why", f.why, "bytes", len(body))
	}
	return http.StatusOK
}

// keep stores statuses, and sets aside what holds something else: once, however
// much of it could not be read.
func keep(ctx context.Context, sink bot.Sink, statuses []bot.Status, faults []aside, raw []byte) error {
	if len(statuses) > 0 {
		if err := sink.Track(ctx, Name, statuses...); err != nil {
			return err
		}
	}
	if len(faults) > 0 {
		return sink.SetAside(ctx, Name, faults[0].why, raw)
	}
	return nil
}

// raw is what came, for the operator, without the path in which the secret stands.
func raw(r *http.Request, body []byte) []byte {
	if r.URL.RawQuery == "" {
		return body
	}
	return append([]byte("?"+r.URL.RawQuery+"\n"), body...)
}
