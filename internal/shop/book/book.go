// Package book keeps the shops' books in SQL: it reads them for the turn,
// writes what a turn did in the turn's own transaction, and takes turns back.
//
// A book joins the journal: its tables lie in the same database, so a message
// is worked and its entries written together or not at all.
//
//	j, err := journal.Open(ctx, journal.Config{Path: "data/bot.db", Clock: clock})
//	b, err := book.Open(ctx, j)
//	engine, err := bot.New(bot.Config{Journal: j, Ledger: b, Lexicon: b, …})
//
// A skill asks it for the turn's view, which knows what is stored and what the
// turn has done so far:
//
//	sold, err := b.In(t).Sell(ctx, shop.Sale{Item: item, Qty: qty, Amount: amount})
//
// Entries and changes are only ever added. Stock, balances, cash and the day
// summaries are kept as sums of them, moved along in the same transaction; an
// undo is more entries. Every entry carries who wrote it and when, so the book
// is its own audit. Every query names its shop.
package book

import (
	"context"
	"crypto/rand"
	"embed"
	"encoding/binary"
	"fmt"
	"io/fs"
	"strconv"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// tables is the name the book's migrations are counted under.
const tables = "book"

//go:embed migrations/*.sql
var migrations embed.FS

// Files hold what the book says of itself, in locales/<lang>.toml, under keys
// without their "book." prefix.
//
//go:embed locales/*.toml
var Files embed.FS

// Book is the books of all shops. Make one with [Open]; it is safe for
// concurrent use. It implements [bot.Ledger] and [bot.Lexicon].
type Book struct {
	journal  *journal.Journal
	door     string // see Door
	operator shop.Operator
	name     string // of this opening: what is remembered of one database is not another's
}

var (
	_ bot.Ledger  = (*Book)(nil)
	_ bot.Lexicon = (*Book)(nil)
)

// Open opens the books in the journal's database and brings their tables up to
// date.
func Open(ctx context.Context, j *journal.Journal) (*Book, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, fmt.Errorf("book: open: %w", err)
	}
	if err := j.Migrate(ctx, tables, files); err != nil {
		return nil, fmt.Errorf("book: open: %w", err)
	}
	return &Book{journal: j, name: rand.Text()}, nil
}

// Door is where strangers reach the bot, such as "https://wa.me/919800000000"; "" when it
// is not known.
func (b *Book) Door() string { return b.door }

// At says where strangers reach the bot.
func (b *Book) At(door string) { b.door = door }

// In is the turn's view of its shop's book: of the state it first saw, and what the
// turn has done since. What it saw goes with the turn, or when the turn is written.
func (b *Book) In(t *bot.Turn) *shop.Book {
	return shop.NewBook(b.of(t), shop.Turn{
		ID: int64(t.ID), Shop: int64(t.Shop), Person: int64(t.Person), Now: t.Now(), Booked: t.Booked(), Zone: t.Zone, Named: b.named(t.Shop),
		Street:  street{book: b, own: b.of(t)},
		Pending: func() []any { return pending(t) },
		Do: func(effects ...shop.Effect) {
			for _, e := range effects {
				t.Do(e)
			}
		},
		Amend: func(i int, e shop.Effect) { t.Amend(i, e) },
	})
}

// of reads the book of a turn's shop, each thing once.
func (b *Book) of(t *bot.Turn) source {
	s := b.source(t.Shop)
	s.seen = b.seen(t)
	return s
}

// source reads a shop's book.
func (b *Book) source(of bot.ShopID) source {
	return source{read: b.journal.Read(), shop: of, keys: b.journal.Keys()}
}

// named numbers people of a shop by their names, so that the number says nothing of
// the name to whoever has no key.
func (b *Book) named(of bot.ShopID) func(string) (uint64, bool) {
	return func(name string) (uint64, bool) {
		digest, sealing := b.journal.Keys().Digest("customer|"+strconv.FormatInt(int64(of), 10), name)
		return binary.BigEndian.Uint64(digest), sealing
	}
}

// pending are the turn's effects so far, without the bot's name for them.
func pending(t *bot.Turn) []any {
	effects := t.Effects()
	out := make([]any, len(effects))
	for i, e := range effects {
		out[i] = e
	}
	return out
}
