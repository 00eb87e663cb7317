package bottest

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
)

// Far is the far end of a channel: the phones, and all that lies between them
// and the bot. Conversations are played over it and the suite [Channels] tries
// it. Its methods are safe for concurrent use.
type Far interface {
	// Channel is the near end, which the bot sends on: the same one each time.
	Channel() bot.Channel
	// Start hands what comes in to a sink from now on. A bot that was started
	// anew starts its far end anew.
	Start(sink bot.Sink)
	// Address is where somebody writes from: "owner", "staff", "manager" or any
	// other name of small letters and digits. The same name has the same address.
	Address(name string) string
	// Say has somebody do something at his phone. When it returns nil the sink
	// has taken the message, and id is the channel's id of it. With an error the
	// message is not lost: it waits at the far end.
	Say(ctx context.Context, s Said) (id string, err error)
	// Redeliver brings the last message that was taken once more, as a channel
	// does whose acknowledgement was lost.
	Redeliver(ctx context.Context) error
	// Shown lists the bubbles people see, oldest first, as they see them: what
	// Turn and Ref they were sent with is not told.
	Shown() []Sent
}

// Said is what somebody does at his phone.
type Said struct {
	From      string // his address
	Text      string // what he writes, or the caption of Attach
	Tap       string // id of the choice he taps, under the bubble ReplyTo
	ReplyTo   string // id of the bubble he answers
	Edits     string // id of the message Text replaces
	Deletes   string // id of the message he takes away
	Forwarded bool   // Text is somebody else's
	Attach    *bot.Attachment
	Location  *bot.Media // a place he shares: Lat and Lon
}

// Sent is one bubble and the id it got.
type Sent struct {
	ID string
	bot.Bubble
}

// to keeps what was shown at one address.
func to(address string, shown []Sent) []Sent {
	var out []Sent
	for _, s := range shown {
		if s.Address == address {
			out = append(out, s)
		}
	}
	return out
}
