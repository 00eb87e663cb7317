package bot

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Door says who may come in of those whom nobody knows yet. Who is known is never asked
// at the door again.
type Door interface {
	// Lets decides on a message of a stranger, who becomes a person when it is stored. It
	// may be asked again about the same message: what lets in only so many is counted
	// with the message that is stored, by its Pass. Of who is turned away nothing is kept
	// but what Lets itself keeps.
	Lets(ctx context.Context, m Message) (Admission, error)
}

// Admission is what a [Door] says of a stranger's message.
type Admission struct {
	In      bool
	Message Message // his message as it is stored: without what opened the door, and with its Pass
	Says    string  // key of what he is told who may not come in; "" tells him nothing
}

// LetIn is the admission of who may come in with his message.
func LetIn(m Message) Admission { return Admission{In: true, Message: m} }

// TurnedAway is the admission of who may not come in; "" tells him nothing.
func TurnedAway(key string) Admission { return Admission{Says: key} }

// origin is where somebody writes from.
type origin struct{ channel, address string }

// porter stands before the inbox of an engine that has a [Door]. It is safe for concurrent use.
type porter struct {
	e     *Engine
	mu    sync.Mutex
	known map[origin]time.Time // when the journal said so
}

func newPorter(e *Engine) *porter { return &porter{e: e, known: map[origin]time.Time{}} }

// admitted is a stranger's message as it came, and as it is stored.
type admitted struct{ came, stored Message }

// receive stores the messages of those who are in or may come in, tells the others, and
// returns the new ones.
func (p *porter) receive(ctx context.Context, messages []Message) ([]Message, error) {
	if p.e.Door == nil {
		return p.e.Journal.Receive(ctx, messages...)
	}
	in, strangers, err := p.sort(ctx, messages)
	if err != nil || len(in) == 0 {
		return nil, err
	}
	stored, err := p.e.Journal.Receive(ctx, in...)
	if err != nil {
		return nil, err
	}
	for _, s := range strangers {
		if !slices.ContainsFunc(stored, s.stored.same) {
			err = p.again(ctx, s.came)
		}
		if err != nil { // what is stored is, and will be found: only he goes without an answer
			p.e.Log.Error("door", "channel", s.came.Channel, "error", err)
		}
	}
	return stored, nil
}

// sort parts the messages that are stored from those that are not; strangers are those of
// the first whom nobody knew.
func (p *porter) sort(ctx context.Context, messages []Message) (in []Message, strangers []admitted, err error) {
	met := map[origin]string{} // strangers of this delivery who may come in, by which pass
	for _, m := range messages {
		if pass, is := m.met(met); is {
			m.Pass = pass // he is not in before his first message is stored
			in = append(in, m)
			continue
		}
		known, err := p.knows(ctx, m)
		if err != nil {
			return nil, nil, err
		}
		if known {
			in = append(in, m)
			continue
		}
		a, err := p.e.Door.Lets(ctx, m)
		if err != nil {
			return nil, nil, err
		}
		if !a.In {
			p.turnAway(m, a.Says)
			continue
		}
		for _, o := range m.origins() {
			met[o] = a.Message.Pass
		}
		in, strangers = append(in, a.Message), append(strangers, admitted{m, a.Message})
	}
	return in, strangers, nil
}

// met is the pass by which the sender of a message was let in before, in the same delivery.
func (m Message) met(before map[origin]string) (pass string, is bool) {
	for _, o := range m.origins() {
		if pass, is = before[o]; is {
			return pass, true
		}
	}
	return "", false
}

// again tells a stranger who was let in, but whose message was not stored, that the last
// use of his pass was another's, unless he is in meanwhile: then he sent it twice.
func (p *porter) again(ctx context.Context, m Message) error {
	known, err := p.knows(ctx, m)
	if err != nil || known {
		return err
	}
	a, err := p.e.Door.Lets(ctx, m)
	if err == nil && !a.In {
		p.turnAway(m, a.Says)
	}
	return err
}

// knows reports whether somebody has written from there. It asks the journal once in
// [KnownTime]: who was erased since, or has moved, is a stranger again by then.
func (p *porter) knows(ctx context.Context, m Message) (bool, error) {
	now := p.e.Clock.Now()
	if p.remembers(m, now) {
		return true, nil
	}
	known, err := p.e.Journal.Known(ctx, m.Channel, append([]string{m.Address}, m.Aliases...)...)
	if err == nil && known {
		p.remember(m, now)
	}
	return known, err
}

func (p *porter) remembers(m Message, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	at, is := p.known[origin{m.Channel, m.Address}]
	age := now.Sub(at)
	return is && age >= 0 && age < KnownTime
}

func (p *porter) remember(m Message, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.known) >= maxPairs {
		clear(p.known) // they are asked about once more
	}
	p.known[origin{m.Channel, m.Address}] = now
}

// forget has the journal asked about an address again.
func (p *porter) forget(channel, address string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.known, origin{channel, address})
}

// turnAway has a stranger told why he may not come in, if he is to be told.
func (p *porter) turnAway(m Message, key string) {
	p.e.stats.turnedAway.Add(1)
	if key == "" {
		return
	}
	b := Bubble{Address: m.Address, Text: p.e.words(p.e.ownLang(), key, nil)}
	for _, s := range p.e.senders {
		if s.ch.Name() == m.Channel {
			s.queue(b)
		}
	}
}

// origins are where the sender of a message can be met.
func (m Message) origins() []origin {
	out := []origin{{m.Channel, m.Address}}
	for _, a := range m.Aliases {
		out = append(out, origin{m.Channel, a})
	}
	return out
}

// same reports whether two are one message.
func (m Message) same(o Message) bool { return m.Channel == o.Channel && m.ID == o.ID }
