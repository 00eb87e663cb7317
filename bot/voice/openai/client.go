package openai

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

// What holds when a [Config] does not say.
const (
	DefaultName        = "openai"
	DefaultURL         = "https://api.openai.com/v1"
	DefaultModel       = "whisper-1"
	DefaultSpeechModel = "gpt-4o-mini-tts"
	DefaultVoice       = "alloy"
	DefaultFormat      = "wav"
)

// inference is how the path ends that whisper.cpp's server has.
const inference = "/inference"

// ErrConfig says that a service is set up wrong.
var ErrConfig = errors.New("openai: set up wrong")

// Config is what is called, and how. Clock is required, and Key for OpenAI itself.
type Config struct {
	Name string // what it is counted under: "groq"; "" is [DefaultName]
	Key  string // "" for a machine of one's own that wants none
	URL  string // up to the version, or to whisper.cpp's /inference; "" is [DefaultURL]

	Model   string   // that hears; "" is [DefaultModel]
	Hearing []string // the languages that it hears; nil is [Languages]
	Verbose bool     // asks which language was heard, too: Whisper says so, gpt-4o-transcribe refuses
	WAV     bool     // it reads nothing but WAV; whisper.cpp is known to

	SpeechModel string   // that speaks; "" is [DefaultSpeechModel]
	Voice       string   // "" is [DefaultVoice]
	Format      string   // of what comes back, "wav" or "opus"; "" is [DefaultFormat]
	Speaking    []string // the languages that it speaks; nil is what OpenAI promises

	Clock  bot.Clock
	Log    *slog.Logger
	Guard  func(*http.Transport) http.RoundTripper           // says where may be called; nil is anywhere
	Decode func(context.Context, []byte) (sound.Clip, error) // of what comes back; nil is [sound.Decode]
}

// Client hears and speaks. It is safe for concurrent use.
type Client struct {
	Config
	listen, speak string // where that is done; speak is "" where nobody does
	own           bool   // whisper.cpp's server
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
	case c.URL == DefaultURL && c.Key == "":
		return nil, fmt.Errorf("%w: a key is needed", ErrConfig)
	case c.Format != "wav" && c.Format != "opus":
		return nil, fmt.Errorf("%w: the format is wav or opus", ErrConfig)
	}
	client := &Client{
		Config: c, call: caller.New(c.Name, c.Guard),
		hears:  caller.Steady(c.Name+"-hearing", c.Clock, c.Log),
		speaks: caller.Steady(c.Name+"-speaking", c.Clock, c.Log),
	}
	if strings.HasSuffix(strings.TrimRight(at.Path, "/"), inference) {
		client.listen, client.own = at.String(), true
		return client, nil
	}
	client.listen, client.speak = at.JoinPath("audio/transcriptions").String(), at.JoinPath("audio/speech").String()
	return client, nil
}

// full is a configuration with what it does not say.
func (c Config) full() Config {
	for _, of := range []struct {
		is       *string
		standard string
	}{
		{&c.Name, DefaultName},
		{&c.URL, DefaultURL},
		{&c.Model, DefaultModel},
		{&c.SpeechModel, DefaultSpeechModel},
		{&c.Voice, DefaultVoice},
		{&c.Format, DefaultFormat},
	} {
		if *of.is = strings.TrimSpace(*of.is); *of.is == "" {
			*of.is = of.standard
		}
	}
	c.Key = strings.TrimSpace(c.Key)
	if c.Hearing == nil {
		c.Hearing = Languages()
	}
	if c.Speaking == nil {
		c.Speaking = promised()
	}
	if c.Decode == nil {
		c.Decode = decode
	}
	return c
}

// Name is what it is counted under.
func (c *Client) Name() string { return c.Config.Name }

// Services are the service's hearing and speaking, for whoever watches them.
func (c *Client) Services() []*steady.Service {
	if c.speak == "" {
		return []*steady.Service{c.hears}
	}
	return []*steady.Service{c.hears, c.speaks}
}

// key is the header that opens the service.
func (c *Client) key() http.Header {
	if c.Key == "" {
		return nil
	}
	return http.Header{"Authorization": {"Bearer " + c.Key}}
}
