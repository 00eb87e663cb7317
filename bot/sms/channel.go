package sms

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Name is what the bubbles of this channel are filed under.
const Name = "sms"

// Channel is the way to one gateway. Make one with [New]; its methods are safe for
// concurrent use.
type Channel struct {
	gateway gateway
	config  Config
	client  *http.Client
}

var (
	_ bot.Channel = (*Channel)(nil)
	_ bot.Paced   = (*Channel)(nil)
)

// New makes a channel of what [Read] has read, with a clock; it makes no request.
// Errors wrap [ErrConfig].
func New(c Config) (*Channel, error) {
	if c.Clock == nil {
		return nil, fmt.Errorf("%w: %w", ErrConfig, errors.New("a clock is needed"))
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	c, g, err := c.ready()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrConfig, err)
	}
	return &Channel{gateway: g, config: c, client: client(c)}, nil
}

// client calls the gateway, and nobody it points to: the text would go there too.
func client(c Config) *http.Client {
	out := &http.Client{Timeout: time.Minute, Transport: transport(c.Guard)}
	if c.HTTP != nil {
		*out = *c.HTTP
	}
	out.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return out
}

// transport is the library's, with a guard's say.
func transport(guard func(*http.Transport) http.RoundTripper) http.RoundTripper {
	t, ok := http.DefaultTransport.(*http.Transport)
	switch {
	case ok:
		t = t.Clone()
	case guard == nil:
		return http.DefaultTransport // somebody's own, who knows why
	default:
		t = &http.Transport{Proxy: http.ProxyFromEnvironment}
	}
	t.MaxIdleConnsPerHost = bot.Senders
	if guard == nil {
		return t
	}
	return guard(t)
}

// Name is [Name].
func (*Channel) Name() string { return Name }

// Limits are none: what is too long is cut to what is paid for, instead of coming
// in several messages, and choices are left out.
func (*Channel) Limits() bot.ChannelLimits { return bot.ChannelLimits{} }

// Place is where the gateway is, as https://gateway.example: for whoever says what
// may be called.
func (c *Channel) Place() string { return c.gateway.host }

// Pace is how many texts the gateway takes in a second.
func (c *Channel) Pace() bot.Pace { return bot.Pace{PerSecond: c.config.PerSecond} }
