package simulator

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

var errStreams = errors.New("simulator: too many pages are open")

// writing is how long a reader may take for what he is sent; then he is let go,
// and comes back.
const writing = 30 * time.Second

// stream is server-sent events to one reader.
type stream struct {
	w    http.ResponseWriter
	ctrl *http.ResponseController
	err  error
}

// open begins a stream, unless there are too many. done must be called.
func (e *Emulator) open(w http.ResponseWriter) (s *stream, done func(), err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.streams >= MaxStreams {
		return nil, nil, errStreams
	}
	e.streams++
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Accel-Buffering", "no")
	s = &stream{w: w, ctrl: http.NewResponseController(w)}
	return s, func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		e.streams--
	}, nil
}

// write sends text, and remembers when that cannot be done.
func (s *stream) write(format string, args ...any) {
	if s.err != nil {
		return
	}
	_ = s.ctrl.SetWriteDeadline(machine().Add(writing)) // not every writer has one
	if _, s.err = fmt.Fprintf(s.w, format, args...); s.err == nil {
		s.err = s.ctrl.Flush()
	}
}

// event sends one event.
func (s *stream) event(ev event) {
	s.write("id: %d\nevent: %s\ndata: %s\n\n", ev.seq, ev.kind, ev.data)
}

// follow sends what happens after an event, as long as the reader is there.
// wanted says which kinds; behind is called when some cannot be told any more.
func (e *Emulator) follow(r *http.Request, s *stream, after int64, wanted func(kind string) bool, behind func(now int64)) {
	alive := e.clock.After(KeepAlive)
	for s.err == nil {
		more, known, changed := e.feed.since(after)
		if !known {
			after = e.feed.now()
			behind(after)
			continue
		}
		for _, ev := range more {
			if after = ev.seq; wanted(ev.kind) {
				s.event(ev)
			}
		}
		if len(more) > 0 {
			continue
		}
		select {
		case <-r.Context().Done():
			return
		case <-e.life.Done():
			return
		case <-e.over:
			return
		case <-changed:
		case <-alive:
			alive = e.clock.After(KeepAlive)
			s.write(": still here\n\n")
		}
	}
}

// getEvents is what happens, for the page.
func (e *Emulator) getEvents(w http.ResponseWriter, r *http.Request) error {
	after, err := e.resumed(r)
	if err != nil {
		return err
	}
	s, done, err := e.open(w)
	if err != nil {
		return err
	}
	defer done()
	s.write("retry: 1000\n\n")
	e.follow(r, s, after, func(string) bool { return true }, func(now int64) {
		s.event(event{seq: now, kind: "reset", data: []byte("{}")})
	})
	return nil
}

// resumed is the event after which a reader goes on: the newest, for one who
// does not say.
func (e *Emulator) resumed(r *http.Request) (int64, error) {
	last := r.Header.Get("Last-Event-ID")
	if last == "" {
		last = r.URL.Query().Get("after")
	}
	if last == "" {
		return e.feed.now(), nil
	}
	after, err := strconv.ParseInt(last, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%w: an event's id is a number", ErrSaid)
	}
	return after, nil
}
