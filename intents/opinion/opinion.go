package opinion

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/steady"
	"github.com/sahayak-dev/sahayak/intents"
)

// Ears understand offline, and weigh what others make of a message: [intents.Understander].
type Ears interface {
	bot.Understander
	Errands() []intents.Errand
	Weigh(ctx context.Context, said bot.Utterance, proposals []intents.Proposal) ([]bot.Command, error)
}

// Understander understands by its ears, and asks a model where they are not sure. It
// implements [bot.Understander] and is safe for concurrent use.
type Understander struct {
	ears   Ears
	config Config
	prompt *prompt
	chain  chain
	budget *budget
	memo   *memo
	asking chan struct{} // a place for each question under way
	clock  bot.Clock
	log    *slog.Logger
}

var _ bot.Understander = (*Understander)(nil)

// New puts models behind ears. Only places within reach are called. [ErrConfig] says what is wrong with the configuration.
func New(ctx context.Context, ears Ears, c Config, reach Reach, clock bot.Clock, log *slog.Logger) (*Understander, error) {
	c, err := c.whole()
	if err != nil {
		return nil, err
	}
	p, err := newPrompt(ears.Errands())
	if err != nil {
		return nil, err
	}
	models := chain{log: log}
	for _, m := range c.Models {
		l, err := newLink(ctx, m, ears.Errands(), reach, clock, log)
		if err != nil {
			return nil, err
		}
		models.links = append(models.links, l)
	}
	return &Understander{
		ears: ears, config: c, prompt: p, chain: models, clock: clock, log: log,
		budget: &budget{person: c.PerPerson, all: c.PerDay}, memo: newMemo(c.Keep), asking: make(chan struct{}, c.AtOnce),
	}, nil
}

// Services are the models, as services that may be down.
func (u *Understander) Services() []*steady.Service {
	out := make([]*steady.Service, len(u.chain.links))
	for i, l := range u.chain.links {
		out[i] = l.steady
	}
	return out
}

// Understand reads an utterance offline. Where that understood nothing, or is not sure, it
// asks a model, and puts what comes of it to whoever spoke: it is always unsure. When no
// model answers, what was understood offline stands. It fails as its ears do.
func (u *Understander) Understand(ctx context.Context, said bot.Utterance) (bot.Understanding, error) {
	heard, err := u.ears.Understand(ctx, said)
	if err != nil || len(heard.Commands) > 0 && !heard.Unsure || !askable(said) {
		return heard, err
	}
	proposals := u.propose(ctx, said)
	if len(proposals) == 0 {
		return heard, nil
	}
	commands, err := u.ears.Weigh(ctx, said, proposals)
	if err != nil || len(commands) == 0 {
		return heard, err
	}
	heard.Commands, heard.Unsure, heard.Draft = commands, true, false
	heard.Nearest = nearest(commands, heard.Nearest)
	return heard, nil
}

// nearest puts what a model takes to be meant before what was nearest offline.
func nearest(commands []bot.Command, offline []string) []string {
	out := []string{commands[0].Errand}
	for _, errand := range offline {
		if !slices.Contains(out, errand) {
			out = append(out, errand)
		}
	}
	return out
}

// The texts a model is asked about: one word says too little, and nobody says so much to a
// shop's bot that a page of it is meant.
const (
	fewestWords  = 2
	longestAsked = 600 // runes
)

// askable reports whether a text may be shown to a model: it is the speaker's own, holds no
// secret, and is neither a word nor a page.
func askable(said bot.Utterance) bool {
	if said.Secret || said.Passed || said.Asked.Secret || utf8.RuneCountInString(said.Text) > longestAsked {
		return false
	}
	between := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }
	return len(strings.FieldsFunc(said.Text, between)) >= fewestWords
}

// propose is what a model, or what is remembered of one, proposes; nothing when none may be
// asked or answers.
func (u *Understander) propose(ctx context.Context, said bot.Utterance) []intents.Proposal {
	q := question{text: said.Text, open: said.Errand + " " + said.Asked.Name}
	if answer, known := u.memo.of(q, u.clock.Now()); known {
		return answer
	}
	select {
	case u.asking <- struct{}{}:
		defer func() { <-u.asking }()
	default:
		return nil // so many wait that this one would wait for them
	}
	if !u.budget.take(payer{said.Shop, said.Person}, u.clock.Now()) {
		return nil
	}
	message, err := u.prompt.of(said)
	if err != nil {
		u.log.Error("a model's prompt", "error", err)
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, u.config.Deadline)
	defer cancel()
	answer, err := u.chain.ask(ctx, u.prompt.system, message)
	if err != nil {
		return nil
	}
	u.memo.put(q, answer, u.clock.Now())
	return answer
}

// Try asks one model about a text, and returns what it proposes. Errors are worded for the
// operator.
func Try(ctx context.Context, ears Ears, m Model, reach Reach, clock bot.Clock, text string) ([]intents.Proposal, error) {
	m, err := m.whole()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrConfig, err)
	}
	p, err := newPrompt(ears.Errands())
	if err != nil {
		return nil, err
	}
	l, err := newLink(ctx, m, ears.Errands(), reach, clock, slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, err
	}
	message, err := p.of(bot.Utterance{Text: text})
	if err != nil {
		return nil, err
	}
	return l.ask(ctx, p.system, message)
}
