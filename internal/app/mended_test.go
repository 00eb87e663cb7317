package app_test

import (
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// A member who may not do an errand may not take back or rewrite what it did.
func TestStaffLeavesTheOwnersSettings(t *testing.T) {
	set := bot.Command{Kind: bot.Start, Errand: "settings.shop", Slots: map[string]bot.Value{
		"name": {Kind: bot.Text, Text: "Sharma Store"}, "kind": {Kind: bot.Choose, Text: "pharmacy"}, "place": {Kind: bot.Text, Text: "462001"},
	}}
	undo := command(t, bot.Command{Kind: bot.Undo})
	for name, m := range map[string]func(*person, answer) bot.Message{
		"undo":   func(_ *person, a answer) bot.Message { return bot.Message{Text: undo, ReplyTo: a.bubble(t)} },
		"edit":   func(o *person, _ answer) bot.Message { return bot.Message{Text: undo, Edits: o.lastID} },
		"delete": func(o *person, _ answer) bot.Message { return bot.Message{Deletes: o.lastID} },
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t, func(c *app.Config) { c.Ears = obedient{} })
			owner := w.stranger()
			a := owner.says(t, command(t, set))
			staff := owner.member(t, bot.Staff)
			before := w.dump(t, owner.shop(t))
			staff.sends(t, m(owner, a))
			if after := w.dump(t, owner.shop(t)); after != before {
				t.Errorf("changed:\n%s\n%s", before, after)
			}
		})
	}
}

// 41 commands are refused as one, not worked up to the 40th.
func TestOneCommandTooMany(t *testing.T) {
	w := open(t)
	p := w.stranger()
	if a := p.says(t, strings.Repeat("ramesh ko 1 udhaar, ", 41)); !a.said("bot.toomany") {
		t.Errorf("%d replies, %d effects", len(a.Replies), len(a.Effects))
	}
}

// "No, 83" in answer to a credit is about its amount, whatever was said last.
func TestCorrectionIsOfWhatIsQuoted(t *testing.T) {
	w := open(t)
	p := w.stranger()
	a := p.says(t, "geeta ko 100 udhaar diya")
	p.says(t, "chini gina 5 kilo nikla")
	b := p.sends(t, bot.Message{Text: "nahi 83", ReplyTo: a.bubble(t)})
	if !strings.Contains(w.dump(t, p.shop(t)), "balance    Geeta 83") {
		t.Errorf("%s\n%s", b.text(), w.dump(t, p.shop(t)))
	}
}

// What is corrected a day later stays on its day.
func TestCorrectionKeepsTheDay(t *testing.T) {
	w := open(t)
	p := w.stranger()
	a := p.says(t, "2 kilo chini becha 90")
	w.clock.Advance(24 * time.Hour)
	p.says(t, "suresh ko 5 udhaar diya")
	p.sends(t, bot.Message{Text: "nahi 95", ReplyTo: a.bubble(t)})
	if !strings.Contains(w.dump(t, p.shop(t)), "revenue 95 cash 95 doubt +1 on 2026-03-02") {
		t.Error(w.dump(t, p.shop(t)))
	}
}

// No answer to a question breaks the turn, and zero is never a credit.
func TestZeroIsNoCredit(t *testing.T) {
	w := open(t)
	for _, text := range []string{"chini 0", "chini 3B0", "chini 3B00BA0CA000"} {
		p := w.stranger()
		p.says(t, "ramesh ko udhaar")
		a := p.says(t, text)
		if a.said("bot.broken") || a.said("udhaar.give.done") {
			t.Errorf("%q: %v %s", text, a.keys(), a.text())
		}
	}
}

// A sale booked on another day says the day, as a credit does.
func TestSaleOfYesterdaySaysSo(t *testing.T) {
	w := open(t)
	a := w.stranger().says(t, "kal 2 kilo chini becha 90")
	if !strings.Contains(a.text(), "March") && !strings.Contains(a.text(), "kal") {
		t.Error(a.text())
	}
}

// Short questions and odd numbers.
func TestUnderstoodWrong(t *testing.T) {
	w := open(t)
	for text, key := range map[string]string{
		"kal ki bikri?": "sales.report.none", "aaj ki bikri?": "sales.report.none",
	} {
		if a := w.stranger().says(t, text); !a.said(key) {
			t.Errorf("%q: %v", text, a.keys())
		}
	}
	if a := w.stranger().says(t, "1e308 kilo chini becha"); len(a.Effects) > 0 {
		t.Errorf("1e308: %s", a.text())
	}
	if a := w.stranger().says(t, "ramesh ko ５ udhaar diya"); !a.said("udhaar.give.done") {
		t.Errorf("full-width digit: %v", a.keys())
	}
}
