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
	excuse   string
	final    string
	private  bool
	heavy    bool
	belong   func([]T) bool
	together func(context.Context, *bot.Turn, []T, bool) (*bot.Wait, error)
	vague    map[string]vagueness
	creates  map[string]bool
}

// vagueness is what a slot is filled with when another was said unclearly.
type vagueness struct {
	slot  string
	value any
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

// Together says that the errand may be said several times at once: which lines
// belong together, so that none is done while another is unclear, and what they
// wait for then, or as a draft; see [bot.Batcher].
func Together[T any](belong func([]T) bool, wait func(ctx context.Context, t *bot.Turn, lines []T, draft bool) (*bot.Wait, error)) Option[T] {
	return func(o *options[T]) { o.belong, o.together = belong, wait }
}

// Vague fills a slot, unless it is filled, when another has to be asked about
// because it fits several things: what was said beside it was said of any of them.
func Vague[T any](unclear, slot string, value any) Option[T] {
	return func(o *options[T]) { o.vague[unclear] = vagueness{slot, value} }
}

// Creates says that a slot may name something new: when a word fits several things that
// are kinds of it, a thing called just that is offered beside them.
func Creates[T any](slot string) Option[T] {
	return func(o *options[T]) { o.creates[slot] = true }
}

// FollowUp lets a follow-up ("aur kal?") ask again with the last slots. It
// keeps the slots named, or all when none is; "" keeps none.
func FollowUp[T any](keep ...string) Option[T] {
	return func(o *options[T]) { o.follows, o.keep = true, keep }
}

// Needs limits the errand to a role and those above it. Others are told so, in the
// words under the key if one is given.
func Needs[T any](role bot.Role, says ...string) Option[T] {
	return func(o *options[T]) { o.needs, o.excuse = role, strings.Join(says, "") }
}

// Private puts the PIN before the errand, of who has one: see [bot.Private].
func Private[T any]() Option[T] {
	return func(o *options[T]) { o.private = true }
}

// Final says that undo does not take the errand back, but says what is under the key.
func Final[T any](key string) Option[T] {
	return func(o *options[T]) { o.final = key }
}

// title is a slot's name as an argument: "qty" is "Qty".
func title(slot string) string { return strings.ToUpper(slot[:1]) + slot[1:] }

// Heavily says that the errand takes long: see [bot.Heavy].
func Heavily[T any]() Option[T] {
	return func(o *options[T]) { o.heavy = true }
}
