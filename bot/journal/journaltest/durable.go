package journaltest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing/fstest"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

func reopening(w *world) {
	first := w.work(w.say("anil", "1"))
	m := w.say("anil", "2")
	key, err := w.PutBlob(w.ctx, m.Shop, []byte("bill"), w.clock.Now().Add(bot.SessionTTL))
	w.ok(err)
	w.ok(w.Close())
	w.ok(w.Close())
	_, err = w.Receive(w.ctx, w.text("anil", "3"))
	w.is(err, journal.ErrClosed)

	w.Journal = w.again()
	w.same(w.pending(m.Shop), []int64{m.Seq})
	w.same(w.record(m.Shop, first.Turn).Replies, first.Replies)
	w.same(w.effects(m.Shop), 1)
	session, err := w.Checkpoint(w.ctx, m.Shop, m.From)
	w.ok(err)
	w.same(session, first.Session)
	data, err := w.Blob(w.ctx, m.Shop, key)
	w.ok(err)
	w.same(string(data), "bill")
	w.same(len(w.claimed()), 1)
	if later := w.say("anil", "3"); later.Seq <= m.Seq || later.From != m.From {
		w.Fatalf("after reopening: %+v", later)
	}
}

func domain(w *world) {
	w.ok(w.Migrate(w.ctx, "suite", ledger)) // again changes nothing
	old, grown := w.again(), fstest.MapFS{"00001_effect.sql": ledger["00001_effect.sql"], "00002_note.sql": {Data: []byte(`-- +goose Up
create table note (id bigserial primary key, body bytea not null, done boolean not null);
`)}}
	w.ok(w.Migrate(w.ctx, "suite", grown))
	w.is(old.Migrate(w.ctx, "suite", ledger), journal.ErrNewer)
	w.ok(w.Write(w.ctx, func(ctx context.Context, t bot.Tx) error {
		_, err := t.ExecContext(ctx, "insert into note (body, done) values ($1, $2)", []byte{0, 255}, true)
		return err
	}))
	var id int64
	var body []byte
	var done bool
	w.ok(w.Read().QueryRowContext(w.ctx, "select id, body, done from note").Scan(&id, &body, &done))
	if id != 1 || len(body) != 2 || !done {
		w.Fatalf("read back %d %x %v", id, body, done)
	}
	rows, err := w.Read().QueryContext(w.ctx, "insert into note (body, done) values ($1, $2) returning id", []byte{1}, false)
	if err == nil {
		rows.Next()
		err = errors.Join(rows.Err(), rows.Close())
	}
	if err == nil {
		w.Fatal("a reader could write")
	}
	broken := fstest.MapFS{"00001_x.sql": {Data: []byte("-- +goose Up\ncreate table fine (id bigint);\ncreate rubbish;\n")}}
	if err := w.Migrate(w.ctx, "broken", broken); err == nil {
		w.Fatal("a broken migration was applied")
	}
	if w.Read().QueryRowContext(w.ctx, "select id from fine").Scan(&id); id != 1 {
		w.Fatal("half a migration was applied")
	}
}

// together has two journals on one place race for the same messages: whatever
// happens, each is worked once, and in order.
func together(w *world) {
	const shops, each = 4, 8
	both := [2]Journal{w.Journal, w.again()}
	var wg sync.WaitGroup
	errs := make(chan error, 2*shops)
	for p, j := range both {
		for s := range shops {
			wg.Go(func() { errs <- work(w, j, fmt.Sprintf("shop %d", s), p, each) })
		}
	}
	wg.Wait()
	for range 2 * shops {
		w.ok(<-errs)
	}
	for s := range shops {
		_, shop, err := w.Person(w.ctx, console, fmt.Sprintf("shop %d", s))
		w.ok(err)
		w.same(w.effects(shop), each)
		w.same(w.pending(shop), []int64{})
		base, err := w.Base(w.ctx, shop, 0)
		w.ok(err)
		w.same(base.ShopRev, each)
	}
	w.same(claimBoth(w, both), shops*each)
}

