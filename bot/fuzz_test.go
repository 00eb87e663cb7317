package bot_test

import (
	"testing"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot"
)

// FuzzMessage sends messages of every kind with anything in them: each is worked
// at once, whatever it names, and stands in nobody's way.
func FuzzMessage(f *testing.F) {
	for _, text := range []string{"add ali 5", "add", "yes", "rather 7", "undo", "hm", "", "\x00", "\xff", "add someone 1;boom;fail", "1"} {
		for kind := range byte(6) {
			f.Add(text, "m1", kind)
		}
	}
	c := newChat(f, nil)
	f.Fuzz(func(t *testing.T, text, name string, kind byte) {
		c.t = t
		m := c.message("owner", text)
		switch kind % 6 {
		case 1:
			m.Pick = name
		case 2:
			m.ReplyTo = name
		case 3:
			m.Edits = name
		case 4:
			m.Deletes = name
		case 5:
			m.Forwarded = true
		}
		c.receive(m)
		answer := c.settle()
		if !utf8.ValidString(answer) {
			t.Errorf("answered %q", answer)
		}
		if answer == "" && kind%6 != 4 {
			t.Errorf("%q (%d %q) was not answered", text, kind%6, name)
		}
		if shops, err := c.journal.Waiting(t.Context(), 1); err != nil || len(shops) > 0 {
			t.Errorf("%q (%d %q) was left: %v, %v", text, kind%6, name, shops, err)
		}
		s, err := c.journal.Checkpoint(t.Context(), 1, 1)
		if err != nil || len(s.Stack) > bot.MaxStack {
			t.Errorf("%d frames are open, %v", len(s.Stack), err)
		}
	})
}
