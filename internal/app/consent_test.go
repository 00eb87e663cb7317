package app_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// closedPost is the post while it takes nothing.
type closedPost struct {
	*post
	shut bool
}

// Send keeps a bubble, or says that the post is closed.
func (p *closedPost) Send(ctx context.Context, b bot.Bubble) (string, error) {
	if p.shut {
		return "", &bot.SendError{Fault: bot.Transient, Err: errShut}
	}
	return p.post.Send(ctx, b)
}

// errShut is why a post takes nothing.
var errShut = errors.New("shut")

// sayings are what somebody may say of messages, and beside.
var sayings = []string{
	"message chalu karo", "sirf kam maal batao", "subah wala message band karo", "stop", "band karo", "message band", "mat bhejo",
	"galti se", "haan", "nahi", "ok", "aaj ki bikri", "1 kilo chini becha 45", "kya kya bhejte ho apne aap", "meri settings dikhao",
	"lite mode chalu karo", "mausam ki khabar bhejo",
}

// agreement is what an answer says of whether he agrees, by the keys it has; false when it
// says nothing of it.
func agreement(keys []string) (agrees, told bool) {
	for _, key := range keys {
		switch key {
		case "settings.nudges.on", "settings.nudges.news.on", "settings.nudges.already", "bot.undo.nudges.on", "settings.nudges.news.off":
			return true, true
		case "settings.nudges.off", "settings.nudges.never", "settings.nudges.refused", "bot.undo.nudges.off":
			return false, true
		}
	}
	return false, false
}

// TestNothingUnaskedWithoutConsent has shopkeepers agree, take it back, undo and let days
// go by in any order, with the channel up or down: whoever has not agreed, by what he was
// told last, is told nothing that he did not ask for; who has agreed is told something.
func TestNothingUnaskedWithoutConsent(t *testing.T) {
	shut := &closedPost{}
	w := open(t, func(c *app.Config) {
		shut.post = c.Channels[0].(*post)
		c.Channels, c.Offer = []bot.Channel{shut}, app.Offer
	})
	bottest.Fewer(t, cases()/2, func(rt *rapid.T) {
		shut.shut = false
		s := &subscriber{person: w.stranger(), post: shut, news: map[bot.TurnID]bool{}}
		s.leaves(rt, bot.Message{Text: "5 kilo chini aayi 200 ki"})
		s.settle(rt)
		for range rapid.IntRange(4, 14).Draw(rt, "steps") {
			s.step(rt)
		}
	})
	shut.shut = false
	s := &subscriber{person: w.stranger(), post: shut, news: map[bot.TurnID]bool{}}
	for _, text := range []string{"5 kilo chini aayi 200 ki", "message chalu karo", "1 kilo chini becha 45"} {
		s.leaves(t, bot.Message{Text: text})
		s.settle(t)
	}
	s.sleeps()
	s.settle(t)
	if s.heard == 0 {
		t.Error("who has agreed is told nothing")
	}
}

// subscriber is somebody who may agree to be told things, and what he was told of that.
type subscriber struct {
	*person
	post   *closedPost
	agrees bool
	news   map[bot.TurnID]bool // turns that told him something unasked
	heard  int                 // bubbles of them that reached him
}

// step lets a day go by, closes or opens the post, or says something; whatever reaches him
// unasked then he has agreed to.
func (s *subscriber) step(t *rapid.T) {
	t.Helper()
	switch rapid.IntRange(0, 6).Draw(t, "what") {
	case 0, 1:
		s.sleeps()
	case 2:
		s.post.shut = !s.post.shut
		s.clock.Advance(bot.MaxPause)
	default:
		s.leaves(t, bot.Message{Text: rapid.SampledFrom(sayings).Draw(t, "said")})
	}
	s.settle(t)
}

// sleeps goes on to the next morning, when all have been told.
func (s *subscriber) sleeps() {
	now := s.clock.Now()
	next := time.Date(now.Year(), now.Month(), now.Day(), 3, 0, 0, 0, time.UTC)
	if !next.After(now) {
		next = next.AddDate(0, 0, 1)
	}
	s.clock.Advance(next.Sub(now))
}

