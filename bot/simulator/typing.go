package simulator

import "time"

// tick is how often Run looks at the clock.
const tick = time.Second

// setTyping shows, or hides, that the bot is typing.
func (e *Emulator) setTyping(c *chat, until time.Time) {
	was, on := !c.typing.IsZero(), !until.IsZero()
	if c.typing = until; was != on {
		e.feed.add("typing", map[string]any{"phone": c.phone.Address, "on": on})
	}
}

// quiet hides typing that has lasted long enough.
func (e *Emulator) quiet() {
	now := e.clock.Now()
	for _, c := range e.chats {
		if !c.typing.IsZero() && (now.After(c.typing) || c.typing.Sub(now) > TypingFor) {
			e.setTyping(c, time.Time{})
		}
	}
}
