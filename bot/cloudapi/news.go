package cloudapi

import (
	"cmp"
	"math"
	"strconv"
	"strings"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// News is what WhatsApp tells of the business account, of one of its numbers or of a
// template: nothing of a person.
type News struct {
	What    string  // which field of the webhook it came in
	About   string  // a template's name and language, or a number's channel; "" is the account
	State   string  // as WhatsApp calls it: PAUSED, RED, MARKETING, …
	Detail  string  // why, and until when; "" when it does not say
	Urgency Urgency // whether somebody must act

	number string // the number that it is about, as it is shown
	limit  string // how many people may be written to in a day, as it is told
}

// Urgency is whether the operator must act on [News].
type Urgency int

// The urgencies.
const (
	Told     Urgency = iota // it is good to know
	Watch                   // it may become worse
	Pressing                // messages do not go, or cost more, until somebody acts
)

var urgencies = [...]string{"told", "watch", "pressing"}

func (u Urgency) String() string {
	if u < 0 || int(u) >= len(urgencies) {
		return "unknown"
	}
	return urgencies[u]
}

// weights are how urgent states are, by the field that they come in; any other is told.
// Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference
var weights = map[string]map[string]Urgency{
	wire.FieldTemplateStatus: {
		"REJECTED": Pressing, "PAUSED": Pressing, "DISABLED": Pressing, "LOCKED": Pressing,
		"FLAGGED": Watch, "PENDING_DELETION": Watch, "DELETED": Watch, "LIMIT_EXCEEDED": Watch, "ARCHIVED": Watch,
	},
	wire.FieldTemplateQuality:  {"RED": Pressing, "YELLOW": Watch},
	wire.FieldTemplateCategory: {"MARKETING": Pressing},
	wire.FieldAccount: {
		"ACCOUNT_VIOLATION": Pressing, "ACCOUNT_RESTRICTION": Pressing, "DISABLED_UPDATE": Pressing,
		"ACCOUNT_DELETED": Pressing, "ACCOUNT_OFFBOARDED": Pressing, "PARTNER_APP_UNINSTALLED": Pressing,
	},
	wire.FieldAlerts:        {"CRITICAL": Pressing, "WARNING": Watch},
	wire.FieldNumberQuality: {"FLAGGED": Pressing, "DOWNGRADE": Pressing, "RED": Pressing, "YELLOW": Watch},
	wire.FieldNumberName:    {"REJECTED": Watch, "DEFERRED": Watch},
	wire.FieldCapability:    {},
	wire.FieldSecurity:      {"PIN_CHANGED": Watch, "PIN_RESET_REQUEST": Watch, "PIN_RESET_SUCCESS": Watch},
}

// tells reports whether a field brings news.
func tells(field string) bool { return weights[field] != nil }

// tidings works what is told of the account, a number or a template.
func (r *reader) tidings(field string, value, raw []byte) {
	u := wire.One[wire.Update]{Raw: value}
	if value != nil {
		_ = u.UnmarshalJSON(value) // it never fails
	}
	if value == nil || u.Err != nil && !u.Partial() {
		r.aside("unreadable "+field, u.Err, raw)
		return
	}
	n := newsOf(field, u.Value)
	if n.State == "" {
		r.aside(field+" without a state", u.Err, raw)
		return
	}
	b := r.batch()
	b.News = append(b.News, n)
}

// newsOf is an update in our own terms.
func newsOf(field string, u wire.Update) News {
	n := News{What: field, About: label(string(u.Template) + " " + string(u.Language)), State: state(field, u), Detail: detail(field, u)}
	n.number, n.limit = figures(u.Display), string(cmp.Or(u.Daily, u.DailyNumber))
	n.Urgency = weights[field][n.State]
	switch {
	case field == wire.FieldAccount && u.Ban.State == wire.Reinstated:
		n.Urgency = Told
	case field == wire.FieldAlerts && alert(u).Status == "NONE":
		n.Urgency = Told
	case lower(string(u.OldLimit), string(u.Limit)):
		n.Urgency = Pressing
	}
	return n
}

// state is what an update says, in one word of WhatsApp's.
func state(field string, u wire.Update) string {
	said := u.Event
	switch field {
	case wire.FieldTemplateQuality:
		said = u.NewQuality
	case wire.FieldTemplateCategory:
		said = cmp.Or(u.NextCategory, u.NewCategory)
	case wire.FieldAlerts:
		said = alert(u).Severity
	case wire.FieldNumberName:
		said = u.Decision
	case wire.FieldCapability:
		said = cmp.Or(u.Daily, u.DailyNumber)
	}
	return label(strings.ToUpper(string(said)))
}

// detail is why, and until when.
func detail(field string, u wire.Update) string {
	var parts []string
	add := func(words ...wire.String) {
		for _, w := range words {
			if w != "" && w != "NONE" {
				parts = append(parts, string(w))
			}
		}
	}
	switch field {
	case wire.FieldTemplateStatus:
		add(u.Category, u.Reason, u.Rejection.Reason, u.Rejection.Advice, u.Other.Title, u.Other.Description, u.Disabled.Date)
	case wire.FieldTemplateQuality:
		add(was(u.OldQuality))
	case wire.FieldTemplateCategory:
		before := u.OldCategory
		if u.NextCategory != "" {
			before = u.NewCategory // the change is still to come
		}
		add(was(before))
	case wire.FieldAccount:
		add(u.Ban.State, u.Ban.Date, u.Violation.Type)
		for restriction := range wire.Good(u.Restrictions) {
			add(until(restriction))
		}
	case wire.FieldAlerts:
		add(u.Entity, alert(u).Type, alert(u).Description)
	case wire.FieldNumberQuality:
		add(cmp.Or(u.Limit, u.Daily), was(u.OldLimit))
	case wire.FieldNumberName:
		add(u.NameRejected)
	}
	return scrub(strings.Join(parts, ", "))
}

func was(state wire.String) wire.String {
	if state == "" {
		return ""
	}
	return "was " + state
}

func until(r wire.Restriction) wire.String {
	if r.Expires.IsZero() {
		return r.Type
	}
	return r.Type + wire.String(" until "+r.Expires.Format("2 January 2006"))
}

// alert is what is warned of, wherever it stands.
func alert(u wire.Update) wire.Alert {
	if u.AlertInfo != (wire.Alert{}) {
		return u.AlertInfo
	}
	return u.Alert
}

// longestLabel is how many runes of a name or a state are kept.
const longestLabel = 100

// label is a name or a state on one short line, without what could be a phone number.
func label(text string) string { return clip(scrub(text), longestLabel) }

// lower reports whether a messaging limit is below another; one that is none that we
// know is below nothing.
func lower(before, now string) bool {
	b, known := tier(before)
	n, read := tier(now)
	return known && read && n < b
}

// tier is how many people may be written to in a day: TIER_1K, 1000, or -1 for any
// number.
func tier(limit string) (int64, bool) {
	text := strings.TrimPrefix(strings.ToUpper(limit), "TIER_")
	if text == "UNLIMITED" || text == "-1" {
		return math.MaxInt64, true
	}
	digits, thousands := strings.CutSuffix(text, "K")
	n, err := strconv.ParseInt(digits, 10, 32)
	if err != nil || n < 0 {
		return 0, false
	}
	if thousands {
		n *= 1000
	}
	return n, true
}
