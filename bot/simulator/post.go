package simulator

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// Run delivers webhooks until ctx ends; what is under way is finished. With it
// end the streams, so that the server can too.
func (e *Emulator) Run(ctx context.Context) error {
	defer e.hush.Do(func() { close(e.over) })
	slots := make(chan struct{}, Posts)
	for ctx.Err() == nil && e.life.Err() == nil {
		slots <- struct{}{}
		e.mu.Lock()
		e.quiet()
		batch, more, pause := e.batch(false), e.more, e.pause() // none after Close
		if len(batch) > 0 {
			e.beside(func() {
				defer func() { <-slots }()
				_ = e.post(e.life, batch) // it is tried again
			})
		}
		e.mu.Unlock()
		if len(batch) > 0 {
			continue
		}
		<-slots
		select {
		case <-ctx.Done():
		case <-e.life.Done():
		case <-more:
		case <-e.clock.After(pause):
		}
	}
	for range Posts {
		slots <- struct{}{}
	}
	return nil
}

// pause is how long nothing becomes due.
func (e *Emulator) pause() time.Duration {
	pause, now := tick, e.clock.Now()
	for _, h := range e.hooks {
		for _, at := range []time.Time{h.due, h.held} {
			if wait := at.Sub(now); wait > 0 && !h.busy {
				pause = min(pause, wait)
			}
		}
	}
	return pause
}

// beside does something beside everything else, and has Close wait for it. It is
// called with the lock held, so that Close has not begun to wait.
func (e *Emulator) beside(f func()) {
	e.work.Go(f)
}

// Deliver delivers what is due now, in this goroutine and in order, and what that
// makes due. What the bot does not take stays for later, and the error wraps
// [ErrUndelivered].
func (e *Emulator) Deliver(ctx context.Context) error {
	var errs []error
	for range MaxHooks {
		if ctx.Err() != nil {
			return errors.Join(append(errs, ctx.Err())...)
		}
		e.mu.Lock()
		e.quiet()
		batch := e.batch(true)
		e.mu.Unlock()
		if len(batch) == 0 {
			return errors.Join(errs...)
		}
		if err := e.post(ctx, batch); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(append(errs, errors.New("simulator: deliver: there is no end to it: does the bot answer its statuses?"))...)
}

// post delivers one webhook, with as many copies as the faults say.
func (e *Emulator) post(ctx context.Context, batch []*hook) error {
	e.mu.Lock()
	to, ask, copies := e.webhook, !e.asked && e.config.Verify != "", e.faults.Duplicate
	body, err := json.Marshal(e.envelope(batch))
	e.mu.Unlock()
	if err == nil && ask && e.verify(ctx, to) {
		e.mu.Lock()
		e.asked = true
		e.mu.Unlock()
	}
	if err == nil {
		err = e.deliver(ctx, to, escaped(body))
	}
	for range copies {
		_ = e.deliver(ctx, to, escaped(body)) // a copy may get lost
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.settle(batch, err == nil)
	e.heard(err == nil)
	if err != nil {
		e.log.Info("webhook not taken", "to", to, "tries", batch[0].Tries, "error", err)
		return fmt.Errorf("%w: %w", ErrUndelivered, err)
	}
	return nil
}

// deliver posts a signed body; anything but 200 is an error.
func (e *Emulator) deliver(ctx context.Context, to string, body []byte) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "facebookexternalua")
	if e.config.Secret != "" {
		r.Header.Set(wire.SignatureHeader, wire.Sign(e.config.Secret, body))
	}
	res, err := e.client.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, MaxBody)) // so that the connection can be used again
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("the webhook answered %s", res.Status)
	}
	return nil
}

// verify asks the webhook once whether it knows the verify token. One that does
// not gets its webhooks all the same; the operator is told. It reports whether
// there was an answer.
func (e *Emulator) verify(ctx context.Context, to string) bool {
	challenge := rand.Text()
	u, err := url.Parse(to)
	if err != nil {
		return false // delivering says so
	}
	q := u.Query()
	q.Set("hub.mode", "subscribe")
	q.Set("hub.verify_token", e.config.Verify)
	q.Set("hub.challenge", challenge)
	u.RawQuery = q.Encode()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return false
	}
	res, err := e.client.Do(r)
	if err != nil {
		return false // it is not up yet
	}
	defer res.Body.Close()
	got, _ := io.ReadAll(io.LimitReader(res.Body, 1<<10))
	if res.StatusCode != http.StatusOK || string(got) != challenge {
		e.log.Warn("the webhook did not verify", "to", to, "status", res.Status)
	}
	return true
}
