package cloudapi

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
)

// delivery is what one webhook brought to some channels.
type delivery struct {
	channels []*Channel
	batches  []Batch   // as the channels
	marks    [][]*mark // as the channels
}

// deliveryOf reads a webhook for channels, of which there is at least one.
func deliveryOf(body []byte, channels []*Channel) *delivery {
	desks := make([]desk, len(channels))
	for i, c := range channels {
		desks[i] = desk{number: c.number, channel: c.name}
	}
	r := newReader(channels[0].clock.Now(), desks...)
	for _, c := range channels {
		if own := c.known.our(); own != "" {
			r.ours[own] = true
		}
	}
	r.read(body)
	for i, c := range channels {
		c.known.number(r.shown[i])
		c.moved.learn(&r.batches[i])
		c.tell(&r.batches[i])
	}
	return &delivery{channels: channels, batches: r.batches}
}

// store hands everything to the sink. An answer from now on knows what will be
// marked as read.
func (d *delivery) store(ctx context.Context, sink bot.Sink) error {
	var faults []error
	for i, c := range d.channels {
		d.marks = append(d.marks, c.marks.expect(d.batches[i].Messages))
		faults = append(faults, store(ctx, sink, c.name, &d.batches[i]))
	}
	err := errors.Join(faults...)
	if err != nil {
		for i, c := range d.channels {
			c.marks.settle(d.marks[i]...)
		}
	}
	return err
}

// follow does what comes after the acknowledgement: it marks what was stored as read,
// and tells the news. What concerns the account came to the first channel.
func (d *delivery) follow() {
	for i, c := range d.channels {
		c.marks.start(d.marks[i], c.mark)
	}
	for i, c := range d.channels {
		for _, n := range d.batches[i].News {
			d.spread(c, n)
		}
	}
}

// spread tells news to whoever is to hear of it, by the channel of the number that it
// is about. A messaging limit that is below the one before is pressing.
func (d *delivery) spread(c *Channel, n News) {
	if n.number != "" {
		n.About = tail(n.number)
		for _, other := range d.channels {
			if other.known.is(n.number) {
				c, n.About = other, other.name
			}
		}
	}
	if n.limit != "" && c.known.lowers(n.limit) {
		n.Urgency = Pressing
	}
	c.log.Info("news of the account", "what", n.What, "about", n.About, "state", n.State, "urgency", n.Urgency)
	if c.news != nil {
		c.news(n)
	}
}

// tail is what is told of a number that is not one of ours, as far as we know.
func tail(number string) string {
	const shown = 4
	return "…" + number[max(0, len(number)-shown):]
}

// tell logs what is not for the conversation, without a word of what was said.
func (c *Channel) tell(b *Batch) {
	for _, n := range b.Notes {
		c.log.Debug("webhook note", "what", n.What, "code", n.Code)
	}
	for _, a := range b.Aside {
		c.log.Warn("webhook set aside", "why", a.Why, "bytes", len(a.Raw))
	}
}
