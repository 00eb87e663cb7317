package journal

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
)

// Tell puts into the outbox what nobody asked for and no job says, such as that
// something needs the operator. It goes to somebody who has written from there
// before ([bot.ErrNotFound]), once for each key, however many processes tell it:
// told is false when it was told already. His conversation and his shop's revision
// are left alone.
func (j *Journal) Tell(ctx context.Context, key string, to bot.Target, replies ...bot.Reply) (told bool, err error) {
	if !nameable(key) || len(replies) == 0 {
		return false, wrap("tell", invalid("a key is needed, and something to say"))
	}
	err = j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		told, err = j.tell(ctx, t, key, to, replies)
		return err
	})
	return told && err == nil, wrap("tell", err)
}

// tell is a turn that begins and ends in one unit of work: its message has been
// worked when it is stored.
func (j *Journal) tell(ctx context.Context, t bot.Tx, key string, to bot.Target, replies []bot.Reply) (bool, error) {
	who, err := j.whose(ctx, t, to.Channel, to.Address)
	if err != nil {
		return false, err
	}
	return j.say(ctx, t, key, who, to, replies)
}

// say is tell to a person in a shop.
func (j *Journal) say(ctx context.Context, t bot.Tx, key string, who sender, to bot.Target, replies []bot.Reply) (bool, error) {
	said := bot.Commit{Shop: who.shop, Person: who.person, Replies: replies, To: []bot.Target{to}, Unasked: true, At: j.clock.Now()}
	locked := entry{Commit: said}
	if err := locked.lockShop(ctx, t); err != nil {
		return false, err
	}
	m, err := j.keep(ctx, t, bot.Message{Channel: bot.JobChannel, ID: key, From: who.person, Shop: who.shop, At: said.At})
	if err != nil || m.Seq == 0 {
		return false, err
	}
	if _, err := t.ExecContext(ctx, "update inbox set state = 1, turn = id where id = $1", m.Seq); err != nil {
		return false, err
	}
	said.Turn, said.Seqs = bot.TurnID(m.Seq), []int64{m.Seq}
	e, err := newEntry(said, j.clock)
	if err == nil {
		err = e.seal(ctx, j, t)
	}
	if err != nil {
		return false, err
	}
	if err := e.record(ctx, t); err != nil {
		return false, err
	}
	return true, e.post(ctx, t)
}
