package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// domain is what the random days keep beside the journal: a row for every effect,
// as the book has them.
var domain = fstest.MapFS{"00001_effect.sql": {Data: []byte(`-- +goose Up
create table effect (shop bigint not null, turn bigint not null, amount bigint not null);
`)}}

const aDay = 24 * time.Hour

// days is a journal with random days behind it.
type days struct {
	*rapid.T
	j      *Journal
	clock  *bottest.Clock
	behind time.Duration // how far the clock was ever set back, in all
	ids    int
}

// TestProperty43_OnlyWhatIsOldGoes has random days go by, with a clock that jumps
// both ways, and prunes in the smallest steps. Nothing is gone that is younger than
// it shall be kept; all that is older is, by as much as the clock ever ran ahead;
// what waits is there, and so is what stands in the domain.
func TestProperty43_OnlyWhatIsOldGoes(t *testing.T) {
	dir, n := t.TempDir(), 0
	bottest.Fewer(t, 30, func(t *rapid.T) {
		n++
		d := &days{T: t, clock: bottest.NewClock(time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC))}
		var err error
		d.j, err = Open(context.Background(), Config{Path: filepath.Join(dir, fmt.Sprint(n), "bot.db"), Clock: d.clock})
		d.ok(err)
		defer func() { d.ok(d.j.Close()) }()
		d.ok(d.j.Migrate(context.Background(), "domain", domain))
		k := Keep{
			Conversations: time.Duration(rapid.SampledFrom([]int{8, 30, 45}).Draw(t, "conversations")) * aDay,
			Alerts:        time.Duration(rapid.SampledFrom([]int{8, 60}).Draw(t, "alerts")) * aDay,
			Audit:         time.Duration(rapid.SampledFrom([]int{60, 365}).Draw(t, "audit")) * aDay,
		}
		d.ok(k.Check())
		for range rapid.IntRange(1, 45).Draw(t, "hours") {
			d.hour()
			if rapid.IntRange(0, 19).Draw(t, "prune") == 0 {
				d.prune(k, 1)
			}
		}
		before := d.look()
		d.prune(k, 50)
		d.compare(k, before, d.look())
	})
}

