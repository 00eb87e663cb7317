package dialogs

import (
	"context"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// Option makes a form more than the sum of its slots.
type Option[T any] func(*options[T])

type options[T any] struct {
	check    func(context.Context, *bot.Turn, T) (*Refusal, error)
	risky    func(context.Context, *bot.Turn, T) (*Confirmation, error)
	required func(T) []string
	suggest  map[string]Suggestion[T]
	follows  bool
	keep     []string
	needs    bot.Role
	heavy    bool
}

// Refusal says that a slot cannot be what it is, and asks for it again.
type Refusal struct {
	Slot    string   // emptied and asked for
	Key     string   // what to say: it must end in a question
	Args    bot.Args // added to the slots known so far
	Choices []bot.Choice
}

// Confirmation is what is read back before a risky deed.
type Confirmation struct {
	Key     string
	Args    bot.Args
	Choices []bot.Choice // beside yes and no
}

// Suggestion offers likely answers to a question.
type Suggestion[T any] func(context.Context, *bot.Turn, T) ([]bot.Choice, error)

// Check refuses what cannot be, before anything is asked or done. It sees the
// struct as far as it is filled, and returns nil when nothing is wrong.
func Check[T any](check func(context.Context, *bot.Turn, T) (*Refusal, error)) Option[T] {
	return func(o *options[T]) { o.check = check }
}

// ConfirmIf reads back before acting when risky returns what to say.
func ConfirmIf[T any](risky func(context.Context, *bot.Turn, T) (*Confirmation, error)) Option[T] {
	return func(o *options[T]) { o.risky = risky }
}

// Require names optional slots that must be asked for after all, given what is
// known.
func Require[T any](required func(T) []string) Option[T] {
	return func(o *options[T]) { o.required = required }
}

// Suggest offers quick replies with the question for a slot.
func Suggest[T any](slot string, suggest Suggestion[T]) Option[T] {
	return func(o *options[T]) { o.suggest[slot] = suggest }
}

// FollowUp lets a follow-up ("aur kal?") ask again with the last slots. It
// keeps the slots named, or all when none is; "" keeps none.
func FollowUp[T any](keep ...string) Option[T] {
	return func(o *options[T]) { o.follows, o.keep = true, keep }
}

// Needs limits the errand to a role and those above it.
func Needs[T any](role bot.Role) Option[T] {
	return func(o *options[T]) { o.needs = role }
}

// title is a slot's name as an argument: "qty" is "Qty".
func title(slot string) string { return strings.ToUpper(slot[:1]) + slot[1:] }

// Heavily says that the errand takes long: see [bot.Heavy].
func Heavily[T any]() Option[T] {
	return func(o *options[T]) { o.heavy = true }
}
