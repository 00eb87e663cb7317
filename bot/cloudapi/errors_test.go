package cloudapi

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		want   bot.Fault
		code   int
	}{
		{400, `{"error":{"code":4}}`, bot.Throttled, 4},
		{400, `{"error":{"code":17}}`, bot.Throttled, 17},
		{400, `{"error":{"code":613}}`, bot.Throttled, 613},
		{400, `{"error":{"code":80007}}`, bot.Throttled, 80007},
		{400, `{"error":{"code":130429}}`, bot.Throttled, 130429},
		{400, `{"error":{"code":131048}}`, bot.Throttled, 131048},
		{400, `{"error":{"code":131056}}`, bot.Throttled, 131056},
		{400, `{"error":{"code":133016}}`, bot.Throttled, 133016},
		{400, `{"error":{"code":"131047"}}`, bot.Closed, 131047},
		{401, `{"error":{"code":190}}`, bot.Locked, 190},
		{403, `{"error":{"code":10}}`, bot.Locked, 10},
		{403, `{"error":{"code":200}}`, bot.Locked, 200},
		{403, `{"error":{"code":299}}`, bot.Locked, 299},
		{403, `{"error":{"code":368}}`, bot.Locked, 368},
		{403, `{"error":{"code":131031}}`, bot.Locked, 131031},
		{400, `{"error":{"code":131042}}`, bot.Locked, 131042},
		{400, `{"error":{"code":100}}`, bot.Refused, 100},
		{400, `{"error":{"code":131026}}`, bot.Refused, 131026},
		{400, `{"error":{"code":131049}}`, bot.Refused, 131049},
		{400, `{"error":{"code":131050}}`, bot.Refused, 131050},
		{400, `{"error":{"code":131051}}`, bot.Refused, 131051},
		{400, `{"error":{"code":130472}}`, bot.Refused, 130472},
		{404, `{"error":{"code":132001}}`, bot.Refused, 132001},
		{400, `{"error":{"code":132000}}`, bot.Refused, 132000},
		{400, `{"error":{"code":132012}}`, bot.Refused, 132012},
		{400, `{"error":{"code":132015}}`, bot.Closed, 132015},
		{400, `{"error":{"code":132016}}`, bot.Closed, 132016},
		{400, `{"error":{"code":132068}}`, bot.Refused, 132068},
		{400, `{"error":{"code":132999}}`, bot.Refused, 132999},
		{500, `{"error":{"code":131000}}`, bot.Transient, 131000},
		{400, `{"error":{"code":131053}}`, bot.Transient, 131053},
		{500, `{"error":{"code":1}}`, bot.Transient, 1},
		{503, `{"error":{"code":2}}`, bot.Transient, 2},
		{400, `{"error":{"code":777,"is_transient":true}}`, bot.Transient, 777},
		{400, `{"error":{"code":777}}`, bot.Refused, 777},
		{500, `{"error":{"code":777}}`, bot.Transient, 777},
		{429, ``, bot.Throttled, 0},
		{401, `<html>`, bot.Locked, 0},
		{403, `{"error":"no"}`, bot.Locked, 0},
		{404, `{}`, bot.Refused, 0},
		{408, ``, bot.Transient, 0},
		{500, ``, bot.Uncertain, 0},
		{503, `[`, bot.Transient, 0},
	} {
		ch, _ := channelTo(t, newMeta(t, says(c.status, c.body)).URL)
		_, err := ch.Send(t.Context(), bot.Bubble{Address: "919800000001", Text: "x"})
		if s := fault(t, err); s.Fault != c.want || s.Code != c.code {
			t.Errorf("%d %s: %v, want %v", c.status, c.body, err, c.want)
		}
	}
}

func TestErrorsTellNoNumbers(t *testing.T) {
	body := `{"error":{"code":131030,"message":"Recipient 919800000001 not allowed","error_data":{"details":"+91 98000-00001\nis not on the list ` + strings.Repeat("रा", 400) + `"}}}`
	c, _ := channelTo(t, newMeta(t, says(400, body)).URL)
	_, err := c.Send(t.Context(), bot.Bubble{Address: "919800000001", Text: "x"})
	for _, no := range []string{"9198", "98000", token, "\n"} {
		if strings.Contains(err.Error(), no) {
			t.Errorf("%q is in %v", no, err)
		}
	}
	if !strings.Contains(err.Error(), "not on the list") || len(err.Error()) > 2*longest {
		t.Errorf("%v", err)
	}
}

