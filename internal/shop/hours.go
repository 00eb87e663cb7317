package shop

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Clock is a time of the shop's day, "08:00"; "24:00" is its end, "" none. Times
// compare as text.
type Clock string

// At is the time of day that is shown at an hour and a minute.
func At(hour, minute int) Clock {
	return Clock(time.Date(2000, 1, 1, hour%24, minute, 0, 0, time.UTC).Format("15:04"))
}

// Quiet hours of a shop that has set none.
const (
	QuietFrom Clock = "21:00"
	QuietTo   Clock = "08:00"
)

// maxClosed is how many times of being closed are kept, the newest.
const maxClosed = 200

// Hours are when a shop is open, and when nothing is said in it that nobody asked for.
// What is not told of them is "".
type Hours struct {
	Opens, Closes      Clock
	Weekly             [7]bool  // closed every week, from Sunday
	Closed             []Period // closed besides, in order
	QuietFrom, QuietTo Clock    // may go past midnight; the last minute is not of it
	Mute               bool     // nothing is said unasked at all
}

// Shut reports whether the shop is closed on a day.
func (h Hours) Shut(d Day) bool {
	t, err := time.Parse(time.DateOnly, string(d))
	if err == nil && h.Weekly[t.Weekday()] {
		return true
	}
	return slices.ContainsFunc(h.Closed, func(p Period) bool { return p.From <= d && d <= p.To })
}

// Silent reports whether nothing may be said unasked at a time of a day.
func (h Hours) Silent(d Day, c Clock) bool {
	if h.Mute || h.Shut(d) {
		return true
	}
	if h.QuietFrom <= h.QuietTo {
		return h.QuietFrom <= c && c < h.QuietTo
	}
	return c >= h.QuietFrom || c < h.QuietTo
}

// Speaks is the first moment from a time on at which something may be said unasked, by
// the clocks of a zone; false when none is in sight.
func (h Hours) Speaks(from time.Time, zone *time.Location) (time.Time, bool) {
	if h.Mute {
		return time.Time{}, false
	}
	at := from
	for range 2 * (maxClosed + 7) {
		is := at.In(zone)
		day, clock := DayOf(at, zone), At(is.Hour(), is.Minute())
		next := time.Date(is.Year(), is.Month(), is.Day()+1, 0, 0, 0, 0, zone)
		switch {
		case !h.Silent(day, clock):
			return at.UTC(), true
		case !h.Shut(day) && h.QuietTo > clock:
			next = h.QuietTo.on(is)
		}
		if !next.After(at) { // the clocks were put forward past it
			next = at.Truncate(time.Minute).Add(time.Minute)
		}
		at = next
	}
	return time.Time{}, false
}

// on is when a clock shows this on the day of t.
func (c Clock) on(t time.Time) time.Time {
	hour, minute := int(c[0]-'0')*10+int(c[1]-'0'), int(c[3]-'0')*10+int(c[4]-'0')
	return time.Date(t.Year(), t.Month(), t.Day(), hour, minute, 0, 0, t.Location())
}

// Close closes the shop for a time. Times that touch become one.
func (h Hours) Close(p Period) Hours {
	var kept []Period
	for _, c := range h.Closed {
		if c.To.Plus(1) < p.From || p.To.Plus(1) < c.From {
			kept = append(kept, c)
			continue
		}
		p.From, p.To = min(p.From, c.From), max(p.To, c.To)
	}
	kept = append(kept, Period{From: p.From, To: p.To})
	slices.SortFunc(kept, func(a, b Period) int { return strings.Compare(string(a.From), string(b.From)) })
	h.Closed = kept[max(0, len(kept)-maxClosed):]
	return h
}

// Reopen opens the shop for a time in which it was to be closed.
func (h Hours) Reopen(p Period) Hours {
	var kept []Period
	for _, c := range h.Closed {
		if before := (Period{From: c.From, To: min(c.To, p.From.Plus(-1))}); before.From <= before.To {
			kept = append(kept, before)
		}
		if after := (Period{From: max(c.From, p.To.Plus(1)), To: c.To}); after.From <= after.To {
			kept = append(kept, after)
		}
	}
	h.Closed = kept
	return h
}

// The names under which hours stand among a shop's settings.
const (
	SettingOpens     = "hours.opens"
	SettingCloses    = "hours.closes"
	SettingWeekly    = "hours.weekly" // "0 3": Sunday and Wednesday
	SettingClosed    = "hours.closed" // "2026-03-03/2026-03-05", apart by spaces
	SettingQuietFrom = "quiet.from"
	SettingQuietTo   = "quiet.to"
	SettingMute      = "quiet.mute"
)

// Hours are the shop's.
func (b *Book) Hours(ctx context.Context) (Hours, error) {
	kept := map[string]string{}
	for _, name := range []string{SettingOpens, SettingCloses, SettingWeekly, SettingClosed, SettingQuietFrom, SettingQuietTo, SettingMute} {
		v, err := b.Setting(ctx, name)
		if err != nil {
			return Hours{}, err
		}
		kept[name] = v
	}
	h := Hours{
		Opens: Clock(kept[SettingOpens]), Closes: Clock(kept[SettingCloses]), Mute: kept[SettingMute] != "",
		QuietFrom: QuietFrom, QuietTo: QuietTo,
	}
	if from, to := kept[SettingQuietFrom], kept[SettingQuietTo]; from != "" && to != "" {
		h.QuietFrom, h.QuietTo = Clock(from), Clock(to)
	}
	for _, n := range strings.Fields(kept[SettingWeekly]) {
		if day, err := strconv.Atoi(n); err == nil && day >= 0 && day < len(h.Weekly) {
			h.Weekly[day] = true
		}
	}
	for _, text := range strings.Fields(kept[SettingClosed]) {
		from, to, _ := strings.Cut(text, "/")
		h.Closed = append(h.Closed, Period{From: Day(from), To: Day(to)})
	}
	return h, nil
}

// SetHours keeps hours; what is as it was is not touched.
func (b *Book) SetHours(ctx context.Context, h Hours) error {
	var weekly, closed []string
	for day, shut := range h.Weekly {
		if shut {
			weekly = append(weekly, strconv.Itoa(day))
		}
	}
	for _, p := range h.Closed {
		closed = append(closed, string(p.From)+"/"+string(p.To))
	}
	mute := ""
	if h.Mute {
		mute = "yes"
	}
	from, to := h.QuietFrom, h.QuietTo
	if from == QuietFrom && to == QuietTo {
		from, to = "", ""
	}
	for _, s := range [][2]string{
		{SettingOpens, string(h.Opens)},
		{SettingCloses, string(h.Closes)},
		{SettingWeekly, strings.Join(weekly, " ")},
		{SettingClosed, strings.Join(closed, " ")},
		{SettingQuietFrom, string(from)},
		{SettingQuietTo, string(to)},
		{SettingMute, mute},
	} {
		if err := b.SetSetting(ctx, s[0], s[1]); err != nil {
			return err
		}
	}
	return nil
}
