package book

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// Leaver is a customer of a shop whose time to be destroyed has come.
type Leaver struct {
	Shop     bot.ShopID
	Customer string
}

// Leavers lists customers of all shops whose time to be destroyed has come, the
// longest due first. It is for the program: nobody is told.
func (b *Book) Leavers(ctx context.Context, now int64, limit int) ([]Leaver, error) {
	var out []Leaver
	rows, err := b.journal.Read().QueryContext(ctx, `select shop, customer from leaving
		where at > 0 and at <= $1 and customer <> '' order by at, shop, customer limit $2`, now, limit)
	if err != nil {
		return nil, wrap("leavers", err)
	}
	defer rows.Close()
	for rows.Next() {
		var l Leaver
		if err := rows.Scan(&l.Shop, &l.Customer); err != nil {
			return nil, wrap("leavers", err)
		}
		out = append(out, l)
	}
	return out, wrap("leavers", rows.Err())
}

// Destroy deletes all that tells who a customer was whose time has come: his key,
// his facts, how they changed, his own prices, the notes with his entries. Entries
// and sums stay, under a number that follows from nothing. False when he was taken
// back meanwhile.
func (b *Book) Destroy(ctx context.Context, of bot.ShopID, customer string, now int64) (done bool, err error) {
	tables, err := b.journal.Tables(ctx, "shop", "customer")
	if err != nil {
		return false, wrap("destroy", err)
	}
	nobody := "x" + strings.ToLower(rand.Text())
	err = b.journal.Write(ctx, func(ctx context.Context, tx bot.Tx) error {
		done = false // of a run that was rolled back
		if err := b.journal.Interrupt(ctx, tx, of); err != nil {
			return err
		}
		var at int64
		err := tx.QueryRowContext(ctx, "select at from leaving where shop = $1 and customer = $2 and at > 0 and at <= $3",
			of, customer, now).Scan(&at)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		done = true
		return b.destroy(ctx, tx, of, tables, customer, nobody)
	})
	return done && err == nil, wrap("destroy", err)
}

func (b *Book) destroy(ctx context.Context, tx bot.Tx, of bot.ShopID, tables []string, customer, nobody string) error {
	for _, query := range []string{
		"delete from customer where shop = $1 and id = $2",
		"delete from rate where shop = $1 and customer = $2",
		"delete from change where shop = $1 and id = $2 and what in ('" + shop.ChangeCustomer + "', '" + shop.ChangeLeaving + "', '" + shop.ChangeSeen + "')",
		"delete from seen where shop = $1 and thing = $2",
		"delete from change where shop = $1 and what = '" + shop.ChangeRate + "' and (field = $2 or field like $2 || '/%')",
		"update entry set note = '' where shop = $1 and customer = $2 and note <> ''",
		"update leaving set until = '', at = 0 where shop = $1 and customer = $2",
	} {
		if _, err := tx.ExecContext(ctx, query, of, customer); err != nil {
			return err
		}
	}
	for _, table := range tables {
		if _, err := tx.ExecContext(ctx, "update "+table+" set customer = $3 where shop = $1 and customer = $2", of, customer, nobody); err != nil {
			return err
		}
	}
	if err := b.journal.Keys().In(tx).Forget(ctx, of, customer); err != nil {
		return err
	}
	return b.journal.Destroyed(ctx, tx, of, string(bot.Customer)+":"+customer, string(bot.Customer)+":"+nobody)
}

// Mentions tells of texts whether they speak of a customer: by his number, his
// phone, or any name he ever had.
func (b *Book) Mentions(ctx context.Context, of bot.ShopID, customer string) (func(text string) bool, error) {
	s := b.source(of)
	who, err := s.Customer(ctx, customer)
	if err != nil && !errors.Is(err, shop.ErrNotFound) {
		return nil, wrap("mentions", err)
	}
	names := namesOf(who)
	changes, err := s.changes(ctx, " and what = $2 and id = $3 order by turn, n", shop.ChangeCustomer, customer)
	if err != nil {
		return nil, wrap("mentions", err)
	}
	was := shop.Customer{ID: customer}
	for _, c := range changes {
		kept, err := was.Facts()
		if err != nil {
			return nil, wrap("mentions", err)
		}
		if kept, err = shop.LayCustomer(kept, c); err != nil {
			return nil, wrap("mentions", err)
		}
		if kept != nil {
			if was, err = (shop.Customer{ID: customer}).With(kept); err != nil {
				return nil, wrap("mentions", err)
			}
			names = append(names, namesOf(was)...)
		}
	}
	return func(text string) bool {
		low := shop.Fold(text)
		return strings.Contains(text, `"`+customer+`"`) || slices.ContainsFunc(names, func(name string) bool { return speaksOf(low, name) })
	}, nil
}

// namesOf are those of somebody, and his phone, as they are looked for: also the
// first by itself, as he is called.
func namesOf(c shop.Customer) []string {
	var out []string
	for _, name := range append(c.Calls(), c.Phone) {
		name = shop.Fold(name)
		first, _, _ := strings.Cut(name, " ")
		for _, n := range []string{name, first} {
			if utf8.RuneCountInString(n) > 2 && n != forgottenName {
				out = append(out, n)
			}
		}
	}
	return out
}

// speaksOf reports whether a name stands in a text, as a word.
func speaksOf(text, name string) bool {
	inWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) }
	for from := 0; ; {
		at := strings.Index(text[from:], name)
		if at < 0 {
			return false
		}
		at += from
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(name):])
		if !inWord(before) && !inWord(after) {
			return true
		}
		from = at + len(name)
	}
}
