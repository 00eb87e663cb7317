package load

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// ErrSilent says that the bot does not answer at all.
var ErrSilent = errors.New("load: a message was not answered")

// How long answers are waited for: of one message while shops are opened, and of
// all after the last message of a measurement.
const (
	patience = 30 * time.Second
	drain    = 30 * time.Second
)

// openers is how many shops are opened at once.
const openers = 48

// Plan is what to measure.
type Plan struct {
	Users int           // shops, one person each
	Rate  float64       // messages a second, on average
	Voice float64       // and voice notes beside them, which the bot must hear
	For   time.Duration // how long
	Mix   Mix
	Seed  uint64 // of what is said, by whom, and when
	Clock bot.Clock
}

// Bot is one bot under measurement, in a process of its own.
type Bot interface {
	// Begin starts measuring anew.
	Begin(ctx context.Context) error
	// End says what was used since.
	End(ctx context.Context) (Usage, error)
}

// Usage is what one bot used while it was measured.
type Usage struct {
	CPU     time.Duration // of its process, in the system too
	Peak    int64         // bytes resident at the most, since its start
	RSS     int64         // bytes resident at the end
	Heap    int64         // bytes of the heap in use at the end
	Stats   bot.Stats     // the differences since the beginning
	Steps   []bot.Step    // of all turns together
	Profile string        // file of the CPU profile, if one was wanted
}

// generator sends what people say.
type generator struct {
	Plan
	cloud *Cloud
	rand  *rand.Rand
	sent  int
	posts sync.WaitGroup
	name  string // of this run, so that no two have a message in common
	late  []time.Duration
	mu    sync.Mutex
}

func newGenerator(p Plan, c *Cloud) *generator {
	return &generator{
		Plan: p, cloud: c, rand: rand.New(rand.NewPCG(p.Seed, 1)),
		name: fmt.Sprintf("wamid.in%x", p.Clock.Now().UnixNano()),
	}
}

// address is the phone number of a user.
func address(user int) string { return fmt.Sprintf("91%010d", 7_000_000_000+user) }

// Open makes the plan's shops known to the bot and fills their shelves, outside
// any measurement: each says the [Opening], a sentence after each answer.
func Open(ctx context.Context, p Plan, c *Cloud) error {
	g := newGenerator(p, c)
	users, faults := make(chan int), make(chan error, openers)
	var crew sync.WaitGroup
	for range openers {
		crew.Go(func() {
			for user := range users {
				if err := g.open(ctx, user); err != nil {
					faults <- err
					return
				}
			}
		})
	}
	err := feed(ctx, users, faults, p.Users)
	close(users)
	crew.Wait()
	close(faults)
	for fault := range faults { // of the last ones handed out
		err = errors.Join(err, fault)
	}
	return err
}

// feed hands out users until one of them fails.
func feed(ctx context.Context, users chan<- int, faults <-chan error, n int) error {
	for user := range n {
		select {
		case users <- user:
		case err := <-faults:
			return err
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// open has one shop say the opening.
func (g *generator) open(ctx context.Context, user int) error {
	for n, text := range Opening {
		one := &flight{due: g.Clock.Now(), landed: make(chan struct{})}
		g.cloud.flights.start(address(user), one)
		g.cloud.poster.message(ctx, fmt.Sprintf("%s.%d.%d", g.name, user, n), address(user), text)
		select {
		case <-one.landed:
		case <-ctx.Done():
			return ctx.Err()
		case <-g.Clock.After(patience):
			return fmt.Errorf("%w within %v: %q", ErrSilent, patience, text)
		}
	}
	return nil
}

// Run measures a plan whose shops are open.
func Run(ctx context.Context, p Plan, c *Cloud, bots ...Bot) (Result, error) {
	g := newGenerator(p, c)
	if err := c.quiet(ctx); err != nil {
		return Result{}, err
	}
	before, err := g.begin(ctx, bots)
	if err != nil {
		return Result{}, err
	}
	start := p.Clock.Now()
	if err := g.send(ctx, start); err != nil {
		return Result{}, err
	}
	left := c.flights.now()
	usage, err := g.end(ctx, bots)
	if err != nil {
		return Result{}, err
	}
	r := g.result(before, usage)
	r.Left = left
	return r, nil
}

// quiet waits until nothing is left of what was sent before: statuses too.
func (c *Cloud) quiet(ctx context.Context) error {
	told := make(chan struct{})
	go func() { defer close(told); c.telling.Wait() }()
	select {
	case <-told:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// begin starts measuring everywhere.
func (g *generator) begin(ctx context.Context, bots []Bot) (meters, error) {
	for _, b := range bots {
		if err := b.Begin(ctx); err != nil {
			return meters{}, err
		}
	}
	g.cloud.flights.begin()
	return g.read(), nil
}

// send sends every message when it is due, whatever has become of those before.
func (g *generator) send(ctx context.Context, start time.Time) error {
	for due := range arrivals(g.Rate+g.Voice, g.For, g.rand) {
		if wait := due - g.Clock.Now().Sub(start); wait > 0 {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-g.Clock.After(wait):
			}
		}
		g.one(ctx, start.Add(due))
	}
	return ctx.Err()
}

// one sends a message that was due at a time.
func (g *generator) one(ctx context.Context, due time.Time) {
	kind, text := g.draw()
	from := address(g.rand.IntN(g.Users))
	g.sent++
	id := fmt.Sprintf("%s.%d", g.name, g.sent)
	g.cloud.flights.start(from, &flight{kind: kind, due: due, measured: true})
	g.posts.Go(func() {
		late := g.Clock.Now().Sub(due)
		g.mu.Lock()
		g.late = append(g.late, late)
		g.mu.Unlock()
		if kind == Voice {
			g.cloud.poster.voice(ctx, id, from, text)
		} else {
			g.cloud.poster.message(ctx, id, from, text)
		}
	})
}

// draw is what the next message says.
func (g *generator) draw() (Kind, string) {
	if g.rand.Float64()*(g.Rate+g.Voice) < g.Voice {
		return Voice, numbered(Spoken, g.rand)
	}
	return g.Mix.Draw(g.rand)
}

// end waits for what is still under way, and stops measuring.
func (g *generator) end(ctx context.Context, bots []Bot) (usage []Usage, err error) {
	limit := g.Clock.After(drain)
	for waiting := true; waiting && g.cloud.flights.now() > 0; {
		select {
		case <-g.cloud.flights.idle:
		case <-limit:
			waiting = false
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	g.posts.Wait()
	if err := g.cloud.quiet(ctx); err != nil {
		return nil, err
	}
	for _, b := range bots {
		u, err := b.End(ctx)
		if err != nil {
			return nil, err
		}
		usage = append(usage, u)
	}
	return usage, nil
}
