package app_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/simulator/simtest"
	"github.com/sahayak-dev/sahayak/bot/tariff"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/espeak"
	"github.com/sahayak-dev/sahayak/bot/voice/sphinx"
	"github.com/sahayak-dev/sahayak/bot/voice/voicetest"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// listening is an assistant on the Cloud API whose ears know nothing but commands, and the
// phones of those who talk to it in one language.
type listening struct {
	*world
	phones *simtest.Phones
	lang   string

	mu    sync.Mutex
	heard time.Time // when the last note was
}

// talking opens the assistant for people of a language.
func talking(t testing.TB, lang string) *listening {
	t.Helper()
	say, err := espeak.Find()
	if err != nil {
		t.Fatal(err)
	}
	card, err := tariff.DefaultSpeech()
	if err != nil {
		t.Fatal(err)
	}
	s := &listening{lang: lang}
	s.world = open(t, func(c *app.Config) {
		s.phones = simtest.New(t, c.Clock.(*bottest.Clock))
		c.Channels, c.Lang = []bot.Channel{s.phones.Channel()}, lang
		c.Voice = &app.Voice{Commands: &sphinx.Config{Say: say, Temp: t.TempDir()}}
		c.Speech = &app.SpeechMoney{Card: card, Watch: s.hears}
	})
	s.phones.Start(s.Engine)
	return s
}

// hears notes when a note was heard.
func (s *listening) hears(voice.Use) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.heard = time.Now()
}

// shopkeeper is an owner at his phone.
type shopkeeper struct {
	*listening
	address string
	seen    int               // bubbles on his phone
	ids     map[string]string // what his book calls the things and people of shop.tsv
}

// What is said to begin with, and what leaves something undone, in each language.
var (
	greetings = map[string]string{
		"en": "hello", "hi": "नमस्ते", "ta": "வணக்கம்", "te": "నమస్తే", "bn": "নমস্কার", "mr": "नमस्कार", "gu": "નમસ્તે", "kn": "ನಮಸ್ಕಾರ", "ml": "നമസ്കാരം", "pa": "ਸਤ ਸ੍ਰੀ ਅਕਾਲ",
	}
	nevermind = map[string]string{
		"en": "cancel", "hi": "रहने दो", "ta": "விட்டுடு", "te": "వదిలెయ్", "bn": "থাক", "mr": "राहू द्या", "gu": "રહેવા દો", "kn": "ಬಿಡಿ", "ml": "വിട്ടേക്ക്", "pa": "ਰਹਿਣ ਦਿਓ",
	}
)

// pace lies between two messages: WhatsApp lets nobody be written to all the time.
const pace = time.Minute

// shopkeeper is somebody with a shop in which are the names of the measurements.
func (s *listening) shopkeeper(t testing.TB, name string) *shopkeeper {
	t.Helper()
	who := &shopkeeper{listening: s, address: s.phones.Address(name), ids: map[string]string{}}
	first := who.writes(t, greetings[s.lang])
	turn := bot.NewTurn(first.Turn, first.Shop, first.Person, s.clock.Now())
	turn.Zone = india()
	b, ctx := s.Book.In(turn), t.Context()
	for _, n := range spokenSentences.Names(t, s.lang) {
		id, err := brings(ctx, b, n)
		if err != nil {
			t.Fatalf("%s: %v", n.Text, err)
		}
		who.ids[n.ID] = id
	}
	err := s.Journal.Write(ctx, func(ctx context.Context, tx bot.Tx) error { return s.Book.Apply(ctx, tx, turn) })
	if err != nil {
		t.Fatal(err)
	}
	who.sayable(t, turn.Shop)
	return who
}

// sayable fails unless the ears on board can hear every name of the measurements in a shop.
func (p *shopkeeper) sayable(t testing.TB, of bot.ShopID) {
	t.Helper()
	v, err := p.Vocabulary(t.Context(), of, p.lang)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range spokenSentences.Names(t, p.lang) {
		if !slices.Contains(v.Slots[string(n.Kind)], n.Text) {
			t.Errorf("%s cannot be said in his shop", n.Text)
		}
	}
}

// typed is what is made of a command when he types it: its errand, at least. What it is
// about may be something else here than in the shop of the measurements, which has 20
// things and not all that a shop may have.
func (p *shopkeeper) typed(t testing.TB, c voicetest.Command) string {
	t.Helper()
	_, of, err := p.Journal.Person(t.Context(), p.phones.Channel().Name(), p.address)
	if err != nil {
		t.Fatal(err)
	}
	words, err := p.Book.Words(t.Context(), bot.NewTurn(0, of, 0, p.clock.Now()))
	if err != nil {
		t.Fatal(err)
	}
	u, err := p.Engine.Understand.Understand(t.Context(), bot.Utterance{
		Text: c.Said, Lang: p.lang, Home: p.lang, Now: p.clock.Now(), Zone: india(), Words: words,
	})
	if err != nil {
		t.Fatal(err)
	}
	got, want := voicetest.Written(u), p.named(c.Want)
	if got != want {
		t.Logf("typed %s\nwhich is  %s\nand not   %s", c.Said, got, want)
	}
	if errand, _, _ := strings.Cut(want, " "); len(u.Commands) != 1 || u.Commands[0].Errand != errand {
		t.Errorf("%q typed is %q", c.Said, got)
	}
	return got
}

