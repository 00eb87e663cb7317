package bot

import (
	"slices"
	"time"
)

// Preference is what somebody chose for himself in a shop: what he agreed to, and how
// he likes to be answered. As an effect of a turn it is written in the turn's
// transaction, and never changed: the next of its name is followed. The newest of a
// name is what holds; a turn reads it by [Turn.Prefers].
//
//	t.Do(bot.Preference{Name: bot.Nudges, Value: bot.Given, Shown: bot.Shown{Key: "settings.nudges.offer"}, Notice: "2026-11-22"})
type Preference struct {
	Name   string // Nudges, Lite, …, or a skill's own
	Value  string // "" is as if it had never been chosen
	Shown  Shown  // what he had before him when he chose
	Notice string // version of the privacy notice that stood then, "" when it does not matter
	Source Source
	Turn   TurnID    // set by the journal
	At     time.Time // set by the journal
}

// Effect marks it as something a turn does.
func (Preference) Effect() {}

// Purposes that somebody agrees to, and what he chooses of how he is answered. A skill
// may have names of its own.
const (
	Nudges = "nudges" // being told what he did not ask for
	Lite   = "lite"   // words alone: [On] or not
	Voice  = "voice"  // whether answers are spoken, too: a [Spoken]
	SMS    = "sms"    // whether news go by text message too: [SMSFailed], [SMSAlways], or not
	Sound  = "sound"  // what becomes of the sound of his voice notes, in whichever shop: [Unkept], or kept for as long as the operator has it
)

// Values of a purpose. Nothing but Given is consent.
const (
	Asked     = "asked" // and not answered yet
	Given     = "given"
	Declined  = "declined" // when he was asked
	Withdrawn = "withdrawn"
)

// On is the value of what is on or off.
const On = "on"

// Values of [SMS]. Anything else is never.
const (
	SMSFailed = "failed" // when they cannot be told in the chat
	SMSAlways = "always"
)

// Unkept is the value of [Sound] by which that of earlier ones is forgotten at once, and
// that of a new one when it has been heard. Any other keeps it.
const Unkept = "unkept"

// Spoken are the values of [Voice]: when an answer is spoken beside being written. ""
// is as [SpokenOnTap].
const (
	SpokenAlways = "always"
	SpokenBack   = "back" // when he spoke himself
	SpokenOnTap  = "tap"  // when he asks for it
	SpokenNever  = "never"
)

// Shown is a text as somebody saw it: which, in which language, and its words, which
// may be others by the time it is looked at. The journal keeps a hash of them too.
type Shown struct {
	Key  string
	Args Args // of Key; not kept
	Lang string
	Text string // set by the engine when it is ""
}

// Source is how somebody said what he chose.
type Source struct {
	Channel string
	How     How
}

// How is the way something was said.
type How string

// The ways.
const (
	ByTap   How = "tap" // of a quick reply
	ByWords How = "words"
	ByVoice How = "voice"
	ByUndo  How = "undo" // what he said before counts again
	ByBot   How = "bot"  // it was the bot that asked

	ByChannel How = "channel" // in the settings of the channel
)

// Prefers is what who the turn is with has chosen in this shop, also in this turn; ""
// for nothing.
func (t *Turn) Prefers(name string) string {
	value := t.prefers[name]
	for _, e := range t.effects {
		if p, ok := e.(Preference); ok && p.Name == name {
			value = p.Value
		}
	}
	return value
}

// Lite reports whether he wants words alone. Pictures are taken out of answers then;
// whoever would draw one that takes long may look first.
func (t *Turn) Lite() bool { return t.Prefers(Lite) == On }

// Aloud reports whether the answer is to be spoken too, by his choice; see [Turn.Speaks]
// for whether it can be.
func (t *Turn) Aloud() bool {
	switch t.Prefers(Voice) {
	case SpokenAlways:
		return !t.Lite()
	case SpokenBack:
		return !t.Lite() && t.Message.Heard != nil
	}
	return false
}

// Standing is the newest of each name among preferences, which are in order.
func Standing(all []Preference) map[string]Preference {
	out := map[string]Preference{}
	for _, p := range all {
		out[p.Name] = p
	}
	return out
}

// Manner is how he likes to be answered: what goes with him from one shop to the next.
// What he agreed to does not.
func (t *Turn) Manner() map[string]string {
	out := map[string]string{}
	for _, name := range []string{Lite, Voice} {
		if v := t.Prefers(name); v != "" {
			out[name] = v
		}
	}
	return out
}

// Spare is replies as they are told to who wants words alone: without files, but those
// that were asked for.
func Spare(replies []Reply) []Reply {
	out := slices.Clone(replies)
	for i := range out {
		out[i].Files = slices.DeleteFunc(slices.Clone(out[i].Files), func(f File) bool { return !f.Asked })
	}
	return out
}
