package settings

import (
	"context"
	"errors"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// removal is what shall be deleted for good: a customer, or the whole shop.
type removal struct {
	What     string        `slot:"what,optional,choose"`
	Customer shop.Customer `slot:"customer,optional"`
	Word     string        `slot:"word"` // typed, so that nothing is deleted by a slip
}

// What can be deleted.
const (
	wholeShop   = "shop"
	oneCustomer = "customer"
)

// whole reports whether it is the shop: who is named is meant himself.
func (r removal) whole() bool { return r.What == wholeShop && r.Customer.None() }

// whom asks what is to be deleted until that is known.
func whom(r removal) []string {
	switch {
	case !r.Customer.None() || r.whole():
		return nil
	case r.What == oneCustomer:
		return []string{"customer"}
	}
	return []string{"what"}
}

// delete hides a customer or the shop and says until when that can be taken back.
func (s skill) delete(ctx context.Context, t *bot.Turn, r removal) error {
	book := s.book.In(t)
	if r.whole() {
		out, err := book.GiveUpShop(ctx)
		if err == nil {
			t.Say("delete.done.shop", left(t, out), bot.Choice{
				Key: "restore.choice", Do: []bot.Command{{Kind: bot.Start, Errand: "settings.restore"}},
			})
		}
		return err
	}
	out, err := book.GiveUp(ctx, r.Customer)
	if err == nil {
		t.Hide(out.Customer.ID)
		t.Say("delete.done.customer", left(t, out), dialogs.Undo())
	}
	return err
}

// left is who is given up as arguments.
func left(t *bot.Turn, l shop.Left) bot.Args {
	args := bot.Args{"Until": t.Dated(string(l.Until)), "Balance": l.Balance, "Owed": l.Owed}
	if !l.Customer.None() {
		args["Customer"] = l.Customer
	}
	return args
}

// checkDelete says what a deletion means, and has it confirmed by a typed word.
func (s skill) checkDelete(ctx context.Context, t *bot.Turn, r removal) (*dialogs.Refusal, error) {
	if len(whom(r)) > 0 {
		return nil, nil // the form asks
	}
	if r.whole() && t.Demo {
		return &dialogs.Refusal{Slot: "what", Key: "delete.demo", Choices: []bot.Choice{
			dialogs.Begin("demo.choice.leave", nil, "settings.demo", "mode", leave),
		}}, nil
	}
	out, err := s.book.In(t).Given(ctx, r.Customer)
	if errors.Is(err, shop.ErrNotFound) {
		return &dialogs.Refusal{Slot: "customer", Key: "delete.unknown", Args: bot.Args{"Customer": r.Customer}}, nil
	}
	if err != nil || agrees(t, r.Word) {
		return nil, err
	}
	key := "delete.ask.word"
	if r.Word != "" {
		key = "delete.wrong"
	}
	return &dialogs.Refusal{Slot: "word", Key: key, Args: left(t, out), Choices: outs(r)}, nil
}

// agrees reports whether a word confirms a deletion. A spoken one may have been
// misheard, and does not.
func agrees(t *bot.Turn, word string) bool {
	return t.Message.Heard == nil && inEvery().means(strings.Trim(word, ` "'“”.!।`), senseDelete)
}

// outs are the ways out of the question for the word.
func outs(r removal) []bot.Choice {
	keep := bot.Choice{Key: "delete.choice.keep", Do: []bot.Command{{Kind: bot.Cancel}}}
	if !r.whole() {
		return []bot.Choice{keep}
	}
	return []bot.Choice{{Key: "delete.choice.export", Do: []bot.Command{{Kind: bot.Start, Errand: "settings.export"}}}, keep}
}

// sureDelete asks a second time.
func (s skill) sureDelete(ctx context.Context, t *bot.Turn, r removal) (*dialogs.Confirmation, error) {
	out, err := s.book.In(t).Given(ctx, r.Customer)
	if err != nil {
		return nil, err
	}
	return &dialogs.Confirmation{Key: "delete.sure", Args: left(t, out)}, nil
}

// whats offers what can be deleted.
func whats(context.Context, *bot.Turn, removal) ([]bot.Choice, error) {
	return []bot.Choice{
		dialogs.Pick("delete.choice.shop", nil, "what", wholeShop),
		dialogs.Pick("delete.choice.customer", nil, "what", oneCustomer),
	}, nil
}
