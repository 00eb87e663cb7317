package sms_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/sms"
)

// door is the way in for reports of a shape, and what comes in.
func door(t testing.TB, file string) (http.Handler, *bottest.Inbox) {
	t.Helper()
	inbox := &bottest.Inbox{}
	return channel(t, file).Reports(inbox), inbox
}

// channel is one to a gateway that is not there.
func channel(t testing.TB, file string) *sms.Channel {
	t.Helper()
	ch, err := sms.New(config(t, file, "http://127.0.0.1:1"))
	if err != nil {
		t.Fatal(err)
	}
	return ch
}

// ask has a handler answer, and returns the status.
func ask(h http.Handler, r *http.Request) int {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code
}

// posted is a report as JSON.
func posted(path, body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "http://bot.example/", strings.NewReader(body))
	r.URL.Path = path
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	return r
}

const in = "/sms/" + secret

func TestReports(t *testing.T) {
	const lists = least + `
[reports]
secret = "env:SMS_SECRET"
list   = "results.0.all"
id     = "message.id"
ref    = "ref"
status = "state"
code   = "error"
words  = { Delivered = "delivered", gone = "failed", seen = "read", 1 = "sent", taken = "accepted", old = "ignored" }
`
	files := shapes(t)
	for _, c := range []struct {
		name, file string
		r          *http.Request
		want       []bot.Status
		aside      string
	}{
		{"MSG91's form", files["json"].file, reportJSON(text{}, "m1"), []bot.Status{{Bubble: "m1", State: bot.Delivered}}, ""},
		{"Twilio's form", files["form"].file, reportForm(text{to: owner, ref: "w.1.2"}, "SM1"), []bot.Status{{Bubble: "SM1", Ref: "w.1.2", State: bot.Delivered}}, ""},
		{
			"and its failure", files["form"].file, form(in, url.Values{"MessageSid": {"SM1"}, "MessageStatus": {"UNDELIVERED "}, "ErrorCode": {"30003"}, "ErrorMessage": {private}}),
			[]bot.Status{{Bubble: "SM1", State: bot.Failed, Code: 30003, Err: "the gateway says undelivered"}},
			"",
		},
		{"what is on its way", files["form"].file, form(in, url.Values{"MessageSid": {"SM1"}, "MessageStatus": {"queued"}}), nil, ""},
		{"an unknown word", files["form"].file, form(in, url.Values{"MessageSid": {"SM1"}, "MessageStatus": {"lost"}}), nil, "word"},
		{"of no message", files["form"].file, form(in, url.Values{"MessageStatus": {"sent"}}), nil, "no message"},
		{"of one without end", files["form"].file, form(in, url.Values{"MessageStatus": {"sent"}, "MessageSid": {strings.Repeat("a", 513)}}), nil, "no message"},
		{"a GET", textlocal, reportQuery(text{ref: "w.3.1"}, ""), []bot.Status{{Ref: "w.3.1", State: bot.Delivered}}, ""},
		{"JSON", lists, posted(in, `{"results":[{"all":[{"message":{"id":7},"state":"delivered"},{"ref":"w.1.1","state":1},{"ref":"w","state":"old"},{"ref":"w","state":"SEEN"},{"ref":"w","state":"taken"}]}]}`), []bot.Status{
			{Bubble: "7", State: bot.Delivered}, {Ref: "w.1.1", State: bot.Sent}, {Ref: "w", State: bot.Read}, {Ref: "w", State: bot.Accepted},
		}, ""},
		{"some that can be read", lists, posted(in, `{"results":[{"all":[null,{"ref":"w","state":"seen"},7]}]}`), []bot.Status{{Ref: "w", State: bot.Read}}, "word"},
		{"a phone number for a code", lists, posted(in, `{"results":[{"all":{"ref":"w","state":"gone","error":919800000001}}]}`), []bot.Status{{Ref: "w", State: bot.Failed, Err: "the gateway says gone"}}, ""},
		{"an empty list", lists, posted(in, `{"results":[{"all":[]}]}`), nil, ""},
		{"no list", lists, posted(in, `{}`), nil, "word"},
		{"cut off", lists, posted(in, `{"results":[{"all":[{"ref":"w","state":"seen"}`), nil, "word"},
		{"nothing", lists, posted(in, ``), nil, "word"},
		{"no form", files["form"].file, form(in, nil), nil, "word"},
	} {
		h, inbox := door(t, c.file)
		for i := range c.want {
			c.want[i].At = noon
		}
		if code := ask(h, c.r); code != http.StatusOK {
			t.Errorf("%s: status %d", c.name, code)
		}
		if got := inbox.Statuses(); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
		if got := strings.Join(inbox.Aside(), ","); (got == "") != (c.aside == "") || !strings.Contains(got, c.aside) {
			t.Errorf("%s: set aside %q, want %q", c.name, got, c.aside)
		}
	}
}

