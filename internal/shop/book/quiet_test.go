package book

import (
	"context"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// teller is who the shop's news are for.
const teller bot.PersonID = 7

// prefers has him choose something, in a turn of that number.
func (c *counter) prefers(turn bot.TurnID, all ...bot.Preference) {
	said := bot.NewTurn(turn, c.shop, teller, c.now)
	for _, p := range all {
		said.Do(p)
	}
	c.check(c.j.Write(context.Background(), func(ctx context.Context, tx bot.Tx) error { return c.j.Enrol(ctx, tx, said) }))
}

// news is a message of the job that tells them.
func (c *counter) news(job string) bot.Message {
	return bot.Message{Shop: c.shop, From: teller, Due: &bot.Due{Job: job}}
}

// Nothing is said unasked to who has not agreed, of what he does not want, or by a job that
// is no news of his.
func TestAllowAgreed(t *testing.T) {
	c := open(t).shopFor(t)
	given, off := bot.Preference{Name: bot.Nudges, Value: bot.Given}, func(n shop.News) bot.Preference {
		return bot.Preference{Name: n.Preference(), Value: shop.NewsOff}
	}
	all := shop.AllNews()
	for turn, step := range []struct {
		says []bot.Preference
		want bool
	}{
		{nil, false},
		{[]bot.Preference{{Name: bot.Nudges, Value: bot.Asked}}, false},
		{[]bot.Preference{given}, true},
		{[]bot.Preference{off(all[0])}, true},
		{[]bot.Preference{off(all[1]), off(all[2])}, false},
		{[]bot.Preference{{Name: all[1].Preference()}}, true},
		{[]bot.Preference{{Name: bot.Nudges, Value: bot.Withdrawn}}, false},
		{[]bot.Preference{given}, true},
		{[]bot.Preference{{Name: bot.Nudges, Value: bot.Declined}}, false},
	} {
		c.prefers(bot.TurnID(turn+1), step.says...)
		got, err := c.Allow(t.Context(), c.news("alerts.morning"), noon)
		if err != nil || got != step.want {
			t.Errorf("after %d: %v, %v", turn, got, err)
		}
	}
	c.prefers(100, given)
	if got, err := c.Allow(t.Context(), c.news("diary.note"), noon); err != nil || got {
		t.Errorf("a job that tells no news: %v, %v", got, err)
	}
	if got, err := c.Allow(t.Context(), bot.Message{Shop: c.shop, From: teller + 1, Due: c.news("alerts.morning").Due}, noon); err != nil || got {
		t.Errorf("somebody else: %v, %v", got, err)
	}
}

// Nothing is said unasked at night and on days the shop is closed, by the shop's own clock.
func TestAllow(t *testing.T) {
	b := open(t)
	c, other := b.shopFor(t), b.shopFor(t)
	for i, of := range []*counter{c, other} {
		of.prefers(bot.TurnID(i+1), bot.Preference{Name: bot.Nudges, Value: bot.Given})
	}
	c.do(func(ctx context.Context, b *shop.Book) error {
		h, err := b.Hours(ctx)
		if err != nil {
			return err
		}
		h.Weekly[time.Sunday] = true
		return b.SetHours(ctx, h.Close(shop.Over("2026-11-24")))
	})
	for at, want := range map[string]bool{
		"2026-11-23T12:00:00+05:30": true, "2026-11-23T20:59:00+05:30": true, "2026-11-23T21:00:00+05:30": false,
		"2026-11-23T07:59:00+05:30": false, "2026-11-23T08:00:00+05:30": true,
		"2026-11-24T12:00:00+05:30": false, "2026-11-25T12:00:00+05:30": true, "2026-11-29T12:00:00+05:30": false,
	} {
		now, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		got, err := c.Allow(t.Context(), c.news("alerts.morning"), now.UTC())
		if err != nil || got != want {
			t.Errorf("%s: %v, %v", at, got, err)
		}
		midday := now.UTC().Hour() == 6
		if got, err := other.Allow(t.Context(), other.news("alerts.morning"), now.UTC()); midday && (err != nil || !got) {
			t.Errorf("%s, in a shop that is open: %v, %v", at, got, err)
		}
	}
}
