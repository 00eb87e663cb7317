package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
	"github.com/sahayak-dev/sahayak/bot/voice/sphinx"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/locales"
)

// What those who hear and who speak are found as.
const (
	hearsFinding  = "hears"
	speaksFinding = "speaks"
)

// What services are asked to hear and to say, and its language: the note is eSpeak NG's
// voice, 0.8 s of it.
const greets, greetsIn = "नमस्ते", "hi"

//go:embed hello.ogg
var hello []byte

// tongues are the languages of the shops (ISO 639-1).
func tongues() []string {
	var out []string
	for _, lang := range locales.Languages() {
		if base := locales.Base(lang); !slices.Contains(out, base) {
			out = append(out, base)
		}
	}
	return out
}

// hearing has each service that hears hear a word, once, and says who hears what.
func (c doctorCommand) hearing(ctx context.Context) []finding {
	v, found := c.voices(ctx, hearsFinding)
	if v == nil {
		return found
	}
	clip, err := sound.Decode(ctx, hello, voice.MaxNote)
	if err != nil {
		return []finding{broken(hearsFinding, err, "this program is damaged: install it again")}
	}
	said := voice.Speech{Clip: clip, Note: hello, Lang: greetsIn}
	found = each(v.Ears, func(r voice.Recogniser) finding { return c.heard(ctx, r, said) })
	if err := onBoard(v); err != nil {
		found = append(found, broken(hearsFinding, err, "see that there is room where temporary files are"))
	}
	able := func(lang string) bool {
		return slices.ContainsFunc(slices.Concat(v.Ears, v.OwnEars), func(r voice.Recogniser) bool { return r.Hears(lang) })
	}
	for _, r := range v.OwnEars {
		found = append(found, well(hearsFinding, fmt.Sprintf("%s, on this machine, %s; commands alone, which are read back", r.Name(), in(r.Hears))))
	}
	if none := slices.DeleteFunc(tongues(), able); len(none) > 0 {
		found = append(found, unused(hearsFinding, "nobody "+lacking(none)+": who sends a voice note is asked to write; --hear SERVICE, see docs/voice.md"))
	}
	return found
}

// speaking has each service that speaks say a word, once, and says who speaks what.
func (c doctorCommand) speaking(ctx context.Context) []finding {
	v, found := c.voices(ctx, speaksFinding)
	if v == nil {
		return found
	}
	found = each(v.Mouths, func(m voice.Synthesiser) finding { return c.spoke(ctx, m) })
	able := func(lang string) bool {
		return slices.ContainsFunc(slices.Concat(v.Mouths, v.OwnMouth), func(m voice.Synthesiser) bool { return m.Speaks(lang) })
	}
	for _, m := range v.OwnMouth {
		found = append(found, well(speaksFinding, fmt.Sprintf("%s, on this machine, %s", m.Name(), in(m.Speaks))))
	}
	if none := slices.DeleteFunc(tongues(), able); len(none) > 0 {
		found = append(found, unused(speaksFinding, "nobody "+lacking(none)+": answers are text; --speak SERVICE, see docs/voice.md"))
	}
	return found
}

// voices are the services as they are set up, or why they are not looked at.
func (c doctorCommand) voices(ctx context.Context, what string) (*app.Voice, []finding) {
	const mend = `see "Setting it up" in docs/voice.md`
	if _, err := c.Voice.places(c.Bhashini); err != nil {
		return nil, []finding{broken(what, err, mend)}
	}
	reach, err := c.reach()
	if err != nil {
		return nil, []finding{unused(what, "not looked at: see residency")}
	}
	log := slog.New(slog.DiscardHandler)
	translator, err := c.Bhashini.client(app.SystemClock{}, log, reach)
	if err != nil {
		return nil, []finding{broken(what, err, mend)}
	}
	v, err := c.Voice.connect(ctx, wires{clock: app.SystemClock{}, log: log, reach: reach, bhashini: translator})
	if err != nil {
		return nil, []finding{broken(what, err, mend)}
	}
	return v, nil
}

// onBoard puts the ears that know commands among those on board, where they are installed,
// for their languages to be seen: they hear nothing here.
func onBoard(v *app.Voice) error {
	if v.Commands == nil {
		return nil
	}
	config := *v.Commands
	config.Vocabulary = func(context.Context, bot.ShopID, string) (sphinx.Vocabulary, error) { return sphinx.Vocabulary{}, nil }
	r, err := sphinx.New(config)
	if errors.Is(err, sphinx.ErrMissing) {
		return nil // aboard says so
	}
	if err != nil {
		return err
	}
	v.OwnEars = append(v.OwnEars, r)
	return r.Close()
}

