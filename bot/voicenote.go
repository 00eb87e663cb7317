package bot

import (
	"cmp"
	"context"
	"fmt"
)

// sings sends the voice note of an answer, or drops it: it is of use while he waits for
// it, and what it says has been written. It is tried once, so that nothing that comes
// after it waits for long.
func (s *sender) sings(ctx context.Context, o Outgoing, r *Receipt) {
	why, err := s.mute(ctx, o)
	if why == "" && err == nil {
		if wait := s.pace.wait(o.Address, s.e.Clock.Now()); wait > 0 {
			r.Held, r.Retry = true, s.e.Clock.Now().Add(wait)
			return
		}
		why, err = s.sing(ctx, o, r)
	}
	if err != nil {
		why = cmp.Or(why, Unspoken)
		s.e.Log.Warn("voice note", "why", why, "channel", s.ch.Name(), "turn", o.Turn, "outgoing", o.ID, "error", err)
	}
	if why == "" {
		s.e.stats.sent.Add(1)
		return
	}
	s.e.notes.drop(o.Turn)
	s.e.stats.skipped.Add(1)
	s.e.Log.Info("answer skipped", "why", why, "channel", s.ch.Name(), "turn", o.Turn, "outgoing", o.ID)
	r.Err = why
	s.tellsWhy(ctx, o, why)
}

// mute is why a voice note is not to be sent any more, or "".
func (s *sender) mute(ctx context.Context, o Outgoing) (why string, err error) {
	now := s.e.Clock.Now()
	if o.Overtaken {
		return MovedOn, nil
	}
	if now.Sub(o.At).Abs() > VoiceLate {
		return SpokenLate, nil
	}
	chosen, err := s.e.Journal.Preferences(ctx, o.Shop, o.Person)
	if err != nil {
		return "", fmt.Errorf("bot: voice note: %w", err)
	}
	if Standing(chosen)[Lite].Value == On {
		return WordsOnly, nil
	}
	if open, err := s.reachable(ctx, o, now); err != nil || !open {
		return ShutOut, err
	}
	if lagging, _, err := s.e.lags(ctx, o.Channel, o.Address); err != nil || lagging {
		return NotComing, err
	}
	return "", nil
}

// sing sends a voice note that may be sent. It is waited for as long as what comes after
// it may wait.
func (s *sender) sing(ctx context.Context, o Outgoing, r *Receipt) (why string, err error) {
	if s.e.Speak == nil {
		return Unspoken, nil
	}
	text := s.e.recital(o.Lang, o.Replies)
	if text == "" {
		return Unspoken, nil
	}
	n, err := s.e.notes.take(ctx, Reading{Text: text, Lang: o.Lang, Shop: o.Shop, Turn: o.Turn})
	if err != nil {
		return Unspoken, err
	}
	defer n.cancel()
	patience := VoiceTimeout
	if o.Alone {
		patience = VoiceAsked
	}
	select {
	case <-n.done:
	default:
		select {
		case <-n.done:
		case <-s.e.Clock.After(patience):
			return Unspoken, nil
		}
	}
	if n.err != nil {
		return Unspoken, n.err
	}
	b := Bubble{Address: o.Address, Ref: refOf(o.Ref, 1), Attach: &n.made, Unasked: len(o.Jobs) > 0, Turn: o.Turn}
	id, err := deliver(ctx, s.ch, b)
	if err != nil {
		s.e.stats.sendFailed.Add(1)
		return NotTaken, err
	}
	r.Parts, r.Carriage = append(r.Parts, id), o.lades(b)
	return "", nil
}

// tellsWhy says that there is no voice note to who asked for nothing else, unless he talks
// on.
func (s *sender) tellsWhy(ctx context.Context, o Outgoing, why string) {
	if !o.Alone || why == MovedOn || why == ShutOut {
		return
	}
	key := "bot.aloud.none"
	switch why {
	case WordsOnly:
		key = "bot.aloud.lite"
	case NotComing:
		key = "bot.lite.self"
	}
	to := Target{Channel: o.Channel, Address: o.Address, Lang: o.Lang}
	told, err := s.e.Journal.Tell(ctx, fmt.Sprintf("aloud|%d", o.Turn), to, Reply{Key: key})
	if err != nil {
		s.e.Log.Error("nobody was told that nothing is spoken", "channel", s.ch.Name(), "turn", o.Turn, "error", err)
	}
	if told {
		s.post()
	}
}
