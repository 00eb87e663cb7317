package sms_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/sms"
)

// least is a file that says as little as it can.
const least = `url = "https://gateway.example/send"
[fields]
to = "{to}"
text = "{text}"
`

func TestRead(t *testing.T) {
	c, err := sms.Read(strings.NewReader(least))
	if err != nil {
		t.Fatal(err)
	}
	if c.Method != http.MethodPost || c.Body != sms.Form || c.Segments != sms.DefaultSegments || c.PerSecond != sms.DefaultPerSecond {
		t.Errorf("%+v", c)
	}
	if _, err := sms.New(c); !errors.Is(err, sms.ErrConfig) {
		t.Errorf("without a clock: %v", err)
	}
	c.Clock = bottest.NewClock(noon)
	ch, err := sms.New(c)
	if err != nil || ch.Pace().PerSecond != sms.DefaultPerSecond || ch.Place() != "https://gateway.example" {
		t.Errorf("%v", err)
	}
}

// TestReadRefuses says what is wrong with a file, and never what a secret is.
func TestReadRefuses(t *testing.T) {
	t.Setenv("SMS_KEY", "hush")
	t.Setenv("SMS_EMPTY", "")
	reports := least + "[reports]\nsecret = \"0123456789abcdef\"\nid = \"i\"\nstatus = \"s\"\nwords = { D = \"delivered\" }\n"
	if _, err := sms.Read(strings.NewReader(reports)); err != nil {
		t.Fatal(err)
	}
	replaced := strings.NewReplacer
	for _, c := range []struct{ name, file, why string }{
		{"nothing", ``, "plain address"},
		{"no TOML", `]`, ""},
		{"what is called nothing", "sendr = \"x\"\n" + least, "sendr"},
		{"what only the program sets", "log = 1\nclock = 1\n" + least, "log"},
		{"within a table", least + "[answer]\nstat = \"x\"", "answer.stat"},
		{"in the clear", replaced("https", "http").Replace(least), "https"},
		{"another way", replaced("https", "ftp").Replace(least), "https"},
		{"a password in the URL", replaced("gateway", "me:hush@gateway").Replace(least), "plain address"},
		{"a host that depends", replaced("gateway", "{to}").Replace(least), "host"},
		{"a port that depends", replaced("example", "example:1{to}").Replace(least), "host"},
		{"a text in the path", replaced("/send", "/{text}").Replace(least), "{text} cannot stand here"},
		{"a fragment", replaced("/send", "/send#a").Replace(least), "plain address"},
		{"an unknown place", replaced("{to}", "{too}").Replace(least), "{too} cannot stand"},
		{"an open brace", replaced("{to}", "{to").Replace(least), "brace"},
		{"a closed brace", replaced("{to}", "to}").Replace(least), "brace"},
		{"no number", replaced("{to}", "1").Replace(least), "{to} and {text}"},
		{"no text", replaced("{text}", "1").Replace(least), "{to} and {text}"},
		{"an unset variable", replaced("{to}", "env:SMS_NONE").Replace(least), "SMS_NONE"},
		{"an empty variable", replaced("{to}", "{to}{env:SMS_EMPTY}").Replace(least), "SMS_EMPTY"},
		{"another method", "method = \"PUT\"\n" + least, "POST or GET"},
		{"another body", "body = \"xml\"\n" + least, "form, json or query"},
		{"a GET with a body", "method = \"GET\"\nbody = \"json\"\n" + least, "no body"},
		{"too many segments", "segments = 11\n" + least, "1 to 10"},
		{"segments below nothing", "segments = -1\n" + least, "1 to 10"},
		{"a pace below nothing", "per_second = -1\n" + least, "per_second"},
		{"a date", least + "at = 2026-01-01", "only words"},
		{"a table in a form", least + "[fields.deep]\na = 1", "JSON only"},
		{"lists of lists in a form", least + "deep = [[1]]", "JSON only"},
		{"a bad header", least + "[headers]\n\"a b\" = \"x\"", "cannot be set"},
		{"a header of ours", least + "[headers]\nhost = \"x\"", "cannot be set"},
		{"a text in a header", least + "[headers]\nx = \"{text}\"", "{text} cannot stand"},
		{"a line break in a header", least + "[headers]\nx = \"a\\nb\"", "control"},
		{"a line break in the sender", "sender = \"a\\nb\"\n" + least, "control"},
		{"a template without an id", least + "[template.default]\ntext = \"{text}\"", "no id"},
		{"a template's place", least + "[template.default]\nid = \"1\"\ntext = \"{to}\"", "cannot stand"},
		{"a template without room", "segments = 1\n" + least + "[template.default]\nid = \"1\"\ntext = \"" + strings.Repeat("a", 161) + "\"", "fits"},
		{"no template", replaced("{to}", "{to}{template}").Replace(least), "template.default"},
		{"no coding", replaced("{to}", "{to}{coding}").Replace(least), "[coding]"},
		{"words without a state", least + "[answer]\nsuccess = [\"ok\"]", "no state"},
		{"failures without a state", least + "[answer]\nfailure = { a = \"refused\" }", "no state"},
		{"a state without words", least + "[answer]\nstate = \"a\"", "no words"},
		{"an unknown fault", least + "[answer]\nstate = \"a\"\nfailure = { a = \"bad\" }", "bad"},
		{"a word of both", least + "[answer]\nstate = \"a\"\nsuccess = [\"A\"]\nfailure = { a = \"refused\" }", "success and of failure"},
		{"a status that is none", least + "[answer]\nok = [20]", "statuses"},
		{"a short secret", replaced("0123456789abcdef", "0123456789abcde").Replace(reports), "16"},
		{"a secret with a way in it", replaced("0123456789abcdef", "0123456789/abcdef").Replace(reports), "no /"},
		{"a header that is none", replaced("status", "header = \"a b\"\nstatus").Replace(reports), "no such header"},
		{"reports of nothing", replaced("id = \"i\"", "").Replace(reports), "id or ref"},
		{"reports that say nothing", replaced("status = \"s\"", "").Replace(reports), "status"},
		{"reports in no words", replaced("D = \"delivered\"", "").Replace(reports), "words"},
		{"an unknown meaning", replaced("\"delivered\"", "\"gone\"").Replace(reports), "gone"},
		{"a secret that is not there", replaced("0123456789abcdef", "env:SMS_NONE").Replace(reports), "SMS_NONE"},
		{"too much", "#" + strings.Repeat("a", sms.MaxFile), "bytes"},
	} {
		_, err := sms.Read(strings.NewReader(c.file))
		if !errors.Is(err, sms.ErrConfig) || !strings.Contains(err.Error(), c.why) || strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: %v, want %q", c.name, err, c.why)
		}
	}
}

