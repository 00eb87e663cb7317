package settings

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
)

// noticeVersion is the version of the privacy notice: the day its words, or those of the
// question for consent, were changed last. What people agree to names it.
const noticeVersion = "2026-11-24"

// privacy is the notice: what is kept, why and how long, who sees it and where it is, what
// he can do, and to whom he can complain. It is said in sentences that can be read aloud.
func (s skill) privacy(_ context.Context, t *bot.Turn, _ struct{}) error {
	o := s.book.Operator()
	t.Say("privacy.kept", nil)
	long := bot.Args{}
	if o.Days > 0 {
		long["Days"] = o.Days
	}
	if o.Voice > 0 {
		long["Voice"] = o.Voice
	}
	t.Say("privacy.long", long)
	t.Say("privacy.seen", nil)
	where := bot.Args{}
	if o.India {
		where["India"] = "yes"
	}
	if o.Model {
		where["Model"] = "yes"
	}
	t.Say("privacy.where", where)
	t.Say("privacy.rights", nil)
	whom := bot.Args{"Version": bot.Value{Kind: bot.Date, From: noticeVersion, Text: "year"}}
	if o.Grievance != "" {
		whom["Whom"] = o.Grievance
	}
	t.Say("privacy.complain", whom, bot.Choice{
		Key: "consents.choice", Do: []bot.Command{{Kind: bot.Start, Errand: "settings.consents"}},
	})
	return nil
}
