package app_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/sahayak-dev/sahayak/internal/app"
)

// statements are those the journal was asked.
type statements struct {
	mu     sync.Mutex
	all    []string
	once   sync.Once
	sealed chan struct{} // closed when what an older version left open has been looked for
}

func (s *statements) take(statement string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, strings.Join(strings.Fields(statement), " "))
	if strings.HasPrefix(statement, "insert into seal_pass") && strings.Contains(statement, "do update") {
		s.once.Do(func() { close(s.sealed) })
	}
}

// taken are the statements since the last time that storing and working messages
// took. Looking for what waits or is due and sending it are left out: they ask until
// there is nothing more, or by the clock, whatever is written.
func (s *statements) taken() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.all
	s.all = nil
	return slices.DeleteFunc(all, func(q string) bool {
		sending := strings.Contains(q, "outbox") && !strings.HasPrefix(q, "insert into outbox")
		due := strings.HasPrefix(q, "select r.id") && strings.Contains(q, "from reminder r") ||
			strings.HasPrefix(q, "select zone from shop where zone >") || strings.Contains(q, "schedule")
		return sending || due || strings.Contains(q, "bubble") || strings.HasPrefix(q, "select shop from inbox where state = 0 group by")
	})
}

// budgets are how many statements a message may take, from its coming in to its
// commit, in a shop that has been at work: whoever needs one more says why here. On
// PostgreSQL each is a round trip. Two of a sale, and a third with a customer, are the
// summaries of months and of what each customer buys, which reports over years read.
var budgets = []struct {
	kind, text, reply string
	budget            int
	writes            []string // that are certainly among them
}{
	{"a sale", "2 kilo chini becha 90", "sales.record.done", 22, []string{"insert into entry ", "insert into stock "}},
	{"a sale below zero", "1 kilo besan becha", "sales.record.unstocked", 22, []string{"insert into entry "}},
	{"a sale on credit", "2 kilo chini 90 ramesh ko udhaar becha", "sales.record.udhaar", 26, []string{"insert into entry ", "insert into balance "}},
	{"udhaar", "ramesh ko 500 udhaar diya", "udhaar.give.done", 24, []string{"insert into balance "}},
	{"a repayment", "ramesh ne 200 diye", "udhaar.repay.done", 23, []string{"insert into balance "}},
	{"goods", "10 kilo chini aayi 400 ka", "stock.add.done", 21, []string{"insert into stock "}},
	{"a question of stock", "chini kitni bachi hai", "stock.check.done", 15, nil},
	{"a report", "aaj ki bikri", "sales.report.all", 17, nil},
	{"nonsense", "xyzzy plugh qwfp", "bot.unknown.none", 10, nil},
}

// TestStatementsOfAMessage counts what the journal is asked for one message of each
// kind, once the shop's words are known and its keys at hand.
func TestStatementsOfAMessage(t *testing.T) {
	asked := statements{sealed: make(chan struct{})}
	w := openBy(t, app.OpenAsked(asked.take), t.TempDir())
	p := w.stranger()
	for _, text := range []string{"sharma kirana", "kirana", "100 kilo chini aayi 4000 ka", "1 kilo besan becha", "ramesh ko 500 udhaar diya", "namaste"} {
		p.says(t, text)
	}
	<-asked.sealed
	for _, tt := range budgets {
		asked.taken()
		a := p.says(t, tt.text)
		got := asked.taken()
		if !a.said(tt.reply) {
			t.Errorf("%s: %q is answered with %v, not %s", tt.kind, tt.text, a.keys(), tt.reply)
		}
		if len(got) > tt.budget {
			t.Errorf("%s takes %d statements, and may take %d:\n%s", tt.kind, len(got), tt.budget, strings.Join(got, "\n"))
		}
		for _, write := range append(tt.writes, "insert into inbox ", "insert into turn ", "insert into outbox ") {
			if !slices.ContainsFunc(got, func(q string) bool { return strings.HasPrefix(q, write) }) {
				t.Errorf("%s: no %q was counted", tt.kind, write)
			}
		}
		t.Logf("%s: %d", tt.kind, len(got))
	}
}
