package cloudapi

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
)

// store hands a batch of a channel to the sink. Everything is tried, whatever fails before
// it: what was stored is dropped when it is delivered again. Moves come first,
// since the same webhook may bring words from the new address; what is set aside
// comes last, since it is not known again.
func store(ctx context.Context, sink bot.Sink, channel string, b *Batch) error {
	var faults []error
	for _, m := range b.Moves {
		faults = append(faults, sink.Move(ctx, channel, m.From, m.To))
	}
	faults = append(faults, deliver(ctx, sink, b.Messages))
	if len(b.Statuses) > 0 {
		faults = append(faults, sink.Track(ctx, channel, b.Statuses...))
	}
	if err := errors.Join(faults...); err != nil {
		return err
	}
	for _, a := range b.Aside {
		if err := sink.SetAside(ctx, channel, a.Why, a.Raw); err != nil {
			return err
		}
	}
	return nil
}

// deliver hands the messages over together, and if that fails one by one, so
// that one that cannot be stored holds back no other.
func deliver(ctx context.Context, sink bot.Sink, messages []bot.Message) error {
	if len(messages) == 0 {
		return nil
	}
	err := sink.Receive(ctx, messages...)
	if err == nil || len(messages) == 1 {
		return err
	}
	var faults []error
	for _, m := range messages {
		faults = append(faults, sink.Receive(ctx, m))
	}
	return errors.Join(faults...)
}
