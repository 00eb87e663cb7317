package sms_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/sms"
)

// secret is what gateways report with.
const secret = "a secret of reports"

// shape is a kind of gateway: its file, how it reads a request and answers, and
// how it reports. Requests are judged by what it is shown, not by what we meant.
type shape struct {
	file   string
	read   func(r *http.Request) (text, error)
	answer func(w http.ResponseWriter, id string)
	refuse func(w http.ResponseWriter)
	report func(sent text, id string) *http.Request
}

// text is a message as a gateway has it.
type text struct{ to, text, ref, template, coding string }

// inDocs are the files that the operator's guide shows.
func inDocs(t testing.TB) []string {
	t.Helper()
	raw, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(raw), "\n## Text messages\n")
	section, _, _ = strings.Cut(section, "\n## ")
	var out []string
	for i, block := range strings.Split(section, "```") {
		if file, ok := strings.CutPrefix(block, "toml\n"); ok && i%2 == 1 {
			out = append(out, file)
		}
	}
	if len(out) != 2 {
		t.Fatalf("%d files in the guide", len(out))
	}
	return out
}

// textlocal is a gateway that is asked by GET and has no ids of its own.
const textlocal = `
url    = "https://api.textlocal.example/send/?apikey={env:TEXTLOCAL_KEY}&test=0"
method = "GET"
sender = "SHAYAK"
entity = "110100"

[fields]
numbers = "{to}"
message = "{text}"
sender  = "{sender}"
custom  = "{ref}"
pe_id   = "{entity}"

[answer]
state   = "status"
code    = "errors.0.code"
failure = { failure = "refused", 3 = "locked", 7 = "throttled" }

[reports]
secret = "env:SMS_SECRET"
header = "X-Secret"
ref    = "customID"
status = "status"
words  = { D = "delivered", U = "failed", I = "failed", E = "ignored" }
`

// shapes are the three, by name.
func shapes(t testing.TB) map[string]shape {
	t.Helper()
	files := inDocs(t)
	return map[string]shape{
		"json":  {files[0], readJSON, answerJSON, refuseJSON, reportJSON},
		"form":  {files[1], readForm, answerForm, refuseForm, reportForm},
		"query": {textlocal, readQuery, answerQuery, refuseQuery, reportQuery},
	}
}

// file is that of a shape; any other is told nothing of how it answers.
func file(t testing.TB, shape string) string {
	t.Helper()
	if s, ok := shapes(t)[shape]; ok {
		return s.file
	}
	return least
}

// environ sets what the files refer to. The values have what must be escaped.
func environ(t testing.TB) {
	t.Helper()
	for name, value := range map[string]string{
		"MSG91_KEY": "k/1&x=y", "SMS_SECRET": secret, "TWILIO_ACCOUNT": "AC00", "TWILIO_TOKEN": "to:ken&", "TWILIO_NUMBER": "+15005550006",
		"TEXTLOCAL_KEY": "t/1&x=y #z",
	} {
		t.Setenv(name, value)
	}
}

