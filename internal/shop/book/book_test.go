package book

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/seal"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// india is where the shops of these tests are.
var india = time.FixedZone("Asia/Kolkata", 19_800)

// noon is when they begin: 22 November, midday in India.
var noon = time.Date(2026, 11, 22, 6, 30, 0, 0, time.UTC)

// failer is what both a test and a rapid check are.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// books are a journal and the book on it.
type books struct {
	*Book
	j     *journal.Journal
	clock *bottest.Clock
}

// whereKept says where the books of these tests are kept: in files, but for
// TestOnPostgres.
var whereKept = func(t testing.TB) journal.Config {
	return journal.Config{Path: filepath.Join(t.TempDir(), "bot.db"), Key: seal.Secret{7}}
}

// unsealed leaves a book unsealed. Customers of a name then have the same id in
// every shop, so that a query that forgets the shop finds the other's.
func unsealed(c *journal.Config) { c.Key = nil }

func open(t testing.TB, with ...func(*journal.Config)) books {
	t.Helper()
	clock := bottest.NewClock(noon)
	c := whereKept(t)
	for _, change := range with {
		change(&c)
	}
	c.Clock, c.Zone = clock, "Asia/Kolkata"
	j, err := journal.Open(t.Context(), c)
	if err != nil {
		t.Fatalf("open journal: %v", err)
	}
	t.Cleanup(func() {
		if err := j.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	b, err := Open(t.Context(), j)
	if err != nil {
		t.Fatalf("open book: %v", err)
	}
	return books{Book: b, j: j, clock: clock}
}

// counter is one shop of the tests, and who stands at its counter.
type counter struct {
	books
	t    failer
	shop bot.ShopID
	turn bot.TurnID
	now  time.Time
}

// shopFor makes an empty shop.
func (b books) shopFor(t failer) *counter {
	t.Helper()
	c := &counter{books: b, t: t, now: noon}
	err := b.j.Write(context.Background(), func(ctx context.Context, tx bot.Tx) error {
		var err error
		c.shop, err = b.j.AddShop(ctx, tx, "Asia/Kolkata", false)
		return err
	})
	c.check(err)
	return c
}

func (c *counter) check(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatalf("turn %d: %v", c.turn, err)
	}
}

// next is a turn that nothing has been done in.
func (c *counter) next() *bot.Turn {
	c.turn++
	t := bot.NewTurn(c.turn, c.shop, 7, c.now)
	t.Zone = india
	return t
}

// view is the book as a turn that does nothing sees it.
func (c *counter) view() *shop.Book {
	t := bot.NewTurn(c.turn+1, c.shop, 7, c.now)
	t.Zone = india
	return c.In(t)
}

// do works one turn and commits it.
func (c *counter) do(work func(context.Context, *shop.Book) error) *bot.Turn {
	c.t.Helper()
	t := c.next()
	c.check(work(context.Background(), c.In(t)))
	c.commit(t)
	return t
}

// commit writes a turn's effects.
func (c *counter) commit(t *bot.Turn) {
	c.t.Helper()
	c.check(c.j.Write(context.Background(), func(ctx context.Context, tx bot.Tx) error { return c.Apply(ctx, tx, t) }))
}

// undo takes a turn back and returns what was said.
func (c *counter) undo(turn bot.TurnID) []bot.Reply {
	c.t.Helper()
	t := c.next()
	c.check(c.Undo(context.Background(), t, turn, false))
	c.commit(t)
	return t.Replies()
}

func (c *counter) dump() string {
	c.t.Helper()
	text, err := c.Dump(context.Background(), c.shop)
	c.check(err)
	return text
}

func kilo(n int64) shop.Measure { return shop.Measure{N: n * 1000, Unit: "kg"} }

func (c *counter) sell(s shop.Sale) shop.Sold {
	c.t.Helper()
	var out shop.Sold
	c.do(func(ctx context.Context, b *shop.Book) (err error) {
		out, err = b.Sell(ctx, s)
		return err
	})
	return out
}

func (c *counter) buy(p shop.Bought) shop.Stocked {
	c.t.Helper()
	var out shop.Stocked
	c.do(func(ctx context.Context, b *shop.Book) (err error) {
		out, err = b.Buy(ctx, p)
		return err
	})
	return out
}

func (c *counter) lend(l shop.Lending) shop.Lent {
	c.t.Helper()
	var out shop.Lent
	c.do(func(ctx context.Context, b *shop.Book) (err error) {
		out, err = b.GiveCredit(ctx, l)
		return err
	})
	return out
}

func (c *counter) take(r shop.Receipt) shop.Received {
	c.t.Helper()
	var out shop.Received
	c.do(func(ctx context.Context, b *shop.Book) (err error) {
		out, err = b.TakePayment(ctx, r)
		return err
	})
	return out
}

var sugar = shop.Item{ID: "sugar"}
