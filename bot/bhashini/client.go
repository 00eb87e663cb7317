// Package bhashini calls the language services of the Government of India: it translates,
// hears ([Client.Recogniser]) and speaks ([Client.Synthesiser]). A service is found by
// asking for a pipeline of a task in a language; what comes back says where it is and with
// which key it is called, and is kept until it is refused.
//
// The contract: https://bhashini.gitbook.io/bhashini-apis.
package bhashini

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/steady"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// Where services are asked for, and the pipeline that has them all (MeitY's).
const (
	DefaultURL      = "https://meity-auth.ulcacontrib.org/ulca/apis/v0/model/getModelsPipeline"
	DefaultPipeline = "64392f96daac500b55c543cd"
)

// deadline is how long a translation may take. Speech has its caller's.
const deadline = 2500 * time.Millisecond

// Errors of the services.
var (
	ErrConfig  = errors.New("bhashini: a user id and a key are needed")
	ErrRefused = errors.New("bhashini: the service refused")
	ErrBusy    = errors.New("bhashini: the service was asked too often")
	ErrAnswer  = errors.New("bhashini: the service answered something else than was asked for")
	// ErrLanguage says that there is no service for a language.
	ErrLanguage = errors.New("bhashini: there is no service for this language")
)

// Config is who calls. User, Key and Clock are required.
type Config struct {
	User, Key string
	URL       string // of the pipelines; "" is [DefaultURL]
	Pipeline  string // "" is [DefaultPipeline]
	Clock     bot.Clock
	Log       *slog.Logger
	Guard     func(*http.Transport) http.RoundTripper // says where may be called; nil is anywhere

	// Decode reads the files that speech comes in; nil is [sound.Decode].
	Decode func(context.Context, []byte) (sound.Clip, error)
}

// Client calls the services. It is safe for concurrent use.
type Client struct {
	Config
	http *http.Client

	translates, hears, speaks *steady.Service

	mu    sync.Mutex
	known map[task]endpoint
}

// New makes a client, which calls nobody before it is used.
func New(c Config) (*Client, error) {
	if c.User == "" || c.Key == "" {
		return nil, ErrConfig
	}
	if c.URL == "" {
		c.URL = DefaultURL
	}
	if c.Pipeline == "" {
		c.Pipeline = DefaultPipeline
	}
	if c.Decode == nil {
		c.Decode = decode
	}
	by := http.DefaultTransport
	if own, is := by.(*http.Transport); is && c.Guard != nil {
		by = c.Guard(own)
	}
	service := func(name string, deadline time.Duration) *steady.Service {
		return steady.New(steady.Config{Name: name, Clock: c.Clock, Log: c.Log, Deadline: deadline, Final: final, Prompt: deadline == 0})
	}
	return &Client{
		Config: c, http: &http.Client{Transport: by}, known: map[task]endpoint{},
		translates: service("bhashini", deadline), hears: service("bhashini-asr", 0), speaks: service("bhashini-tts", 0),
	}, nil
}

// final reports whether an error is the service's decision, and no failing of it.
func final(err error) bool { return errors.Is(err, ErrRefused) || errors.Is(err, ErrLanguage) }

// Services are those that are called, for whoever watches them: one may be down while the
// others are well.
func (c *Client) Services() []*steady.Service {
	return []*steady.Service{c.translates, c.hears, c.speaks}
}
