package book

import (
	"context"
	"fmt"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// Words are the names a shop uses: those of its trade's starter catalogue, then
// its own items and its customers, which override them. The keys are cheap to
// have, and stay while nothing is renamed; reading happens when one is new.
func (b *Book) Words(ctx context.Context, t *bot.Turn) ([]bot.Vocabulary, error) {
	of := t.Shop
	f, err := b.of(t).face(ctx)
	if err != nil {
		return nil, wrap("words", err)
	}
	trade := f.Catalogue()
	hash, err := shop.StarterHash(string(trade))
	if err != nil {
		return nil, wrap("words", err)
	}
	return []bot.Vocabulary{
		{
			Key:  fmt.Sprintf("starter:%s:%s", trade, hash),
			Read: func(context.Context) ([]bot.Name, error) { return starterWords(trade) },
		},
		{
			// It reads afresh: what the turn saw before it saw the revision may be older.
			Key:  fmt.Sprintf("shop:%s:%d:%s:%d", b.name, of, trade, f.words),
			Read: func(ctx context.Context) ([]bot.Name, error) { return b.source(of).words(ctx, trade) },
		},
	}, nil
}

// starterWords are the names of a starter catalogue.
func starterWords(t shop.Trade) ([]bot.Name, error) {
	items, err := shop.Starter(string(t))
	if err != nil {
		return nil, wrap("words", err)
	}
	names := make([]bot.Name, len(items))
	for i, it := range items {
		names[i] = itemName(it)
	}
	return names, nil
}

// words are the names of the shop's own items and customers.
func (s source) words(ctx context.Context, t shop.Trade) ([]bot.Name, error) {
	own, err := s.OwnItems(ctx)
	if err != nil {
		return nil, err
	}
	items, err := shop.Own(t, own)
	if err != nil {
		return nil, wrap("words", err)
	}
	var names []bot.Name
	for _, it := range items {
		names = append(names, itemName(it))
	}
	people, err := s.Customers(ctx)
	shop.InOrder(people)
	for _, c := range people {
		if c.Name == forgottenName {
			continue
		}
		names = append(names, bot.Name{Kind: bot.Customer, ID: c.ID, Text: c.Name, Names: c.Names, Aliases: c.Aliases})
	}
	return names, err
}

// itemName is what an item is called. One that turned out to be another is called
// nothing any more: its names are the other's.
func itemName(it shop.Item) bot.Name {
	if it.Into != "" {
		return bot.Name{Kind: bot.Item, ID: it.ID, Gone: true}
	}
	return bot.Name{Kind: bot.Item, ID: it.ID, Text: it.Name, Names: it.Printed(), Aliases: it.Aliases, Also: it.Also, Unit: it.Unit}
}
