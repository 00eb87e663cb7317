package aws_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/bot/steady"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/aws"
)

// TestConfig is refused with less than it needs.
func TestConfig(t *testing.T) {
	full := aws.Config{Region: region, Credentials: keys{secret: secret}, Clock: newAmazon(t).clock}
	for name, change := range map[string]func(*aws.Config){
		"region":      func(c *aws.Config) { c.Region = "" },
		"credentials": func(c *aws.Config) { c.Credentials = nil },
		"clock":       func(c *aws.Config) { c.Clock = nil },
	} {
		less := full
		change(&less)
		if _, err := aws.New(less); !errors.Is(err, aws.ErrConfig) {
			t.Errorf("without %s: %v", name, err)
		}
	}
	c, err := aws.New(full)
	if err != nil || c.Transcribe != "https://transcribestreaming.ap-south-1.amazonaws.com:8443" || c.Polly != "https://polly.ap-south-1.amazonaws.com" {
		t.Errorf("%+v, %v", c, err)
	}
}

// both calls both services.
func both(ctx context.Context, c *aws.Client) [2]error {
	_, hear := c.Recogniser().Recognise(ctx, voice.Speech{Clip: clip(), Lang: "hi"})
	_, speak := c.Synthesiser().Synthesise(ctx, "ramesh", "hi")
	return [2]error{hear, speak}
}

// TestKeys has a key that does not open, and none at all: without one, nobody is called.
func TestKeys(t *testing.T) {
	none := errors.New("no role")
	for name, c := range map[string]struct {
		keys  keys
		want  error
		calls int32
	}{
		"wrong": {keys{secret: "other"}, voice.ErrRefused, 2},
		"none":  {keys{err: none}, none, 0},
	} {
		a := newAmazon(t)
		for _, err := range both(t.Context(), a.client(t, func(to *aws.Config) { to.Credentials = c.keys })) {
			if !errors.Is(err, c.want) || tells(err) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if a.calls.Load() != c.calls {
			t.Errorf("%s: called %d times", name, a.calls.Load())
		}
	}
}

// TestGuard calls nobody whom the guard does not let it call; those in Mumbai it does.
func TestGuard(t *testing.T) {
	rule, err := residency.New("in")
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{"transcribestreaming.ap-south-1.amazonaws.com", "polly.ap-south-1.amazonaws.com"} {
		if !rule.Allows(at) {
			t.Errorf("%s is abroad", at)
		}
	}
	abroad := func(c *aws.Config) {
		c.Guard, c.Transcribe, c.Polly = rule.Transport, "https://transcribe.example", "https://polly.example"
	}
	for _, err := range both(t.Context(), newAmazon(t).client(t, abroad)) {
		if !errors.Is(err, residency.ErrAbroad) || tells(err) {
			t.Error(err)
		}
	}
}

// TestGuardLetsThrough has a stream over a guarded transport, as any other call.
func TestGuardLetsThrough(t *testing.T) {
	a, passed := newAmazon(t), 0
	a.says, a.speak = frames(stretch(false, "a")), pcm(1, 2)
	guard := func(c *aws.Config) {
		c.Guard = func(by *http.Transport) http.RoundTripper {
			return through(func(r *http.Request) (*http.Response, error) { passed++; return by.RoundTrip(r) })
		}
	}
	if err := both(t.Context(), a.client(t, guard)); err != [2]error{} || passed != 2 {
		t.Errorf("%v, and %d passed", err, passed)
	}
}

type through func(*http.Request) (*http.Response, error)

func (t through) RoundTrip(r *http.Request) (*http.Response, error) { return t(r) }

// TestDown leaves alone what is down, which the other need not be. What is refused is no
// sign of it.
func TestDown(t *testing.T) {
	a := newAmazon(t)
	a.says, a.speak = frames(exception("ServiceUnavailableException")), refuses(403, "")
	c := a.client(t)
	for range 2 * steady.DefaultFailures {
		both(t.Context(), c)
	}
	if err := both(t.Context(), c); !errors.Is(err[0], steady.ErrDown) || !errors.Is(err[1], voice.ErrRefused) {
		t.Error(err)
	}
	if s := c.Services(); len(s) != 2 || s[0].Name != "transcribe" || s[0].State() != "open" || s[1].Name != "polly" || s[1].State() != "closed" {
		t.Errorf("%+v", s)
	}
	a.clock.Advance(steady.DefaultPause)
	a.says, a.speak = frames(stretch(false, "a")), pcm(1, 2)
	if err := both(t.Context(), c); err != [2]error{} {
		t.Error(err)
	}
}
