package settings

import (
	"context"
	"strconv"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// hush notes when nothing may be said that nobody asked for.
func (x telling) hush(ctx context.Context) (bool, error) {
	said, s, h := x.said, x.words, x.hours
	h.Mute = false
	switch {
	case x.do == doMute:
		h.Mute = true
	case x.do == doSpeak:
	case s.has("report"):
		x.t.Say("hours.report", nil)
		return true, nil
	case len(said) >= 2:
		h.QuietFrom, h.QuietTo = said[0].clock(true), said[1].clock(false)
	case len(said) == 1 && said[0].side == "before":
		h.QuietTo = said[0].clock(false)
	case len(said) == 1:
		h.QuietFrom = said[0].clock(true)
	case s.has("night", "only"):
		h.QuietFrom, h.QuietTo = shop.QuietFrom, shop.QuietTo
	case s.has("on") && !s.has("off"):
	case x.asked != "", s.has("set"):
		return x.asks("quiet"), nil
	case s.has("off", "closes") && !s.has("many"):
		h.Mute = true
	default:
		showQuiet(x.t, x.hours, true)
		return true, nil
	}
	if h.QuietFrom == h.QuietTo {
		return x.asks("quiet"), nil
	}
	if err := x.book.SetHours(ctx, h); err != nil {
		return false, err
	}
	if h.Mute {
		x.t.Say("hours.mute", nil, dialogs.Undo())
		return true, nil
	}
	key := "hours.quiet"
	if len(said) == 0 && x.hours.Mute {
		key = "hours.speak"
	}
	x.t.Say(key, clocks(h.QuietFrom, h.QuietTo), dialogs.Undo())
	return true, nil
}

// showQuiet says when nothing is said unasked, and offers the other.
func showQuiet(t *bot.Turn, h shop.Hours, offers bool) {
	key, other := "hours.quiet.now", doMute
	if h.Mute {
		key, other = "hours.mute.now", doSpeak
	}
	if !offers {
		t.Say(key, clocks(h.QuietFrom, h.QuietTo))
		return
	}
	t.Say(key, clocks(h.QuietFrom, h.QuietTo), dialogs.Begin("hours.choice."+other, nil, "settings.hours", "do", bot.Value{Kind: bot.Text, Text: other}))
}

// maxShown is how many times of being closed are shown.
const maxShown = 5

// showHours says all that is set of hours.
func showHours(t *bot.Turn, h shop.Hours) {
	if h.Opens != "" || h.Closes != "" {
		t.Say("hours.now", clocks(h.Opens, h.Closes))
	}
	for day, shut := range h.Weekly {
		if shut {
			t.Say("hours.weekly.now", bot.Args{"Day": weekday(day)})
		}
	}
	shown := 0
	for _, p := range h.Closed {
		if string(p.To) >= t.Today() && shown < maxShown {
			t.Say("hours.closed.now", span(t, p))
			shown++
		}
	}
	showQuiet(t, h, false)
}

// weekday is a day of the week as it is said.
func weekday(day int) bot.Value {
	return bot.Value{Kind: bot.Key, Text: "settings.weekday." + weekdays[day]}
}

// span is some days as arguments: the last only when there are several.
func span(t *bot.Turn, p shop.Period) bot.Args {
	args := bot.Args{"From": t.Dated(string(p.From))}
	if p.To != p.From {
		args["To"] = t.Dated(string(p.To))
	}
	return args
}

// clocks are two times of day as arguments: figures, and the part of the day.
func clocks(from, to shop.Clock) bot.Args {
	args := bot.Args{}
	for name, c := range map[string]shop.Clock{"From": from, "To": to} {
		if c != "" {
			args[name], args[name+"Part"] = shown(c)
		}
	}
	return args
}

// shown is a time of day as people say it: "8", "9:30", with its part of the day.
func shown(c shop.Clock) (figures, part bot.Value) {
	hour, minute := int(c[0]-'0')*10+int(c[1]-'0'), string(c[3:])
	of := "night"
	switch {
	case hour >= 4 && hour < 12:
		of = "morning"
	case hour >= 12 && hour < 16:
		of = "noon"
	case hour >= 16 && hour < 20:
		of = "evening"
	case hour < 4:
		of = "late"
	}
	text := strconv.Itoa((hour+11)%12 + 1)
	if minute != "00" {
		text += ":" + minute
	}
	return bot.Value{Kind: bot.Text, Text: text}, bot.Value{Kind: bot.Key, Text: "settings.part." + of}
}