// claimBoth has two journals send what there is, at the same time and round by
// round: nothing is claimed twice, of one person only the first is under way, and
// his come in order. It returns how many there were.
func claimBoth(w *world, both [2]Journal) int {
	last := map[string]int64{} // of each person
	total := 0
	for {
		var wg sync.WaitGroup
		var rounds [2][]bot.Outgoing
		var errs [2]error
		for p, j := range both {
			wg.Go(func() { rounds[p], errs[p] = j.Claim(w.ctx, console, nil, 3) })
		}
		wg.Wait()
		w.ok(errors.Join(errs[:]...))
		round := append(rounds[0], rounds[1]...)
		if len(round) == 0 {
			return total
		}
		under := map[string]bool{}
		for _, o := range round {
			if under[o.Address] || o.ID <= last[o.Address] {
				w.Fatalf("%d of %s was claimed out of turn", o.ID, o.Address)
			}
			under[o.Address], last[o.Address] = true, o.ID
			total++
		}
		for _, o := range round {
			w.ok(both[total%2].Settle(w.ctx, bot.Receipt{ID: o.ID, Tries: o.Tries}))
		}
	}
}

// work sends all messages of a shop and works whatever is pending there, until
// all are worked, by whomever. The other process does the same.
func work(w *world, j Journal, address string, process, n int) error {
	for i := range n {
		m := bot.Message{Channel: console, ID: fmt.Sprintf("%s/%d", address, i), Address: address, At: w.clock.Now()}
		if i%2 == process || i == 0 { // half of them twice
			if _, err := j.Receive(w.ctx, m); err != nil {
				return err
			}
		}
		_, shop, err := j.Person(w.ctx, console, address)
		if err != nil {
			return err
		}
		if err := drain(w, j, shop); err != nil {
			return err
		}
	}
	return nil
}

func drain(w *world, j Journal, shop bot.ShopID) error {
	for {
		list, err := j.Pending(w.ctx, shop, 1)
		if err != nil || len(list) == 0 {
			return err
		}
		m := list[0]
		base, err := j.Base(w.ctx, shop, m.From)
		if err != nil {
			return err
		}
		c := bot.Commit{
			Turn: bot.TurnID(m.Seq), Shop: shop, Person: m.From, Seqs: []int64{m.Seq}, ShopRev: base.ShopRev, Changes: 1,
			Session: bot.Session{Rev: base.SessionRev + 1}, Replies: []bot.Reply{{Key: "x"}},
			To: []bot.Target{{Channel: console, Address: m.Address}}, At: w.clock.Now(),
		}
		err = j.Commit(w.ctx, c, write(c, 1))
		if err != nil && !errors.Is(err, bot.ErrStale) && !errors.Is(err, bot.ErrDone) && !errors.Is(err, bot.ErrNotNext) {
			return err
		}
	}
}

// alone runs good and bad units at the same time: the bad take no good one along.
func alone(w *world) {
	m := w.say("anil", "1")
	c := w.work(m)
	bad := errors.New("bad")
	var wg sync.WaitGroup
	errs := make([]error, 200)
	for i := range errs {
		wg.Go(func() {
			errs[i] = w.Write(w.ctx, func(ctx context.Context, t bot.Tx) error {
				err := write(c, 1)(ctx, t)
				if i%3 == 0 {
					return bad
				}
				return err
			})
		})
	}
	wg.Wait()
	good := int64(0)
	for i, err := range errs {
		if i%3 == 0 {
			w.is(err, bad)
			continue
		}
		w.ok(err)
		good++
	}
	w.same(w.effects(m.Shop), 1+good)

	w.is(w.Write(w.ctx, func(ctx context.Context, _ bot.Tx) error {
		return w.Write(ctx, func(context.Context, bot.Tx) error { return nil })
	}), journal.ErrNested)
	var kept bot.Tx
	w.ok(w.Write(w.ctx, func(_ context.Context, t bot.Tx) error { kept = t; return nil }))
	_, err := kept.ExecContext(w.ctx, "delete from effect")
	w.is(err, journal.ErrOver)
	_, err = kept.QueryContext(w.ctx, "delete from effect")
	w.is(err, journal.ErrOver)
	var n int
	if err := kept.QueryRowContext(w.ctx, "select 1").Scan(&n); err == nil {
		w.Fatal("a transaction was read from after its end")
	}
}

// closing shuts the journal while units are waiting: each is written and
// answered, or refused.
func closing(w *world) {
	m := w.say("anil", "1")
	c := w.work(m)
	var wg sync.WaitGroup
	errs := make([]error, 100)
	began := make(chan struct{}, len(errs))
	for i := range errs {
		wg.Go(func() {
			began <- struct{}{}
			errs[i] = w.Write(w.ctx, write(c, 1))
		})
	}
	<-began
	w.ok(w.Close())
	wg.Wait()
	w.Journal = w.again()
	written := int64(1)
	for _, err := range errs {
		if err == nil {
			written++
			continue
		}
		w.is(err, journal.ErrClosed)
	}
	w.same(w.effects(m.Shop), written)
}
