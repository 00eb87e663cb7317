package app

import (
	"slices"

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

// Form is the template that says all of an answer; see [bot.Forms].
func (u unsent) Form(a bot.Unsent) (bot.Form, bool) {
	registry := u.of[a.Channel]
	if registry == nil || len(a.Replies) == 0 {
		return bot.Form{}, false
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

// says reports whether a template says all that replies say: it is of the only one, and
// does not hide it behind a tap.
func (u unsent) says(name string, replies []bot.Reply) bool {
	t := u.set.Find(name)
	return t != nil && len(replies) == 1 && slices.Contains(t.For, replies[0].Key) && !slices.Contains(t.Buttons, forms.Show)
}
