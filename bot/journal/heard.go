package journal

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
)

// Heard writes down what was heard of a message; see [bot.Journal].
// [bot.ErrNotFound] when it is not there, or another shop's.
func (j *Journal) Heard(ctx context.Context, m bot.Message) error {
	seq, shop := m.Seq, m.Shop
	clean, err := cleaned(m)
	if err != nil {
		return wrap("heard", err)
	}
	clean.From, clean.Shop = m.From, m.Shop
	blind, body, err := j.sealMessage(ctx, nil, clean)
	if err != nil {
		return wrap("heard", err)
	}
	return wrap("heard", j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		n, err := changed(t.ExecContext(ctx, "update inbox set body = $1 where id = $2 and shop = $3 and state = 0 and channel = $4 and blind = $5",
			body, seq, shop, clean.Channel, blind)) // its body opens under no other name
		if err == nil && n == 0 {
			err = whyNot(ctx, t, shop, []int64{seq})
		}
		return err
	}))
}