// config reads a file of a gateway that is on this machine instead.
func config(t testing.TB, file, base string) sms.Config {
	t.Helper()
	environ(t)
	c, err := sms.Read(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	c.Clock = bottest.NewClock(noon)
	if strings.HasPrefix(c.URL, "env:") {
		return c
	}
	_, path, _ := strings.Cut(strings.TrimPrefix(c.URL, "https://"), "/")
	c.URL = base + "/" + path
	return c
}

func readJSON(r *http.Request) (text, error) {
	var body struct {
		Sender, Route, Country, Unicode string
		Template                        string `json:"DLT_TE_ID"`
		SMS                             []struct {
			Message string
			To      []string
		}
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return text{}, err
	}
	if r.Method != http.MethodPost || r.URL.Path != "/api/v2/sendsms" || r.Header.Get("Authkey") != "k/1&x=y" || r.Header.Get("Content-Type") != "application/json" {
		return text{}, fmt.Errorf("%s %s %v", r.Method, r.URL, r.Header)
	}
	if body.Sender != "SHAYAK" || body.Route != "4" || len(body.SMS) != 1 || len(body.SMS[0].To) != 1 {
		return text{}, fmt.Errorf("%+v", body)
	}
	words := strings.TrimPrefix(body.SMS[0].Message, "Sahayak: ")
	return text{to: body.SMS[0].To[0], text: words, template: body.Template, coding: body.Unicode}, nil
}

func answerJSON(w http.ResponseWriter, id string) {
	fmt.Fprintf(w, `{"message":%q,"type":"success"}`, id)
}

func refuseJSON(w http.ResponseWriter) {
	fmt.Fprint(w, `{"message":"Invalid number 919999999999","type":"error","code":"205"}`)
}

// reportJSON has no reference of ours: the gateway was not told it.
func reportJSON(_ text, id string) *http.Request {
	data := fmt.Sprintf(`[{"senderId":"SHAYAK","requestId":%q,"report":[{"number":"919800000001","status":"1","desc":"DELIVERED"}]}]`, id)
	return form("/sms/"+secret, url.Values{"data": {data}})
}

// form is a report as a form.
func form(path string, values url.Values) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "http://bot.example/", strings.NewReader(values.Encode()))
	r.URL.Path = path
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

func readForm(r *http.Request) (text, error) {
	user, password, _ := r.BasicAuth()
	if err := r.ParseForm(); err != nil {
		return text{}, err
	}
	if r.Method != http.MethodPost || r.URL.Path != "/2010-04-01/Accounts/AC00/Messages.json" || user != "AC00" || password != "to:ken&" || r.PostForm.Get("From") != "+15005550006" {
		return text{}, fmt.Errorf("%s %s %v", r.Method, r.URL, r.PostForm)
	}
	back, err := url.Parse(r.PostForm.Get("StatusCallback"))
	if err != nil {
		return text{}, err
	}
	to, plus := strings.CutPrefix(r.PostForm.Get("To"), "+")
	if !plus {
		return text{}, fmt.Errorf("to %s", to)
	}
	return text{to: to, text: r.PostForm.Get("Body"), ref: back.Query().Get("ref")}, nil
}

func answerForm(w http.ResponseWriter, id string) {
	w.WriteHeader(http.StatusCreated)
	fmt.Fprintf(w, `{"sid":%q,"status":"queued","error_code":null}`, id)
}

func refuseForm(w http.ResponseWriter) {
	w.WriteHeader(http.StatusBadRequest)
	fmt.Fprint(w, `{"code":21211,"message":"The 'To' number +919999999999 is not valid","status":400}`)
}

func reportForm(sent text, id string) *http.Request {
	r := form("/sms/"+secret, url.Values{"MessageSid": {id}, "MessageStatus": {"delivered"}, "To": {"+" + sent.to}})
	r.URL.RawQuery = url.Values{"ref": {sent.ref}}.Encode()
	return r
}

func readQuery(r *http.Request) (text, error) {
	q := r.URL.Query()
	if r.Method != http.MethodGet || r.URL.Path != "/send/" || q.Get("apikey") != "t/1&x=y #z" || q.Get("sender") != "SHAYAK" || q.Get("pe_id") != "110100" {
		return text{}, fmt.Errorf("%s %s", r.Method, r.URL)
	}
	return text{to: q.Get("numbers"), text: q.Get("message"), ref: q.Get("custom")}, nil
}

func answerQuery(w http.ResponseWriter, _ string) { fmt.Fprint(w, `{"balance":12,"status":"success"}`) }

func refuseQuery(w http.ResponseWriter) {
	fmt.Fprint(w, `{"errors":[{"code":51,"message":"No valid numbers: 919999999999"}],"status":"failure"}`)
}

func reportQuery(sent text, _ string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, "http://bot.example/sms/?"+url.Values{"customID": {sent.ref}, "status": {"D"}, "number": {sent.to}}.Encode(), nil)
	r.Header.Set("X-Secret", secret)
	return r
}
