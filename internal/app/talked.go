package app

import (
	"context"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/tariff"
)

var _ bot.Talk = (*Speech)(nil)

// Talked is what all shops' speech was on the day of an instant, and in its month so far;
// see [bot.Talk].
func (s *Speech) Talked(ctx context.Context, now time.Time) (day, month bot.Talked, err error) {
	today := s.day(now)
	first := today[:len("2026-11-")] + "01"
	if day, err = s.talked(ctx, today, today); err != nil {
		return day, month, err
	}
	day.Limit = s.All.Limit.Paise()
	month, err = s.talked(ctx, first, today)
	return day, month, err
}

// talked is what it was from a day to another. Its sum is rounded once.
func (s *Speech) talked(ctx context.Context, from, to string) (out bot.Talked, err error) {
	lines, err := s.journal.Speech(ctx, 0, from, to)
	var sum tariff.Micro
	for _, l := range lines {
		sum += tariff.Micro(l.Cost)
		if l.Heard {
			out.Heard += l.Length
		} else {
			out.Spoken += l.Length
		}
	}
	out.Sum = sum.Paise()
	return out, err
}