// each asks all at once, and says what came of it in their order.
func each[T any](all []T, ask func(T) finding) []finding {
	out := make([]finding, len(all))
	var under sync.WaitGroup
	for i, one := range all {
		under.Go(func() { out[i] = ask(one) })
	}
	under.Wait()
	return out
}

// heard has a service hear a word.
func (c doctorCommand) heard(ctx context.Context, r voice.Recogniser, said voice.Speech) finding {
	if !r.Hears(said.Lang) {
		return unused(hearsFinding, fmt.Sprintf("%s, %s: not tried, there is no clip but a Hindi one", r.Name(), in(r.Hears)))
	}
	begun := app.SystemClock{}.Now()
	t, err := r.Recognise(ctx, said)
	if err != nil {
		return failed(hearsFinding, r.Name(), err)
	}
	got := "“" + strings.Join(strings.Fields(t.Text), " ") + "”"
	if t.Text == "" {
		got = "nothing"
	}
	return c.answered(hearsFinding, fmt.Sprintf("%s heard %s where “%s” is said; %s", r.Name(), got, greets, in(r.Hears)),
		voice.Use{Driver: r.Name(), Heard: true, Length: said.Clip.Length()}, begun)
}

// spoke has a service say a word.
func (c doctorCommand) spoke(ctx context.Context, m voice.Synthesiser) finding {
	if !m.Speaks(greetsIn) {
		return unused(speaksFinding, fmt.Sprintf("%s, %s: not tried, there is no text but a Hindi one", m.Name(), in(m.Speaks)))
	}
	begun := app.SystemClock{}.Now()
	clip, err := m.Synthesise(ctx, greets, greetsIn)
	if err != nil {
		return failed(speaksFinding, m.Name(), err)
	}
	return c.answered(speaksFinding, fmt.Sprintf("%s said “%s” in %.1f s; %s", m.Name(), greets, clip.Length().Seconds(), in(m.Speaks)),
		voice.Use{Driver: m.Name(), Runes: utf8.RuneCountInString(greets)}, begun)
}

// answered is what a service did, how long it took, and what it cost by the card.
func (c doctorCommand) answered(what, did string, u voice.Use, begun time.Time) finding {
	took := app.SystemClock{}.Now().Sub(begun)
	f := well(what, fmt.Sprintf("%s; answered in %d ms", did, took.Milliseconds()))
	card, err := c.card()
	switch {
	case err != nil || !card.Knows(u.Driver): // said by prices
	case u.Heard:
		f.state += fmt.Sprintf(", for %s", card.Heard(u.Driver, u.Length))
	default:
		f.state += fmt.Sprintf(", for %s", card.Spoken(u.Driver, u.Runes))
	}
	if u.Heard && took > voice.HearTime {
		f.mend = fmt.Sprintf("a short voice note is waited for %s; the first call takes longest: look again, and if it stays so, put another first in --hear", voice.HearTime)
	}
	return f
}

// failed is why a service did nothing.
func failed(what, name string, err error) finding {
	mend := `see "Setting it up" in docs/voice.md`
	switch {
	case name == byTranscribe || name == byPolly:
		mend = "see --speech-region, and that this machine has AWS credentials with the rights in docs/voice.md"
	case errors.Is(err, voice.ErrRefused):
		mend = "see that the key is right, that there is credit, and that the model is called so there"
	case errors.Is(err, voice.ErrBusy):
		mend = "wait a minute; if it stays so, see whether there is credit"
	case errors.Is(err, voice.ErrAnswer):
		mend = "see that the URL is the one of the API"
	}
	if !strings.Contains(err.Error(), name) {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return broken(what, err, mend)
}

// in are the languages that somebody can.
func in(can func(lang string) bool) string {
	langs := slices.DeleteFunc(tongues(), func(lang string) bool { return !can(lang) })
	if len(langs) == len(tongues()) {
		return "in all languages"
	}
	return "in " + strings.Join(langs, ", ")
}

// lacking are the languages that nobody can.
func lacking(langs []string) string {
	if len(langs) == len(tongues()) {
		return "in any language"
	}
	return "in " + strings.Join(langs, ", ")
}
