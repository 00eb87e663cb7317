package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// lettersCommand shows the answers that could not be delivered, and deals with
// them.
type lettersCommand struct {
	List   listLetters   `cmd:"" default:"withargs" help:"List them."`
	Resend resendLetters `cmd:"" help:"Send them again; the bot does it within a second, or when it is started."`
	Drop   dropLetters   `cmd:"" help:"Take them off the list for good."`
}

// pageOfLetters is how many letters are read at once.
const pageOfLetters = 500

// listLetters lists letters.
type listLetters struct {
	place
	JSON bool `name:"json" help:"A line of JSON for each."`
}

// shownLetter is a letter as the operator sees it: whom it was for is only hinted
// at.
type shownLetter struct {
	ID      int64      `json:"id"`
	Shop    bot.ShopID `json:"shop"`
	Turn    bot.TurnID `json:"turn"`
	Channel string     `json:"channel"`
	To      string     `json:"to"` // the last two of its digits
	Since   time.Time  `json:"since"`
	Age     int64      `json:"age_seconds"`
	Tries   int        `json:"tries"`
	Taken   bool       `json:"taken"` // the channel took it, and could not deliver it
	Code    int        `json:"code,omitempty"`
	Why     string     `json:"why"`
}

// Run lists them, and writes into the audit that they were seen.
func (c listLetters) Run(t *terminal) error {
	return c.with(t, func(j *journal.Journal) error {
		seen := map[bot.ShopID]int{}
		now := app.SystemClock{}.Now()
		total, err := everyLetter(t, j, func(l journal.Letter) error {
			seen[l.Shop]++
			return c.show(t, l, now)
		})
		if err == nil && total == 0 && !c.JSON {
			_, err = fmt.Fprintln(t.out, "every answer was delivered, or is still being tried")
		}
		for shop, n := range seen {
			err = errors.Join(err, j.Note(t.ctx, journal.Deed{Shop: shop, Act: journal.ActRead, What: "letters:" + strconv.Itoa(n)}))
		}
		return err
	})
}

// show writes one letter.
func (c listLetters) show(t *terminal, l journal.Letter, now time.Time) error {
	age := now.Sub(l.Since)
	s := shownLetter{
		ID: l.ID, Shop: l.Shop, Turn: l.Turn, Channel: l.Channel, To: hint(l.Address), Since: l.Since, Age: int64(age.Seconds()),
		Tries: l.Tries, Taken: l.Taken, Code: l.Code, Why: withoutNumbers(oneLine(errors.New(l.Why))),
	}
	if c.JSON {
		return json.NewEncoder(t.out).Encode(s)
	}
	how := "given up after " + strconv.Itoa(s.Tries) + " tries"
	if s.Taken {
		how = "not delivered (" + strconv.Itoa(s.Code) + ")"
	}
	_, err := fmt.Fprintf(t.out, "%-8d shop %-6d %s to %s, %s old, %s: %s\n", s.ID, s.Shop, s.Channel, s.To, roughly(age), how, s.Why)
	return err
}

// resendLetters sends letters again.
type resendLetters struct {
	place
	chosen
}

// Run puts them among what is to be sent.
func (c resendLetters) Run(t *terminal) error {
	return c.deal(t, c.place, "to be sent again", (*journal.Journal).Resend)
}

// dropLetters gives letters up.
type dropLetters struct {
	place
	chosen
}

// Run takes them off the list.
func (c dropLetters) Run(t *terminal) error {
	return c.deal(t, c.place, "dropped", (*journal.Journal).Drop)
}

// everyLetter goes over all letters and counts them.
func everyLetter(t *terminal, j *journal.Journal, do func(journal.Letter) error) (n int, err error) {
	for after := int64(0); ; {
		page, err := j.Letters(t.ctx, after, pageOfLetters)
		if err != nil || len(page) == 0 {
			return n, err
		}
		for _, l := range page {
			if err := do(l); err != nil {
				return n, err
			}
		}
		n, after = n+len(page), page[len(page)-1].ID
	}
}

// hint is what of an address may be seen: enough to tell two apart.
func hint(address string) string {
	if utf8.RuneCountInString(address) <= 4 {
		return "…"
	}
	r := []rune(address)
	return "…" + string(r[len(r)-2:])
}

// long finds what may be somebody's number in the words of a failure.
var long = regexp.MustCompile(`\d{8,}`)

func withoutNumbers(why string) string { return long.ReplaceAllStringFunc(why, hint) }

// roughly is a time as a person tells it.
func roughly(d time.Duration) string {
	switch {
	case d >= 2*aDay:
		return strconv.Itoa(int(d/aDay)) + " days"
	case d >= 2*time.Hour:
		return strconv.Itoa(int(d/time.Hour)) + " hours"
	}
	return strconv.Itoa(int(d/time.Minute)) + " minutes"
}