func TestRetryAfter(t *testing.T) {
	for header, want := range map[string]time.Duration{
		"": 0, "7": 7 * time.Second, "-1": 0, "soon": 0, "999999999999999": time.Hour, "99999999999999999999": 0,
		"Wed, 21 Oct 2026 07:28:00 GMT": 0,
	} {
		c, _ := channelTo(t, newMeta(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", header)
			w.WriteHeader(http.StatusTooManyRequests)
		}).URL)
		_, err := c.Send(t.Context(), bot.Bubble{Address: "919800000001", Text: "x"})
		if s := fault(t, err); s.After != want {
			t.Errorf("%q: %v, want %v", header, s.After, want)
		}
	}
}

// The silence that is wanted grows fourfold for the one person, until something
// goes through.
func TestPairRate(t *testing.T) {
	m := newMeta(t, says(400, `{"error":{"code":131056}}`))
	c, _ := channelTo(t, m.URL)
	send := func(address string) time.Duration {
		_, err := c.Send(t.Context(), bot.Bubble{Address: address, Text: "x"})
		if err == nil {
			return 0
		}
		return fault(t, err).After
	}
	for i, want := range []float64{4, 16, 64, 256, 1024, 3600, 3600, 3600} {
		if got := send("919800000001").Seconds(); got != want {
			t.Errorf("refusal %d: %v s, want %v s", i, got, want)
		}
	}
	if got := send("919800000002"); got != 4*time.Second {
		t.Errorf("somebody else waits %v", got)
	}
	m.answer = says(500, "")
	send("919800000001")
	m.answer = says(400, `{"error":{"code":131056}}`)
	if got := send("919800000001"); got != time.Hour {
		t.Errorf("another fault made it forget: %v", got)
	}
	m.answer = accepted
	send("919800000001")
	m.answer = says(400, `{"error":{"code":131056}}`)
	if got := send("919800000001"); got != 4*time.Second {
		t.Errorf("after a success it waits %v", got)
	}
}

func TestPairsAreBounded(t *testing.T) {
	p := newPairs()
	for i := range 2*most + 5 {
		p.learn(fmt.Sprint(i), &bot.SendError{Code: 131056, Err: errors.New("x")})
	}
	if len(p.strike) > most {
		t.Errorf("%d remembered", len(p.strike))
	}
}

func TestConfig(t *testing.T) {
	good := Config{Number: number, Token: token, Secret: secret, Verify: verify, Clock: clock{}}
	if _, err := New(good); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Config){
		"version":        func(c *Config) { c.Version = "25" },
		"version a path": func(c *Config) { c.Version = "v25.0/.." },
		"no number":      func(c *Config) { c.Number = "" },
		"number a path":  func(c *Config) { c.Number = "1/2" },
		"no token":       func(c *Config) { c.Token = "" },
		"token, newline": func(c *Config) { c.Token = "EAA\n" },
		"no secret":      func(c *Config) { c.Secret = "" },
		"no verify":      func(c *Config) { c.Verify = "" },
		"no clock":       func(c *Config) { c.Clock = nil },
		"in the clear":   func(c *Config) { c.Base = "http://graph.facebook.com" },
		"no scheme":      func(c *Config) { c.Base = "graph.facebook.com" },
		"a file":         func(c *Config) { c.Base = "file:///etc" },
		"a query":        func(c *Config) { c.Base = "https://a.example/?x=1" },
		"a user":         func(c *Config) { c.Base = "https://u:EAAtoken@a.example" },
		"no address":     func(c *Config) { c.Base = "http://[::1" },
	} {
		c := good
		change(&c)
		_, err := New(c)
		if !errors.Is(err, ErrConfig) || strings.Contains(fmt.Sprint(err), token) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, base := range []string{"http://localhost:8080", "http://127.0.0.1:1", "http://[::1]:2/graph", "https://proxy.example/meta/"} {
		c := good
		c.Base = base
		if _, err := New(c); err != nil {
			t.Errorf("%s: %v", base, err)
		}
	}
}

// clock stands still.
type clock struct{}

func (clock) Now() time.Time                       { return noon }
func (clock) After(time.Duration) <-chan time.Time { return nil }
