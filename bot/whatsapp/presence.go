package whatsapp

import (
	"context"
	"math/rand/v2"
	"time"

	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"

	"github.com/sahayak-dev/sahayak/bot"
)

// courtesy is how long a sign that a message was read may take; nothing waits for it.
const courtesy = 10 * time.Second

// seen marks a message as read and shows that an answer is being written, as far as that
// goes: nothing hangs on it. In the chat with oneself there is nobody to show it to.
func (c *Channel) seen(e *events.Message) {
	if c.own {
		return
	}
	chat, sender, id, at := e.Info.Chat, e.Info.Sender, e.Info.ID, e.Info.Timestamp
	c.signs.Go(func() {
		ctx, cancel := context.WithTimeout(c.going, courtesy)
		defer cancel()
		err := c.client.MarkRead(ctx, []types.MessageID{id}, at, chat, sender)
		if err == nil {
			err = c.client.SendChatPresence(ctx, chat, types.ChatPresenceComposing, types.ChatPresenceMediaText)
		}
		if err != nil {
			c.log.Debug("not marked as read", "error", err)
		}
	})
}

// hesitate waits a moment, never twice the same, before something is sent: what answers
// like a machine is taken for one.
func (c *Channel) hesitate(ctx context.Context) error {
	if c.jitter <= 0 {
		return nil
	}
	wait := c.jitter/2 + rand.N(c.jitter)
	select {
	case <-ctx.Done():
		return &bot.SendError{Fault: bot.Transient, Err: context.Cause(ctx)}
	case <-c.clock.After(wait):
		return nil
	}
}
