package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// notes makes voice notes ahead of their sending, while the words are on their way: it is
// to keep nobody waiting. What it forgets, or another process has made, is made when it is
// sent.
type notes struct {
	e     *Engine
	mu    sync.Mutex
	known map[TurnID]*note
	busy  int // that are being made
	group sync.WaitGroup
}

// note is a voice note that is made, or being made.
type note struct {
	begun  time.Time
	cancel context.CancelFunc
	done   chan struct{} // closed when it is made, or cannot be
	made   Attachment
	err    error
}

// Why a voice note is not made.
var (
	errBusy = errors.New("bot: too many voice notes at once")
	errNote = errors.New("bot: not a voice note")
)

func newNotes(e *Engine) *notes { return &notes{e: e, known: map[TurnID]*note{}} }

// begin has the voice note of a turn made that was just committed, if this process is to
// send it. For whom it would not get through none is made: it may cost something.
func (n *notes) begin(ctx context.Context, c Commit, text string) {
	if !c.Aloud || len(c.To) == 0 || !n.sends(c.To[0].Channel) {
		return
	}
	to := c.To[0]
	made, err := n.start(ctx, Reading{Text: text, Lang: to.Lang, Shop: c.Shop, Turn: c.Turn}, to)
	if err != nil {
		return // whoever sends it tries again, and says so
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.forgets(n.e.Clock.Now())
	if len(n.known) < MaxSpoken {
		n.known[c.Turn] = made
	} else {
		made.cancel()
	}
}

// sends reports whether this process sends on a channel.
func (n *notes) sends(channel string) bool {
	return slices.ContainsFunc(n.e.senders, func(s *sender) bool { return s.ch.Name() == channel && s.ours() })
}

// forgets what nobody has asked for while it was of use.
func (n *notes) forgets(now time.Time) {
	for turn, k := range n.known {
		if now.Sub(k.begun).Abs() > VoiceLate {
			k.cancel()
			delete(n.known, turn)
		}
	}
}

// take is the voice note of a turn, which is forgotten by that. One that nobody has begun
// is begun now. Whoever takes it cancels it.
func (n *notes) take(ctx context.Context, r Reading) (*note, error) {
	n.mu.Lock()
	known := n.known[r.Turn]
	delete(n.known, r.Turn)
	n.mu.Unlock()
	if known != nil {
		return known, nil
	}
	return n.start(ctx, r, Target{})
}

// start makes a voice note for somebody; whether it gets through to him is asked when he
// is named.
func (n *notes) start(ctx context.Context, r Reading, to Target) (*note, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.busy >= MaxSpeaking {
		return nil, errBusy
	}
	n.busy++
	limited, cancel := context.WithTimeout(context.WithoutCancel(ctx), VoiceLate)
	made := &note{begun: n.e.Clock.Now(), cancel: cancel, done: make(chan struct{})}
	n.group.Go(func() {
		defer n.ended()
		defer close(made.done)
		if to != (Target{}) {
			if lagging, _, err := n.e.lags(limited, to.Channel, to.Address); lagging || err != nil {
				made.err = errNote
				return
			}
		}
		made.made, made.err = n.speak(limited, r)
	})
	return made, nil
}

func (n *notes) ended() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.busy--
}

// speak asks the speaker, and looks at what it returns.
func (n *notes) speak(ctx context.Context, r Reading) (made Attachment, err error) {
	defer func() {
		if p := recover(); p != nil {
			n.e.stats.panics.Add(1)
			err = fmt.Errorf("%w: panic %s", errNote, panicked(p))
		}
	}()
	made, err = n.e.Speak.Speak(ctx, r)
	if err == nil && (len(made.Data) == 0 || !made.Voice) {
		err = errNote
	}
	return made, err
}

// drop gives up the voice note of a turn, if it is known.
func (n *notes) drop(turn TurnID) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if k := n.known[turn]; k != nil {
		k.cancel()
		delete(n.known, turn)
	}
}

// close gives up what is being made, and waits for it.
func (n *notes) close() {
	n.mu.Lock()
	for _, k := range n.known {
		k.cancel()
	}
	n.mu.Unlock()
	n.group.Wait()
}
