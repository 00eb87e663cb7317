package simtest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
)

// door is where webhooks come in: it passes them on to whoever works them, and
// keeps what was acknowledged.
type door struct {
	mu    sync.Mutex
	to    http.Handler
	taken map[string]bool // ids of messages
	last  *http.Request   // with a message in it
	body  []byte          // of the last
}

func newDoor() *door {
	down := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "nobody there", http.StatusBadGateway) })
	return &door{to: down, taken: map[string]bool{}}
}

// lead passes webhooks on to a handler from now on.
func (d *door) lead(to http.Handler) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.to = to
}

// ServeHTTP passes a request on and notes what was acknowledged.
func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	d.mu.Lock()
	to := d.to
	d.mu.Unlock()
	r.Body = io.NopCloser(bytes.NewReader(body))
	seen := &watched{ResponseWriter: w, code: http.StatusOK}
	seen.before = func(code int) {
		if code == http.StatusOK {
			d.note(r, body)
		}
	}
	to.ServeHTTP(seen, r)
}

// note remembers the messages of a webhook that was acknowledged.
func (d *door) note(r *http.Request, body []byte) {
	ids := messages(body)
	if len(ids) == 0 {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.last, d.body = r, body
	for _, id := range ids {
		d.taken[id] = true
	}
}

// webhook is as much of one as names its messages.
type webhook struct {
	Entry []struct {
		Changes []struct {
			Value struct {
				Messages []struct {
					ID string `json:"id"`
				} `json:"messages"`
			} `json:"value"`
		} `json:"changes"`
	} `json:"entry"`
}

// messages are the ids of the messages in a webhook.
func messages(body []byte) []string {
	var hook webhook
	if err := json.Unmarshal(body, &hook); err != nil {
		return nil
	}
	var ids []string
	for _, entry := range hook.Entry {
		for _, change := range entry.Changes {
			for _, m := range change.Value.Messages {
				ids = append(ids, m.ID)
			}
		}
	}
	return ids
}

// took reports whether a message was acknowledged.
func (d *door) took(id string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.taken[id]
}

// again posts the last webhook with a message once more.
func (d *door) again(ctx context.Context) error {
	d.mu.Lock()
	last, body, to := d.last, d.body, d.to
	d.mu.Unlock()
	if last == nil {
		return errors.New("simtest: nothing was acknowledged yet")
	}
	r := last.Clone(ctx)
	r.Body = io.NopCloser(bytes.NewReader(body))
	answer := httptest.NewRecorder()
	if to.ServeHTTP(answer, r); answer.Code != http.StatusOK {
		return errors.New("simtest: not acknowledged again")
	}
	return nil
}

// watched is a response whose status is told before it goes out.
type watched struct {
	http.ResponseWriter
	code   int
	before func(code int)
	once   sync.Once
}

// Unwrap lets the response be flushed.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// WriteHeader tells the status and passes it on.
func (w *watched) WriteHeader(code int) {
	w.once.Do(func() { w.before(code) })
	w.ResponseWriter.WriteHeader(code)
}

// Write tells that the status is 200, if none was told, and passes data on.
func (w *watched) Write(data []byte) (int, error) {
	w.once.Do(func() { w.before(http.StatusOK) })
	return w.ResponseWriter.Write(data)
}
