package simulator

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// fine is the answer of what has no other.
func fine(w http.ResponseWriter) error {
	answer(w, http.StatusOK, map[string]bool{"ok": true})
	return nil
}

// postSaid does what a user does on his phone.
func (e *Emulator) postSaid(w http.ResponseWriter, r *http.Request) error {
	var s Said
	if no := readBody(w, r, &s); no != nil {
		return no
	}
	id, err := e.Say(r.PathValue("address"), s)
	if err != nil {
		return err
	}
	answer(w, http.StatusOK, map[string]string{"id": id})
	return nil
}

// postRead opens a chat on its phone.
func (e *Emulator) postRead(w http.ResponseWriter, r *http.Request) error {
	if err := e.Read(r.PathValue("address")); err != nil {
		return err
	}
	return fine(w)
}

// postPlayed plays a voice note.
func (e *Emulator) postPlayed(w http.ResponseWriter, r *http.Request) error {
	if err := e.Play(r.PathValue("address"), r.PathValue("id")); err != nil {
		return err
	}
	return fine(w)
}

// postPhone adds a phone; without an address it gets a free one.
func (e *Emulator) postPhone(w http.ResponseWriter, r *http.Request) error {
	var p Phone
	if no := readBody(w, r, &p); no != nil {
		return no
	}
	if p.Address == "" {
		p.Address = e.freeAddress()
	}
	p, err := e.AddPhone(p)
	if err != nil {
		return err
	}
	answer(w, http.StatusOK, p)
	return nil
}

// freeAddress is a number that no phone has.
func (e *Emulator) freeAddress() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	for n := 919800000101; ; n++ {
		if a := fmt.Sprint(n); e.byID[a] == nil {
			return a
		}
	}
}

// postClock moves the clock.
func (e *Emulator) postClock(w http.ResponseWriter, r *http.Request) error {
	var c struct {
		Advance string    `json:"advance"`
		At      time.Time `json:"at"`
		Real    bool      `json:"real"`
	}
	if no := readBody(w, r, &c); no != nil {
		return no
	}
	var err error
	switch {
	case c.Real:
		err = e.Real()
	case !c.At.IsZero():
		err = e.Advance(c.At.Sub(e.clock.Now()))
	default:
		var d time.Duration
		if d, err = time.ParseDuration(c.Advance); err != nil || d == 0 {
			return fmt.Errorf("%w: advance is a duration as 1h, at a time as 2026-11-08T03:30:00Z, or real is true", ErrSaid)
		}
		err = e.Advance(d)
	}
	if err != nil {
		return err
	}
	answer(w, http.StatusOK, e.clockState())
	return nil
}

// postFaults changes what goes wrong.
func (e *Emulator) postFaults(w http.ResponseWriter, r *http.Request) error {
	var named map[string]json.RawMessage
	if no := readBody(w, r, &named); no != nil {
		return no
	}
	f, err := faultsOf(named)
	if err != nil {
		return err
	}
	if err := e.setFaults(f); err != nil {
		return err
	}
	answer(w, http.StatusOK, f)
	return nil
}
