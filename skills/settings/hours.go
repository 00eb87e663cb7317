package settings

import (
	"context"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// hours is when the shop is open and on which days it is closed, and when nothing is said
// that nobody asked for: told, changed and shown. What is told is read out of the sentence,
// which may name several times and days.
type hours struct {
	skill
}

// Name is the errand's public name.
func (hours) Name() string { return "settings.hours" }

// Version changes with the slots.
func (hours) Version() string { return "1" }

// Slots are what it can ask for, what a quick reply wants, and what was said before it asked.
func (hours) Slots() []bot.Slot {
	return []bot.Slot{
		{Name: "hours", Kind: bot.Text, Optional: true},
		{Name: "day", Kind: bot.Text, Optional: true},
		{Name: "start", Kind: bot.Text, Optional: true},
		{Name: "quiet", Kind: bot.Text, Optional: true},
		{Name: "do", Kind: bot.Text, Optional: true},
		{Name: "told", Kind: bot.Text, Optional: true},
	}
}

// Needs is a manager: the staff do not close the shop.
func (hours) Needs() bot.Role { return bot.Manager }

// What a quick reply can want.
const (
	doMute  = "mute"
	doSpeak = "speak"
)

// telling is an exchange about hours.
type telling struct {
	t     *bot.Turn
	f     *bot.Frame
	book  *shop.Book
	hours shop.Hours
	words sentence
	said  []moment // the times of day among the words
	asked string   // what this answers, "" when it begins
	do    string
}

// Advance does what was said, or asks.
func (h hours) Advance(ctx context.Context, t *bot.Turn, f *bot.Frame) (bool, error) {
	book := h.book.In(t)
	kept, err := book.Hours(ctx)
	if err != nil {
		return false, err
	}
	x := telling{t: t, f: f, book: book, hours: kept, asked: f.State}
	text := t.Message.Text
	if v, ok := f.Value("do"); ok {
		x.do, text = v.Text, ""
	}
	if v, ok := f.Value(x.asked); ok && x.asked != "" {
		text = v.Text
		f.Clear(x.asked)
	}
	told, before := f.Value("told")
	if before && x.asked == "start" {
		text += " " + told.Text
	}
	x.words = in(t.Lang).words(text)
	x.said = x.words.moments()
	if right, ok := f.Value("hours"); ok && before {
		f.Clear("hours")
		text = told.Text + "\n" + right.Text
		x.rights(in(t.Lang), text)
	}
	if err := f.Set("told", bot.Value{Kind: bot.Text, Text: text}); err != nil {
		return false, err
	}
	return x.settles(ctx, text)
}

// asks asks for one thing; the answer is read when it comes.
func (x telling) asks(slot string, choices ...bot.Choice) bool {
	x.f.State, x.f.Asked = slot, slot
	x.t.Ask(slot, nil, choices...)
	return false
}

// settles is about the shop's hours or about being quiet.
func (x telling) settles(ctx context.Context, text string) (bool, error) {
	if x.do != "" || x.asked == "quiet" || x.asked == "" && x.words.has("quiet", "report") {
		return x.hush(ctx)
	}
	if done, err := x.opens(ctx); done || err != nil {
		return done, err
	}
	times, unsure := x.words.times(shop.Day(x.t.Today()))
	switch {
	case unsure:
		err := x.f.Set("told", bot.Value{Kind: bot.Text, Text: text})
		return x.asks("start", start("today"), start("tomorrow")), err
	case len(x.words.weekdays()) > 0 && (x.words.has("every") || !x.words.has("once")) && x.asked != "start":
		return true, x.weekly(ctx)
	case len(times) > 0 && x.reopened() && slices.ContainsFunc(times, x.offWeekly):
		x.t.Say("hours.weekly.stays", nil)
		return true, nil
	case len(times) > 0:
		return true, x.closes(ctx, times)
	case x.asked != "":
		return x.asks(x.asked), nil
	case x.words.has("noon"):
		x.t.Say("hours.break", nil)
		return true, nil
	case x.words.has("closes"):
		return x.asks("day"), nil
	case x.words.has("set"):
		return x.asks("hours"), nil
	}
	if x.hours.Opens == "" && x.hours.Closes == "" {
		x.t.Say("hours.none", nil)
	}
	showHours(x.t, x.hours)
	return true, nil
}

// start is the quick reply that says from when.
func start(day string) bot.Choice {
	return dialogs.Pick("hours.choice."+day, nil, "start", bot.Value{Kind: bot.Text, Text: day})
}

// opens notes from when to when the shop is open, if that was said.
func (x telling) opens(ctx context.Context) (bool, error) {
	said := x.said
	h := x.hours
	if from, to, closed := x.shut(); closed {
		if from < to {
			x.t.Say("hours.break", nil)
			return true, nil
		}
		said = []moment{said[1], said[0]} // closed over night: open in between
	}
	switch {
	case len(said) >= 2 && x.words.closesFirst():
		h.Closes, h.Opens = said[0].clock(true), said[1].clock(false)
	case len(said) >= 2:
		h.Opens, h.Closes = said[0].clock(false), said[1].clock(true)
	case len(said) == 1 && said[0].closes:
		h.Closes = said[0].clock(true)
	case len(said) == 1 && said[0].opens:
		h.Opens = said[0].clock(false)
	default:
		return false, nil
	}
	switch {
	case h.Opens == h.Closes:
		return false, nil
	case len(said) >= 2 && !x.words.has("opens", "closes") && h.Opens >= "20:00" && h.Closes < "12:00":
		return x.hush(ctx) // "raat 10 se subah 7": nobody opens then
	}
	if err := x.book.SetHours(ctx, h); err != nil {
		return false, err
	}
	x.t.Say("hours.done", clocks(h.Opens, h.Closes), dialogs.Undo())
	return true, nil
}

// reopened reports whether the sentence opens what was closed.
func (x telling) reopened() bool { return x.words.has("opens") && !x.words.has("closes") }

// offWeekly reports whether a time begins on a day that is closed every week: one of them
// alone is not opened.
func (x telling) offWeekly(p shop.Period) bool {
	return shop.Hours{Weekly: x.hours.Weekly}.Shut(p.From)
}

// weekly closes the shop on days of every week, or no longer.
func (x telling) weekly(ctx context.Context) error {
	key := "hours.weekly"
	if x.reopened() {
		key = "hours.weekly.open"
	}
	h, named := x.hours, x.words.weekdays()
	for _, day := range named {
		h.Weekly[day] = !x.reopened()
	}
	if err := x.book.SetHours(ctx, h); err != nil {
		return err
	}
	for i, day := range named {
		x.t.Say(key, bot.Args{"Day": weekday(int(day))}, last(i, named)...)
	}
	return nil
}

// closes closes the shop for some days, or opens it again.
func (x telling) closes(ctx context.Context, times []shop.Period) error {
	key, h := "hours.closed", x.hours
	for _, p := range times {
		if x.reopened() {
			key, h = "hours.reopened", h.Reopen(p)
			continue
		}
		h = h.Close(p)
	}
	if err := x.book.SetHours(ctx, h); err != nil {
		return err
	}
	for i, p := range times {
		x.t.Say(key, span(x.t, p), last(i, times)...)
	}
	return nil
}

// last is the quick reply that takes all of a turn back, under its last line.
func last[T any](i int, all []T) []bot.Choice {
	if i < len(all)-1 {
		return nil
	}
	return []bot.Choice{dialogs.Undo()}
}
