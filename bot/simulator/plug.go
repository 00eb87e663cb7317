package simulator

import (
	"errors"
	"fmt"
	"net/http"
)

var (
	errBusy   = errors.New("simulator: the bot is being started already")
	errNoPlug = errors.New("simulator: this bot has no plug to pull")
)

// pull kills and restarts the bot, beside everything else.
func (e *Emulator) pull() {
	if e.life.Err() != nil {
		return
	}
	e.link.armed, e.link.plugging = false, true
	e.link.state = BotDown
	e.tellBot()
	e.beside(func() {
		err := e.config.Plug(e.life)
		e.mu.Lock()
		defer e.mu.Unlock()
		e.link.plugging = false
		switch {
		case err != nil:
			e.log.Error("the bot did not start again", "error", err)
			e.become(BotDown)
		case e.link.links > 0:
			e.become(BotUp)
		default:
			e.become(BotStarting)
		}
		e.hurry()
	})
}

// trip pulls the plug when it was armed: the bot has just taken a message.
func (e *Emulator) trip() {
	if e.link.armed && !e.link.plugging {
		e.pull()
	}
}

// postPlug pulls the plug now, or in the middle of the next turn.
func (e *Emulator) postPlug(w http.ResponseWriter, r *http.Request) error {
	var p struct {
		When string `json:"when"`
	}
	if no := readBody(w, r, &p); no != nil {
		return no
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case e.config.Plug == nil:
		return errNoPlug
	case e.link.plugging:
		return errBusy
	case p.When == "now":
		e.pull()
	case p.When == "turn":
		e.link.armed = true
		e.tellBot()
	default:
		return fmt.Errorf("%w: when is now or turn", ErrSaid)
	}
	answer(w, http.StatusAccepted, e.botState())
	return nil
}
