// Package simtest is the far end of the Cloud API channel for tests: an emulator
// with phones, the channel of the bot, and loopback HTTP between the two. So
// whatever holds of a conversation can be tried on the wire.
//
//	bottest.RunOver(t, "testdata/*.txtar", open, simtest.Far)
package simtest

import (
	"context"
	"fmt"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/cloudapi"
	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// What the bot and the emulator know of each other.
const (
	number = "100000000000001"
	token  = "a-token"
	secret = "a-secret"
	verify = "a-word"
)

// Phones are the phones of an emulator with the bot's channel on the other side.
// They are a [bottest.Far].
type Phones struct {
	t        testing.TB
	hidden   bool
	clock    *bottest.Clock
	emulator *simulator.Emulator
	channel  *cloudapi.Channel
	graph    *graph
	door     *door
	posting  sync.Mutex // one webhook after the other
	mu       sync.Mutex
	joined   int               // phones beside the owner's
	people   map[string]string // addresses by name
	files    map[string][]byte // what the bot sent, by id
}

var _ bottest.Far = (*Phones)(nil)

// New starts an emulator with an owner on it, and a channel that talks to it, by
// a clock. Both end with the test.
func New(t testing.TB, c *bottest.Clock) *Phones {
	t.Helper()
	return start(t, c, false)
}

// NewHidden is [New] with phones whose numbers the bot never learns: their
// people have usernames, and are known to it by user ids.
func NewHidden(t testing.TB, c *bottest.Clock) *Phones {
	t.Helper()
	return start(t, c, true)
}

// Far is [New] for [bottest.RunOver].
func Far(t testing.TB, c *bottest.Clock) bottest.Far { return New(t, c) }

// HiddenFar is [NewHidden] for [bottest.RunOver].
func HiddenFar(t testing.TB, c *bottest.Clock) bottest.Far { return NewHidden(t, c) }

// Changed is [New] with another configuration of the emulator than the usual.
func Changed(t testing.TB, c *bottest.Clock, change func(*simulator.Config)) *Phones {
	t.Helper()
	return start(t, c, false, change)
}

func start(t testing.TB, c *bottest.Clock, hidden bool, changes ...func(*simulator.Config)) *Phones {
	t.Helper()
	p := &Phones{t: t, hidden: hidden, clock: c, graph: &graph{}, door: newDoor(), people: map[string]string{}, files: map[string][]byte{}}
	listening := httptest.NewServer(p.door)
	t.Cleanup(listening.Close)
	var err error
	config := simulator.Config{
		Clock: c, Token: token, Secret: secret, Verify: verify, Webhook: listening.URL,
		Number: simulator.Number{ID: number, Account: "200000000000002", Display: "+91 80 0000 0000", Name: "Sahayak"},
		Phones: []simulator.Phone{owner(hidden)},
	}
	for _, change := range changes {
		change(&config)
	}
	p.emulator, err = simulator.New(config)
	if err != nil {
		t.Fatal(err)
	}
	p.graph.far = p.emulator.Handler()
	serving := httptest.NewServer(p.graph)
	t.Cleanup(serving.Close)
	p.graph.url = serving.URL
	p.channel, err = cloudapi.New(cloudapi.Config{
		Base: serving.URL, Number: number, Token: token, Secret: secret, Verify: verify, Clock: c, HTTP: p.graph.client(),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.close)
	return p
}

func (p *Phones) close() {
	if err := p.channel.Close(); err != nil {
		p.t.Error(err)
	}
	if err := p.emulator.Close(); err != nil {
		p.t.Error(err)
	}
}

// numbered is the number of the n-th phone.
func numbered(n int) string { return fmt.Sprintf("9198%08d", n+1) }

// owner is the first phone.
func owner(hidden bool) simulator.Phone {
	return simulator.Phone{Address: numbered(0), Name: "owner", Role: "owner", Hidden: hidden}
}

// What no phone has.
const (
	Nobody       = "919999999999"
	HiddenNobody = "IN.99999999999999999999"
)

// Emulator is the one that the phones are on.
func (p *Phones) Emulator() *simulator.Emulator { return p.emulator }

// Channel is the bot's, without its window: what is talked about in tests goes over days,
// and what comes of a window is tried where that is the question.
func (p *Phones) Channel() bot.Channel { return open{p.channel, p.channel, p.channel} }

// open is a channel on which people may always be written to.
type open struct {
	bot.Channel
	bot.Fetcher
	bot.Paced
}

// Move gives somebody's phone another number, and tells the bot. He is found under the
// same name.
func (p *Phones) Move(ctx context.Context, name, to string) error {
	was := p.Address(name)
	phone, err := p.emulator.Move(was, to)
	if err != nil {
		return err
	}
	p.mu.Lock()
	p.people[name] = phone.Address
	if phone.Hidden {
		p.people[name] = phone.UserID
	}
	p.mu.Unlock()
	return p.Report(ctx)
}

// Reveal has somebody share his number from now on: the bot learns it with his next
// message. He is found under the same name.
func (p *Phones) Reveal(name string) error {
	was := p.Address(name)
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, phone := range p.emulator.State().Phones {
		if phone.UserID != was {
			continue
		}
		phone.Hidden = false
		phone, err := p.emulator.AddPhone(phone)
		p.people[name] = phone.Address
		return err
	}
	return fmt.Errorf("simtest: %s hides nothing", name)
}

// Start has webhooks worked by the channel into a sink from now on.
func (p *Phones) Start(sink bot.Sink) { p.door.lead(p.channel.Webhook(sink)) }

// Address is the number of somebody's phone, or the user id of somebody with a
// username. The phone is added when it is first asked for.
func (p *Phones) Address(name string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if known, ok := p.people[name]; ok {
		return known
	}
	phone := owner(p.hidden)
	if name != "owner" {
		p.joined++
		phone = simulator.Phone{Address: numbered(p.joined), Name: name, Role: "staff", Of: numbered(0), Hidden: p.hidden}
	}
	phone, err := p.emulator.AddPhone(phone)
	if err != nil {
		p.t.Fatal(err)
	}
	p.people[name] = phone.Address
	if p.hidden {
		p.people[name] = phone.UserID
	}
	return p.people[name]
}