// TestReadFails passes on that a file cannot be read.
func TestReadFails(t *testing.T) {
	broken := errors.New("no disk")
	if _, err := sms.Read(failing{broken}); !errors.Is(err, broken) || errors.Is(err, sms.ErrConfig) {
		t.Error(err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// FuzzRead checks that whatever is read can be used, or is refused as a
// configuration.
func FuzzRead(f *testing.F) {
	environ(f)
	for _, s := range shapes(f) {
		f.Add(s.file)
	}
	for _, s := range []string{
		least, "", "url = 1", "url = \"http://127.0.0.1:1/{to}?{text}\"", "url = \"https://[::1]:1/%zz{to}?a={text}\"",
		"url = \"env:SMS_SECRET\"\n[fields]\na = [[], {}, 1.5, true]", least + "[headers]\n\"\" = \"{{}}\"",
		"url = \"https://{env:TWILIO_ACCOUNT}/?{text}{to}\"\nmethod=\"GET\"",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, file string) {
		c, err := sms.Read(strings.NewReader(file))
		if err != nil {
			if !errors.Is(err, sms.ErrConfig) {
				t.Error(err)
			}
			return
		}
		c.Clock = bottest.NewClock(noon)
		if _, err := sms.New(c); err != nil {
			t.Errorf("read, and refused: %v", err)
		}
		if _, err := sms.Probe(c, "919800000001", `\ "' <&> {}`+"\n…"); err != nil {
			t.Errorf("no request can be made: %v", err)
		}
	})
}
