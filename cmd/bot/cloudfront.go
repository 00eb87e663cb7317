package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi"
	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/internal/forms"
)

// errAlso says how one more number is written.
var errAlso = errors.New("a number more is LABEL=ID, or LABEL=ID:FILE with a file of its own token")

// cloudFronts are the numbers of the Cloud API as fronts. One webhook serves them all:
// the first has it, and looks after what they share.
func (s cloudapiSettings) fronts(clock bot.Clock, log *slog.Logger, reach *residency.Rule, tell teller) ([]front, error) {
	approved := &forms.Registry{}
	keeper := cloudKeeper{settings: s, clock: clock, log: log, tell: tell, approved: approved}
	numbers, err := s.numbers(clock)
	if err != nil {
		return nil, err
	}
	var chs []*cloudapi.Channel
	var out []front
	for _, c := range numbers {
		c.Clock, c.Log, c.News = clock, log, keeper.hears
		if reach != nil {
			c.Guard = reach.Transport
		}
		ch, err := cloudapi.New(c)
		if err != nil {
			return out, err
		}
		chs = append(chs, ch)
		out = append(out, front{Channel: ch, close: ch.Close, approved: approved})
	}
	keeper.ch = chs[0]
	out[0].attend = keeper.attend
	out[0].hooks = func(sink bot.Sink) map[string]http.Handler {
		return map[string]http.Handler{webhookPath: cloudapi.Webhooks(chs...)(sink)}
	}
	return out, nil
}

// numbers are the configurations of all numbers.
func (s cloudapiSettings) numbers(clock bot.Clock) ([]cloudapi.Config, error) {
	out := []cloudapi.Config{s.config(s.Number, "", s.TokenFile, clock)}
	for _, also := range s.Also {
		label, rest, ok := strings.Cut(also, "=")
		id, file, _ := strings.Cut(rest, ":")
		if !ok || label == "" || id == "" {
			return nil, fmt.Errorf("correct --cloudapi-also: %w", errAlso)
		}
		if file == "" {
			file = s.TokenFile
		}
		out = append(out, s.config(id, label, file, clock))
	}
	return out, nil
}

// config is one number's.
func (s cloudapiSettings) config(id, label, file string, clock bot.Clock) cloudapi.Config {
	c := cloudapi.Config{
		Base: s.Graph, Version: s.Version, Number: id, Label: label, Token: s.Token, Secret: s.Secret, Verify: s.Verify, Pace: s.pace(),
	}
	if s.OldSecret != "" {
		c.Secrets = []string{s.OldSecret}
	}
	if file != "" {
		c.Token, c.Tokens = "", cloudapi.TokenFile(file, clock)
	}
	return c
}

// cloudKeeper looks after what the numbers of an account share: which templates are
// approved, how old the token is, and what WhatsApp tells of the account.
type cloudKeeper struct {
	settings cloudapiSettings
	clock    bot.Clock
	log      *slog.Logger
	tell     teller
	approved *forms.Registry
	ch       *cloudapi.Channel
}

// How often is looked, and how old a token may get.
const (
	listEvery = time.Hour
	tokenAge  = 90 * 24 * time.Hour
)

// attend keeps what is known of templates and token fresh until ctx ends.
func (k cloudKeeper) attend(ctx context.Context, _ bot.Sink) error {
	for ctx.Err() == nil {
		k.lists(ctx)
		k.ages()
		select {
		case <-ctx.Done():
		case <-k.clock.After(listEvery):
		}
	}
	return nil
}

// lists asks which templates are approved.
func (k cloudKeeper) lists(ctx context.Context) {
	if k.settings.Account == "" {
		return
	}
	all, err := k.ch.Templates(ctx, k.settings.Account)
	if err != nil {
		if ctx.Err() == nil {
			k.log.Warn("templates not listed", "error", err)
		}
		return
	}
	k.approved.Replace(all)
}

// ages reminds of a token that is old: who has had it once has it still.
func (k cloudKeeper) ages() {
	if k.settings.TokenFile == "" {
		return
	}
	age, err := cloudapi.TokenFile(k.settings.TokenFile, k.clock).Age()
	if err == nil && age > tokenAge {
		k.tell(fmt.Sprintf("the access token is %d days old: make a new one in Meta's console and put it into the file, there is no need to start anew", int(age/(24*time.Hour))), true)
	}
}

// hears takes what WhatsApp tells of the account.
func (k cloudKeeper) hears(n cloudapi.News) {
	name, lang, _ := strings.Cut(n.About, " ")
	switch n.What {
	case "message_template_status_update":
		k.approved.Set(name, lang, forms.ParseState(n.State), "")
	case "template_category_update":
		k.approved.Set(name, lang, "", forms.ParseCategory(n.State))
	}
	k.log.Info("news of the account", "what", n.What, "about", n.About, "state", n.State, "detail", n.Detail, "urgency", n.Urgency)
	if n.Urgency == cloudapi.Pressing {
		k.tell(strings.Join([]string{n.What, n.About, n.State, n.Detail}, " "), true)
	}
}
