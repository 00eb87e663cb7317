package whatsapp

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"strings"
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

// Config is a channel's. Client and Clock are required.
type Config struct {
	Client Client
	Clock  bot.Clock
	Log    *slog.Logger
	Stale  time.Duration // 0 is [DefaultStale]
}

// Channel is one WhatsApp number. Make it with [New]; its methods are safe for concurrent
// use.
type Channel struct {
	client Client
	clock  bot.Clock
	log    *slog.Logger
	stale  time.Duration
	refs   *refs

	mu   sync.Mutex
	sink bot.Sink
}

var (
	_ bot.Channel = (*Channel)(nil)
	_ bot.Fetcher = (*Channel)(nil)
)

// New puts a channel on a client, which need not be connected yet.
func New(c Config) (*Channel, error) {
	if c.Client == nil || c.Clock == nil {
		return nil, ErrConfig
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Stale <= 0 {
		c.Stale = DefaultStale
	}
	ch := &Channel{client: c.Client, clock: c.Clock, log: c.Log, stale: c.Stale, refs: newRefs()}
	c.Client.AddEventHandlerWithSuccessStatus(ch.handle)
	return ch, nil
}

// Name is "whatsapp".
func (*Channel) Name() string { return "whatsapp" }

// Limits is what people read, rather than what WhatsApp takes.
func (*Channel) Limits() bot.ChannelLimits {
	return bot.ChannelLimits{Text: maxText, Asking: maxAsking, Choices: maxChoices}
}

// Start hands what comes in to a sink from now on. What comes before is not
// acknowledged, and comes again.
func (c *Channel) Start(sink bot.Sink) {
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
	m, err := c.message(ctx, b)
	if err != nil {
		return "", err
	}
	id := idOf(b.Ref)
	if id != "" {
		c.refs.put(id, b.Ref)
	}
	sent, err := c.client.SendMessage(ctx, to, m, whatsmeow.SendRequestExtra{ID: id})
	if err != nil {
		return "", fault(err)
	}
	return sent.ID, nil
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

// idBytes is how long an id is without its beginning, as WhatsApp's own clients make it.
const idBytes = 9

// idOf is the id of the message that carries a bubble; "" lets the client make one.
func idOf(ref string) types.MessageID {
	if ref == "" {
		return ""
	}
	sum := sha256.Sum256([]byte("bubble " + ref))
	return whatsmeow.WebMessageIDPrefix + strings.ToUpper(hex.EncodeToString(sum[:idBytes]))
}
