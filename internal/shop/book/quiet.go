package book

import (
	"context"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// Allow lets nothing be said unasked but to who agreed to it, of what he wants, and
// neither in a shop's quiet hours nor on the days it is closed; see [bot.Policy]. Most
// have not agreed, so that is looked up first.
func (b *Book) Allow(ctx context.Context, m bot.Message, now time.Time) (bool, error) {
	if agrees, err := b.journal.Agrees(ctx, m.Shop, m.From, bot.Nudges); err != nil || !agrees {
		return false, wrap("allow", err)
	}
	if wanted, err := b.wants(ctx, m); err != nil || !wanted {
		return false, wrap("allow", err)
	}
	h, zone, err := b.hours(ctx, m, now)
	at := now.In(zone)
	return err == nil && !h.Silent(shop.DayOf(now, zone), shop.At(at.Hour(), at.Minute())), wrap("allow", err)
}

// Until is when a shop's quiet hours end, and it is not closed; see [bot.Patient].
func (b *Book) Until(ctx context.Context, m bot.Message, now time.Time) (time.Time, error) {
	h, zone, err := b.hours(ctx, m, now)
	if err != nil {
		return time.Time{}, wrap("until", err)
	}
	at, _ := h.Speaks(now, zone)
	return at, nil
}

// hours are those of who a message is for, and where his clock is.
func (b *Book) hours(ctx context.Context, m bot.Message, now time.Time) (shop.Hours, *time.Location, error) {
	base, err := b.journal.Base(ctx, m.Shop, m.From)
	if err != nil {
		return shop.Hours{}, time.UTC, err
	}
	zone, err := time.LoadLocation(base.Zone)
	if err != nil {
		return shop.Hours{}, time.UTC, err
	}
	h, err := b.In(bot.NewTurn(0, m.Shop, m.From, now)).Hours(ctx)
	return h, zone, err
}

// wants reports whether a job tells any news that its person has not turned off.
func (b *Book) wants(ctx context.Context, m bot.Message) (bool, error) {
	if m.Due == nil {
		return false, nil
	}
	all, err := b.journal.Preferences(ctx, m.Shop, m.From)
	if err != nil {
		return false, err
	}
	standing := bot.Standing(all)
	for _, n := range shop.NewsOf(m.Due.Job) {
		if standing[n.Preference()].Value != shop.NewsOff {
			return true, nil
		}
	}
	return false, nil
}

// RunBy says who runs the assistant.
func (b *Book) RunBy(o shop.Operator) { b.operator = o }

// Operator is who runs the assistant.
func (b *Book) Operator() shop.Operator { return b.operator }
