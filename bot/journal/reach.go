package journal

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// Reach says where a person is written to; see [bot.Schedule].
func (j *Journal) Reach(ctx context.Context, person bot.PersonID, last bot.Target) (bot.Target, error) {
	all, err := j.addresses(ctx, person)
	if err == nil && len(all) == 0 {
		err = bot.ErrNotFound
	}
	if err != nil {
		return bot.Target{Lang: last.Lang}, wrap("reach", err)
	}
	to := slices.MinFunc(all, func(a, b bot.Target) int {
		return cmp.Or(
			cmp.Compare(distance(a, last), distance(b, last)),
			cmp.Compare(a.Channel, b.Channel), cmp.Compare(a.Address, b.Address),
		)
	})
	to.Lang = last.Lang
	return to, nil
}

// distance is how far a place is from where somebody wrote last.
func distance(to, last bot.Target) int {
	switch {
	case to.Channel == last.Channel && to.Address == last.Address:
		return 0
	case to.Channel == last.Channel:
		return 1
	}
	return 2
}

// Addresses are all of a person's; see [bot.People].
func (j *Journal) Addresses(ctx context.Context, person bot.PersonID) ([]bot.Target, error) {
	all, err := j.addresses(ctx, person)
	return all, wrap("addresses", err)
}

// addresses are all of a person's, a handful.
func (j *Journal) addresses(ctx context.Context, person bot.PersonID) ([]bot.Target, error) {
	type name struct{ channel, blind, sealed string }
	var names []name
	rows, err := j.reader.QueryContext(ctx, "select channel, blind, sealed from alias where person = $1", person)
	err = each(rows, err, func(rows *sql.Rows) error {
		var n name
		err := rows.Scan(&n.channel, &n.blind, &n.sealed)
		names = append(names, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	out := make([]bot.Target, len(names))
	for i, n := range names {
		out[i].Channel = n.channel
		if out[i].Address, err = j.openName(ctx, addressName, n.channel, n.blind, n.sealed); err != nil {
			return nil, err
		}
	}
	return out, nil
}
