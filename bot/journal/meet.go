package journal

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
)

// Meet is [Journal.Person] for somebody who may not have written yet: a
// stranger becomes a person who owns a new, empty shop, as with his first
// message. Operators use it to invite people before they write.
func (j *Journal) Meet(ctx context.Context, t bot.Tx, channel, address string) (bot.PersonID, bot.ShopID, error) {
	if !nameable(channel) || !nameable(address) {
		return 0, 0, wrap("meet", invalid("channel or address"))
	}
	who, err := j.whose(ctx, t, channel, address)
	if errors.Is(err, bot.ErrNotFound) {
		who, err = j.welcome(ctx, t, bot.Message{Channel: channel, Address: address})
	}
	return who.person, who.shop, wrap("meet", err)
}
