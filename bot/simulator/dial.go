package simulator

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// ErrLink says that there is no simulator where one was to be, or that it does
// not know the token.
var ErrLink = errors.New("simulator: no link")

// Link ties a bot to the simulator it runs under: its clock follows the
// simulator's, and its turns are shown beside the phone. It is safe for
// concurrent use, and ends with the context it was dialled with.
type Link struct {
	base, token string
	client      *http.Client
	clock       Clock
	turns       chan []byte
	mu          sync.Mutex
	phones      []Phone
}

const (
	waitingTurns = 64 // turns not told yet; more are not told
	againFirst   = 100 * time.Millisecond
	againLast    = 2 * time.Second
)

// Dial ties a bot to the simulator at url, and returns when its clock is right.
// A link that breaks later is made again, as long as ctx lasts. The error wraps
// [ErrLink].
func Dial(ctx context.Context, url, token string) (*Link, error) {
	l := &Link{base: strings.TrimRight(url, "/"), token: token, client: &http.Client{}, turns: make(chan []byte, waitingTurns)}
	ready, over, failed := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	first := sync.OnceFunc(func() { close(ready) })
	go func() {
		defer close(over)
		failed <- l.read(ctx, first)
	}()
	select {
	case <-ready:
	case err := <-failed:
		return nil, fmt.Errorf("%w: %w", ErrLink, err)
	case <-ctx.Done():
		return nil, fmt.Errorf("%w: %w", ErrLink, ctx.Err())
	}
	go l.stay(ctx, over)
	go l.post(ctx)
	return l, nil
}

// Clock is the simulator's clock, as far as it is known here: its offset from
// this machine's.
func (l *Link) Clock() bot.Clock { return &l.clock }

// Phones are those of the simulator.
func (l *Link) Phones() []Phone {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.phones)
}

// Observe shows a turn beside its phone. It never waits; a turn that cannot be
// told soon is not told.
func (l *Link) Observe(t bot.Trace) {
	raw, err := json.Marshal(TurnOf(t))
	if err != nil || len(raw) > MaxTurn {
		return
	}
	select {
	case l.turns <- raw:
	default:
	}
}

// stay makes the link again whenever it breaks.
func (l *Link) stay(ctx context.Context, broken <-chan struct{}) {
	select {
	case <-ctx.Done():
	case <-broken:
	}
	wait := againFirst
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
			return
		case <-l.clock.After(wait):
		}
		wait = min(2*wait, againLast)
		_ = l.read(ctx, func() { wait = againFirst })
	}
}

// read follows the stream until it breaks; ready is called when the clock is
// known.
func (l *Link) read(ctx context.Context, ready func()) error {
	res, err := l.do(ctx, http.MethodGet, "/simulator/link", nil)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	lines, kind := bufio.NewScanner(res.Body), ""
	lines.Buffer(nil, MaxBody)
	for lines.Scan() {
		switch name, value, _ := strings.Cut(lines.Text(), ": "); name {
		case "event":
			kind = value
		case "data":
			if l.take(kind, []byte(value)); kind == "clock" {
				ready()
			}
		}
	}
	return errors.Join(errors.New("the stream ended"), lines.Err())
}

// take works one event.
func (l *Link) take(kind string, data []byte) {
	switch kind {
	case "clock":
		var c clockState
		if json.Unmarshal(data, &c) == nil {
			l.clock.Shift(time.Duration(c.Offset) * time.Millisecond)
		}
	case "phones":
		var phones []Phone
		if json.Unmarshal(data, &phones) == nil {
			l.mu.Lock()
			defer l.mu.Unlock()
			l.phones = phones
		}
	}
}

// post tells turns, one after the other.
func (l *Link) post(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case raw := <-l.turns:
			limited, cancel := context.WithTimeout(ctx, PostTimeout)
			if res, err := l.do(limited, http.MethodPost, "/simulator/turns", raw); err == nil {
				_, _ = io.Copy(io.Discard, res.Body)
				res.Body.Close()
			}
			cancel()
		}
	}
}

// do asks the simulator; anything but 200 is an error.
func (l *Link) do(ctx context.Context, method, path string, body []byte) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, method, l.base+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Authorization", "Bearer "+l.token)
	r.Header.Set("Content-Type", "application/json")
	res, err := l.client.Do(r)
	if err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusOK {
		res.Body.Close()
		return nil, fmt.Errorf("%s answered %s", path, res.Status)
	}
	return res, nil
}
