package bot

import "context"

// What strangers are told who may not come in goes past the outbox: they have no shop
// whose answer it would be, nothing of them is kept, and it is no harm when it is lost.

// queue has a stranger told something, unless too many wait for that.
func (s *sender) queue(b Bubble) {
	select {
	case s.turned <- b:
	default:
	}
}

// turnAway tells strangers that they may not come in, at the channel's pace, until ctx ends.
func (s *sender) turnAway(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case b := <-s.turned:
			if wait := s.pace.wait(b.Address, s.e.Clock.Now()); wait > 0 {
				select {
				case <-ctx.Done():
					return
				case <-s.e.Clock.After(wait):
				}
			}
			s.tellStranger(ctx, b)
		}
	}
}

// turnAwayNow tells those who wait for it and can be told now.
func (s *sender) turnAwayNow(ctx context.Context) {
	for {
		select {
		case b := <-s.turned:
			if s.pace.wait(b.Address, s.e.Clock.Now()) == 0 {
				s.tellStranger(ctx, b)
			}
		default:
			return
		}
	}
}

// tellStranger sends one bubble, if its channel takes any.
func (s *sender) tellStranger(ctx context.Context, b Bubble) {
	if s.ch.room(1, 0) == 0 {
		return
	}
	if _, err := deliver(ctx, s.ch, b); err != nil {
		s.e.Log.Warn("a stranger was not told", "channel", s.ch.Name(), "error", err)
	}
}
