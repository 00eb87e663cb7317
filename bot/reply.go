package bot

import (
	"encoding/json"
	"fmt"
	"math"
)

// Args are the arguments of a reply, by the name its text uses. A value is a
// [Value], a domain type whose JSON is one, or a plain string or integer.
type Args map[string]any

// Reply is one thing to say back: a locale key and its arguments, never prose.
type Reply struct {
	Key     string   `json:"key"`
	Args    Args     `json:"args,omitempty"`
	Choices []Choice `json:"choices,omitempty"`
	Files   []File   `json:"files,omitempty"`
	Link    *Page    `json:"link,omitempty"`  // a page to open; of several in one answer the last
	Place   bool     `json:"place,omitempty"` // it asks where something is: where the channel can, his own place is one tap away
	frame   string   // of a question: the frame that asks it
}

// File is a picture, bill or sheet as a specification. It is drawn when it is
// sent, in the reader's language.
type File struct {
	Kind  string          `json:"kind"`
	Data  json.RawMessage `json:"data,omitempty"`
	Asked bool            `json:"asked,omitempty"` // it is what he asked for: who wants words alone gets it too
}

// Page is something on the web, with the words that lead there.
type Page struct {
	Key  string `json:"key"` // what the button is called: a locale key
	Args Args   `json:"args,omitempty"`
	URL  string `json:"url"` // https only
}

// Choice is one quick reply. The channel draws it as a button, a list row or a
// number; saying its words always works too.
type Choice struct {
	Key   string    `json:"key"`             // what it is called: a locale key
	Args  Args      `json:"args,omitempty"`  // arguments of Key
	Do    []Command `json:"do"`              // what taking it means
	Frame string    `json:"frame,omitempty"` // the frame it belongs to; without that frame it is dead
	// Agree says that a plain "ok" under the bubble takes it, when nothing else is asked.
	Agree bool `json:"agree,omitempty"`
	// Decline says that a plain "no" under the bubble takes it, when nothing else is asked.
	Decline bool `json:"decline,omitempty"`
	// Asked says that the bubble asks for what its errand lacks ("how many are
	// left?"): a number alone is the answer to that, and no place in the list.
	Asked bool `json:"asked,omitempty"`
}

// Values reads the arguments in their shared form: the one locales write.
func (a Args) Values() (map[string]Value, error) {
	out := make(map[string]Value, len(a))
	for name, arg := range a {
		v, err := ValueOf(arg)
		if err != nil {
			return nil, fmt.Errorf("bot: argument %s: %w", name, err)
		}
		out[name] = v
	}
	return out, nil
}

// ValueOf reads any argument or slot content as a [Value]: a Value itself, a
// string (kind text), an integer (kind number), or a type whose JSON is a Value.
// An integer beyond ±9.2e15 cannot be told in thousandths and is refused.
func ValueOf(arg any) (Value, error) {
	switch a := arg.(type) {
	case Value:
		return a, nil
	case string:
		return Value{Kind: Text, Text: a}, nil
	case int:
		return count(int64(a))
	case int64:
		return count(a)
	}
	raw, err := json.Marshal(arg)
	if err != nil {
		return Value{}, err
	}
	var v Value
	if err := json.Unmarshal(raw, &v); err != nil {
		return Value{}, fmt.Errorf("%s is not a value: %w", raw, err)
	}
	return v, nil
}

// count is an integer as a number.
func count(n int64) (Value, error) {
	if n > math.MaxInt64/1000 || n < math.MinInt64/1000 {
		return Value{}, fmt.Errorf("%d is too large a number", n)
	}
	return Value{Kind: Number, N: n * 1000}, nil
}

// MarshalJSON writes every argument in the shared form, so that a reply read
// back from the outbox says the same as the one that was put there.
func (a Args) MarshalJSON() ([]byte, error) {
	values, err := a.Values()
	if err != nil {
		return nil, err
	}
	return json.Marshal(values)
}

// UnmarshalJSON reads arguments; each becomes a [Value].
func (a *Args) UnmarshalJSON(raw []byte) error {
	var values map[string]Value
	if err := json.Unmarshal(raw, &values); err != nil {
		return err
	}
	*a = make(Args, len(values))
	for name, v := range values {
		(*a)[name] = v
	}
	return nil
}
