package settings

import (
	"context"
	"crypto/subtle"
	"regexp"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// triedPIN is what wrong PINs are counted under.
const triedPIN = "pin"

// pinned are figures as long as a PIN in Latin figures, and more.
var pinned = regexp.MustCompile(`\d{4}`)

// saysPIN reports whether a text says a PIN, asked for or not.
func saysPIN(text string) bool {
	return pinned.MatchString(shop.Digits(text)) && inEvery().inside(text, sensePIN)
}

// unlock asks for the PIN before what it locks. The engine begins it.
type unlock struct{ skill }

// Name is the errand's public name.
func (unlock) Name() string { return "settings.unlock" }

// Version changes with the slots.
func (unlock) Version() string { return "1" }

// Slots are the PIN.
func (unlock) Slots() []bot.Slot {
	return []bot.Slot{{Name: "pin", Kind: bot.Text, Optional: true, Secret: true}}
}

// Inner says that nobody asks for it.
func (unlock) Inner() bool { return true }

// Advance looks at the PIN that was said, and opens what it locks.
func (u unlock) Advance(ctx context.Context, t *bot.Turn, f *bot.Frame) (bool, error) {
	v, said := f.Value("pin")
	f.Clear("pin")
	if !said && f.State == "" && saysPIN(t.Message.Text) { // "mera pin 4821 hai"
		v.Text, said = t.Message.Text, true
		t.Scrub()
	}
	f.State = "asked"
	tries, err := u.book.People().Tries(ctx, t.Person, triedPIN)
	if err != nil || t.Opened() {
		return true, err
	}
	if tries.Barred(t.Now()) {
		t.Say("unlock.wait", bot.Args{"Minutes": minutes(tries, t)})
		return true, nil
	}
	f.Asked = "pin"
	if !said {
		t.Ask("pin", nil)
		return false, nil
	}
	tried, ok := findPIN(v.Text)
	if !ok {
		t.Question("unlock.figures", nil)
		return false, nil
	}
	right, err := u.fits(ctx, t, tried)
	if err != nil {
		return false, err
	}
	if !right {
		return u.wrong(t, tries), nil
	}
	if tries.Wrong > 0 {
		t.Do(bot.Tried{What: triedPIN})
		t.Say("unlock.before", bot.Args{"Count": tries.Wrong})
	}
	t.Open()
	return true, nil
}

// fits reports whether it is the PIN of who the turn is with.
func (s skill) fits(ctx context.Context, t *bot.Turn, said string) (bool, error) {
	kept, err := s.book.People().PIN(ctx, t.Person)
	if err != nil || kept == "" {
		return false, err
	}
	return subtle.ConstantTimeCompare([]byte(kept), []byte(s.book.People().Stretch(t.Person, said))) == 1, nil
}

// wrong counts a wrong PIN. After the last none is taken for a while, and the owners are
// told.
func (u unlock) wrong(t *bot.Turn, tries bot.Tries) (done bool) {
	tries = tries.Again(t.Now())
	t.Do(bot.Tried{What: triedPIN, Tries: tries})
	if !tries.Barred(t.Now()) {
		t.Question("unlock.wrong", bot.Args{"Left": bot.MaxWrong - tries.Wrong})
		return false
	}
	notice(t, bot.Notice{Shop: t.Shop, Least: bot.Owner}, "unlock.told", bot.Args{"Name": called(t), "Count": tries.Wrong})
	t.Say("unlock.wait", bot.Args{"Minutes": minutes(tries, t)})
	return true
}
