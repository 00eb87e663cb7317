package journal

import (
	"context"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// instantForm is how a time is kept as text: in an order that is its own.
const instantForm = "2006-01-02T15:04:05.000Z"

// Mark notes that something happened now that shall not happen too often, in this
// process or another: it is false, and nothing is noted, when it is known to have
// happened since a time. What is noted of the future does not count: a clock was
// wrong.
func (j *Journal) Mark(ctx context.Context, name string, since time.Time) (first bool, err error) {
	if !nameable(name) {
		return false, wrap("mark", invalid("a name is needed"))
	}
	now := j.clock.Now().UTC().Format(instantForm)
	err = j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		n, err := changed(t.ExecContext(ctx, `insert into self (name, value) values ($1, $2)
			on conflict (name) do update set value = excluded.value where self.value < $3 or self.value > $2`,
			"mark."+name, now, since.UTC().Format(instantForm)))
		first = n == 1
		return err
	})
	return first && err == nil, wrap("mark", err)
}
