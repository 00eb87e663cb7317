package journal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Turn reads a committed turn; see [bot.Journal]. Its time is kept to the
// millisecond.
func (j *Journal) Turn(ctx context.Context, shop bot.ShopID, id bot.TurnID) (bot.Record, error) {
	r := bot.Record{ID: id}
	var at int64
	var text string
	err := j.reader.QueryRowContext(ctx, `select person, at, changes, undoes, own, undone_by, body from turn
		where id = $1 and shop = $2`, id, shop).Scan(&r.Person, &at, &r.Changes, &r.Undoes, &r.Own, &r.UndoneBy, &text)
	if err != nil {
		return bot.Record{}, wrap("turn", found(err))
	}
	raw, err := j.keys.Open(ctx, turnPlace(shop, id), text)
	if err != nil {
		return bot.Record{}, wrap("turn", err)
	}
	var b body
	if err := json.Unmarshal(raw, &b); err != nil {
		return bot.Record{}, fmt.Errorf("journal: turn %d: %w", id, err)
	}
	r.Finished, r.Replies, r.At = b.Finished, b.Replies, time.UnixMilli(at).UTC()
	return r, nil
}

// TurnOfBubble finds the turn that sent a bubble; see [bot.Journal].
func (j *Journal) TurnOfBubble(ctx context.Context, shop bot.ShopID, channel, id string) (bot.TurnID, error) {
	turn, err := j.turnID(ctx, `select o.turn from bubble b join outbox o on o.id = b.outbox
		where b.channel = $1 and b.blind = $2 and o.shop = $3`, channel, j.blind(bubbleName, anyChannel, id), shop)
	return turn, wrap("turn of bubble", err)
}

// LastTold finds what an address was told last; see [bot.Journal].
func (j *Journal) LastTold(ctx context.Context, channel, address string, own bot.TurnID) (shop bot.ShopID, turn bot.TurnID, err error) {
	err = j.reader.QueryRowContext(ctx, `select shop, turn from outbox
		where channel = $1 and blind = $2 and aloud < 2 and (state = 2 or turn = $3) order by id desc limit 1`,
		channel, j.blind(addressName, channel, address), own).Scan(&shop, &turn)
	return shop, turn, wrap("last told", found(err))
}

// TurnOfMessage finds the turn a message was worked in; see [bot.Journal].
// [bot.ErrNotFound] while it is pending.
func (j *Journal) TurnOfMessage(ctx context.Context, shop bot.ShopID, channel, id string) (bot.TurnID, error) {
	turn, err := j.turnID(ctx, `select turn from inbox where channel = $1 and blind = $2 and shop = $3
		and state = 1`, channel, j.blind(messageName, channel, id), shop)
	return turn, wrap("turn of message", err)
}

// LastUndoable finds the person's last turn that can be taken back; see
// [bot.Journal].
func (j *Journal) LastUndoable(ctx context.Context, shop bot.ShopID, person bot.PersonID) (bot.TurnID, error) {
	turn, err := j.turnID(ctx, `select id from turn where shop = $1 and person = $2
		and changes > 0 and (undoes = 0 or errands > 0) and undone_by = 0 and not unasked order by id desc limit 1`, shop, person)
	if errors.Is(err, bot.ErrNotFound) {
		err = bot.ErrNothing
	}
	return turn, wrap("last undoable", err)
}

func (j *Journal) turnID(ctx context.Context, query string, args ...any) (turn bot.TurnID, err error) {
	err = j.reader.QueryRowContext(ctx, query, args...).Scan(&turn)
	return turn, found(err)
}
