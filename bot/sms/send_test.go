package sms_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/sms"
)

const (
	owner   = "919800000001"
	private = "Ramesh 500 udhaar"
)

// TestFields is that every value arrives as it was, wherever it stands.
func TestFields(t *testing.T) {
	for name, s := range shapes(t) {
		p := newPhones(t, s)
		for _, words := range []string{private, `a&b=c#d+e%20f "q" \ {x} {{to}} <i> ?/`, "पंक्ति\nदो\tतीन", "₹ 😀 @"} {
			if _, err := p.ch.Send(t.Context(), bot.Bubble{Address: owner, Text: words, Ref: "w.7.1"}); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			got := p.texts[len(p.texts)-1]
			if got.to != owner || got.text != words || name != "json" && got.ref != "w.7.1" {
				t.Errorf("%s: %+v, want %q", name, got, words)
			}
			if coding := map[bool]string{true: "0", false: "1"}[strings.IndexFunc(words, func(r rune) bool { return r > 0x7f || r == '\t' }) < 0]; name == "json" && got.coding != coding {
				t.Errorf("%q is coded as %s", words, got.coding)
			}
		}
	}
}

// TestPlaces is where a value may stand, and how it is written there.
func TestPlaces(t *testing.T) {
	t.Setenv("SMS_KEY", "k/e y?&{to}")
	for _, c := range []struct{ name, file, to, want string }{
		{
			"path and query", "url = \"https://h/a/{env:SMS_KEY}/{to}?k={env:SMS_KEY}&t={text}\"", owner,
			"POST /a/k%2Fe%20y%3F&%7Bto%7D/919800000001?k=k%2Fe+y%3F%26%7Bto%7D&t=x%26+y",
		},
		{"fields behind a question mark", "url = \"https://h/a?\"\nmethod = \"GET\"\n[fields]\nt = \"{text}\"\nto = \"{to}\"", owner, "GET /a?t=x%26+y&to=919800000001"},
		{"fields behind others", "url = \"https://h/a?b=1\"\nmethod = \"GET\"\n[fields]\nt = \"{text}\"\nto = [\"{to}\", \"1\"]", owner, "GET /a?b=1&t=x%26+y&to=919800000001&to=1"},
		{"a query and no fields", "url = \"https://h/a?t={text}&to={to}\"\nbody = \"query\"", owner, "POST /a?t=x%26+y&to=919800000001"},
		{"a header", least + "[headers]\nx-key = \"Bearer {env:SMS_KEY} {{{ref}}}\"", owner, "X-Key: Bearer k/e y?&{to} {w.1.1}"},
		{"a form", least + "n = 1.50\nb = true\ni = 7\n", owner, "b=true&i=7&n=1.5&text=x%26+y&to=919800000001"},
		{"JSON", "body = \"json\"\n" + least + "n = 1.5\nb = [true, {c = \"<{to}>\"}]\n", owner, `{"b":[true,{"c":"\u003c919800000001\u003e"}],"n":1.5,"text":"x\u0026 y","to":"919800000001"}`},
		{"the whole from the environment", "url = \"env:SMS_URL\"", owner, "POST /919800000001?t=x%26+y"},
	} {
		t.Setenv("SMS_URL", "https://h/{to}?t={text}")
		r, err := sms.Probe(config(t, c.file, "https://h"), c.to, "x& y")
		if err != nil || r == nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		body := ""
		if r.GetBody != nil {
			b, _ := r.GetBody()
			raw, _ := io.ReadAll(b)
			body = string(raw)
		}
		got := fmt.Sprintf("%s %s\nX-Key: %s\n%s\n", r.Method, r.URL.RequestURI(), r.Header.Get("X-Key"), body)
		if !strings.Contains(got, c.want+"\n") {
			t.Errorf("%s:\n%swant\n%s", c.name, got, c.want)
		}
	}
}

