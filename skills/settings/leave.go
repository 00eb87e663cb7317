package settings

import (
	"context"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
)

// leave takes who says so out of the shop, and tells the owners. The last owner
// stays: a shop without one could never be given another.
func (s skill) leave(ctx context.Context, t *bot.Turn, _ struct{}) error {
	last, err := s.last(ctx, t)
	switch {
	case err != nil:
		return err
	case t.Demo:
		t.Say("people.demo", nil)
		return nil
	case last:
		t.Say("leave.last", nil)
		return nil
	}
	title, err := s.title(ctx, t)
	if err != nil {
		return err
	}
	notice(t, bot.Notice{Shop: t.Shop, Least: bot.Owner}, "leave.told", bot.Args{"Name": called(t), "Role": role(t.Role)})
	t.Do(bot.Appoint{Person: t.Person, Role: bot.Stranger})
	t.Say("leave.done", bot.Args{"Title": title})
	return nil
}

// sureToLeave asks once more: who has left needs a code to come back.
func (s skill) sureToLeave(ctx context.Context, t *bot.Turn, _ struct{}) (*dialogs.Confirmation, error) {
	last, err := s.last(ctx, t)
	if err != nil || last || t.Demo {
		return nil, err
	}
	title, err := s.title(ctx, t)
	return &dialogs.Confirmation{Key: "leave.sure", Args: bot.Args{"Title": title}}, err
}

// last reports whether who the turn is with is the last owner.
func (s skill) last(ctx context.Context, t *bot.Turn) (bool, error) {
	all, err := s.book.People().Members(ctx, t.Shop)
	i := slices.IndexFunc(all, func(m bot.Member) bool { return m.Person == t.Person })
	return i >= 0 && lastOwner(all[i], all), err
}
