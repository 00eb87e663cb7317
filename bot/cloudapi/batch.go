package cloudapi

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// Batch is what a webhook brought, in the bot's own terms.
type Batch struct {
	Messages []bot.Message
	Statuses []bot.Status
	Moves    []Move
	News     []News
	Aside    []Aside
	Notes    []Note
}

// Move says that who wrote from one address writes from another now.
type Move struct{ From, To string }

// Aside is what could not be read, and why. Why tells nothing of a person.
type Aside struct {
	Why string
	Raw []byte
}

// Note is news that is no part of a conversation, and nothing that anybody has to
// hear of. It tells nothing of a person.
type Note struct {
	What string // "reaction", "echo", "flows", …
	Code int    // an error's number, 0 for none
}

// Parse reads the body of a webhook to the business number, "" being any, at a
// time. It never fails: what cannot be read is in Aside.
func Parse(body []byte, number string, now time.Time) Batch {
	r := newReader(now, desk{number: number, channel: Name})
	r.read(body)
	return r.batches[0]
}

// desk is a business number, and the channel that it is.
type desk struct {
	number  string // phone_number_id, "" being any
	channel string
}

// reader makes batches of a webhook: one for each desk. What concerns no number goes
// to the first.
type reader struct {
	now     time.Time
	desks   []desk
	batches []Batch
	shown   []wire.String   // the phone number of each desk, where it was told
	ours    map[string]bool // phone numbers that are the bot's, in digits
	at      int             // the desk whose change is being read
	made    int64           // when the entry was, as it says
}

func newReader(now time.Time, desks ...desk) *reader {
	return &reader{
		now: now.UTC(), desks: desks, batches: make([]Batch, len(desks)),
		shown: make([]wire.String, len(desks)), ours: map[string]bool{},
	}
}

// batch is that of the desk whose change is being read.
func (r *reader) batch() *Batch { return &r.batches[r.at] }

// read reads a webhook.
func (r *reader) read(body []byte) {
	hook := wire.One[wire.Webhook]{Raw: body}
	hook.Err = json.Unmarshal(body, &hook.Value)
	switch object := hook.Value.Object; {
	case hook.Err != nil && !hook.Partial():
		r.aside("no webhook", hook.Err, body)
	case object != "" && object != "whatsapp_business_account":
		r.aside("not about a business account", nil, body)
	case len(hook.Value.Entry) == 0:
		r.aside("a webhook without entries", hook.Err, body)
	}
	each(r, "entry", hook.Value.Entry, r.entry)
}

// each works the items of a list. An item that cannot be read at all is set
// aside; one that can be read in part is worked as far as it goes.
func each[T any](r *reader, what string, list []wire.One[T], work func(wire.One[T])) {
	for _, o := range list {
		if o.Err != nil && !o.Partial() {
			r.aside("unreadable "+what, o.Err, o.Raw)
			continue
		}
		work(o)
	}
}

// entry works one entry. A list that is none is set aside, beside the rest.
func (r *reader) entry(o wire.One[wire.Entry]) {
	r.at, r.made = 0, int64(o.Value.Time)
	if o.Err != nil {
		r.aside("unreadable part of an entry", o.Err, o.Raw)
	}
	each(r, "change", o.Value.Changes, r.change)
}

// change works one change by its field.
func (r *reader) change(o wire.One[wire.Change]) {
	change := o.Value
	value := change.Value.Value
	r.at = 0
	switch field := string(change.Field); {
	case tells(field):
		r.tidings(field, change.Value.Raw, o.Raw)
	case !chats(field):
		r.note(noted(field), 0)
	case change.Value.Raw == nil:
		r.aside("change without a value", nil, o.Raw)
	case change.Value.Err != nil && !change.Value.Partial():
		r.aside("unreadable change", change.Value.Err, o.Raw)
	case !r.route(value.Metadata):
		r.aside("for another business number", nil, o.Raw)
	default:
		if change.Value.Err != nil {
			r.aside("unreadable part of a change", change.Value.Err, o.Raw)
		}
		r.value(value)
	}
	r.at = 0
}

// chats reports whether a field concerns a chat.
func chats(field string) bool {
	switch field {
	case "", wire.FieldMessages, wire.FieldUserID, wire.FieldPreferences:
		return true
	}
	return false
}

// route finds the desk that a value is for, and is false when it is none of ours.
// Where it says nothing it is meant for the only one.
func (r *reader) route(m wire.Metadata) bool {
	for i, d := range r.desks {
		if d.number == "" || string(m.NumberID) == d.number || m.NumberID == "" && len(r.desks) == 1 {
			r.at = i
			if m.Display != "" {
				r.shown[i] = m.Display
				r.ours[figures(m.Display)] = true
			}
			return true
		}
	}
	return false
}

// value works what a change tells of one number.
func (r *reader) value(v wire.Value) {
	each(r, "update of a user id", v.UserIDs, r.userID)
	each(r, "message", v.Messages, func(o wire.One[wire.Message]) { r.message(o, v.Contacts) })
	each(r, "preference", v.Preferences, func(o wire.One[wire.Preference]) { r.preference(o, v.Contacts) })
	each(r, "status", v.Statuses, r.status)
	for _, o := range v.Errors {
		r.note("error", int(o.Value.Code))
	}
	for range v.Echoes {
		r.note("echo", 0)
	}
}

func (r *reader) note(what string, code int) {
	b := r.batch()
	b.Notes = append(b.Notes, Note{What: what, Code: code})
}

// aside sets raw aside. The error's words are kept without digits that could be
// a phone number.
func (r *reader) aside(why string, err error, raw []byte) {
	if err != nil {
		why = fmt.Sprintf("%s: %s", why, scrub(err.Error()))
	}
	b := r.batch()
	b.Aside = append(b.Aside, Aside{Why: why, Raw: raw})
}

// noted is a field's name, if it is one that could be Meta's.
func noted(field string) string {
	for _, c := range field {
		if (c < 'a' || c > 'z') && c != '_' {
			return "unknown field"
		}
	}
	if len(field) > 64 {
		return "unknown field"
	}
	return field
}