// TestRefused is what is never sent.
func TestRefused(t *testing.T) {
	p := newPhones(t, shapes(t)["form"])
	for _, to := range []string{
		"", "+919800000001", "09800000001", "0", "91 9800000001", "9198000", "9198000000012345", "91980000000x", "ramesh",
		"919800000001\n", "९१९८०००००००१", "919800000001,919800000002", "IN.1349",
	} {
		refused(t, fmt.Sprintf("to %q", to), p.ch, bot.Bubble{Address: to, Text: private})
	}
	refused(t, "no words", p.ch, bot.Bubble{Address: owner, Text: " \n\x00"})
	refused(t, "nothing but choices", p.ch, bot.Bubble{Address: owner, Choices: []bot.Label{{ID: "1.1", Text: private}}})
	refused(t, "a long reference", p.ch, bot.Bubble{Address: owner, Text: private, Ref: strings.Repeat("a", 101)})
	refused(t, "a reference on two lines", p.ch, bot.Bubble{Address: owner, Text: private, Ref: "a\nb"})
	if len(p.Shown()) != 0 {
		t.Errorf("shown is %+v", p.Shown())
	}
}

func refused(t *testing.T, what string, ch bot.Channel, b bot.Bubble) {
	t.Helper()
	_, err := ch.Send(t.Context(), b)
	var e *bot.SendError
	if !errors.As(err, &e) || e.Fault != bot.Refused {
		t.Errorf("%s: %v", what, err)
	}
	discreet(t, what, err)
}

// discreet fails when an error tells whom was written to, or what.
func discreet(t *testing.T, what string, err error) {
	t.Helper()
	for _, secret := range []string{owner, "9800000001", "919999999999", "Ramesh", "500"} {
		if err != nil && strings.Contains(strings.ReplaceAll(err.Error(), "status 500", ""), secret) {
			t.Errorf("%s: %q tells %s", what, err, secret)
		}
	}
}

// TestFiles go without their file, where there are words.
func TestFiles(t *testing.T) {
	p := newPhones(t, shapes(t)["form"])
	file := &bot.Attachment{Kind: "image", Type: "image/png", Data: []byte("x")}
	b := bot.Bubble{Address: owner, Text: private, Attach: file, Choices: []bot.Label{{ID: "1.1", Text: "Haan"}}}
	if _, err := p.ch.Send(t.Context(), b); err != nil || len(p.texts) != 1 || p.texts[0].text != private {
		t.Errorf("%+v, %v", p.texts, err)
	}
	b.Text = ""
	refused(t, "a file alone", p.ch, b)
	if _, err := p.ch.Send(t.Context(), b); !errors.Is(err, bot.ErrMedia) {
		t.Errorf("a file alone: %v", err)
	}
}

// TestTemplates are the registered texts, each with what goes into it.
func TestTemplates(t *testing.T) {
	p := newPhones(t, shapes(t)["json"])
	stock := func(params ...string) *bot.Form {
		f := &bot.Form{Name: "stock_low"}
		for _, text := range params {
			f.Body = append(f.Body, bot.Param{Text: text})
		}
		return f
	}
	for _, c := range []struct {
		name     string
		form     *bot.Form
		want, id string
	}{
		{"none of its own", nil, private, "1107000000000000001"},
		{"an unknown one", &bot.Form{Name: "other"}, private, "1107000000000000001"},
		{"its own", stock("चीनी", "2 kilo"), "चीनी khatam hone wala hai, 2 kilo bacha hai.", "1107000000000000002"},
		{"a long variable", stock(strings.Repeat("a", 31), "2"), strings.Repeat("a", 29) + ". khatam hone wala hai, 2 bacha hai.", "1107000000000000002"},
		{"one as long as may be", stock(strings.Repeat("a", 29)+"…", "2"), strings.Repeat("a", 29) + "… khatam hone wala hai, 2 bacha hai.", "1107000000000000002"},
		{"a long one in Hindi", stock(strings.Repeat("क", 28)+"कि", "2"), strings.Repeat("क", 28) + "कि khatam hone wala hai, 2 bacha hai.", "1107000000000000002"},
		{"one longer", stock(strings.Repeat("क", 28)+"किक", "2"), strings.Repeat("क", 28) + "… khatam hone wala hai, 2 bacha hai.", "1107000000000000002"},
		{"one too many", stock("a", "b", "c"), "a khatam hone wala hai, b bacha hai.", "1107000000000000002"},
	} {
		if _, err := p.ch.Send(t.Context(), bot.Bubble{Address: owner, Text: private, Form: c.form}); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if got := p.texts[len(p.texts)-1]; got.text != c.want || got.template != c.id {
			t.Errorf("%s: %+v, want %q as %s", c.name, got, c.want, c.id)
		}
	}
	refused(t, "one too few", p.ch, bot.Bubble{Address: owner, Text: private, Form: stock("Ramesh")})
	only := config(t, strings.Replace(shapes(t)["json"].file, "[template.default]", "[template.other]", 1), "http://127.0.0.1:1")
	ch, err := sms.New(only)
	if err != nil {
		t.Fatal(err)
	}
	refused(t, "no template for it", ch, bot.Bubble{Address: owner, Text: private})
}

