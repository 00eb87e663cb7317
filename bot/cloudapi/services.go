package cloudapi

import (
	"errors"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/steady"
)

// fileTime is how long one try to move a file may take.
const fileTime = 25 * time.Second

// fetching is how files are asked for: a turn waits for them, and asking again
// costs nothing.
func fetching(c Config) steady.Config {
	return steady.Config{
		Name: "whatsapp media", Clock: c.Clock, Log: c.Log, Deadline: fileTime, Pauses: steady.Pauses(), Final: decided,
	}
}

// uploading is how files are brought to WhatsApp. The outbox tries again.
func uploading(c Config) steady.Config {
	return steady.Config{Name: "whatsapp upload", Clock: c.Clock, Log: c.Log, Deadline: fileTime, Final: decided}
}

// decided reports whether an error is a decision of WhatsApp's, or of ours, and
// not the failing of a machine.
func decided(err error) bool {
	var fault *bot.SendError
	if errors.As(err, &fault) {
		return fault.Fault == bot.Refused || fault.Fault == bot.Closed || fault.Fault == bot.Locked
	}
	return errors.Is(err, bot.ErrMedia)
}

// passing is an error of a service that was not called, as a [bot.SendError].
func passing(err error) error {
	if !errors.Is(err, steady.ErrDown) {
		return err
	}
	return &bot.SendError{Fault: bot.Transient, After: steady.DefaultPause, Err: err}
}

// Services are what the channel calls besides sending, for whoever watches them.
func (c *Channel) Services() []*steady.Service { return []*steady.Service{c.files, c.lifts} }
