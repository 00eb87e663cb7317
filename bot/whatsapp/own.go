package whatsapp

import (
	"slices"

	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"
)

// mine reports whether an address is of the number the device is linked to.
func (c *Channel) mine(at types.JID) bool { return slices.Contains(c.self.Own(), at.ToNonAD()) }

// toBot reports whether a message is for the bot. On a number of its own the bot is
// written to by others, each in his chat; what the phone itself writes there is nobody's
// word to it. On a shopkeeper's number it is the other way round: the only chat is the one
// with himself, where all is from him, but what the bot said.
func (c *Channel) toBot(i *types.MessageInfo) bool {
	direct := i.Chat.Server == types.DefaultUserServer || i.Chat.Server == types.HiddenUserServer
	if !direct || i.IsGroup {
		return false
	}
	if !c.own {
		return !i.IsFromMe && !c.mine(i.Chat)
	}
	return i.IsFromMe && c.mine(i.Chat) && !c.ids.ours(i.ID) && !c.fromHere(i.Sender)
}

// fromHere reports whether this very device wrote.
func (c *Channel) fromHere(sender types.JID) bool {
	return slices.ContainsFunc(c.self.Own(), func(own types.JID) bool {
		return sender.ToNonAD() == own && sender.Device == c.self.Device() && sender.Device != 0
	})
}

// address is where a message is answered, and what else who wrote it is called. Somebody
// who is known by his number is answered there; who hides it, by what stands for it. On
// his own number he is always the same.
func (c *Channel) address(e *events.Message) (at types.JID, also []string) {
	at = e.Info.Chat.ToNonAD()
	if c.own {
		at = c.self.Own()[0]
	}
	alt := e.Info.SenderAlt.ToNonAD()
	if alt.User == "" || c.own {
		alt = c.self.Other(c.going, at)
	}
	if alt.User != "" && alt != at {
		also = []string{alt.String()}
	}
	return at, also
}