// TestCut is that a long text goes in so many segments as are paid for.
func TestCut(t *testing.T) {
	p := newPhones(t, shapes(t)["json"])
	for _, words := range []string{strings.Repeat("udhaar ", 300), strings.Repeat("उधार ", 300)} {
		if _, err := p.ch.Send(t.Context(), bot.Bubble{Address: owner, Text: words}); err != nil {
			t.Fatal(err)
		}
		got := p.texts[len(p.texts)-1].text
		if n := sms.Segments("Sahayak: " + got); n != 3 || len(got) < 380 {
			t.Errorf("%d segments, %d bytes: %q", n, len(got), got)
		}
	}
}

// misbehaving are gateways that do not answer as they should, by shape, and what
// can be done about it.
var misbehaving = []struct {
	name, shape string
	answer      http.HandlerFunc
	fault       bot.Fault
	code        int
	after       time.Duration
}{
	{"200 with failure", "json", says(200, `{"message":"919800000001 Ramesh","type":"error","code":"205"}`), bot.Refused, 205, 0},
	{"200 with a locked account", "json", says(200, `{"message":"x","type":"error","code":"207"}`), bot.Locked, 207, 0},
	{"200 with a number of failure", "query", says(200, `{"status":"failure","errors":[{"code":7}]}`), bot.Throttled, 7, 0},
	{"200 with a word of failure", "query", says(200, `{"status":"Failure"}`), bot.Refused, 0, 0},
	{"a phone number as the number of failure", "json", says(200, `{"type":"error","code":919800000001}`), bot.Refused, 0, 0},
	{"neither success nor failure", "json", says(200, `{"message":"x"}`), bot.Uncertain, 0, 0},
	{"no id", "json", says(200, `{"type":"success"}`), bot.Uncertain, 0, 0},
	{"an id without end", "json", says(200, `{"type":"success","message":"`+strings.Repeat("a", 513)+`"}`), bot.Uncertain, 0, 0},
	{"an id on two lines", "json", says(200, `{"type":"success","message":"a\nb"}`), bot.Uncertain, 0, 0},
	{"another status of success", "form", says(200, `{"sid":"x"}`), bot.Uncertain, 0, 0},
	{"400", "form", says(400, `{"code":21211,"message":"919800000001"}`), bot.Refused, 21211, 0},
	{"401", "json", says(401, `919800000001 Ramesh`), bot.Locked, 0, 0},
	{"401 by number", "form", says(401, `{"code":20003}`), bot.Locked, 20003, 0},
	{"402", "form", says(402, ``), bot.Locked, 0, 0},
	{"403", "query", says(403, `{`), bot.Locked, 0, 0},
	{"404", "query", says(404, `<html>`), bot.Refused, 0, 0},
	{"408", "form", says(408, ``), bot.Transient, 0, 0},
	{"429", "form", says(429, ``), bot.Throttled, 0, 0},
	{"429 with seconds", "form", says(429, `{"code":20429}`, "30"), bot.Throttled, 20429, 30 * time.Second},
	{"429 with a date", "json", says(429, ``, noon.Add(90*time.Second).Format(http.TimeFormat)), bot.Throttled, 0, 90 * time.Second},
	{"429 with a date that is past", "json", says(429, ``, noon.Add(-time.Second).Format(http.TimeFormat)), bot.Throttled, 0, 0},
	{"429 with an age", "json", says(429, ``, "99999999"), bot.Throttled, 0, time.Hour},
	{"429 with nonsense", "json", says(429, ``, "soon"), bot.Throttled, 0, 0},
	{"500", "json", says(500, `Ramesh 919800000001`), bot.Transient, 0, 0},
	{"502", "json", says(502, ``), bot.Uncertain, 0, 0},
	{"503 with seconds", "form", says(503, ``, "9"), bot.Transient, 0, 9 * time.Second},
	{"504", "query", says(504, ``), bot.Uncertain, 0, 0},
	{"elsewhere", "form", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/elsewhere?"+private, http.StatusTemporaryRedirect)
	}, bot.Transient, 0, 0},
	{"garbage", "json", says(200, "Ramesh\x00\xff{]"), bot.Uncertain, 0, 0},
	{"two answers", "json", says(200, `{"type":"success","message":"a"}{"type":"error"}`), bot.Uncertain, 0, 0},
	{"nothing", "json", says(200, ``), bot.Uncertain, 0, 0},
	{"more than is read", "json", says(200, `{"type":"success","x":"`+strings.Repeat("a", 1<<19)+`","message":"a"}`), bot.Uncertain, 0, 0},
	{"cut off in the answer", "json", cutOff("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"type\":\"success\",\"message\":\"a\"}"), bot.Uncertain, 0, 0},
	{"cut off where only the status tells", "least", cutOff("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nok"), bot.Uncertain, 0, 0},
	{"cut off before it", "form", cutOff(""), bot.Uncertain, 0, 0},
	{"no HTTP", "query", cutOff("919800000001 Ramesh\r\n\r\n"), bot.Uncertain, 0, 0},
}

