package settings

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// written is a code as a link has it sent, and as people copy it.
var written = regexp.MustCompile(`(?i)\bjoin[\s:#-]+([0-9a-z]{3}[\s-]?[0-9a-z]{3})\b`)

// findCode finds a code in what was said: six signs after "join", a figure and a letter
// among them.
func findCode(text string) (string, bool) {
	m := written.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	code := tidy(m[1])
	return code, strings.ContainsAny(code, "0123456789") && strings.Trim(code, "0123456789") != ""
}

// alone is a code by itself, of the signs that codes are made of.
var alone = regexp.MustCompile(`(?i)^\s*[2-9a-hjkmnp-z]{3}-?[2-9a-hjkmnp-z]{3}\s*$`)

// bareCode reports whether a text is nothing but a code.
func bareCode(text string) bool {
	_, ok := findCode(joinWord + " " + text)
	return ok && alone.MatchString(text)
}

// tidy is a code as it was made, however it was copied.
func tidy(code string) string {
	code = strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(code)), joinWord)
	return strings.NewReplacer(" ", "", "-", "", ":", "", "#", "").Replace(code)
}

// join is how somebody takes a place in a shop: by its code.
type join struct{ skill }

// Name is the errand's public name.
func (join) Name() string { return "settings.join" }

// Version changes with the slots.
func (join) Version() string { return "1" }

// Slots are the code.
func (join) Slots() []bot.Slot { return []bot.Slot{{Name: "code", Kind: bot.Text}} }

// Final is what is said to who would undo it.
func (join) Final() string { return "settings.join.undo" }

// triedJoin is what wrong codes are counted under.
const triedJoin = "join"

// Advance takes the place, or says why not.
func (j join) Advance(ctx context.Context, t *bot.Turn, f *bot.Frame) (bool, error) {
	v, said := f.Value("code")
	asked := f.Asked == "code"
	f.Clear("code")
	if _, whole := findCode(joinWord + " " + v.Text); !said || !asked && !whole {
		t.Ask("code", nil)
		f.Asked = "code"
		return false, nil
	}
	people := j.book.People()
	tries, err := people.Tries(ctx, t.Person, triedJoin)
	if err != nil {
		return false, err
	}
	if tries.Barred(t.Now()) {
		t.Say("join.wait", bot.Args{"Minutes": minutes(tries, t)})
		return true, nil
	}
	i, err := people.Invitation(ctx, tidy(v.Text))
	if errors.Is(err, bot.ErrNotFound) {
		return true, unknownCode(t, tries)
	}
	if err != nil {
		return false, err
	}
	return true, j.take(ctx, t, i, tries)
}

// unknownCode says that nobody made such a code.
func unknownCode(t *bot.Turn, tries bot.Tries) error {
	tries = tries.Again(t.Now())
	t.Do(bot.Tried{What: triedJoin, Tries: tries})
	if tries.Barred(t.Now()) {
		t.Say("join.wait", bot.Args{"Minutes": minutes(tries, t)})
		return nil
	}
	t.Say("join.unknown", nil)
	return nil
}

// take takes the place of an invitation, and has the owners told.
func (j join) take(ctx context.Context, t *bot.Turn, i bot.Invitation, tries bot.Tries) error {
	mine, err := j.book.Shops(ctx, t)
	if err != nil {
		return err
	}
	args := bot.Args{"Title": i.Title, "Role": role(i.Role)}
	at := slices.IndexFunc(mine, func(p shop.Premises) bool { return p.ID == int64(i.Shop) })
	switch {
	case at >= 0:
		if !mine[at].Here {
			t.Do(bot.Enter{Shop: i.Shop})
		}
		t.Say("join.already", args)
	case i.Used:
		t.Say("join.used", args)
	case !i.Open(t.Now()):
		t.Say("join.old", args)
	default:
		if tries.Wrong > 0 {
			t.Do(bot.Tried{What: triedJoin})
		}
		t.Do(bot.Join{Code: i.Code, Name: t.Message.Name})
		notice(t, bot.Notice{Shop: i.Shop, Least: bot.Owner}, "people.joined", bot.Args{"Name": called(t), "Role": role(i.Role)})
		t.Say("join.done", args)
	}
	return nil
}

// minutes is how long nothing is taken, rounded up.
func minutes(tries bot.Tries, t *bot.Turn) int {
	return int((tries.Until.Sub(t.Now()) + time.Minute - 1) / time.Minute)
}
