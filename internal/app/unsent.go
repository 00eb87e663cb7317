package app

import (
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/forms"
)

// unsent finds templates for answers that may not be sent in words of our own, among
// those that a channel has approved.
type unsent struct {
	set *forms.Set
	of  map[string]*forms.Registry // by channel
}

// whatKnocks are the replies whose templates say that something waits; nothing stands for
// those that have none of their own.
var whatKnocks = map[string]string{bot.KnockPerson: "bot.person.says", bot.KnockDesk: "bot.desk.new"}

// hidden reports whether a reply is of those that are only knocked for.
func hidden(r bot.Reply) bool {
	return strings.HasPrefix(r.Key, "bot.person.") || strings.HasPrefix(r.Key, "bot.desk.")
}

// Form is the template that says all of an answer; see [bot.Forms].
func (u unsent) Form(a bot.Unsent) (bot.Form, bool) {
	registry := u.of[a.Channel]
	if registry == nil || len(a.Replies) == 0 {
		return bot.Form{}, false
	}
	if slices.ContainsFunc(a.Replies, hidden) {
		return bot.Form{}, false // only a knock: the words are read after a tap, in the chat
	}
	replies, knocks := a.Replies, false
	switch key := replies[0].Key; key {
	case bot.KnockNews, bot.KnockPerson, bot.KnockDesk:
		replies, knocks = []bot.Reply{{Key: whatKnocks[key], Args: replies[0].Args}}, true
	}
	f, _, ok := u.set.Fill(forms.Answer{Lang: a.Lang, Replies: replies, Labels: a.Labels, Show: a.Show}, registry.Usable)
	if !ok || !knocks && !u.says(f.Name, replies) {
		return bot.Form{}, false
	}
	return f, true
}

// says reports whether a template says what replies say: it is of one of them, and of the
// only one unless a tap shows the rest.
func (u unsent) says(name string, replies []bot.Reply) bool {
	t := u.set.Find(name)
	if t == nil || !slices.ContainsFunc(replies, func(r bot.Reply) bool { return slices.Contains(t.For, r.Key) }) {
		return false
	}
	return len(replies) == 1 || slices.Contains(t.Buttons, forms.Show)
}
