package simulator

import (
	"encoding/json"
	"net/http"
)

// The states of the bot.
const (
	BotUp       = "up"
	BotDown     = "down"
	BotStarting = "starting"
	BotAbsent   = "absent" // nobody has said where it listens
)

// BotState is how the bot is, as far as can be told from here.
type BotState struct {
	State string `json:"state"`
	Plug  bool   `json:"plug"`  // its plug can be pulled
	Armed bool   `json:"armed"` // and will be, with the next message
}

// link is what is known of the bot.
type link struct {
	state    string
	armed    bool
	plugging bool // it is being killed and started
	links    int  // streams it has open
}

// initialState is how the bot is before anything was heard of it.
func (e *Emulator) initialState() string {
	switch {
	case e.link.links > 0:
		return BotUp
	case e.webhook == "":
		return BotAbsent
	}
	return BotStarting
}

func (e *Emulator) botState() BotState {
	return BotState{State: e.link.state, Plug: e.config.Plug != nil, Armed: e.link.armed}
}

// tellBot tells the page how the bot is.
func (e *Emulator) tellBot() { e.feed.add("bot", e.botState()) }

// become changes how the bot is.
func (e *Emulator) become(state string) {
	if e.link.state != state {
		e.link.state = state
		e.tellBot()
	}
}

// heard notes whether the bot took a webhook.
func (e *Emulator) heard(took bool) {
	switch {
	case took && !e.link.plugging:
		e.become(BotUp)
	case !took && e.link.links == 0 && e.link.state == BotUp:
		e.become(BotDown)
	}
}

// getLink tells a bot under the simulator how far the clock is moved, and who
// its people are.
func (e *Emulator) getLink(w http.ResponseWriter, r *http.Request) error {
	s, done, err := e.open(w)
	if err != nil {
		return err
	}
	defer done()
	e.linked(1)
	defer e.linked(-1)
	begin := func(now int64) {
		e.mu.Lock()
		phones, _ := json.Marshal(e.phones())
		clock, _ := json.Marshal(e.clockState())
		e.mu.Unlock()
		s.event(event{seq: now, kind: "phones", data: phones})
		s.event(event{seq: now, kind: "clock", data: clock})
	}
	now := e.feed.now()
	begin(now)
	e.follow(r, s, now, func(kind string) bool { return kind == "clock" || kind == "phones" }, begin)
	return nil
}

// linked notes that a bot has come or gone. One that has come is told at once
// what it missed.
func (e *Emulator) linked(n int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.link.links += n
	switch {
	case n > 0:
		e.become(BotUp)
		e.hurry()
	case e.link.links == 0 && e.link.plugging:
		e.become(BotStarting)
	case e.link.links == 0:
		e.become(BotDown)
	}
}
