package simulator

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Turn is what the bot tells of one of its turns, for the panel beside the
// phone.
type Turn struct {
	Turn     int64         `json:"turn"`
	Shop     int64         `json:"shop"`
	Phone    string        `json:"phone"`    // where the messages came from
	Messages []string      `json:"messages"` // wamids of the messages it worked
	Text     string        `json:"text"`
	At       time.Time     `json:"at"`
	Commands []bot.Command `json:"commands"`
	Nearest  []string      `json:"nearest"`
	Unsure   bool          `json:"unsure"`
	Stack    []bot.Frame   `json:"stack"`
	Finished []bot.Frame   `json:"finished"`
	Undoes   int64         `json:"undoes"`
	Entries  []Entry       `json:"entries"`
	More     int           `json:"more,omitempty"` // entries left out
	Steps    []Step        `json:"steps"`
	Replies  []string      `json:"replies"` // keys
}

// Entry is one effect of a turn.
type Entry struct {
	Type string          `json:"type"`
	Data json.RawMessage `json:"data"`
}

// Step is how long one part of a turn took.
type Step struct {
	Name string  `json:"name"`
	MS   float64 `json:"ms"`
}

// AddTurn shows a turn beside its phone.
func (e *Emulator) AddTurn(t Turn) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if c := e.byID[t.Phone]; c != nil {
		t.Phone = c.phone.Address
	}
	if e.turns = append(e.turns, t); len(e.turns) > MaxTurns {
		e.turns[0] = Turn{}
		e.turns = e.turns[1:]
	}
	e.feed.add("turn", t)
}

// postTurn takes what the bot tells of a turn.
func (e *Emulator) postTurn(w http.ResponseWriter, r *http.Request) error {
	var t Turn
	if r.ContentLength > MaxTurn {
		return fmt.Errorf("%w: a turn has at most %d bytes", ErrSaid, MaxTurn)
	}
	r.Body = http.MaxBytesReader(w, r.Body, MaxTurn)
	if no := readBody(w, r, &t); no != nil {
		return no
	}
	e.AddTurn(t)
	return fine(w)
}
