package sarvam

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/steady"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/caller"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// name is what it is counted under.
const name = "sarvam"

// What holds when a [Config] does not say.
const (
	DefaultURL         = "https://api.sarvam.ai"
	DefaultModel       = "saaras:v4"
	DefaultSpeechModel = "bulbul:v3"
)

// How what was said is written.
const (
	Transcribe = "transcribe" // in the script of the language
	Codemix    = "codemix"    // English words in Latin letters
)

// ErrConfig says that the service is set up wrong.
var ErrConfig = errors.New("sarvam: set up wrong")

// Config is how the service is called. Key and Clock are required.
type Config struct {
	Key string
	URL string // "" is [DefaultURL]

	Model string // that hears; "" is [DefaultModel]
	Mode  string // [Transcribe] or [Codemix]; "" is the first

	SpeechModel string // that speaks; "" is [DefaultSpeechModel]
	Speaker     string // "shubh"; "" is whom the model takes

	Clock  bot.Clock
	Log    *slog.Logger
	Guard  func(*http.Transport) http.RoundTripper           // says where may be called; nil is anywhere
	Decode func(context.Context, []byte) (sound.Clip, error) // of what comes back; nil is [sound.Decode]
}

// Client hears and speaks. It is safe for concurrent use.
type Client struct {
	Config
	listen, speak string // where that is done
	call          *caller.Caller
	hears, speaks *steady.Service
}

var (
	_ voice.Recogniser  = (*Client)(nil)
	_ voice.Synthesiser = (*Client)(nil)
)

// New makes a client, which calls nobody before it is used.
func New(c Config) (*Client, error) {
	c = c.full()
	at, err := url.Parse(c.URL)
	switch {
	case err != nil || at.Host == "" || at.Scheme != "https" && at.Scheme != "http":
		return nil, fmt.Errorf("%w: the URL", ErrConfig)
	case c.Key == "":
		return nil, fmt.Errorf("%w: a key is needed", ErrConfig)
	case c.Mode != Transcribe && c.Mode != Codemix:
		return nil, fmt.Errorf("%w: the mode is %s or %s", ErrConfig, Transcribe, Codemix)
	}
	return &Client{
		Config: c, call: caller.New(name, c.Guard),
		listen: at.JoinPath("speech-to-text").String(), speak: at.JoinPath("text-to-speech").String(),
		hears:  caller.Steady(name+"-hearing", c.Clock, c.Log),
		speaks: caller.Steady(name+"-speaking", c.Clock, c.Log),
	}, nil
}

// full is a configuration with what it does not say.
func (c Config) full() Config {
	for _, of := range []struct {
		is       *string
		standard string
	}{
		{&c.Key, ""},
		{&c.URL, DefaultURL},
		{&c.Model, DefaultModel},
		{&c.Mode, Transcribe},
		{&c.SpeechModel, DefaultSpeechModel},
	} {
		if *of.is = strings.TrimSpace(*of.is); *of.is == "" {
			*of.is = of.standard
		}
	}
	if c.Decode == nil {
		c.Decode = decode
	}
	return c
}

// Name is what it is counted under.
func (*Client) Name() string { return name }

// Services are the service's hearing and speaking, for whoever watches them.
func (c *Client) Services() []*steady.Service { return []*steady.Service{c.hears, c.speaks} }

// key is the header that opens the service.
func (c *Client) key() http.Header { return http.Header{"Api-Subscription-Key": {c.Key}} }
