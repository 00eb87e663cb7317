package settings

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// moment is a time of day that was said, before it is known whether it is of the morning.
type moment struct {
	hour, minute int
	part         string // morning noon evening night, "" when none was said
	side         string // "after" or "before" it, "" for neither
	opens        bool   // "opens at 7"
	closes       bool   // "closes at 9"
}

// parts are the parts of a day.
var parts = []string{"morning", "noon", "evening", "night"}

// moments are the times of day in a sentence.
func (s sentence) moments() []moment {
	var out []moment
	for i := range s {
		m, ok := s.moment(i)
		if !ok {
			continue
		}
		verb := s.verb(i)
		m.opens, m.closes = verb.is("opens"), verb.is("closes")
		out = append(out, m)
	}
	return out
}

// moment reads the time at a word.
func (s sentence) moment(i int) (m moment, ok bool) {
	w, fraction := s[i], 0
	m.hour, ok = w.number()
	if !ok || m.hour > 24 || s.counts(i) || !s.marked(i) {
		return m, false
	}
	if _, minutes, exact := strings.Cut(w.digits, ":"); exact {
		m.minute, _ = strconv.Atoi(minutes)
	}
	for _, at := range []int{i, i - 1} { // எட்டரை, saadhe aath
		if fraction == 0 {
			fraction = s.at(at).fraction()
		}
	}
	total := m.hour*60 + m.minute + fraction
	m.hour, m.minute = total/60, total%60
	m.part = s.part(i)
	for k := 1; k <= 3 && m.side == ""; k++ {
		if next := s.at(i + k); next.is("after") {
			m.side = "after"
		} else if next.is("before") {
			m.side = "before"
		}
	}
	for k := 1; k <= 2 && m.side == ""; k++ { // "after 9 pm"
		if before := s.at(i - k); before.is("after") && s.latin(i-k) {
			m.side = "after"
		} else if before.is("before") && s.latin(i-k) {
			m.side = "before"
		}
	}
	return m, m.minute < 60
}

// fraction is what a word adds to the hour, in minutes.
func (w word) fraction() int {
	switch {
	case w.is("half"):
		return 30
	case w.is("quarter"):
		return 15
	case w.is("less"):
		return -15
	}
	return 0
}

// latin reports whether a word stands before what it is about, as in English; "ke baad"
// stands behind.
func (s sentence) latin(i int) bool {
	_, number := s.at(i - 1).number()
	return !number && !s.at(i-2).is("oclock")
}

// counts reports whether a number counts days, or is one of a month.
func (s sentence) counts(i int) bool {
	return s.at(i+1).is("days", "week", "date") || s.month(i+1) > 0 || s.month(i-1) > 0
}

// marked reports whether something says that a number is a time.
func (s sentence) marked(i int) bool {
	before, next := s.at(i-1), s.at(i+1)
	if before.fraction() != 0 {
		before = s.at(i - 2)
	}
	if s[i].is("oclock") || s[i].fraction() != 0 { // ఎనిమిదింటికి, எட்டரை
		return true
	}
	if s[i].colon || next.is("oclock") || next.is(parts...) || before.is(parts...) || before.is("at", "after", "before") {
		return true
	}
	if _, number := s.at(i + 2).number(); next.is("till") && number && !s.counts(i+2) {
		return true // "8 to 9"
	}
	if next.is("after", "before") || s.at(i+2).is("after", "before") {
		return true // "9 ke baad"
	}
	_, number := s.at(i - 2).number()
	return before.is("till") && number && !s.counts(i-2)
}

// part is the part of the day said with a time: before it, or close behind.
func (s sentence) part(i int) string {
	for k := 1; k <= 2; k++ {
		if p := s.at(i - k).partOf(); p != "" {
			return p
		}
		if _, number := s.at(i - k).number(); number || s.at(i-k).is("till") {
			break
		}
	}
	for k := 1; k <= 4; k++ {
		next := s.at(i + k)
		if _, number := next.number(); number || next.is("till", "after", "before", "opens", "closes") {
			break
		}
		if p := next.partOf(); p != "" {
			return p
		}
	}
	return ""
}

func (w word) partOf() string {
	for _, p := range parts {
		if w.is(p) {
			return p
		}
	}
	return ""
}

// verb is what the shop does at a time: the next word that says so, or the last before it.
func (s sentence) verb(i int) word {
	for k := i + 1; k < len(s); k++ {
		if s[k].is("opens", "closes") {
			return s[k]
		}
	}
	for k := i - 1; k >= 0; k-- {
		if s[k].is("opens", "closes") {
			return s[k]
		}
	}
	return word{}
}

// closesFirst reports whether it is said when the shop closes, and then when it opens.
func (s sentence) closesFirst() bool {
	first := slices.IndexFunc(s, func(w word) bool { return w.is("opens", "closes") })
	return first >= 0 && s[first].is("closes") && s.has("opens")
}

// clock is the time that is meant; late says that without a part of the day one of
// the second half is likelier.
func (m moment) clock(late bool) shop.Clock {
	hour := m.hour
	pm := m.part == "noon" || m.part == "evening" || m.part == "night" && hour >= 5 || m.part == "" && late
	switch {
	case hour == 12 && (m.part == "night" || m.part == "morning"), hour == 12 && m.part == "" && late:
		hour = 0
	case hour < 12 && pm, hour < 4 && m.part == "":
		hour += 12
	}
	return shop.At(hour, m.minute)
}