// brings puts somebody, or something with a price, into a book under the name it has in the
// measurements, whatever shops of its kind call it, and is its id there.
func brings(ctx context.Context, b *shop.Book, n bot.Name) (id string, err error) {
	if n.Kind == bot.Customer {
		c, err := b.EnsureCustomer(ctx, n.Text)
		return c.ID, err
	}
	it, err := b.EnsureItem(ctx, n.Text, n.Unit)
	if err == nil {
		it, _, err = b.SetPrice(ctx, it, 50*shop.Rupee)
	}
	if err == nil {
		it, err = b.FixItem(ctx, it, n.Text, "", 0)
	}
	return it.ID, err
}

// named is what is wanted with the ids of his book.
func (p *shopkeeper) named(want string) string {
	fields := strings.Fields(want)
	for i, f := range fields {
		slot, id, _ := strings.Cut(f, "=")
		if slot == string(bot.Item) || slot == string(bot.Customer) {
			fields[i] = slot + "=" + p.ids[id]
		}
	}
	return strings.Join(fields, " ")
}

// writes has him type something.
func (p *shopkeeper) writes(t testing.TB, text string) answer {
	t.Helper()
	return p.does(t, bottest.Said{Text: text})
}

// talks has him say something into a voice note; took is how long it was listened to.
func (p *shopkeeper) talks(t testing.TB, text string, speaker int) (a answer, took time.Duration) {
	t.Helper()
	note := &bot.Attachment{Kind: "audio", Voice: true, Type: "audio/ogg; codecs=opus", Data: voicetest.Note(t, text, p.lang, speaker)}
	p.lands(t, bottest.Said{Attach: note})
	begun := time.Now()
	a = p.answered(t)
	p.listening.mu.Lock()
	defer p.listening.mu.Unlock()
	return a, p.heard.Sub(begun)
}

// takes has him tap what means something in an answer; false when there is nothing of
// the kind.
func (p *shopkeeper) takes(t testing.TB, a answer, means func(bot.Choice) bool) (next answer, ok bool) {
	t.Helper()
	for _, r := range a.Replies {
		n := slices.IndexFunc(r.Choices, means)
		if n < 0 {
			continue
		}
		for _, b := range a.bubbles {
			if len(b.Choices) == len(r.Choices) {
				return p.does(t, bottest.Said{ReplyTo: b.ID, Tap: b.Choices[n].ID}), true
			}
		}
		t.Fatalf("%q: a choice is not on the phone:\n%s", a.Text, a.text())
	}
	return answer{}, false
}

// agrees and declines are the choices by which he says yes and no.
func agrees(c bot.Choice) bool   { return c.Agree || c.Do[0].Kind == bot.Yes }
func declines(c bot.Choice) bool { return c.Decline || c.Do[0].Kind == bot.No }

// leaves has him leave what was begun, and wants nothing in the book for it.
func (p *shopkeeper) leaves(t testing.TB, a answer) {
	t.Helper()
	before := p.book(t)
	for range 3 {
		if next, ok := p.takes(t, a, declines); ok {
			a = next
		} else if len(a.Stack) > 0 {
			a = p.writes(t, nevermind[p.lang])
		}
	}
	if len(a.Stack) > 0 {
		t.Fatalf("%q leaves %v open", a.Text, a.Stack)
	}
	if after := p.book(t); after != before {
		t.Errorf("%s: what was left is in the book:\n%s", p.lang, added(before, after))
	}
}

// added is what a book has that it had not.
func added(before, after string) string {
	had, out := strings.Split(before, "\n"), []string(nil)
	for line := range strings.SplitSeq(after, "\n") {
		if !slices.Contains(had, line) {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

func (p *shopkeeper) does(t testing.TB, s bottest.Said) answer {
	t.Helper()
	p.lands(t, s)
	return p.answered(t)
}

// lands has him do something at his phone that nobody works yet.
func (p *shopkeeper) lands(t testing.TB, s bottest.Said) {
	t.Helper()
	p.clock.Advance(pace)
	s.From = p.address
	if _, err := p.phones.Say(t.Context(), s); err != nil {
		t.Fatal(err)
	}
}

// answered is the one turn that answers him, and what he sees of it.
func (p *shopkeeper) answered(t testing.TB) answer {
	t.Helper()
	if err := p.Engine.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	traces := p.traces()
	if len(traces) != 1 {
		t.Fatalf("worked in %d turns", len(traces))
	}
	shown := slices.DeleteFunc(p.phones.Shown(), func(b bottest.Sent) bool { return b.Address != p.address })
	a := answer{Trace: traces[0], bubbles: shown[p.seen:]}
	p.seen = len(shown)
	return a
}

// book is what stands in his book.
func (p *shopkeeper) book(t testing.TB) string {
	t.Helper()
	text, err := p.Dump(t.Context(), p.phones.Channel().Name(), p.address)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