// says answers with a status, a body and a Retry-After.
func says(status int, body string, after ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if len(after) > 0 {
			w.Header().Set("Retry-After", after[0])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// cutOff writes words to the connection, and closes it.
func cutOff(words string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		_, _ = io.WriteString(conn, words)
		_ = conn.Close()
	}
}

// against is the channel to a gateway of a shape that answers so.
func against(t *testing.T, shape string, answer http.HandlerFunc) (*sms.Channel, *atomic.Int32) {
	t.Helper()
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		answer(w, r)
	}))
	t.Cleanup(server.Close)
	ch, err := sms.New(config(t, file(t, shape), server.URL))
	if err != nil {
		t.Fatal(err)
	}
	return ch, &asked
}

// TestMisbehaving is what can be done about a gateway that does not take a text;
// it is asked once, and what it said is not repeated.
func TestMisbehaving(t *testing.T) {
	for _, c := range misbehaving {
		t.Run(c.name, func(t *testing.T) {
			ch, asked := against(t, c.shape, c.answer)
			id, err := ch.Send(t.Context(), bot.Bubble{Address: owner, Text: private, Ref: "w.1.1"})
			var e *bot.SendError
			if !errors.As(err, &e) || e.Fault != c.fault || e.Code != c.code || e.After != c.after || id != "" {
				t.Errorf("%q, %+v, want %v (%d) after %v", id, err, c.fault, c.code, c.after)
			}
			discreet(t, c.name, err)
			if n := asked.Load(); n != 1 {
				t.Errorf("asked %d times", n)
			}
		})
	}
}

// TestSentOnce breaks a connection that was used before: the library would send a
// GET again by itself.
func TestSentOnce(t *testing.T) {
	for _, shape := range []string{"query", "form", "json"} {
		first := true
		ch, asked := against(t, shape, func(w http.ResponseWriter, r *http.Request) {
			if first {
				first = false
				shapes(t)[shape].answer(w, "id1")
				return
			}
			cutOff("")(w, r)
		})
		if _, err := ch.Send(t.Context(), bot.Bubble{Address: owner, Text: private, Ref: "w.1.1"}); err != nil {
			t.Fatal(err)
		}
		_, err := ch.Send(t.Context(), bot.Bubble{Address: owner, Text: private, Ref: "w.2.1"})
		var e *bot.SendError
		if !errors.As(err, &e) || e.Fault != bot.Uncertain || asked.Load() != 2 {
			t.Errorf("%s: %v, asked %d times", shape, err, asked.Load())
		}
	}
}

