package bot

import (
	"context"
	"fmt"
	"time"
)

// Addressed is a [Channel] that serves only some addresses, such as one of
// several terminals on one database.
type Addressed interface {
	Addresses() []string
}

// wakeSenders says that there may be something to send.
func (e *Engine) wakeSenders() {
	for _, wake := range e.outbox {
		select {
		case wake <- struct{}{}:
		default:
		}
	}
}

// sendLoop sends what is due on a channel until ctx ends, and then once more. A
// bubble under way is sent and settled even when we are told to stop: half a
// send would be sent again.
func (e *Engine) sendLoop(ctx context.Context, ch Channel, wake <-chan struct{}) {
	for stopping := false; !stopping; {
		select {
		case <-ctx.Done():
			stopping = true
		case <-wake:
		}
		e.sendAll(context.WithoutCancel(ctx), ch)
	}
}

// sendAll sends what is due on a channel, batch by batch.
func (e *Engine) sendAll(ctx context.Context, ch Channel) {
	for n := Batch; n == Batch; {
		var err error
		if n, err = e.sendDue(ctx, ch); err != nil {
			e.Log.Error("send", "channel", ch.Name(), "error", err)
			return
		}
	}
}

// sendDue sends what is due on a channel now and returns how many bubbles it
// tried.
func (e *Engine) sendDue(ctx context.Context, ch Channel) (int, error) {
	var only []string
	if a, ok := ch.(Addressed); ok {
		only = a.Addresses()
	}
	due, err := e.Journal.Claim(ctx, ch.Name(), only, Batch)
	if err != nil {
		return 0, fmt.Errorf("bot: claim: %w", err)
	}
	receipts := make([]Receipt, 0, len(due))
	for _, o := range due {
		receipts = append(receipts, e.send(ctx, ch, o))
	}
	if len(receipts) == 0 {
		return 0, nil
	}
	if err := e.Journal.Settle(ctx, receipts...); err != nil {
		return len(due), fmt.Errorf("bot: settle: %w", err)
	}
	return len(due), nil
}

// send delivers one turn's answer.
func (e *Engine) send(ctx context.Context, ch Channel, o Outgoing) Receipt {
	receipt := Receipt{ID: o.ID}
	for _, b := range e.bubbles(o, ch.Limits()) {
		id, err := ch.Send(ctx, b)
		if err != nil {
			e.stats.sendFailed.Add(1)
			receipt.Err = err.Error()
			if o.Tries+1 < MaxSends {
				receipt.Retry = e.Clock.Now().Add(time.Second << o.Tries)
			}
			return receipt
		}
		receipt.Bubble = id
	}
	e.stats.sent.Add(1)
	return receipt
}
