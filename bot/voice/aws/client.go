package aws

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/polly"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/steady"
	"github.com/sahayak-dev/sahayak/bot/voice"
)

// ErrConfig says that a client was set up with less than it needs.
var ErrConfig = errors.New("aws: a region, credentials and a clock are needed")

// TranscribeAt is where Transcribe is called in a region.
func TranscribeAt(region string) string {
	return "https://transcribestreaming." + region + ".amazonaws.com:8443"
}

// PollyAt is where Polly is called in a region.
func PollyAt(region string) string { return "https://polly." + region + ".amazonaws.com" }

// Config is who calls, and where. Region, Credentials and Clock are required.
type Config struct {
	Region      string                  // "ap-south-1"
	Credentials sdk.CredentialsProvider // asked before every call: it keeps what it fetches
	Transcribe  string                  // where Transcribe is called; "" is [TranscribeAt] the region
	Polly       string                  // where Polly is called; "" is [PollyAt] the region
	Clock       bot.Clock               // signatures are dated by it
	Log         *slog.Logger
	Guard       func(*http.Transport) http.RoundTripper // says where may be called; nil is anywhere
}

// Client calls the services. It is safe for concurrent use.
type Client struct {
	Config
	http   *http.Client
	signer *v4.Signer
	polly  *polly.Client

	hears, speaks *steady.Service
}

// New makes a client, which calls nobody before it is used.
func New(c Config) (*Client, error) {
	if c.Region == "" || c.Credentials == nil || c.Clock == nil {
		return nil, ErrConfig
	}
	if c.Transcribe == "" {
		c.Transcribe = TranscribeAt(c.Region)
	}
	if c.Polly == "" {
		c.Polly = PollyAt(c.Region)
	}
	by := http.DefaultTransport
	if own, is := by.(*http.Transport); is && c.Guard != nil {
		by = c.Guard(own)
	}
	service := func(name string) *steady.Service {
		return steady.New(steady.Config{Name: name, Clock: c.Clock, Log: c.Log, Final: final, Prompt: true})
	}
	out := &Client{
		Config: c, http: &http.Client{Transport: by, CheckRedirect: stay}, signer: v4.NewSigner(),
		hears: service(transcribe), speaks: service(pollyName),
	}
	out.polly = out.connect()
	return out, nil
}

// stay keeps a request from being sent on: whoever gets a signed address may use it.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// final reports whether an error is the service's decision, and no failing of it.
func final(err error) bool {
	return errors.Is(err, voice.ErrRefused) || errors.Is(err, voice.ErrLanguage)
}

// Services are those that are called, for whoever watches them.
func (c *Client) Services() []*steady.Service { return []*steady.Service{c.hears, c.speaks} }

// Recogniser is Transcribe.
func (c *Client) Recogniser() voice.Recogniser { return ears{c} }

// Synthesiser is Polly.
func (c *Client) Synthesiser() voice.Synthesiser { return mouth{c} }

// keys are the credentials of a call.
func (c *Client) keys(ctx context.Context) (sdk.Credentials, error) {
	k, err := c.Credentials.Retrieve(ctx)
	if err != nil {
		return k, fmt.Errorf("aws: credentials: %w", err)
	}
	return k, nil
}
