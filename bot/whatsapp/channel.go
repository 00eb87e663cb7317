package whatsapp

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"
	"unicode/utf8"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/types"

	"github.com/sahayak-dev/sahayak/bot"
)

// ErrConfig says that something is missing to be on a number.
var ErrConfig = errors.New("whatsapp: a client, a clock and a name are needed")

// DefaultStale is how old a message may be that came while nobody was connected. Who
// wrote a week ago does not wait for an answer any more.
const DefaultStale = 3 * 24 * time.Hour

// What one message holds. WhatsApp takes more, but nobody reads it.
const (
	maxText    = 8000
	maxAsking  = 4000 // above choices, which are lines of it
	maxChoices = 10
)

// DefaultDaily is how much news a number may send in a day when it is grown.
const DefaultDaily = 500

// Config is a channel's. Client, Self and Clock are required.
type Config struct {
	Client Client
	Self   Self
	Clock  bot.Clock
	Log    *slog.Logger
	Stale  time.Duration // 0 is [DefaultStale]
	Own    bool          // the number is a shopkeeper's: the bot is in his chat with himself, and in no other
	Key    []byte        // what ids are made with, so that the bot knows what it said itself
	Jitter time.Duration // how long it hesitates before it sends, about; 0 is not at all
	Polls  bool          // choices are polls, where they can be
	Notes  *Notes        // what it remembers; without them there are no polls, and news are not counted
	Daily  int           // how much news a day, when the number is grown; 0 is [DefaultDaily]
	Tell   func(Trouble) // the operator; nil is nobody
}

// Channel is one WhatsApp number. Make it with [New]; its methods are safe for concurrent
// use.
type Channel struct {
	client Client
	self   Self
	clock  bot.Clock
	log    *slog.Logger
	stale  time.Duration
	own    bool
	jitter time.Duration
	polls  bool
	daily  int
	tell   func(Trouble)
	notes  *Notes
	ids    ids
	refs   *refs
	lock   lock

	going context.Context    //nolint:containedctx // events have none: this one ends with the channel
	stop  context.CancelFunc // ends it
	signs sync.WaitGroup     // that something was read, under way

	mu   sync.Mutex
	sink bot.Sink
}

var (
	_ bot.Channel = (*Channel)(nil)
	_ bot.Fetcher = (*Channel)(nil)
	_ bot.Paced   = (*Channel)(nil)
)

// New puts a channel on a client, which need not be connected yet.
func New(c Config) (*Channel, error) {
	if c.Client == nil || c.Self == nil || c.Clock == nil {
		return nil, ErrConfig
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Stale <= 0 {
		c.Stale = DefaultStale
	}
	if c.Daily <= 0 {
		c.Daily = DefaultDaily
	}
	ch := &Channel{
		client: c.Client, self: c.Self, clock: c.Clock, log: c.Log, stale: c.Stale, own: c.Own, jitter: c.Jitter, polls: c.Polls,
		daily: c.Daily, tell: c.Tell, notes: c.Notes, ids: ids{c.Key}, refs: newRefs(),
	}
	ch.going, ch.stop = context.WithCancel(context.Background())
	c.Client.AddEventHandlerWithSuccessStatus(ch.handle)
	return ch, nil
}

// Name is "whatsapp".
func (*Channel) Name() string { return "whatsapp" }

// Limits is what people read, rather than what WhatsApp takes.
func (*Channel) Limits() bot.ChannelLimits {
	return bot.ChannelLimits{Text: maxText, Asking: maxAsking, Choices: maxChoices}
}

// Pace is that of a person who writes fast.
func (*Channel) Pace() bot.Pace {
	return bot.Pace{PerSecond: perSecond, PairEvery: pairEvery, PairBurst: pairBurst}
}

const (
	perSecond = 5
	pairEvery = 2 * time.Second
	pairBurst = 10
)

// Close waits for what is under way that nobody waits for. It never fails.
func (c *Channel) Close() error {
	c.stop()
	c.signs.Wait()
	return nil
}

// Start hands what comes in to a sink from now on. What comes before is not
// acknowledged, and comes again.
func (c *Channel) Start(sink bot.Sink) {
	if c.notes != nil {
		if err := c.notes.prune(c.going, c.clock.Now()); err != nil {
			c.log.Warn("whatsapp: old notes are still there", "error", err)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sink = sink
}

func (c *Channel) sinkNow() bot.Sink {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sink
}

// Send delivers one bubble, and returns the id it has. The same bubble has the same id
// however often it is sent.
func (c *Channel) Send(ctx context.Context, b bot.Bubble) (string, error) {
	to, err := addressee(b.Address)
	if err != nil {
		return "", err
	}
	if err := fits(b); err != nil {
		return "", err
	}
	if err := ctx.Err(); err != nil {
		return "", &bot.SendError{Fault: bot.Transient, Err: err}
	}
	if err := c.mayTell(b); err != nil {
		return "", err
	}
	id := c.ids.of(b.Ref)
	m, err := c.message(ctx, b, id)
	if err != nil {
		return "", err
	}
	if err := c.hesitate(ctx); err != nil {
		return "", err
	}
	if id != "" {
		c.refs.put(id, b.Ref)
	}
	sent, err := c.client.SendMessage(ctx, to, m, whatsmeow.SendRequestExtra{ID: id})
	if err != nil {
		return "", c.learn(fault(err))
	}
	return sent.ID, nil
}

// learn takes note of a refusal that is not of one bubble alone.
func (c *Channel) learn(err error) error {
	var known *bot.SendError
	if errors.As(err, &known) && known.Code == codeTimelock {
		now := c.clock.Now()
		c.lockUntil(now.Add(max(timelock, c.lock.left(now))), now)
	}
	return err
}

// addressee reads where a bubble goes.
func addressee(address string) (types.JID, error) {
	to, err := types.ParseJID(address)
	if err != nil || to.User == "" || to.Server != types.DefaultUserServer && to.Server != types.HiddenUserServer {
		return to, &bot.SendError{Fault: bot.Refused, Err: errors.New("whatsapp: the address is nobody's")}
	}
	return to.ToNonAD(), nil
}

// errTooMuch says that a bubble holds more than the channel says it does.
var errTooMuch = errors.New("whatsapp: the bubble is too long")

// fits refuses what the engine should have made shorter.
func fits(b bot.Bubble) error {
	n := utf8.RuneCountInString(b.Text)
	if n > maxText || len(b.Choices) > maxChoices || len(b.Choices) > 0 && n > maxAsking {
		return &bot.SendError{Fault: bot.Refused, Err: errTooMuch}
	}
	return nil
}
