package bot_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// TestStack uses a session's stack at random beside a plain list.
func TestStack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s bot.Session
		var model []string
		for i := range rapid.IntRange(1, 30).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "push") {
				id := fmt.Sprint(i)
				s.Push(bot.Frame{ID: id})
				model = append(model, id)
				model = model[max(0, len(model)-bot.MaxStack):]
			} else {
				f, ok := s.Pop()
				if ok != (len(model) > 0) || ok && f.ID != model[len(model)-1] {
					t.Fatalf("popped %v, %v; want the last of %v", f.ID, ok, model)
				}
				model = model[:max(0, len(model)-1)]
			}
			switch top := s.Top(); {
			case len(s.Stack) != len(model):
				t.Fatalf("%d frames, want %d", len(s.Stack), len(model))
			case len(model) == 0 && top != nil:
				t.Fatalf("an empty stack has the top %v", top)
			case len(model) > 0 && top.ID != model[len(model)-1]:
				t.Fatalf("top is %s, want the last of %v", top.ID, model)
			}
		}
	})
}

// TestPushLeavesCopiesAlone pushes onto two copies of one session.
func TestPushLeavesCopiesAlone(t *testing.T) {
	s := bot.Session{Stack: []bot.Frame{{ID: "1"}, {ID: "2"}, {ID: "3"}, {ID: "4"}}}
	other := s
	other.Push(bot.Frame{ID: "5"})
	if s.Stack[0].ID != "1" || s.Stack[3].ID != "4" || other.Stack[0].ID != "2" || other.Stack[3].ID != "5" {
		t.Errorf("got %v and %v", s.Stack, other.Stack)
	}
}

func TestFrame(t *testing.T) {
	var f bot.Frame
	if _, ok := f.Value("n"); ok {
		t.Error("an empty frame has a value")
	}
	f.Clear("n") // is nothing to be afraid of
	if err := f.Set("n", bot.Value{Kind: bot.Number, N: 1}); err != nil {
		t.Fatal(err)
	}
	c := f.Clone()
	if err := c.Set("n", bot.Value{Kind: bot.Number, N: 2}); err != nil {
		t.Fatal(err)
	}
	if err := c.Set("m", bot.Value{Kind: bot.Number, N: 3}); err != nil {
		t.Fatal(err)
	}
	if v, _ := f.Value("n"); v.N != 1 || len(f.Slots) != 1 {
		t.Errorf("filling a clone changed the frame: %v", f.Slots)
	}
	f.Slots["n"] = json.RawMessage(`[`)
	if v, ok := f.Value("n"); ok {
		t.Errorf("read %+v from rubbish", v)
	}
}

func TestRoles(t *testing.T) {
	for r, name := range map[bot.Role]string{
		bot.Stranger: "stranger", bot.Staff: "staff", bot.Manager: "manager", bot.Owner: "owner",
		-1: "stranger", bot.Owner + 1: "owner",
	} {
		if r.String() != name {
			t.Errorf("%d is called %s", r, r)
		}
		if r >= bot.Stranger && r <= bot.Owner && bot.ParseRole(name) != r {
			t.Errorf("%s is read as %v", name, bot.ParseRole(name))
		}
	}
	for _, odd := range []string{"", "Owner", "king"} {
		if r := bot.ParseRole(odd); r != bot.Stranger {
			t.Errorf("%q is read as %v", odd, r)
		}
	}
}