// settle works what there is, and compares what he was told with what the journal has.
func (s *subscriber) settle(t rapid.TB) {
	t.Helper()
	ctx := context.Background()
	if err := s.Engine.Settle(ctx); err != nil {
		t.Fatal(err)
	}
	id, of, err := s.Journal.Person(ctx, s.post.Name(), s.address)
	if err != nil {
		t.Fatal(err)
	}
	for _, trace := range s.traces() {
		if trace.Person != id {
			continue
		}
		now, told := agreement(keysOf(trace.Replies))
		if trace.Job != "" && len(trace.Replies) > 0 {
			s.news[trace.Turn] = true
			if !s.agrees {
				t.Fatalf("turn %d tells what he has not agreed to: %v", trace.Turn, keysOf(trace.Replies))
			}
		} else if told {
			s.agrees = now
		}
	}
	reached := 0
	for _, b := range s.world.post.at(s.address) {
		if s.news[b.Turn] {
			reached++
		}
	}
	if reached > s.heard && !s.agrees {
		t.Fatal("what was queued was sent after he had taken it back")
	}
	s.heard = reached
	if is, err := s.Journal.Agrees(ctx, of, id, bot.Nudges); err != nil || is != s.agrees {
		t.Fatalf("he was told %v, the journal has %v, %v", s.agrees, is, err)
	}
}

// keysOf are the keys of what is said.
func keysOf(replies []bot.Reply) []string {
	return answer{Trace: bot.Trace{Replies: replies}}.keys()
}

// TestConsentIsKept has somebody agree by a quick reply and take it back: the words he had
// before him are kept as they were shown, and handed over with the rest.
func TestConsentIsKept(t *testing.T) {
	w := open(t, func(c *app.Config) { c.Offer = app.Offer })
	p := w.stranger()
	p.says(t, "5 kilo chini aayi 200 ki")
	a := p.says(t, "aaj ki bikri")
	asked := a.bubbles[len(a.bubbles)-1]
	i := slices.IndexFunc(asked.Choices, func(c bot.Label) bool { return c.Text == "Haan" })
	if i < 0 {
		t.Fatalf("%+v offers no yes", asked)
	}
	p.sends(t, bot.Message{Pick: asked.Choices[i].ID})
	all, err := w.Journal.Chosen(t.Context(), p.shop(t), 1<<40)
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	given := all[1]
	if given.Value != bot.Given || given.Source != (bot.Source{Channel: "wire", How: bot.ByTap}) || given.Shown.Lang != "hi-Latn" ||
		given.Shown.Key != "settings.nudges.offer" || given.Hash == "" || given.Notice == "" || !given.At.Equal(w.clock.Now()) {
		t.Errorf("%+v", given)
	}
	if !strings.Contains(asked.Text, given.Shown.Text) {
		t.Errorf("kept is %q, shown was %q", given.Shown.Text, asked.Text)
	}
	var sealed string
	err = w.Journal.Read().QueryRowContext(t.Context(), "select wording from preference where shop = $1 and value = $2", p.shop(t), bot.Given).Scan(&sealed)
	if err != nil || !strings.HasPrefix(sealed, "~") || strings.Contains(sealed, "subah") {
		t.Errorf("what he read is kept as %q, %v", sealed, err)
	}
	p.says(t, "band karo")
	file := p.says(t, "mera sara data bhejo")
	files := unzipped(t, file.bubbles[len(file.bubbles)-1].Attach.Data)
	for _, name := range []string{"consents.csv", "khata.json"} {
		for _, said := range []string{bot.Asked, bot.Given, bot.Withdrawn, given.Shown.Text, given.Hash} {
			if !strings.Contains(files[name], said) {
				t.Errorf("%s lacks %q: %s", name, said, files[name])
			}
		}
	}
}

// TestLiteSendsWordsAlone has a picture and a file that was asked for go out, and only the
// file to who wants words alone.
func TestLiteSendsWordsAlone(t *testing.T) {
	replies := []bot.Reply{{Key: "a", Files: []bot.File{{Kind: "picture"}, {Kind: "book", Asked: true}}}, {Key: "b", Files: []bot.File{{Kind: "picture"}}}}
	spared := bot.Spare(replies)
	if len(spared[0].Files) != 1 || spared[0].Files[0].Kind != "book" || len(spared[1].Files) != 0 || len(replies[0].Files) != 2 {
		t.Errorf("%+v of %+v", spared, replies)
	}
}
