package cloudapi

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/bot/steady"
)

// Name is what the messages and bubbles of this channel are filed under; those of a
// number with a label under Name-label.
const Name = "cloudapi"

// What is talked to when the configuration does not say.
const (
	DefaultBase    = "https://graph.facebook.com"
	DefaultVersion = "v25.0" // available until July 2028
)

// ErrConfig is wrapped by every fault [New] refuses a configuration for.
var ErrConfig = errors.New("cloudapi: bad configuration")

// Config says which number to serve, and how to prove that we may. Number, Token or
// Tokens, Secret or Secrets, Verify and Clock are required.
type Config struct {
	Label   string       // of the number, where there are several: 1 to 16 of a-z, 0-9 and -
	Base    string       // of the Graph API; "" is [DefaultBase]. http only on loopback
	Version string       // of the Graph API, as v25.0; "" is [DefaultVersion]
	Number  string       // phone_number_id
	Token   string       // sent as bearer, to Meta's hosts and Base only
	Tokens  TokenSource  // where the token comes from, in the place of Token
	Secret  string       // the app's, which signs webhooks
	Secrets []string     // further ones, while it is being changed
	Verify  string       // the word that proves Meta's GET of the webhook
	Clock   bot.Clock    // dates a message that tells no time, and times what is tried again
	Pace    *bot.Pace    // how fast the number may be used; nil is [DefaultPace]
	HTTP    *http.Client // nil: one that waits a minute at most. Redirects are always ours
	Guard   Guard        // nil: none
	News    func(News)   // told what WhatsApp says of the account, after it was acknowledged; nil: only logged
	Log     *slog.Logger // nil: none. Never sees tokens, texts, names or phone numbers
}

// Guard has a say in every connection of the client that [New] makes.
type Guard func(*http.Transport) http.RoundTripper

// Channel is the channel of one business number. Make one with [New]; its methods
// are safe for concurrent use.
type Channel struct {
	graph   *graph
	name    string
	number  string
	secrets []string
	verify  string
	news    func(News)
	known   known
	clock   bot.Clock
	log     *slog.Logger
	pace    bot.Pace
	marks   *marks
	pairs   *pairs
	moved   *moved
	files   *steady.Service // that we fetch
	lifts   *steady.Service // of files, to WhatsApp
}

var (
	_ bot.Channel = (*Channel)(nil)
	_ bot.Fetcher = (*Channel)(nil)
	_ bot.Paced   = (*Channel)(nil)
)

// New checks the configuration; it makes no request. Errors wrap [ErrConfig].
func New(c Config) (*Channel, error) {
	if c.Base == "" {
		c.Base = DefaultBase
	}
	if c.Version == "" {
		c.Version = DefaultVersion
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Secret != "" {
		c.Secrets = append([]string{c.Secret}, c.Secrets...)
	}
	base, err := c.check()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrConfig, err)
	}
	if c.Tokens == nil {
		c.Tokens = fixed(c.Token)
	}
	return &Channel{
		graph:   newGraph(base, c),
		name:    named(c.Label),
		number:  c.Number,
		secrets: c.Secrets,
		verify:  c.Verify,
		news:    c.News,
		clock:   c.Clock,
		log:     c.Log,
		marks:   newMarks(),
		pairs:   newPairs(),
		moved:   newMoved(),
		pace:    paceOf(c.Pace),
		files:   steady.New(fetching(c)),
		lifts:   steady.New(uploading(c)),
	}, nil
}

var (
	versions  = regexp.MustCompile(`^v[0-9]{1,3}\.[0-9]{1,2}$`)
	labels    = regexp.MustCompile(`^[a-z0-9-]{1,16}$`)
	objectIDs = regexp.MustCompile(`^[A-Za-z0-9_-]{1,128}$`) // safe as one part of a path
)

// check names what is missing or wrong, never what it is.
func (c *Config) check() (*url.URL, error) {
	switch {
	case !versions.MatchString(c.Version):
		return nil, errors.New("the version must be like v25.0")
	case !objectIDs.MatchString(c.Number):
		return nil, errors.New("the number must be a phone_number_id")
	case c.Label != "" && !labels.MatchString(c.Label):
		return nil, errors.New("a label is 1 to 16 of a-z, 0-9 and -")
	case c.Tokens != nil && c.Token != "":
		return nil, errors.New("a token, or where tokens come from: not both")
	case c.Tokens == nil && sayable(c.Token) != nil:
		return nil, sayable(c.Token)
	case len(c.Secrets) == 0 || slices.Contains(c.Secrets, ""):
		return nil, errors.New("the app's secret is needed: without it anybody could write")
	case c.Verify == "":
		return nil, errors.New("a verify token is needed")
	case c.Clock == nil:
		return nil, errors.New("a clock is needed")
	}
	return c.base()
}

// base reads the base. In the clear the token travels on this machine only.
func (c *Config) base() (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(c.Base, "/"))
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, errors.New("the base must be a plain address, as https://graph.facebook.com")
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return nil, errors.New("the base must be https, or http on this machine")
	}
	return u, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// Name is [Name], with the label behind it if the number has one.
func (c *Channel) Name() string { return c.name }

func named(label string) string {
	if label == "" {
		return Name
	}
	return Name + "-" + label
}

// Limits are those of the Cloud API; a label longer than a list's title stands
// below it once more, whole.
func (*Channel) Limits() bot.ChannelLimits {
	return bot.ChannelLimits{
		Text:    wire.MaxText,
		Asking:  wire.MaxBody,
		Choices: wire.MaxRows,
		Label:   wire.MaxRowText,
	}
}

// Close waits until what is being marked as read is. It never fails.
func (c *Channel) Close() error {
	c.marks.close()
	return nil
}