func (d *days) ok(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

// hour is something that happens.
func (d *days) hour() {
	ctx, who := context.Background(), rapid.SampledFrom([]string{"anil", "bina", "chetan"}).Draw(d.T, "who")
	switch rapid.IntRange(0, 9).Draw(d.T, "what") {
	case 0, 1, 2, 3:
		d.ids++
		_, err := d.j.Receive(ctx, bot.Message{Channel: "console", ID: fmt.Sprint(d.ids), Address: who, Text: "x"})
		d.ok(err)
		d.work(who)
	case 4:
		d.ids++
		_, err := d.j.Receive(ctx, bot.Message{Channel: "console", ID: fmt.Sprint(d.ids), Address: who, Text: "waits"})
		d.ok(err)
	case 5:
		d.fire(who)
	case 6:
		d.send()
	case 7:
		back := time.Duration(rapid.IntRange(0, 36).Draw(d.T, "back")) * time.Hour
		d.behind += back
		d.clock.Advance(-back)
	default:
		d.clock.Advance(time.Duration(rapid.IntRange(1, 20*24).Draw(d.T, "on")) * time.Hour)
	}
}

// work works the oldest message of somebody's shop, some of them as an undo.
func (d *days) work(who string) {
	ctx := context.Background()
	_, shop, err := d.j.Person(ctx, "console", who)
	d.ok(err)
	pending, err := d.j.Pending(ctx, shop, 1)
	d.ok(err)
	m := pending[0]
	base, err := d.j.Base(ctx, m.Shop, m.From)
	d.ok(err)
	c := bot.Commit{
		Turn: bot.TurnID(m.Seq), Shop: m.Shop, Person: m.From, Seqs: []int64{m.Seq}, ShopRev: base.ShopRev, Changes: 1,
		Session:  bot.Session{Rev: base.SessionRev + 1, Lang: "hi", Said: []bot.Reply{{Key: "x"}}, Expires: d.clock.Now().Add(bot.SessionTTL)},
		Finished: []bot.Frame{{Errand: "x.y"}}, Replies: []bot.Reply{{Key: "x"}}, At: d.clock.Now(),
		To: []bot.Target{{Channel: m.Channel, Address: m.Address}}, Unasked: m.Due != nil,
	}
	if m.Due != nil {
		c.Changes, c.To = 0, []bot.Target{{Channel: "console", Address: who}}
	} else if rapid.IntRange(0, 3).Draw(d.T, "undo") == 0 {
		c.Undoes, c.Finished = d.undoable(m), nil
	}
	if rapid.IntRange(0, 9).Draw(d.T, "later") == 0 {
		c.Later = []bot.Reminder{{Nudge: bot.Nudge{Job: "x.z"}, At: d.clock.Now().Add(40 * aDay)}}
	}
	apply := func(ctx context.Context, t bot.Tx) error {
		_, err := t.ExecContext(ctx, "insert into effect (shop, turn, amount) values ($1, $2, $3)", c.Shop, c.Turn, 1)
		return err
	}
	if err = d.j.Commit(ctx, c, apply); errors.Is(err, bot.ErrUndone) {
		c.Undoes = 0 // another undo came between what this one would free and its turn
		err = d.j.Commit(ctx, c, apply)
	}
	d.ok(err)
}

// undoable is any turn of the person that stands, also one that took another back.
func (d *days) undoable(m bot.Message) bot.TurnID {
	all, err := column[bot.TurnID](context.Background(), d.j.reader,
		"select id from turn where shop = $1 and person = $2 and undone_by = 0 and not unasked order by id", m.Shop, m.From)
	d.ok(err)
	if len(all) == 0 {
		return 0
	}
	return rapid.SampledFrom(all).Draw(d.T, "undone")
}

// fire has a job speak to somebody, if he is known and nothing waits before it.
func (d *days) fire(who string) {
	ctx := context.Background()
	person, shop, err := d.j.Person(ctx, "console", who)
	if err != nil {
		return
	}
	d.ids++
	_, err = d.j.Fire(ctx, bot.Firing{Messages: []bot.Message{{
		Channel: bot.JobChannel, ID: fmt.Sprint(d.ids), From: person, Shop: shop, Due: &bot.Due{Job: "x.z"},
	}}})
	d.ok(err)
	d.work(who)
}

// send sends what is due, with every way it can end.
func (d *days) send() {
	ctx := context.Background()
	out, err := d.j.Claim(ctx, "console", nil, 10)
	d.ok(err)
	for _, o := range out {
		bubble := fmt.Sprint("b", o.ID)
		switch rapid.IntRange(0, 4).Draw(d.T, "ends") {
		case 0:
			d.ok(d.j.Settle(ctx, bot.Receipt{ID: o.ID, Tries: o.Tries, Err: "no such number"}))
		case 1:
			d.ok(d.j.Settle(ctx, bot.Receipt{ID: o.ID, Tries: o.Tries, Err: "busy", Retry: d.clock.Now().Add(time.Hour)}))
		case 2: // nobody heard how it ended
		default:
			d.ok(d.j.Settle(ctx, bot.Receipt{ID: o.ID, Tries: o.Tries, Parts: []string{bubble}}))
			d.ok(d.j.Track(ctx, "console", bot.Status{Bubble: bubble, State: rapid.SampledFrom([]bot.Progress{bot.Sent, bot.Failed, bot.Read}).Draw(d.T, "state")}))
		}
	}
}

// prune makes so many runs, in the smallest steps.
func (d *days) prune(k Keep, runs int) {
	for range runs {
		p := d.j.Prune(k)
		p.stride = stride{look: 3, turns: 1, rows: 2}
		for done := false; !done; {
			var err error
			_, done, err = p.Step(context.Background())
			d.ok(err)
		}
	}
}

// row is a row of any table, with what matters of it.
type row struct{ id, at, refers, state int64 }

// look reads what is there.
func (d *days) look() map[string][]row {
	out := map[string][]row{}
	for table, query := range map[string]string{
		"turn":       "select id, at, undoes, unasked from turn order by id",
		"inbox":      "select id, received_at, channel = 'job', state from inbox order by id",
		"outbox":     "select id, due_at, turn, state from outbox order by id",
		"bubble":     "select outbox, at, outbox, state from bubble order by blind",
		"checkpoint": "select shop, rev, person, 0 from checkpoint order by shop",
		"audit":      "select id, at, 0, 0 from audit order by id",
		"reminder":   "select id, at, turn, 0 from reminder order by id",
		"effect":     "select turn, amount, shop, 0 from effect order by turn",
	} {
		rows, err := d.j.reader.QueryContext(context.Background(), query)
		d.ok(each(rows, err, func(rows *sql.Rows) error {
			var r row
			err := rows.Scan(&r.id, &r.at, &r.refers, &r.state)
			out[table] = append(out[table], r)
			return err
		}))
	}
	return out
}

// compare holds what is left against what was there.
func (d *days) compare(k Keep, before, after map[string][]row) {
	now := d.clock.Now()
	has := func(rows []row, is func(row) bool) bool { return slices.ContainsFunc(rows, is) }
	there := func(table string, id int64) bool { return has(after[table], func(r row) bool { return r.id == id }) }
	for _, table := range []string{"checkpoint", "reminder", "effect"} {
		if !reflect.DeepEqual(before[table], after[table]) {
			d.Fatalf("%s was %v, is %v", table, before[table], after[table])
		}
	}
	for _, r := range before["turn"] {
		stays := !older(now, r.at, k.said(r.state == 1))
		waits := has(before["outbox"], func(o row) bool { return o.refers == r.id && o.state < 2 }) ||
			has(before["reminder"], func(m row) bool { return m.refers == r.id }) ||
			has(after["turn"], func(u row) bool { return u.refers == r.id })
		d.verdict("turn", r, stays || waits, there("turn", r.id), older(now.Add(-d.behind), r.at, k.said(r.state == 1)) && !waits)
	}
	for _, r := range before["inbox"] {
		kept := k.said(r.refers == 1)
		waits := r.state == 0 || there("turn", r.id)
		d.verdict("inbox", r, waits || !older(now, r.at, kept), there("inbox", r.id), older(now.Add(-d.behind), r.at, kept) && !waits)
	}
	for _, r := range before["outbox"] {
		d.verdict("outbox", r, there("turn", r.refers), there("outbox", r.id), !there("turn", r.refers))
	}
	for _, r := range before["bubble"] {
		d.verdict("bubble", r, there("outbox", r.id), there("bubble", r.id), !there("outbox", r.id))
	}
	for _, r := range before["audit"] {
		d.verdict("audit", r, !older(now, r.at, k.Audit), there("audit", r.id), older(now.Add(-d.behind), r.at, k.Audit))
	}
	d.sessions(k)
}

func (d *days) verdict(table string, r row, stays, is, goes bool) {
	d.Helper()
	if stays && !is {
		d.Fatalf("%s %+v is gone", table, r)
	}
	if goes && is {
		d.Fatalf("%s %+v is still there", table, r)
	}
}

// sessions say what was said only while they are young.
func (d *days) sessions(k Keep) {
	for _, who := range []string{"anil", "bina", "chetan"} {
		person, shop, err := d.j.Person(context.Background(), "console", who)
		if err != nil {
			continue
		}
		s, err := d.j.Checkpoint(context.Background(), shop, person)
		d.ok(err)
		if s.Rev == 0 {
			continue
		}
		// What was old before the clock was put back is forgotten, old or not.
		now, at := d.clock.Now(), s.Expires.UnixMilli()
		old, once := older(now.Add(-d.behind), at, k.Conversations), older(now.Add(d.behind), at, k.Conversations)
		if said := len(s.Said) > 0; said && old || !said && !once || s.Lang != "hi" {
			d.Fatalf("session of %s, old %v, once %v: %+v", who, old, once, s)
		}
	}
}
