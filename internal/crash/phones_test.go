package crash

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

var numbers = regexp.MustCompile(`[0-9][0-9,]*(\.[0-9]+)?`)

// shows reports whether a text has a number in it, however it is written.
func shows(text string, n, per int64) bool {
	want := dec(max(n, -n), per)
	for _, found := range numbers.FindAllString(text, -1) {
		found = strings.ReplaceAll(found, ",", "")
		if strings.Contains(found, ".") {
			found = strings.TrimRight(strings.TrimRight(found, "0"), ".")
		}
		if found == want {
			return true
		}
	}
	return false
}

// phones: whatever reached a phone is of a turn that happened, for whom it was,
// in order, with the sums the turn left; and came twice only where nobody could
// know that it had come.
func (l *ledger) phones() {
	first, last := map[string]*accept{}, map[string]int64{}
	told := map[bot.TurnID]bool{}
	for _, a := range l.cloud.accepted {
		n := answer(a.ref)
		turn := l.turnOf[n]
		if turn == 0 || l.who[turn] != a.to {
			l.complain("%s got %q, which is of no turn of his (%s)", a.to, a.text, a.ref)
			continue
		}
		if n < last[a.to] {
			l.complain("%s got answer %d after %d", a.to, n, last[a.to])
		}
		last[a.to] = n
		if told[turn] = true; a.fate.uncertain() {
			l.unsure++
		}
		if before := first[a.ref]; before != nil {
			l.double(before, a)
		}
		first[a.ref] = a
		l.bubble(turn, a)
	}
	for turn := range l.after {
		if !told[turn] && !l.pages[turn].once {
			l.complain("nobody was told of turn %d", turn)
		}
	}
}

// double: a bubble came again.
func (l *ledger) double(before, a *accept) {
	l.doubles++
	if before.text != a.text {
		l.complain("%s was told %q and then %q of the same", a.to, before.text, a.text)
	}
	excused := before.fate.uncertain() || slices.ContainsFunc(l.faults, func(f *fault) bool { return f.excuses(before.at) })
	if !excused {
		l.complain("%s was told %q twice, %v apart, and the first was accepted for certain", a.to, a.text, a.at.Sub(before.at))
	}
	if !before.told.IsZero() && a.at.Sub(before.told) > 5*time.Second {
		l.complain("%s was told %q twice, although its arrival was known %v before", a.to, a.text, a.at.Sub(before.told))
	}
}

// bubble: it shows the sums that its turn left.
func (l *ledger) bubble(turn bot.TurnID, a *accept) {
	for _, r := range l.repliesOf(turn) {
		for _, c := range l.claims(r) {
			if empty := c.n < 0 && c.per == 1000; c.n != 0 && !empty && !shows(a.text, c.n, c.per) {
				l.complain("turn %d left %s at %d, and %s was told %q", turn, c.name, c.n, a.to, a.text)
			}
		}
	}
}

// repliesOf are what a turn said.
func (l *ledger) repliesOf(turn bot.TurnID) []bot.Reply {
	at, found := slices.BinarySearchFunc(l.rows, int64(turn), func(r row, seq int64) int { return cmp.Compare(r.seq, seq) })
	if !found {
		return nil
	}
	record, err := l.app.Journal.Turn(l.t.Context(), l.rows[at].shop, turn)
	if err != nil {
		l.complain("turn %d: %v", turn, err)
	}
	return record.Replies
}