// late is a context whose time is over when somebody says so.
type late struct {
	context.Context
	over chan struct{}
}

func (l late) Done() <-chan struct{} { return l.over }

func (l late) Err() error {
	select {
	case <-l.over:
		return context.DeadlineExceeded
	default:
		return nil
	}
}

// TestSlow gives up while the gateway has the text: it may have arrived.
func TestSlow(t *testing.T) {
	for shape := range shapes(t) {
		ctx, free := late{t.Context(), make(chan struct{})}, make(chan struct{})
		ch, asked := against(t, shape, func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			close(ctx.over)
			<-free
		})
		_, err := ch.Send(ctx, bot.Bubble{Address: owner, Text: private})
		close(free)
		var e *bot.SendError
		if !errors.As(err, &e) || e.Fault != bot.Uncertain || !errors.Is(err, context.DeadlineExceeded) || asked.Load() != 1 {
			t.Errorf("%s: %v", shape, err)
		}
		discreet(t, shape, err)
	}
}

// TestNobodyThere is a gateway that cannot be reached: nothing was sent.
func TestNobodyThere(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	for name, s := range shapes(t) {
		ch, err := sms.New(config(t, s.file, server.URL))
		if err != nil {
			t.Fatal(err)
		}
		_, err = ch.Send(t.Context(), bot.Bubble{Address: owner, Text: private})
		var e *bot.SendError
		if !errors.As(err, &e) || e.Fault != bot.Transient {
			t.Errorf("%s: %v", name, err)
		}
		discreet(t, name, err)
	}
}

// TestHeard is when a request that failed may have been heard: from when it had a
// connection until it is known that not all of it went out.
func TestHeard(t *testing.T) {
	for _, c := range []struct {
		name  string
		went  func(*httptrace.ClientTrace)
		fault bot.Fault
	}{
		{"no connection", func(*httptrace.ClientTrace) {}, bot.Transient},
		{"a connection", func(t *httptrace.ClientTrace) { t.GotConn(httptrace.GotConnInfo{}) }, bot.Uncertain},
		{"half of it", func(t *httptrace.ClientTrace) {
			t.GotConn(httptrace.GotConnInfo{})
			t.WroteRequest(httptrace.WroteRequestInfo{Err: io.ErrClosedPipe})
		}, bot.Transient},
		{"all of it", func(t *httptrace.ClientTrace) { t.WroteRequest(httptrace.WroteRequestInfo{}) }, bot.Uncertain},
	} {
		config := config(t, textlocal, "https://gateway.example")
		config.HTTP = &http.Client{Transport: going{c.went}}
		ch, err := sms.New(config)
		if err != nil {
			t.Fatal(err)
		}
		_, err = ch.Send(t.Context(), bot.Bubble{Address: owner, Text: private})
		var e *bot.SendError
		var address *url.Error
		if !errors.As(err, &e) || e.Fault != c.fault || !errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &address) {
			t.Errorf("%s: %v, want %v", c.name, err, c.fault)
		}
	}
}

// going is a way that breaks after so much.
type going struct{ went func(*httptrace.ClientTrace) }

func (g going) RoundTrip(r *http.Request) (*http.Response, error) {
	g.went(httptrace.ContextClientTrace(r.Context()))
	return nil, io.ErrUnexpectedEOF
}

// TestGuard is that every connection is the guard's to refuse.
func TestGuard(t *testing.T) {
	abroad := errors.New("abroad")
	c := config(t, least, "https://gateway.example")
	c.Guard = func(*http.Transport) http.RoundTripper { return refusing{abroad} }
	ch, err := sms.New(c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ch.Send(t.Context(), bot.Bubble{Address: owner, Text: private}); !errors.Is(err, abroad) {
		t.Error(err)
	}
}

type refusing struct{ err error }

func (r refusing) RoundTrip(*http.Request) (*http.Response, error) { return nil, r.err }
