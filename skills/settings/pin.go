package settings

import (
	"context"
	"regexp"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// figures are what can be a PIN.
var figures = regexp.MustCompile(`\d+`)

// How long a PIN is.
const (
	minPIN = 4
	maxPIN = 6
)

// findPIN finds the one number in a text that can be a PIN.
func findPIN(text string) (string, bool) {
	all := figures.FindAllString(shop.Digits(text), -1)
	if len(all) != 1 || len(all[0]) < minPIN || len(all[0]) > maxPIN {
		return "", false
	}
	return all[0], true
}

// easy reports whether a PIN is one that everybody tries first: one figure again and again,
// or a row of them.
func easy(pin string) bool {
	same, up, down := true, true, true
	for i := 1; i < len(pin); i++ {
		step := int(pin[i]) - int(pin[i-1])
		same, up, down = same && step == 0, up && step == 1, down && step == -1
	}
	return same || up || down
}

// pin sets, changes and removes the PIN of who says so, and locks at once. Who has one must
// say it first, as before everything that is locked.
type pin struct{ skill }

// Name is the errand's public name.
func (pin) Name() string { return "settings.pin" }

// Version changes with the slots.
func (pin) Version() string { return "1" }

// Slots are what to do, and the new PIN.
func (pin) Slots() []bot.Slot {
	return []bot.Slot{{Name: "lock", Kind: bot.Choose, Optional: true}, {Name: "pin", Kind: bot.Text, Optional: true, Secret: true}}
}

// Needs is a manager: staff see nothing that a PIN locks.
func (pin) Needs() bot.Role { return bot.Manager }

// Final is what is said to who would undo it.
func (pin) Final() string { return "settings.pin.undo" }

// Private asks for the PIN that is there before it is changed; to lock needs none.
func (pin) Private(f *bot.Frame) bool {
	v, _ := f.Value("lock")
	return v.Text != lockNow
}

// What can be done with a PIN, beside setting one.
const (
	lockOff = "off"
	lockNow = "now"
)

// Advance does it.
func (p pin) Advance(ctx context.Context, t *bot.Turn, f *bot.Frame) (bool, error) {
	v, _ := f.Value("lock")
	kept, err := p.book.People().PIN(ctx, t.Person)
	if err != nil {
		return false, err
	}
	switch {
	case v.Text == lockOff && kept == "", v.Text == lockNow && kept == "":
		t.Say("pin.none", nil)
	case v.Text == lockOff:
		t.Do(bot.SetPIN{})
		t.Say("pin.removed", nil)
	case v.Text == lockNow:
		t.Close()
		t.Say("pin.locked", nil)
	default:
		return p.set(t, f, kept), nil
	}
	return true, nil
}

// set keeps the new PIN. It never stands in the frame between two messages.
func (p pin) set(t *bot.Turn, f *bot.Frame, kept string) bool {
	v, _ := f.Value("pin")
	answered := f.Asked == "pin"
	f.Clear("pin")
	f.Asked = ""
	text := v.Text
	if !answered && f.State == "" && (kept == "" || t.Opened()) {
		text = t.Message.Text // "4821 pin laga do"
	}
	f.State = "asked"
	fresh, ok := findPIN(text)
	if figures.MatchString(shop.Digits(text)) {
		t.Scrub()
	}
	switch {
	case !ok && !answered:
		t.Ask("pin", nil)
	case !ok:
		t.Question("pin.figures", nil)
	case easy(fresh):
		t.Question("pin.easy", nil)
	default:
		t.Do(bot.SetPIN{Kept: p.book.People().Stretch(t.Person, fresh)})
		t.Open()
		t.Say("pin.done", nil)
		return true
	}
	f.Asked = "pin"
	return false
}
