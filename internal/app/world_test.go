package app_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/app/apptest"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// morning is when every test begins: a Monday in India.
var morning = time.Date(2026, 3, 2, 3, 30, 0, 0, time.UTC)

// learnt keeps the ears between tests; learning is most of a start.
var learnt = sync.OnceValues(app.Ears)

// india is where the shops of the tests are.
var india = sync.OnceValue(func() *time.Location {
	l, err := time.LoadLocation(app.Zone)
	if err != nil {
		panic(err)
	}
	return l
})

// world is one whole assistant and what came out of it.
type world struct {
	*app.App
	post  *post
	clock *bottest.Clock
	mu    sync.Mutex
	told  []bot.Trace
	n     int // messages and addresses handed out
}

// open makes an assistant in a folder of its own; with is what shall be
// otherwise.
func open(t testing.TB, with ...func(*app.Config)) *world {
	t.Helper()
	return openAt(t, t.TempDir(), with...)
}

// openAt is [open] on a folder.
func openAt(t testing.TB, dir string, with ...func(*app.Config)) *world {
	t.Helper()
	return openBy(t, app.Open, dir, with...)
}

// openBy is [openAt] with another way to open the assistant.
func openBy(t testing.TB, opener func(context.Context, app.Config) (*app.App, error), dir string, with ...func(*app.Config)) *world {
	t.Helper()
	w := &world{post: newPost(), clock: bottest.NewClock(morning)}
	ears, err := learnt()
	if err != nil {
		t.Fatal(err)
	}
	c := app.Config{
		Data: dir, Clock: w.clock, Channels: []bot.Channel{w.post}, Lang: "hi-Latn", Ears: ears, Observe: w.observe,
	}
	if database != nil {
		c.DB = database(t, dir)
	}
	for _, change := range with {
		change(&c)
	}
	if c.Key == noKey {
		opener = app.OpenUnsealed
	}
	if c.DB == "" && c.Key == "" {
		apptest.Begin(t, c.Data)
	}
	if w.App, err = opener(context.Background(), c); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

func (w *world) observe(trace bot.Trace) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.told = append(w.told, trace)
}

// traces are the turns committed since they were last asked for.
func (w *world) traces() []bot.Trace {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := w.told
	w.told = nil
	return out
}

// next is a number nobody got yet.
func (w *world) next() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.n++
	return w.n
}

// person is somebody who writes.
type person struct {
	*world
	address string
	lastID  string // of his last message
}

// stranger is a new person: with his first message he owns a new, empty shop.
func (w *world) stranger() *person {
	return &person{world: w, address: fmt.Sprintf("p%d", w.next())}
}

// member is a new person in somebody's shop.
func (p *person) member(t rapid.TB, role bot.Role) *person {
	t.Helper()
	m := p.stranger()
	if err := p.Join(context.Background(), p.post.Name(), p.address, m.address, role); err != nil {
		t.Fatal(err)
	}
	return m
}

// answer is one turn and the bubbles it sent.
type answer struct {
	bot.Trace
	bubbles []bottest.Sent
}

// says has a person write a sentence; it must be answered by exactly one turn.
func (p *person) says(t rapid.TB, text string) answer {
	t.Helper()
	return p.sends(t, bot.Message{Text: text})
}

// sends has a person send a message; it must be answered by exactly one turn.
func (p *person) sends(t rapid.TB, m bot.Message) answer {
	t.Helper()
	p.leaves(t, m)
	return p.settles(t, m)
}

// settles has what was sent worked, in exactly one turn.
func (p *person) settles(t rapid.TB, m bot.Message) answer {
	t.Helper()
	if err := p.Engine.Settle(context.Background()); err != nil {
		t.Fatalf("%+v: %v", m, err)
	}
	traces := p.traces()
	if len(traces) != 1 {
		t.Fatalf("%+v was worked in %d turns", m, len(traces))
	}
	return answer{Trace: traces[0], bubbles: p.post.of(traces[0].Turn)}
}

// leaves has a person send a message that nobody works yet.
func (p *person) leaves(t rapid.TB, m bot.Message) {
	t.Helper()
	m.Channel, m.Address, m.At = p.post.Name(), p.address, p.clock.Now()
	if m.ID == "" {
		m.ID = fmt.Sprintf("m%d", p.next())
	}
	p.lastID = m.ID
	if err := p.Engine.Receive(context.Background(), m); err != nil {
		t.Fatalf("%q: %v", m.Text, err)
	}
}

// shop is the shop a person is in.
func (p *person) shop(t rapid.TB) bot.ShopID {
	t.Helper()
	_, id, err := p.Journal.Person(context.Background(), p.post.Name(), p.address)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// view is the book of a shop, as a turn of now would see it.
func (w *world) view(id bot.ShopID) *shop.Book {
	turn := bot.NewTurn(0, id, 0, w.clock.Now())
	turn.Zone = india()
	return w.Book.In(turn)
}

// dump is all that stands in a shop's book.
func (w *world) dump(t rapid.TB, id bot.ShopID) string {
	t.Helper()
	text, err := w.Book.Dump(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// keys are those of what was said.
func (a answer) keys() []string {
	out := make([]string, len(a.Replies))
	for i, r := range a.Replies {
		out[i] = r.Key
	}
	return out
}

// said reports whether a reply has the key.
func (a answer) said(key string) bool { return slices.Contains(a.keys(), key) }

// text is what stands in the bubbles, choices and all.
func (a answer) text() string {
	var out []string
	for _, b := range a.bubbles {
		out = append(out, b.Text)
		for _, c := range b.Choices {
			out = append(out, c.Text)
		}
	}
	return strings.Join(out, "\n")
}

// bubble is the id of the last bubble of the answer.
func (a answer) bubble(t rapid.TB) string {
	t.Helper()
	if len(a.bubbles) == 0 {
		t.Fatalf("turn %d (%q) said nothing", a.Turn, a.Text)
	}
	return a.bubbles[len(a.bubbles)-1].ID
}

// values are a reply's arguments.
func values(t rapid.TB, r bot.Reply) map[string]bot.Value {
	t.Helper()
	v, err := r.Args.Values()
	if err != nil {
		t.Fatal(err)
	}
	return v
}
