package journal

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
)

// Move makes a person known by another address; see [bot.Journal]. Answers that
// wait to be sent go there too. When he has written from the new address before
// we were told, he was taken for a stranger: that one's address is his, unless the
// stranger has begun a book of his own.
func (j *Journal) Move(ctx context.Context, channel, from, to string) error {
	if !nameable(channel) || !nameable(from) || !nameable(to) {
		return wrap("move", invalid("channel or address"))
	}
	if from == to {
		return nil
	}
	return wrap("move", j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		who, err := j.whose(ctx, t, channel, from)
		if errors.Is(err, bot.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		free, err := j.takeOver(ctx, t, who.person, channel, to)
		if err != nil || !free {
			return err
		}
		old := j.blind(addressName, channel, from)
		if _, err := t.ExecContext(ctx, "delete from alias where channel = $1 and blind = $2", channel, old); err != nil {
			return err
		}
		blind, sealed, err := j.sealName(ctx, t, addressName, channel, to)
		if err != nil {
			return err
		}
		_, err = t.ExecContext(ctx, "update outbox set blind = $3, sealed = $4 where channel = $1 and blind = $2 and state < 2", channel, old, blind, sealed)
		return err
	}))
}

// takeOver gives a person an address; false when it is somebody else's for good.
func (j *Journal) takeOver(ctx context.Context, t bot.Tx, person bot.PersonID, channel, address string) (bool, error) {
	err := j.Alias(ctx, t, person, channel, address)
	if !errors.Is(err, ErrTaken) {
		return err == nil, err
	}
	n, err := changed(t.ExecContext(ctx, `update alias set person = $3 where channel = $1 and blind = $2
		and not exists (select 1 from member m join shop s on s.id = m.shop
			where m.person = alias.person and (s.rev > 0 or exists
				(select 1 from member o where o.shop = m.shop and o.person <> m.person)))`, channel, j.blind(addressName, channel, address), person))
	if err == nil && n == 0 {
		j.log.Warn("journal: move: the new address is somebody else's", "person", person)
	}
	return n == 1, err
}
