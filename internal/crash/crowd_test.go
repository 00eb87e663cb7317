package crash

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// person is somebody who writes, in one shop.
type person struct {
	address string
	owner   bool
	words   []word
	rand    *rand.Rand
}

// message is one that was sent.
type message struct {
	by    string
	word  word
	tap   *accept // the bubble whose button was tapped
	wire  wire.Message
	acked bool
}

// crowd is everybody who writes, and what they have written.
type crowd struct {
	seed  uint64
	shops [][]*person // the owner first
	post  *poster
	cloud *cloud

	mu     sync.Mutex
	sent   map[string]*message // by id
	again  int                 // deliveries of what had been taken already
	repeat sync.WaitGroup
}

// newCrowd draws people: in every fourth shop two, who say each about so many
// messages.
func newCrowd(seed uint64, f form, c *cloud, p *poster) *crowd {
	out := &crowd{seed: seed, post: p, cloud: c, sent: map[string]*message{}}
	for shop := range f.shops {
		people := []*person{out.person(seed, f, shop, true)}
		if shop%4 == 0 && !f.alone {
			people = append(people, out.person(seed, f, shop, false))
		}
		out.shops = append(out.shops, people)
	}
	return out
}

func (c *crowd) person(seed uint64, f form, shop int, owner bool) *person {
	first := 7_500_000_000
	if owner {
		first = 7_000_000_000
	}
	p := &person{address: fmt.Sprintf("91%010d", first+shop), owner: owner}
	p.rand = rand.New(rand.NewPCG(seed, uint64(first+shop)))
	for len(p.words) < f.each {
		p.words = append(p.words, writer{p.rand, f.burst == 0}.next()...)
	}
	return p
}

// open has every owner say the opening.
func (c *crowd) open() {
	var all sync.WaitGroup
	for _, people := range c.shops {
		all.Go(func() { c.say(people[0], opening(), 0) })
	}
	all.Wait()
}

// talk has everybody say everything within a time, and returns when all of it has
// been taken. What is repeated later may still be under way.
func (c *crowd) talk(within time.Duration) {
	var all sync.WaitGroup
	for _, p := range slices.Concat(c.shops...) {
		all.Go(func() { c.say(p, p.words, within) })
	}
	all.Wait()
}

// say says one thing after the other: the next when the one before was taken, so
// that the inbox has them in the order they were said.
func (c *crowd) say(p *person, words []word, within time.Duration) {
	pause := within / time.Duration(len(words)+1)
	for i, w := range words {
		m := &message{by: p.address, word: w, wire: wire.Message{
			ID: wire.String(fmt.Sprintf("wamid.in.%s.%d.%t", p.address, i, within > 0)), From: wire.String(p.address), Timestamp: wire.At(time.Now()),
		}}
		if w.kind == taps {
			m.tap = c.cloud.tappable(p.address, p.rand.IntN(1000))
		}
		m.fill()
		if c.deliver(m, within) != nil {
			return
		}
		if within > 0 {
			c.rest(time.Duration(p.rand.Int64N(int64(2*pause) + 1)))
		}
	}
}

func (c *crowd) rest(d time.Duration) {
	select {
	case <-c.post.ctx.Done():
	case <-time.After(d):
	}
}

// fill makes the words of a message, or the tap. Where there is nothing to tap,
// the last page is meant.
func (m *message) fill() {
	if m.tap != nil {
		m.wire.Type = wire.TypeInteractive
		m.wire.Context = &wire.Context{From: number, ID: wire.String(m.tap.id)}
		m.wire.Interactive = &wire.Interactive{Type: wire.ButtonReply, ButtonReply: &wire.Choice{ID: wire.String(m.tap.undo), Title: "Galti se"}}
		return
	}
	if m.word.kind == taps {
		m.word = word{kind: undoes, text: "galti se"}
	}
	m.wire.Type, m.wire.Text = wire.TypeText, &wire.Text{Body: wire.String(m.word.text)}
}

// deliver sends a message until it is taken; a fifth of them once more, at once or
// much later.
func (c *crowd) deliver(m *message, within time.Duration) error {
	c.mu.Lock()
	c.sent[string(m.wire.ID)] = m
	c.mu.Unlock()
	if err := c.post.deliver(value(m)); err != nil {
		return err
	}
	c.mu.Lock()
	m.acked = true
	r := rand.New(rand.NewPCG(c.seed, uint64(len(c.sent))))
	c.mu.Unlock()
	if r.IntN(5) == 0 {
		later := time.Duration(r.Int64N(int64(within/2) + 1))
		if r.IntN(2) == 0 {
			later = 0
		}
		c.repeat.Go(func() { c.rest(later); c.redeliver(m) })
	}
	return nil
}

// redeliver sends once more what has been taken.
func (c *crowd) redeliver(m *message) {
	if c.post.deliver(value(m)) == nil {
		c.mu.Lock()
		c.again++
		c.mu.Unlock()
	}
}

// lateRepeats delivers a fifth of everything once more when all is over, as
// WhatsApp does hours later.
func (c *crowd) lateRepeats() {
	var all sync.WaitGroup
	ids := make([]string, 0, len(c.sent))
	for id := range c.sent {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	room := make(chan struct{}, 32)
	for i, id := range ids {
		if i%5 == 0 {
			room <- struct{}{}
			all.Go(func() { c.redeliver(c.sent[id]); <-room })
		}
	}
	all.Wait()
}

func value(m *message) wire.Value {
	return wire.Value{
		Contacts: wire.Of(wire.Contact{WAID: wire.String(m.by), Profile: wire.Profile{Name: "Dukaandar"}}),
		Messages: wire.Of(m.wire),
	}
}
