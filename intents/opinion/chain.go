package opinion

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/steady"
	"github.com/sahayak-dev/sahayak/intents"
)

// A model that fails so often in a row is left alone for so long, then tried once.
const (
	failures = 3
	pause    = 30 * time.Second
)

// link is a model of the chain.
type link struct {
	Model
	service service
	steady  *steady.Service
}

// newLink connects to a model.
func newLink(ctx context.Context, m Model, errands []intents.Errand, reach Reach, clock bot.Clock, log *slog.Logger) (*link, error) {
	s, err := m.connect(ctx, schema(errands), reach)
	if err != nil {
		return nil, err
	}
	return &link{Model: m, service: s, steady: steady.New(steady.Config{
		Name: "model " + m.Name(), Clock: clock, Log: log, Deadline: m.Wait, Failures: failures, Pause: pause,
	})}, nil
}

// ask asks the model. Its error says why it did not answer in words of our own: a
// service's may quote what it was asked.
func (l *link) ask(ctx context.Context, system, message string) (out []intents.Proposal, err error) {
	err = l.steady.Do(ctx, func(ctx context.Context) error {
		answer, err := l.service.ask(ctx, system, message)
		if err != nil {
			return why(err)
		}
		out, err = read(answer)
		return err
	})
	return out, err
}

// chain asks models in order until one answers. It is safe for concurrent use.
type chain struct {
	links []*link
	log   *slog.Logger
}

// errSilent says that no model answered.
var errSilent = errors.New("opinion: no model answered")

// ask is what the first model that answers proposes, within what ctx has left.
func (c chain) ask(ctx context.Context, system, message string) ([]intents.Proposal, error) {
	for _, l := range c.links {
		if ctx.Err() != nil {
			break
		}
		out, err := l.ask(ctx, system, message)
		if err == nil {
			return out, nil
		}
		if !errors.Is(err, steady.ErrDown) && !errors.Is(ctx.Err(), context.Canceled) {
			c.log.Warn("a model did not answer", "model", l.Name(), "why", err)
		}
	}
	return nil, errSilent
}

// Why a model did not answer.
var (
	errSlow    = errors.New("it took too long")
	errRefused = errors.New("it refused")
	errAway    = errors.New("it could not be asked")
)

// status finds what a service answered instead, in the words of several libraries.
var status = regexp.MustCompile(`(?i)status(?: ?code)?:? (\d{3})`)

// why is an error of a service without its words.
func why(err error) error {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return errSlow
	}
	if code := status.FindStringSubmatch(err.Error()); code != nil {
		return fmt.Errorf("%w with status %s", errRefused, code[1])
	}
	return fmt.Errorf("%w (%T)", errAway, innermost(err))
}

// innermost is the error that others wrap.
func innermost(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}
