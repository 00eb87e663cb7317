package journal

import (
	"context"
	"database/sql"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Speech is what a driver was used for to hear, or to speak.
type Speech struct {
	Driver string
	Heard  bool // it heard; otherwise it spoke
	Uses   int64
	Length time.Duration // of the sound, in whole milliseconds
	Runes  int64         // of what was spoken
	Cost   int64         // millionths of a rupee, before tax
}

// maxDriver is how long a driver's name may be, in bytes.
const maxDriver = 64

// CountSpeech adds to what speech was used of a shop on a day ("2026-11-23"), and to what
// all shops used. [ErrInvalid] for what can be no use.
func (j *Journal) CountSpeech(ctx context.Context, day string, shop bot.ShopID, s Speech) error {
	if err := s.check(day, shop); err != nil {
		return wrap("count speech", err)
	}
	of := []bot.ShopID{everyone, shop} // all in this order, so that nobody waits crosswise
	if shop == everyone {
		of = of[:1]
	}
	return wrap("count speech", j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		for _, shop := range of {
			_, err := t.ExecContext(ctx, `insert into speech (shop, day, driver, heard, uses, millis, runes, cost)
				values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (shop, day, driver, heard) do update set
				uses = speech.uses + excluded.uses, millis = speech.millis + excluded.millis,
				runes = speech.runes + excluded.runes, cost = speech.cost + excluded.cost`,
				shop, day, s.Driver, s.heard(), s.Uses, s.Length.Milliseconds(), s.Runes, s.Cost)
			if err != nil {
				return err
			}
		}
		return nil
	}))
}

// check refuses what would spoil the sums.
func (s Speech) check(day string, shop bot.ShopID) error {
	_, err := time.Parse(time.DateOnly, day)
	switch {
	case err != nil:
		return invalid("a day")
	case shop < everyone:
		return invalid("a shop")
	case s.Driver == "" || len(s.Driver) > maxDriver:
		return invalid("a driver")
	case s.Uses < 0 || s.Length < 0 || s.Runes < 0 || s.Cost < 0:
		return invalid("less than nothing")
	}
	return nil
}

// heard is how the table says which it did.
func (s Speech) heard() int {
	if s.Heard {
		return 1
	}
	return 0
}

// Speech lists what speech was used from a day to another, both among them, by driver,
// what was spoken before what was heard: of a shop, or of all when it is 0.
func (j *Journal) Speech(ctx context.Context, shop bot.ShopID, from, to string) ([]Speech, error) {
	var out []Speech
	rows, err := j.reader.QueryContext(ctx, `select driver, heard, sum(uses), sum(millis), sum(runes), sum(cost) from speech
		where shop = $1 and day >= $2 and day <= $3 group by driver, heard order by driver, heard`, shop, from, to)
	err = each(rows, err, func(rows *sql.Rows) error {
		var s Speech
		var heard, millis int64
		err := rows.Scan(&s.Driver, &heard, &s.Uses, &millis, &s.Runes, &s.Cost)
		s.Heard, s.Length = heard == 1, time.Duration(millis)*time.Millisecond
		out = append(out, s)
		return err
	})
	return out, wrap("speech", err)
}

// speech removes what shops used long ago. The sums of all stay.
func (p *Pruning) speech(ctx context.Context) (n int, more bool, err error) {
	if p.keep.Audit == 0 {
		return 0, false, nil
	}
	before := p.j.clock.Now().Add(-p.keep.Audit).UTC().Format(time.DateOnly)
	err = p.j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		gone, err := changed(t.ExecContext(ctx, `delete from speech where (shop, day, driver, heard) in
			(select shop, day, driver, heard from speech where day < $1 and shop <> $2`+atMost(p.stride.rows)+`)`, before, everyone))
		n = int(gone)
		return err
	})
	return n, n == p.stride.rows, err
}
