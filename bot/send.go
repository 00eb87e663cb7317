package bot

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

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
		if n, err = e.sendDue(ctx, ch, Senders); err != nil {
			e.Log.Error("send", "channel", ch.Name(), "error", err)
			return
		}
	}
}

// sendDue sends what is due on a channel now, to so many people at once, and
// returns how many answers it tried. What one person is sent keeps its order: when
// one fails, what comes after it waits.
func (e *Engine) sendDue(ctx context.Context, ch Channel, senders int) (int, error) {
	var only []string
	if a, ok := ch.(Addressed); ok {
		only = a.Addresses()
	}
	due, err := e.Journal.Claim(ctx, ch.Name(), only, Batch)
	if err != nil {
		return 0, fmt.Errorf("bot: claim: %w", err)
	}
	if len(due) == 0 {
		return 0, nil
	}
	if err := e.Journal.Settle(ctx, e.sendEach(ctx, ch, due, senders)...); err != nil {
		return len(due), fmt.Errorf("bot: settle: %w", err)
	}
	return len(due), nil
}

// sendEach sends answers, those to different people side by side.
func (e *Engine) sendEach(ctx context.Context, ch Channel, due []Outgoing, senders int) []Receipt {
	receipts := make([]Receipt, len(due))
	var running sync.WaitGroup
	free := make(chan struct{}, senders)
	for _, queue := range byAddress(due) {
		free <- struct{}{}
		if senders == 1 {
			e.sendQueue(ctx, ch, due, queue, receipts)
			<-free
			continue
		}
		running.Go(func() {
			e.sendQueue(ctx, ch, due, queue, receipts)
			<-free
		})
	}
	running.Wait()
	return receipts
}

// byAddress groups what is due by where it goes, as places in the list.
func byAddress(due []Outgoing) [][]int {
	var out [][]int
	place := map[string]int{}
	for i, o := range due {
		n, ok := place[o.Address]
		if !ok {
			n = len(out)
			place[o.Address], out = n, append(out, nil)
		}
		out[n] = append(out[n], i)
	}
	return out
}

// sendQueue sends what one person is to be sent, in order. After a failure the
// rest waits for the same time, so that nothing overtakes.
func (e *Engine) sendQueue(ctx context.Context, ch Channel, due []Outgoing, queue []int, receipts []Receipt) {
	var wait time.Time
	for _, i := range queue {
		if !wait.IsZero() {
			receipts[i] = Receipt{ID: due[i].ID, From: due[i].Parts, Err: "waits for the one before", Retry: wait}
			continue
		}
		receipts[i] = e.send(ctx, ch, due[i])
		wait = receipts[i].Retry
	}
}

// send delivers one turn's answer, or what is left of it.
func (e *Engine) send(ctx context.Context, ch Channel, o Outgoing) Receipt {
	receipt := Receipt{ID: o.ID, From: o.Parts}
	bubbles := e.bubbles(o, ch.Limits())
	for _, b := range bubbles[min(o.Parts, len(bubbles)):] {
		id, err := ch.Send(ctx, b)
		if err != nil {
			e.stats.sendFailed.Add(1)
			e.failed(&receipt, o, ch, err)
			return receipt
		}
		receipt.Parts = append(receipt.Parts, id)
	}
	e.stats.sent.Add(1)
	return receipt
}

// failed decides what comes of a bubble that was not delivered.
func (e *Engine) failed(r *Receipt, o Outgoing, ch Channel, err error) {
	r.Err = err.Error()
	wait, again := pause(err, o.Tries)
	if !again || o.Tries+1 >= MaxSends {
		e.Log.Error("answer given up", "channel", ch.Name(), "turn", o.Turn, "outgoing", o.ID, "error", err)
		return
	}
	r.Retry = e.Clock.Now().Add(wait)
}

// pause is how long to wait before trying again after so many tries before this
// one, and whether to try at all.
func pause(err error, tries int) (time.Duration, bool) {
	wait := time.Second << tries
	var s *SendError
	if !errors.As(err, &s) {
		return wait, true
	}
	switch s.Fault {
	case Closed, Refused:
		return 0, false
	case Throttled:
		wait = time.Second << (2 * tries)
	case Uncertain:
		wait = DoubtfulWait
	case Locked:
		wait = time.Minute << tries
	}
	return max(wait, s.After), true
}

// Track notes what became of bubbles; see [Sink].
func (e *Engine) Track(ctx context.Context, channel string, statuses ...Status) error {
	for _, s := range statuses {
		if s.State == Failed {
			e.Log.Warn("bubble not delivered", "channel", channel, "ref", s.Ref, "code", s.Code, "error", s.Err)
		}
	}
	if err := e.Journal.Track(ctx, channel, statuses...); err != nil {
		return fmt.Errorf("bot: track: %w", err)
	}
	return nil
}

// refOf names a bubble to its channel: the answer and the part of it.
func refOf(outgoing int64, part int) string { return fmt.Sprintf("%d.%d", outgoing, part) }

// ParseRef reads a [Bubble].Ref: the [Outgoing].ID, and which of its bubbles,
// from 1. It is false for what is none of ours.
func ParseRef(ref string) (outgoing int64, part int, ok bool) {
	turn, n, err := parsePick(ref)
	return int64(turn), n, err == nil && turn > 0 && n > 0
}
