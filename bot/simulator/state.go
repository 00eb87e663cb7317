package simulator

import (
	"net/http"
	"slices"
)

// State is all that the page shows.
type State struct {
	Seq int64 `json:"seq"`
	clockState
	Number Number              `json:"number"`
	Bot    BotState            `json:"bot"`
	Phones []Phone             `json:"phones"`
	Chats  map[string][]Bubble `json:"chats"`  // by address, oldest first
	Turns  []Turn              `json:"turns"`  // oldest first
	Typing []string            `json:"typing"` // addresses where the bot is shown typing
	Faults Faults              `json:"faults"`
}

// State is what stands on all phones now.
func (e *Emulator) State() State {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.quiet()
	s := State{
		Seq: e.feed.now(), clockState: e.clockState(), Number: e.config.Number, Bot: e.botState(), Phones: e.phones(),
		Chats: map[string][]Bubble{}, Turns: slices.Clone(e.turns), Typing: []string{}, Faults: e.faults,
	}
	if s.Turns == nil {
		s.Turns = []Turn{}
	}
	for _, c := range e.chats {
		s.Chats[c.phone.Address] = c.last(ShownBubbles)
		if !c.typing.IsZero() {
			s.Typing = append(s.Typing, c.phone.Address)
		}
	}
	return s
}

func (e *Emulator) getState(w http.ResponseWriter, _ *http.Request) error {
	answer(w, http.StatusOK, e.State())
	return nil
}
