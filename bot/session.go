package bot

import (
	"encoding/json"
	"time"
)

// Session is what is remembered of a person in a shop between turns. It is
// plain JSON: it lives in session memory, and in the checkpoint that every turn
// leaves in the journal.
type Session struct {
	Person   PersonID          `json:"person"`
	Shop     ShopID            `json:"shop"`
	Lang     string            `json:"lang,omitempty"`      // BCP 47 tag he last wrote in; survives expiry
	Stack    []Frame           `json:"stack,omitempty"`     // errands under way, the current one last
	Last     []Frame           `json:"last,omitempty"`      // errands the last answering turn finished: what follow-ups and corrections lean on
	LastTurn TurnID            `json:"last_turn,omitempty"` // the turn that finished them
	Said     []Reply           `json:"said,omitempty"`      // the last answer, for "say that again" and for choices typed by number
	SaidTurn TurnID            `json:"said_turn,omitempty"` // the turn that said it
	Told     TurnID            `json:"told,omitempty"`      // the same; survives expiry
	Misses   int               `json:"misses,omitempty"`    // turns in a row that were not understood
	Recent   []int64           `json:"recent,omitempty"`    // numbers of his last messages, for whom he asks to talk to
	Channel  string            `json:"channel,omitempty"`   // where he last wrote from; survives expiry
	Address  string            `json:"address,omitempty"`   // as the channel writes it
	Name     string            `json:"name,omitempty"`      // what he calls himself there, if the channel tells; survives expiry
	Open     time.Time         `json:"open,omitzero"`       // until when what is locked is open
	Doubt    time.Time         `json:"doubt,omitzero"`      // since when he must prove that he is himself; survives expiry
	Stopped  time.Time         `json:"stopped,omitzero"`    // when he was told last that the shop is stopped; survives expiry
	Prefers  map[string]string `json:"prefers,omitempty"`   // the newest of each [Preference]; survives expiry
	Rev      int64             `json:"rev"`                 // counts the turns; a save never replaces a newer one
	Wrote    time.Time         `json:"wrote,omitzero"`      // when he wrote last, by the earlier of his clock and ours
	Expires  time.Time         `json:"expires"`             // after this only Lang and where he wrote from count
}

// Frame is one errand under way: which, how far, and what is known so far.
type Frame struct {
	ID      string                     `json:"id"`                // names it for the choices that belong to it
	Errand  string                     `json:"errand"`            // "udhaar.give"
	Version string                     `json:"version,omitempty"` // of the dialog that wrote it
	State   string                     `json:"state,omitempty"`   // of the dialog's machine
	Asked   string                     `json:"asked,omitempty"`   // the slot a question is open for
	Again   int                        `json:"again,omitempty"`   // times its question came back after an interruption
	Rights  TurnID                     `json:"rights,omitempty"`  // the turn it puts right, taken back when this is done
	Heard   Hearing                    `json:"heard,omitempty"`   // how some of its slots were said, until that was read back
	Wary    bool                       `json:"wary,omitempty"`    // it is to be read back before anything is done, whatever it is
	Slots   map[string]json.RawMessage `json:"slots,omitempty"`   // each a [Value]
	Held    []map[string]Value         `json:"held,omitempty"`    // errands said together that wait for one answer: the slots of each
	Line    int                        `json:"line,omitempty"`    // of Held, the one that was asked about
	Draft   bool                       `json:"draft,omitempty"`   // none of Held is done before he agrees
}

// Top returns the current frame, or nil when no errand is under way.
func (s *Session) Top() *Frame {
	if len(s.Stack) == 0 {
		return nil
	}
	return &s.Stack[len(s.Stack)-1]
}

// Push makes f the current frame. The oldest frame gives way when the stack is
// [MaxStack] deep: nobody remembers five open questions.
func (s *Session) Push(f Frame) {
	if len(s.Stack) >= MaxStack {
		s.Stack = append(s.Stack[:0:0], s.Stack[1:]...)
	}
	s.Stack = append(s.Stack, f)
}

// Pop removes the current frame and returns it.
func (s *Session) Pop() (Frame, bool) {
	top := s.Top()
	if top == nil {
		return Frame{}, false
	}
	f := *top
	s.Stack = s.Stack[:len(s.Stack)-1]
	return f, true
}

// Value reads one slot; false when it is empty or unreadable.
func (f *Frame) Value(slot string) (Value, bool) {
	raw, ok := f.Slots[slot]
	if !ok {
		return Value{}, false
	}
	var v Value
	if err := json.Unmarshal(raw, &v); err != nil {
		return Value{}, false
	}
	return v, true
}

// Values reads all slots that are filled.
func (f *Frame) Values() map[string]Value {
	out := make(map[string]Value, len(f.Slots))
	for name := range f.Slots {
		if v, ok := f.Value(name); ok {
			out[name] = v
		}
	}
	return out
}

// Set fills one slot, replacing what was there.
func (f *Frame) Set(slot string, v Value) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if f.Slots == nil {
		f.Slots = map[string]json.RawMessage{}
	}
	f.Slots[slot] = raw
	return nil
}

// Clear empties one slot.
func (f *Frame) Clear(slot string) { delete(f.Slots, slot) }

// Clone copies f so that filling the copy leaves f as it is.
func (f Frame) Clone() Frame {
	slots := make(map[string]json.RawMessage, len(f.Slots))
	for k, v := range f.Slots {
		slots[k] = v
	}
	f.Slots = slots
	return f
}
