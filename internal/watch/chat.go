package watch

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Why a notice does not go by chat. It goes the other ways all the same.
var (
	errUnknown = errors.New("watch: chat: the operator has not written to the bot yet")
	errWindow  = errors.New("watch: chat: the operator has not written for too long to be written to")
	errLocked  = errors.New("watch: chat: the channel takes nothing")
)

// Outbox is where a notice by chat is put.
type Outbox interface {
	Person(ctx context.Context, channel, address string) (bot.PersonID, bot.ShopID, error)
	Checkpoint(ctx context.Context, shop bot.ShopID, person bot.PersonID) (bot.Session, error)
	Tell(ctx context.Context, key string, to bot.Target, replies ...bot.Reply) (told bool, err error)
}

// Chat tells notices on the bot's own channel, to an address of the operator's.
// They lie in the outbox like every answer, so that what was told is sent once,
// whatever is killed, and once though several processes tell it.
type Chat struct {
	outbox  Outbox
	channel string
	address string
	lang    string
	window  time.Duration
	clock   bot.Clock
	mark    string // tells this chat from another operator's
}

// Windowed is a channel on which people may only be written to for so long after
// they wrote last.
type Windowed interface {
	Window() time.Duration
}

// NewChat returns a way to an address on a channel, in a language unless he has
// shown his.
func NewChat(o Outbox, ch bot.Channel, address, lang string, clock bot.Clock) *Chat {
	sum := sha256.Sum256([]byte(ch.Name() + "|" + address))
	c := &Chat{outbox: o, channel: ch.Name(), address: address, lang: lang, clock: clock, mark: hex.EncodeToString(sum[:4])}
	if w, ok := ch.(Windowed); ok {
		c.window = w.Window()
	}
	return c
}

// Name is chat.
func (c *Chat) Name() string { return "chat" }

// Tell puts a notice into the outbox. It does not try again: what keeps it from
// being written down is told by the other ways.
func (c *Chat) Tell(ctx context.Context, n Notice) error {
	if n.Kind == Locked && n.State == Trouble {
		return errLocked
	}
	s, err := c.session(ctx)
	if err != nil {
		return err
	}
	if wrote := s.Expires.Add(-bot.SessionTTL); c.window > 0 && c.clock.Now().Sub(wrote) > c.window {
		return errWindow
	}
	_, err = c.outbox.Tell(ctx, c.once(n.key), bot.Target{Channel: c.channel, Address: c.address, Lang: cmp.Or(s.Lang, c.lang)}, n.reply())
	if err != nil {
		return fmt.Errorf("watch: chat: %w", err)
	}
	return nil
}

// once is the key under which this chat is told what one key names to all.
func (c *Chat) once(key string) string {
	if key == "" {
		return ""
	}
	return key + "." + c.mark
}

// session is what is remembered of the operator.
func (c *Chat) session(ctx context.Context) (bot.Session, error) {
	person, shop, err := c.outbox.Person(ctx, c.channel, c.address)
	if errors.Is(err, bot.ErrNotFound) {
		return bot.Session{}, errUnknown
	}
	if err != nil {
		return bot.Session{}, fmt.Errorf("watch: chat: %w", err)
	}
	s, err := c.outbox.Checkpoint(ctx, shop, person)
	if err != nil {
		return bot.Session{}, fmt.Errorf("watch: chat: %w", err)
	}
	return s, nil
}

// reply is a notice as a locale says it.
func (n Notice) reply() bot.Reply {
	key := "bot.operator." + string(n.Kind)
	if n.State == Over {
		return bot.Reply{Key: key + ".over"}
	}
	return bot.Reply{Key: key, Args: bot.Args{"Count": bot.Value{Kind: bot.Number, N: n.Count * 1000}}}
}
