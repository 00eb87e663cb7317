package simulator

import (
	"fmt"
	"slices"
	"time"
)

// chat is the conversation of one phone with the bot.
type chat struct {
	phone   Phone
	bubbles []*Bubble
	wrote   time.Time // when the user did anything last
	entered time.Time // when he tapped an advertisement last
	typing  time.Time // until when the bot is shown typing
	acts    []string  // wamids of what the user did that is no bubble
	pair    bucket
}

// AddPhone adds a phone, and is [ErrConfig] when it cannot be. What is known by
// the address already keeps its chat and gets the new name and role.
func (e *Emulator) AddPhone(p Phone) (Phone, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	c, err := e.join(p)
	if err != nil {
		return Phone{}, err
	}
	e.store.append(record{Phone: &c.phone})
	e.feed.add("phones", e.phones())
	return c.phone, nil
}

// join makes a phone's chat.
func (e *Emulator) join(p Phone) (*chat, error) {
	p, err := p.checked()
	if err != nil {
		return nil, err
	}
	c := e.byID[p.Address]
	if other := e.byID[p.UserID]; other != nil && other != c {
		return nil, fmt.Errorf("%w: user id %s is %s's", ErrConfig, p.UserID, other.phone.Address)
	}
	if c == nil {
		if len(e.chats) >= MaxPhones {
			return nil, fmt.Errorf("%w: %d phones are enough", ErrConfig, MaxPhones)
		}
		c = &chat{pair: bucket{size: PairBurst, every: PairEvery}}
		e.chats = append(e.chats, c)
	}
	delete(e.byID, c.phone.UserID)
	c.phone = p
	e.byID[p.Address], e.byID[p.UserID] = c, c
	return c, nil
}

// phones lists the phones.
func (e *Emulator) phones() []Phone {
	out := make([]Phone, len(e.chats))
	for i, c := range e.chats {
		out[i] = c.phone
	}
	return out
}

// add puts a new bubble into a chat.
func (e *Emulator) add(c *chat, b *Bubble) {
	b.Seq = e.feed.take()
	e.hold(c, b)
	e.tell(c, b)
}

// hold keeps a bubble, and lets the oldest go.
func (e *Emulator) hold(c *chat, b *Bubble) {
	c.bubbles = append(c.bubbles, b)
	e.bubbles[b.ID] = c
	if len(c.bubbles) > MaxBubbles {
		delete(e.bubbles, c.bubbles[0].ID)
		c.bubbles[0] = nil
		c.bubbles = c.bubbles[1:]
	}
}

// note makes a wamid known that has no bubble of its own, such as an edit's.
func (e *Emulator) note(c *chat, id string) {
	if e.bubbles[id] != nil {
		return
	}
	e.bubbles[id] = c
	if c.acts = append(c.acts, id); len(c.acts) > MaxBubbles {
		delete(e.bubbles, c.acts[0])
		c.acts = c.acts[1:]
	}
}

// tell says that a bubble is new or has changed.
func (e *Emulator) tell(c *chat, b *Bubble) {
	e.store.append(record{Chat: c.phone.Address, Bubble: b})
	e.feed.add("bubble", map[string]any{"phone": c.phone.Address, "bubble": b})
	if e.store.full() {
		e.compact()
	}
}

// bubble finds a bubble of a chat; nil when it is not there.
func (c *chat) bubble(id string) *Bubble {
	for _, b := range slices.Backward(c.bubbles) {
		if b.ID == id {
			return b
		}
	}
	return nil
}

// Chat is what stands on a phone, oldest first, also what failed and therefore
// never arrived. It is nil when there is no such phone.
func (e *Emulator) Chat(address string) []Bubble {
	e.mu.Lock()
	defer e.mu.Unlock()
	c := e.byID[address]
	if c == nil {
		return nil
	}
	return c.last(MaxBubbles)
}

// last copies the last bubbles of a chat.
func (c *chat) last(n int) []Bubble {
	from := c.bubbles[max(0, len(c.bubbles)-n):]
	out := make([]Bubble, len(from))
	for i, b := range from {
		out[i] = *b
	}
	return out
}