// TestReportsRefuses is who is not let in, and what is not read.
func TestReportsRefuses(t *testing.T) {
	files := shapes(t)
	ok := url.Values{"MessageSid": {"SM1"}, "MessageStatus": {"sent"}}
	hidden := func(r *http.Request, word string) *http.Request {
		r.Header.Set("X-Secret", word)
		return r
	}
	broken := posted(in, "")
	broken.Body = http.NoBody
	broken.Body = failingBody{}
	for _, c := range []struct {
		name, file string
		r          *http.Request
		want       int
	}{
		{"nobody", files["form"].file, form("/sms/", ok), 401},
		{"somebody else", files["form"].file, form("/sms/another secret", ok), 401},
		{"almost", files["form"].file, form(in+"s", ok), 401},
		{"a part of it", files["form"].file, form(in[:len(in)-1], ok), 401},
		{"the secret elsewhere", files["form"].file, hidden(form("/sms/", ok), secret), 401},
		{"who knows it", files["form"].file, form(in, ok), 200},
		{"no header", textlocal, form(in, ok), 401},
		{"another header", textlocal, hidden(form("/sms/", ok), "x"), 401},
		{"the header", textlocal, hidden(form("/sms/", ok), secret), 200},
		{"no secret at all", least, form("/", ok), 401},
		{"no secret, and a way", least, form("/sms/.", ok), 401},
		{"another method", files["form"].file, httptest.NewRequest(http.MethodPut, "http://bot.example/", nil), 405},
		{"too much", files["form"].file, posted(in, strings.Repeat("a", sms.MaxReport+1)), 413},
		{"as much as may be", files["form"].file, posted(in, strings.Repeat("a", sms.MaxReport)), 200},
		{"cut off on its way", files["form"].file, broken, 400},
	} {
		h, inbox := door(t, c.file)
		if got := ask(h, c.r); got != c.want {
			t.Errorf("%s: status %d, want %d", c.name, got, c.want)
		}
		if came := len(inbox.Statuses()) + len(inbox.Aside()); (came > 0) != (c.want == 200) {
			t.Errorf("%s: %d things came in", c.name, came)
		}
	}
}

type failingBody struct{}

func (failingBody) Read([]byte) (int, error) { return 0, errors.New("reset") }

func (failingBody) Close() error { return nil }

// TestReportsFails has the sink fail: it is told again.
func TestReportsFails(t *testing.T) {
	for _, word := range []string{"sent", "lost"} {
		h, inbox := door(t, shapes(t)["form"].file)
		report := func() *http.Request {
			return form(in, url.Values{"MessageSid": {"SM1"}, "MessageStatus": {word}})
		}
		inbox.Fail(errors.New("no space left"))
		if code := ask(h, report()); code != http.StatusServiceUnavailable {
			t.Errorf("%s: status %d", word, code)
		}
		inbox.Fail(nil)
		if code := ask(h, report()); code != http.StatusOK || len(inbox.Statuses())+len(inbox.Aside()) != 1 {
			t.Errorf("%s: status %d, then %+v", word, code, inbox.Statuses())
		}
	}
}

// FuzzReports checks that whatever is reported can be filed, and is never an
// error of ours.
func FuzzReports(f *testing.F) {
	for _, seed := range []string{
		"", "MessageSid=SM1&MessageStatus=sent", "%zz=&;", `{"MessageSid":"a","MessageStatus":"failed","ErrorCode":30003}`, `[[[]]]`, `{`, "null",
		`[{"requestId":"m1","report":[{"status":"1"}]}]`, "data=%5B%7B%22requestId%22%3A1%2C%22report%22%3A%5B%7B%22status%22%3A1%7D%5D%7D%5D", "\x00\xff",
	} {
		f.Add(seed, "application/json", "ref=w.1.1")
		f.Add(seed, "application/x-www-form-urlencoded", "MessageStatus=sent;%zz")
	}
	channels := map[string]*sms.Channel{}
	for name, s := range shapes(f) {
		channels[name] = channel(f, s.file)
	}
	f.Fuzz(func(t *testing.T, body, kind, query string) {
		for name, ch := range channels {
			inbox := &bottest.Inbox{}
			r := posted(in, body)
			r.Header.Set("Content-Type", kind)
			r.Header.Set("X-Secret", secret)
			r.URL.RawQuery = query
			if code := ask(ch.Reports(inbox), r); code != http.StatusOK {
				t.Errorf("%s: status %d", name, code)
			}
			for _, s := range inbox.Statuses() {
				if s.Bubble == "" && s.Ref == "" || len(s.Bubble) > 512 || !s.At.Equal(noon) || s.State < bot.Accepted || s.State > bot.Read || s.Code < 0 || s.Code > 999_999 {
					t.Errorf("%s: %+v", name, s)
				}
			}
		}
	})
}
