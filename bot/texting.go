package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// mayNotText is why a text message is not sent that was to be: he has said since that he
// wants none.
const mayNotText = "no text messages any more"

// The digits of a phone number, as E.164 has them.
const (
	fewestDigits = 8
	mostDigits   = 15
)

// PhoneOf is the number of who writes from an address, in digits with its country code,
// if that is one or begins with one: "919812345678", "919812345678:3@s.whatsapp.net".
func PhoneOf(address string) (number string, ok bool) {
	number, host, _ := strings.Cut(address, "@")
	number, _, device := strings.Cut(number, ":")
	if host != "" && host != "s.whatsapp.net" && host != "c.us" || device && host == "" {
		return "", false // somebody's hidden id has digits too
	}
	if len(number) < fewestDigits || len(number) > mostDigits || number[0] == '0' || strings.Trim(number, "0123456789") != "" {
		return "", false
	}
	return number, true
}

// PhoneAmong is the phone number among somebody's addresses; "" when there is none. Of
// several it is always the same.
func PhoneAmong(all []Target) string {
	var known []string
	for _, t := range all {
		if number, ok := PhoneOf(t.Address); ok {
			known = append(known, number)
		}
	}
	if len(known) == 0 {
		return ""
	}
	return slices.Min(known)
}

// texted is where the news of a turn are texted to, beside the chat: to who wants that
// always, or now because the chat is down. False is nowhere.
func (a *attempt) texted(ctx context.Context) (Target, bool, error) {
	e, t := a.engine, a.turn
	if e.Texts == "" || t.Demo || len(t.said) == 0 || e.purpose(t.Message.Due.Job) == "" {
		return Target{}, false, nil
	}
	wish, err := e.wish(ctx, t.Shop, t.Person)
	if err != nil || wish != SMSAlways && (wish != SMSFailed || !slices.Contains(e.Down(), a.home.Channel)) {
		return Target{}, false, err
	}
	return e.textTo(ctx, t.Person, t.Lang)
}

// textTo is where somebody is texted to; false when his number is not known.
func (e *Engine) textTo(ctx context.Context, person PersonID, lang string) (Target, bool, error) {
	all, err := e.Journal.Addresses(ctx, person)
	if err != nil {
		return Target{}, false, fmt.Errorf("bot: text: %w", err)
	}
	number := PhoneAmong(all)
	return Target{Channel: e.Texts, Address: number, Lang: lang}, number != "", nil
}

// wish is when somebody wants news by text message, as he said last; "" is never.
func (e *Engine) wish(ctx context.Context, shop ShopID, person PersonID) (string, error) {
	all, err := e.Journal.Preferences(ctx, shop, person)
	if err != nil {
		return "", fmt.Errorf("bot: text: %w", err)
	}
	if wish := Standing(all)[SMS].Value; wish == SMSAlways || wish == SMSFailed {
		return wish, nil
	}
	return "", nil
}

// texts has an answer texted that could not be told in the chat, if it is news to who
// allowed that, and not too late. What cannot be written down now is tried again with
// the answer.
func (s *sender) texts(ctx context.Context, o Outgoing, r *Receipt) {
	if r.Err == "" || !r.Retry.IsZero() && !s.ch.down() {
		return
	}
	if err := s.e.diverts(ctx, o); err != nil {
		s.e.Log.Error("not texted", "channel", s.ch.Name(), "turn", o.Turn, "outgoing", o.ID, "error", err)
		r.Err, r.Held, r.Retry = "", true, s.e.Clock.Now().Add(OutagePause)
	}
}

// diverts has an answer texted, once.
func (e *Engine) diverts(ctx context.Context, o Outgoing) error {
	if e.Texts == "" || o.Channel == e.Texts || o.Demo || !e.isNews(o) {
		return nil
	}
	wish, err := e.wish(ctx, o.Shop, o.Person)
	if err != nil || wish == "" {
		return err
	}
	if d, late := e.tooLate(o); late {
		e.skip("too late to be texted", &d, "shop", o.Shop)
		return nil
	}
	to, known, err := e.textTo(ctx, o.Person, o.Lang)
	if err != nil || !known {
		return err
	}
	diverted, err := e.Journal.Divert(ctx, o.ID, to)
	if diverted {
		e.wakeSenders(Commit{Replies: o.Replies, To: []Target{to}})
	}
	return err
}

// isNews reports whether an answer is nothing but what nobody asked for.
func (e *Engine) isNews(o Outgoing) bool {
	return len(o.Jobs) > 0 && !slices.ContainsFunc(o.Jobs, func(d Due) bool { return e.purpose(d.Job) == "" })
}

// tooLate reports whether all that an answer says is told too late by now, and what was
// due first of it.
func (e *Engine) tooLate(o Outgoing) (first Due, late bool) {
	now := e.Clock.Now()
	for _, d := range o.Jobs {
		if j, known := e.job(d.Job); known && now.Sub(d.At) <= j.Late {
			return Due{}, false
		}
	}
	return o.Jobs[0], true
}

// refuses notes in the receipt of a text message that he does not want it any more.
func (s *sender) refuses(ctx context.Context, o Outgoing, r *Receipt) bool {
	if s.ch.Name() != s.e.Texts || len(o.Jobs) == 0 {
		return false
	}
	wish, err := s.e.wish(ctx, o.Shop, o.Person)
	switch {
	case err != nil:
		s.e.Log.Error("text messages", "turn", o.Turn, "error", err)
		r.Held, r.Retry = true, s.e.Clock.Now().Add(OutagePause)
	case wish == "":
		s.e.stats.skipped.Add(1)
		s.e.Log.Info("answer skipped", "why", mayNotText, "channel", s.ch.Name(), "turn", o.Turn, "outgoing", o.ID)
		r.Err = mayNotText
	default:
		return false
	}
	return true
}
