package journaltest

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// console is the channel the suite talks on.
const console = "console"

// ledger is a domain's table for the suite: one row per effect.
var ledger = fstest.MapFS{"00001_effect.sql": {Data: []byte(`-- +goose Up
create table effect (id bigserial primary key, shop bigint not null, turn bigint references turn (id) on delete set null, amount bigint not null);
create index effect_shop on effect (shop);
`)}}

// world is a journal with a clock and a few words for talking about it.
type world struct {
	*testing.T
	Journal
	ctx   context.Context
	open  Opener
	place string
	clock *bottest.Clock
	ids   int
}

func newWorld(t *testing.T, open Opener) *world {
	w := &world{
		T: t, ctx: t.Context(), open: open, place: t.TempDir(),
		clock: bottest.NewClock(time.Date(2026, 3, 4, 5, 6, 7, 89e6, time.UTC)),
	}
	w.Journal = w.again()
	w.ok(w.Migrate(w.ctx, "suite", ledger))
	return w
}

// again opens the same place once more.
func (w *world) again() Journal {
	j := w.open(w.T, w.place, w.clock)
	w.Cleanup(func() { _ = j.Close() })
	return j
}

func (w *world) ok(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// is fails unless err is want; a nil want is no error.
func (w *world) is(err, want error) {
	w.Helper()
	if !errors.Is(err, want) {
		w.Fatalf("got error %v, want %v", err, want)
	}
}

// same fails unless both read the same as JSON, which is how they are kept.
func (w *world) same(got, want any) {
	w.Helper()
	g, err := json.Marshal(got)
	w.ok(err)
	x, err := json.Marshal(want)
	w.ok(err)
	if !reflect.DeepEqual(g, x) {
		w.Fatalf("got  %s\nwant %s", g, x)
	}
}

// text makes a new message of someone.
func (w *world) text(address, text string) bot.Message {
	w.ids++
	return bot.Message{Channel: console, ID: "m" + strconv.Itoa(w.ids), Address: address, Text: text, At: w.clock.Now()}
}

// say receives one new message of someone.
func (w *world) say(address, text string) bot.Message {
	w.Helper()
	fresh, err := w.Receive(w.ctx, w.text(address, text))
	w.ok(err)
	if len(fresh) != 1 {
		w.Fatalf("%d messages were new, want 1", len(fresh))
	}
	return fresh[0]
}

// plan makes a turn of messages, on the revisions as they are: it changes one
// thing and says one.
func (w *world) plan(messages ...bot.Message) bot.Commit {
	w.Helper()
	m := messages[0]
	base, err := w.Base(w.ctx, m.Shop, m.From)
	w.ok(err)
	c := bot.Commit{
		Turn: bot.TurnID(m.Seq), Shop: m.Shop, Person: m.From, ShopRev: base.ShopRev, Changes: 1,
		Session:  bot.Session{Person: m.From, Shop: m.Shop, Lang: "hi", Rev: base.SessionRev + 1, Expires: w.clock.Now().Add(bot.SessionTTL)},
		Finished: []bot.Frame{{ID: "1.1", Errand: "udhaar.give", Slots: map[string]json.RawMessage{"amount": json.RawMessage(`{"kind":"money","n":50000}`)}}},
		Replies:  []bot.Reply{{Key: "udhaar.give.done", Args: bot.Args{"Amount": bot.Value{Kind: bot.Money, N: 50000}}}},
		To:       []bot.Target{{Channel: m.Channel, Address: m.Address, Lang: "hi"}},
		At:       w.clock.Now(),
	}
	for _, m := range messages {
		c.Seqs = append(c.Seqs, m.Seq)
	}
	return c
}

// write is an apply that adds one effect of the turn.
func write(c bot.Commit, amount int64) func(context.Context, bot.Tx) error {
	return func(ctx context.Context, t bot.Tx) error {
		_, err := t.ExecContext(ctx, "insert into effect (shop, turn, amount) values ($1, $2, $3)", c.Shop, c.Turn, amount)
		return err
	}
}

// work commits a turn of messages and returns it.
func (w *world) work(messages ...bot.Message) bot.Commit {
	w.Helper()
	c := w.plan(messages...)
	w.ok(w.Commit(w.ctx, c, write(c, 1)))
	return c
}

// effects adds up what the turns of a shop did.
func (w *world) effects(shop bot.ShopID) (sum int64) {
	w.Helper()
	w.ok(w.Read().QueryRowContext(w.ctx, "select coalesce(sum(amount), 0) from effect where shop = $1", shop).Scan(&sum))
	return sum
}

// pending lists the numbers of a shop's messages not worked yet.
func (w *world) pending(shop bot.ShopID) []int64 {
	w.Helper()
	list, err := w.Pending(w.ctx, shop, 1000)
	w.ok(err)
	return seqs(list)
}

func seqs(list []bot.Message) []int64 {
	out := []int64{}
	for _, m := range list {
		out = append(out, m.Seq)
	}
	return out
}

// record reads a turn.
func (w *world) record(shop bot.ShopID, turn bot.TurnID) bot.Record {
	w.Helper()
	r, err := w.Turn(w.ctx, shop, turn)
	w.ok(err)
	return r
}

// claimed takes all that is due on the console.
func (w *world) claimed(addresses ...string) []bot.Outgoing {
	w.Helper()
	out, err := w.Claim(w.ctx, console, addresses, 1000)
	w.ok(err)
	return out
}
