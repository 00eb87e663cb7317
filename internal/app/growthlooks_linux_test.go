package app_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// looks times what is looked for whatever comes, most of it each second, and the
// reading of a stock alone.
func (g *grown) looks(b *testing.B, s *speaker) {
	for _, l := range g.looksOf(s.App) {
		took := make([]time.Duration, looksTimes)
		for n := range took {
			begin := time.Now()
			if err := l.look(b.Context()); err != nil {
				b.Fatalf("%s: %v", l.name, err)
			}
			took[n] = time.Since(begin)
		}
		fmt.Printf("  %s: %s\n", l.name, inWords(took))
	}
}

// look is something the program does again and again.
type look struct {
	name string
	look func(context.Context) error
}

// looksOf are those of an assistant, with nothing to be found.
func (g *grown) looksOf(a *app.App) []look {
	j, parts := a.Journal, make([]int, bot.Partitions)
	for i := range parts {
		parts[i] = i
	}
	return []look{
		{"reading a stock", g.stock(a)},
		{"waiting shops", func(ctx context.Context) error { _, err := j.Waiting(ctx, bot.Batch); return err }},
		{"waiting shops of our parts", func(ctx context.Context) error { _, err := j.WaitingIn(ctx, parts, bot.Batch); return err }},
		{"overdue shops", func(ctx context.Context) error { _, err := j.Overdue(ctx, time.Now(), bot.Batch); return err }},
		{"answers due", func(ctx context.Context) error { _, err := j.Claim(ctx, "wire", nil, bot.Batch); return err }},
		{"leases", func(ctx context.Context) error { _, err := j.Leases(ctx); return err }},
		{"keeping leases", func(ctx context.Context) error {
			_, err := j.Hold(ctx, bot.Holding{Owner: "growth", Until: time.Now().Add(time.Second), Keep: []string{"growth"}})
			return err
		}},
		{"zones", func(ctx context.Context) error { _, err := j.Zones(ctx); return err }},
		{"cursors", func(ctx context.Context) error { _, err := j.Cursors(ctx, "growth.job"); return err }},
		{"256 shopkeepers", func(ctx context.Context) error {
			_, err := j.Shopkeepers(ctx, bot.Cursor{Zone: app.Zone, Place: 30_000}, 65_535, bot.Visit)
			return err
		}},
		{"reminders due", func(ctx context.Context) error {
			_, err := j.Reminders(ctx, "growth.job", time.Now(), bot.Batch)
			return err
		}},
		{"depth", func(ctx context.Context) error { _, err := j.Depth(ctx, "wire"); return err }},
		{"is pruning due", func(ctx context.Context) error { _, err := j.DuePruning(ctx, time.Hour); return err }},
	}
}

// stock reads one stock of one of those who talk.
func (g *grown) stock(a *app.App) func(context.Context) error {
	return func(ctx context.Context) error {
		_, of, err := a.Journal.Person(ctx, "wire", talker(g.random.IntN(talkers)))
		if err != nil {
			return err
		}
		turn := bot.NewTurn(0, of, 0, time.Now())
		turn.Zone = india()
		on, err := a.Book.In(turn).Stock(ctx, shop.Item{ID: "sugar"})
		if err == nil && on.Never {
			err = errors.New("there is none")
		}
		return err
	}
}

// keepGrown is how long things are kept here.
var keepGrown = journal.Keep{Conversations: 30 * 24 * time.Hour, Alerts: 60 * 24 * time.Hour, Audit: 365 * 24 * time.Hour}

// prunes times a run that finds nothing old, then one that finds as much as a day of
// a small town. Sessions are left out: those of copies are sealed for others.
func (g *grown) prunes(b *testing.B, s *speaker) {
	run := func() (rows int, took, cpu time.Duration) {
		begin, cpu := time.Now(), ownCPU()+g.serverCPU(b)
		rows = g.prune(b, s.App)
		return rows, time.Since(begin), ownCPU() + g.serverCPU(b) - cpu
	}
	_, took, cpu := run()
	fmt.Printf("  pruning, nothing is old: %s, CPU %s\n", millis(took), millis(cpu))
	g.ages(b)
	rows, took, cpu := run()
	fmt.Printf("  pruning %d rows: %s, a row %s, CPU a row %s\n", rows, millis(took), millis(took/time.Duration(max(rows, 1))), millis(cpu/time.Duration(max(rows, 1))))
}

// prune is one run.
func (g *grown) prune(t testing.TB, a *app.App) (rows int) {
	t.Helper()
	g.sessionsSeen(t)
	p := a.Journal.Prune(keepGrown)
	for done := false; !done; {
		n, over, err := p.Step(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		rows, done = rows+n, over
	}
	return rows
}

// sessionsSeen says that all sessions were looked at.
func (g *grown) sessionsSeen(t testing.TB) {
	g.exec(t, `insert into self (name, value) values ('pruned sessions', '9000000000 0')
		on conflict (name) do update set value = excluded.value`)
}

// ages makes the oldest turns older than they may become.
func (g *grown) ages(t testing.TB) {
	long := time.Now().Add(-40 * 24 * time.Hour).UnixMilli()
	last := fmt.Sprintf("(select max(id) from (select id from turn order by id limit %d) as oldest)", oldTurns)
	g.exec(t, fmt.Sprintf("update turn set at = %d where id <= %s", long, last))
	g.exec(t, fmt.Sprintf("update inbox set received_at = %d where id <= %s", long, last))
}

func (g *grown) exec(t testing.TB, query string) {
	t.Helper()
	if _, err := g.db.ExecContext(t.Context(), query); err != nil {
		t.Fatalf("%v: %s", err, query)
	}
}
