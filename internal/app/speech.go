package app

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/tariff"
	"github.com/sahayak-dev/sahayak/bot/voice"
)

// SpeechMoney is what it costs to hear and to speak, and may.
type SpeechMoney struct {
	Card  tariff.Speech
	All   tariff.Cap      // of all shops together, on a day in [Zone], before tax
	Shops tariff.Cap      // of each shop
	Watch func(voice.Use) // told of every use; nil is nobody
}

// Speech counts what was heard and spoken, and knows whether there is money for more. It
// is safe for concurrent use.
type Speech struct {
	SpeechMoney
	journal *journal.Journal
	log     *slog.Logger
	zone    *time.Location

	mu    sync.Mutex
	known map[bot.ShopID]tally
	told  map[overdrawn]bool
}

var _ voice.Meter = (*Speech)(nil)

// tally is what a shop's speech cost on a day, as it was read at a time and by what this
// process has added since.
type tally struct {
	day  string
	read time.Time
	sum  tariff.Micro
}

// overdrawn is what the operator was told of a shop on a day.
type overdrawn struct {
	day   string
	shop  bot.ShopID
	level tariff.Level
}

const (
	tallied    = 5 * time.Second  // how long what was read is good for: others add to it too
	maxTallied = 10_000           // shops whose sums are kept at hand
	noting     = 10 * time.Second // how long it may take to write a use down
)

func newSpeech(m SpeechMoney, j *journal.Journal, log *slog.Logger) (*Speech, error) {
	zone, err := time.LoadLocation(Zone)
	return &Speech{SpeechMoney: m, journal: j, log: log, zone: zone, known: map[bot.ShopID]tally{}, told: map[overdrawn]bool{}}, err
}

// day is the day that a time is counted in.
func (s *Speech) day(at time.Time) string { return at.In(s.zone).Format(time.DateOnly) }

// Allows reports whether a driver may be used: what costs something only while there is
// money left for the day, of the shop and of all; see [voice.Meter]. What is under way
// elsewhere is not in the sums, so a limit may be passed by some.
func (s *Speech) Allows(ctx context.Context, driver string, shop bot.ShopID, now time.Time) (bool, error) {
	if s.Card.Free(driver) {
		return true, nil
	}
	left, err := s.left(ctx, s.All, 0, now)
	if err != nil || !left || shop == 0 {
		return left, err
	}
	return s.left(ctx, s.Shops, shop, now)
}

// left reports whether a shop, or all when it is 0, has money left for the day.
func (s *Speech) left(ctx context.Context, most tariff.Cap, shop bot.ShopID, now time.Time) (bool, error) {
	if most.Limit == 0 {
		return true, nil
	}
	spent, err := s.spent(ctx, shop, now)
	if err != nil {
		return false, err
	}
	level := most.Level(spent)
	s.warn(overdrawn{s.day(now), shop, level})
	return level != tariff.Reached, nil
}

// spent is what a shop's speech cost today, or that of all when it is 0.
func (s *Speech) spent(ctx context.Context, shop bot.ShopID, now time.Time) (tariff.Micro, error) {
	day := s.day(now)
	s.mu.Lock()
	t, ok := s.known[shop]
	s.mu.Unlock()
	if ok && t.day == day && now.Sub(t.read).Abs() < tallied {
		return t.sum, nil
	}
	lines, err := s.journal.Speech(ctx, shop, day, day)
	if err != nil {
		return 0, err
	}
	t = tally{day: day, read: now}
	for _, l := range lines {
		t.sum += tariff.Micro(l.Cost)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.known) >= maxTallied {
		clear(s.known) // each is read again when it is asked for
	}
	s.known[shop] = t
	return t.sum, nil
}

// warn tells of a level once.
func (s *Speech) warn(o overdrawn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if o.level == tariff.Below || s.told[o] {
		return
	}
	for old := range s.told {
		if old.day != o.day {
			delete(s.told, old)
		}
	}
	s.told[o] = true
	s.log.Warn("money for speech", "shop", o.shop, "level", o.level.String(), "day", o.day)
}

// Count notes a use; see [voice.Meter]. It does so also when ctx is over: whoever gave up
// on an answer has used what made it all the same.
func (s *Speech) Count(ctx context.Context, u voice.Use) error {
	if s.Watch != nil {
		s.Watch(u)
	}
	use := journal.Speech{Driver: u.Driver, Heard: u.Heard, Uses: 1, Length: max(u.Length, 0), Runes: int64(max(u.Runes, 0)), Cost: int64(s.cost(u))}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), noting)
	defer cancel()
	day := s.day(u.At)
	if err := s.journal.CountSpeech(ctx, day, u.Shop, use); err != nil {
		return err
	}
	s.add(day, 0, tariff.Micro(use.Cost))
	if u.Shop != 0 {
		s.add(day, u.Shop, tariff.Micro(use.Cost))
	}
	return nil
}

// cost is what a use cost.
func (s *Speech) cost(u voice.Use) tariff.Micro {
	if u.Heard {
		return s.Card.Heard(u.Driver, u.Length)
	}
	return s.Card.Spoken(u.Driver, u.Runes)
}

// add brings what is at hand of a day up to date.
func (s *Speech) add(day string, shop bot.ShopID, cost tariff.Micro) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t, ok := s.known[shop]; ok && t.day == day {
		t.sum += cost
		s.known[shop] = t
	}
}
