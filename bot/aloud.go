package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Speaker makes voice notes.
type Speaker interface {
	// Speak reads a text out: audio/ogg; codecs=opus, that plays as a voice note. It is
	// called outside every transaction, for many turns at once, and gives up when its
	// context ends. Its errors hold nothing of the text.
	Speak(ctx context.Context, r Reading) (Attachment, error)
}

// Reading is what is to be read out.
type Reading struct {
	Text string // its figures are words already
	Lang string // BCP 47 tag of the reader: "hi-Latn". The text is in the script of the language
	Shop ShopID
	Turn TurnID
}

// Teller is a [Writer] that also puts replies into words for the ear: figures as words,
// and what others should not overhear left out. Without one nothing is spoken.
type Teller interface {
	// Answer says replies one after another, in the script of the language; "" when there
	// is nothing in them for the ear. What of them could not be said is in the error.
	Answer(lang string, replies []Reply) (string, error)
}

// Why a voice note is not sent. What it says has been written; nobody is to look after it.
const (
	MovedOn    = "he talks on"
	SpokenLate = "too late to be spoken"
	WordsOnly  = "he wants words alone"
	ShutOut    = "outside the window to be spoken"
	NotComing  = "voice notes do not get through"
	Unspoken   = "not spoken"
	NotTaken   = "voice note not taken"
)

// Speaks reports whether answers can be spoken here.
func (t *Turn) Speaks() bool { return t.speaks }

// Speaking has a turn that was made for a test be one whose answer can be spoken.
func (t *Turn) Speaking() *Turn {
	t.speaks = true
	return t
}

// speaks reports whether the engine can.
func (e *Engine) speaks() bool {
	_, tells := e.Writer.(Teller)
	return tells && e.Speak != nil
}

// recital puts replies into words for the ear, as many sentences as are listened to. ""
// is nothing to speak; what cannot be said has been written.
func (e *Engine) recital(lang string, replies []Reply) (text string) {
	teller, ok := e.Writer.(Teller)
	if !ok {
		return ""
	}
	defer func() {
		if p := recover(); p != nil {
			e.Log.Error("panic in a text", "lang", lang, "panic", panicked(p))
			text = ""
		}
	}()
	text, err := teller.Answer(lang, besidesHeard(replies))
	if err != nil {
		e.Log.Error("not for the ear", "lang", lang, "error", err)
	}
	return sentences(strings.TrimSpace(text), MaxAloud)
}

// sentences cuts a text to at most n runes: behind a sentence, else behind a word.
func sentences(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	head := clip(text, n)
	next, _ := utf8.DecodeRuneInString(text[len(head):])
	for i := len(head); i > 0; {
		r, size := utf8.DecodeLastRuneInString(head[:i])
		if r == '\n' || strings.ContainsRune(".?!।", r) && (i < len(head) || unicode.IsSpace(next)) && followed(head[i:], next) {
			return strings.TrimSpace(head[:i])
		}
		i -= size
	}
	return strings.TrimSpace(piece(text, n))
}

// followed reports whether a space, or nothing, comes after the end of a sentence: else it
// is the point in 2.5.
func followed(rest string, next rune) bool {
	if rest == "" {
		return unicode.IsSpace(next)
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsSpace(r)
}

// recites is what the turn's voice note says, and its words; none when nothing is spoken.
func (a *attempt) recites() (replies []Reply, text string) {
	t := a.turn
	asked := len(a.readsOut) > 0
	if !t.speaks || t.Lite() || t.scrub || a.secretAsked() || !asked && !t.Aloud() {
		return nil, ""
	}
	if replies = t.said; len(replies) == 0 {
		replies = a.readsOut
	}
	if text = a.engine.recital(t.Lang, replies); text == "" {
		return nil, ""
	}
	return replies, text
}

// soundsLike are the signs for "let me hear it".
var soundsLike = []string{"🔊", "🔉", "🔈", "🗣", "🎧"}

// asksAloud reads a message that is nothing but such a sign.
func asksAloud(text string) (Command, bool) {
	text = strings.Trim(text, " \t\n\uFE0F\uFE0E")
	return Command{Kind: Aloud, Score: 1}, slices.Contains(soundsLike, text)
}

// repeats says the last answer again.
func (a *attempt) repeats() {
	if len(a.session.Said) == 0 {
		a.turn.Say("bot.repeat.nothing", nil)
		return
	}
	a.turn.said = append(a.turn.said, besidesHeard(a.session.Said)...)
	if top := a.session.Top(); top != nil {
		a.turn.asking = top.ID // the question is among what is repeated
	}
}

// speaksAgain has an answer spoken: that of a turn, or the last. Nothing is said besides,
// so that what was said last can still be answered.
func (a *attempt) speaksAgain(ctx context.Context, turn TurnID) error {
	if top := a.session.Top(); top != nil {
		a.turn.asking = top.ID // the question is among what is spoken, or stands above it
	}
	said := a.session.Said
	if turn != 0 && turn != a.session.SaidTurn {
		record, err := a.engine.Journal.Turn(ctx, a.turn.Shop, turn)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return fmt.Errorf("aloud: %w", err)
		}
		said = record.Replies
	}
	switch {
	case len(said) == 0:
		a.turn.Say("bot.repeat.nothing", nil)
	case a.turn.Lite():
		a.turn.Say("bot.aloud.lite", nil)
	case !a.turn.speaks, a.secretAsked(), a.engine.recital(a.turn.Lang, said) == "":
		a.turn.Say("bot.aloud.none", nil)
	default:
		a.readsOut = said
	}
	return nil
}

// offersAloud puts what has the answer spoken under an answer to a voice note, where there
// is room for it.
func (a *attempt) offersAloud() {
	t := a.turn
	wish := t.Prefers(Voice)
	if !t.speaks || t.Message.Heard == nil || wish != "" && wish != SpokenOnTap || t.Lite() || t.scrub || a.secretAsked() ||
		a.readsOut != nil || len(t.said) == 0 || a.engine.recital(t.Lang, t.said) == "" {
		return
	}
	under := len(t.said) - 1
	for i := under; i >= 0; i-- {
		if len(t.said[i].Choices) > 0 {
			under = i
			break
		}
	}
	r := &t.said[under]
	if len(r.Choices) >= MaxChoices || r.Place || slices.ContainsFunc(r.Choices, Choice.heard) {
		return
	}
	r.Choices = append(slices.Clone(r.Choices), Choice{Key: "bot.aloud.choice", Do: []Command{{Kind: Aloud}}})
}

// heard reports whether a choice only has something spoken.
func (c Choice) heard() bool { return len(c.Do) == 1 && c.Do[0].Kind == Aloud }
