package simulator_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/bot/simulator"
)

func file(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }

func withTemplates(c *simulator.Config) {
	c.Templates = fstest.MapFS{
		"hello.json": file(`{"name":"hello","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"Hello"}]}`),
		"festival.json": file(`{"name":"festival","language":"hi","category":"MARKETING","components":[
			{"type":"HEADER","format":"TEXT","text":"{{1}} आ रही है"},{"type":"BODY","text":"{{1}}: {{2}} kg {{1}}"},{"type":"FOOTER","text":"STOP"},
			{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Order"},{"type":"QUICK_REPLY","text":"Nahi"},{"type":"URL","text":"Dekho","url":"https://x.in/{{1}}"}]}]}`),
		"named.json":  file(`{"name":"named","language":"en","parameter_format":"NAMED","components":[{"type":"BODY","text":"{{shop}} owes {{amount}}"}]}`),
		"bill.json":   file(`{"name":"bill","language":"en","components":[{"type":"HEADER","format":"DOCUMENT"},{"type":"BODY","text":"Bill"}]}`),
		"paused.json": file(`{"name":"paused","language":"en","status":"PAUSED","components":[{"type":"BODY","text":"x"}]}`),
		"off.json":    file(`{"name":"off","language":"en","status":"DISABLED","components":[{"type":"BODY","text":"x"}]}`),
		"new.json":    file(`{"name":"new","language":"en","status":"PENDING","components":[{"type":"BODY","text":"x"}]}`),
		"sale.json":   file(`{"name":"sale","language":"en","category":"MARKETING","components":[{"type":"BODY","text":"Sale"}]}`),
		"notes.txt":   file(`no template`),
	}
}

func template(name, language, components string) string {
	return `"type":"template","template":{"name":"` + name + `","language":{"code":"` + language + `"},"components":[` + components + `]}`
}

func params(kind string, texts ...string) string {
	var p []string
	for _, t := range texts {
		p = append(p, `{"type":"text","text":`+quote(t)+`}`)
	}
	return `{"type":"` + kind + `","parameters":[` + strings.Join(p, ",") + `]}`
}

// TestTemplates fills templates in, rightly and wrongly.
func TestTemplates(t *testing.T) {
	w := newWorld(t, withTemplates)
	doc := w.upload("application/pdf", "b.pdf", pdf)
	button := func(payload string) string {
		return `{"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"` + payload + `"}]}`
	}
	link := `{"type":"button","sub_type":"url","index":2,"parameters":[{"type":"text","text":"holi"}]}`
	named := func(a, b string) string {
		return `{"type":"body","parameters":[{"type":"text","parameter_name":"` + a + `","text":"Asha"},{"type":"text","parameter_name":"` + b + `","text":"₹5"}]}`
	}
	for _, c := range []struct {
		fields string
		code   int
		want   string
	}{
		{template("hello", "en", ""), 0, "Hello"},
		{template("festival", "hi", params("header", "होली")+","+params("body", "गुलाल", "20")+","+button("17:2")+","+link), 0, "गुलाल: 20 kg गुलाल"},
		{template("named", "en", named("amount", "shop")), 0, "₹5 owes Asha"},
		{template("bill", "en", `{"type":"header","parameters":[{"type":"document","document":{"id":"`+doc+`"}}]}`), 0, "Bill"},
		{template("hello", "hi", ""), 132001, ""},
		{template("nobody", "en", ""), 132001, ""},
		{template("new", "en", ""), 132001, ""},
		{template("paused", "en", ""), 132015, ""},
		{template("off", "en", ""), 132016, ""},
		{template("hello", "en", params("body", "x")), 132000, ""},
		{template("hello", "en", params("header", "x")), 132000, ""},
		{template("festival", "hi", params("header", "h")+","+params("body", "a")+","+link), 132000, ""},
		{template("festival", "hi", params("header", "h")+","+params("body", "a", "b", "c")+","+link), 132000, ""},
		{template("festival", "hi", params("header", "h")+","+params("body", "a", "")+","+link), 132000, ""},
		{template("festival", "hi", params("header", "h")+","+params("body", "a", "b")), 132000, ""},
		{template("festival", "hi", params("header", "h")+","+params("body", "a", "b\nc")+","+link), 100, ""},
		{template("festival", "hi", params("header", "h")+","+params("body", strings.Repeat("x", 600), "b")+","+link), 132005, ""},
		{template("hello", "en", button("17:2")), 132000, ""},
		{template("festival", "hi", params("header", "h")+","+params("body", "a", "b")+","+link+","+strings.Replace(button("x"), `"0"`, `"2"`, 1)), 132012, ""},
		{template("festival", "hi", params("header", "h")+","+params("body", "a", "b")+","+link+","+strings.Replace(button("x"), `"0"`, `"3"`, 1)), 132000, ""},
		{template("festival", "hi", params("header", "h")+","+params("body", "a", "b")+","+link+","+strings.Replace(button("x"), `"0"`, `"first"`, 1)), 132000, ""},
		{template("festival", "hi", params("header", "h")+","+params("body", "a", "b")+","+link+","+button(strings.Repeat("x", 257))), 100, ""},
		{template("named", "en", named("amount", "name")), 132000, ""},
		{template("named", "en", params("body", "a", "b")), 132000, ""},
		{template("bill", "en", ""), 132012, ""},
		{template("bill", "en", params("header", "x")), 132012, ""},
		{template("hello", "en", params("carousel", "x")), 100, ""},
		{`"type":"template","template":{"language":{"code":"en"}}`, 131008, ""},
		{`"type":"template","template":{"name":"hello"}`, 131008, ""},
	} {
		r := w.send(c.fields)
		if r.code() != c.code || (c.code == 0) != (r.StatusCode == http.StatusOK) {
			t.Errorf("%s: %d %s", c.fields, r.StatusCode, r.body)
			continue
		}
		if c.code == 0 && (w.last().Text != c.want || w.last().Status != "delivered" || !strings.Contains(string(r.body), `"message_status":"accepted"`)) {
			t.Errorf("%s: %s: %+v", c.fields, r.body, w.last())
		}
	}
	b := w.Chat(asha)[1]
	if b.Header != "होली आ रही है" || b.Footer != "STOP" || b.Template != "festival" || jsonOf(b.Choices) != `[{"id":"17:2","title":"Order"},{"id":"Nahi","title":"Nahi"}]` || b.Link.URL != "https://x.in/holi" {
		t.Errorf("got %s", jsonOf(b))
	}
	w.say(simulator.Said{Pick: "17:2", ReplyTo: b.ID})
	if got, want := w.heard(), `{"context":{"from":"918012345678","id":"`+b.ID+`"},"type":"button","button":{"payload":"17:2","text":"Order"}}`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if s := w.bot.statuses()[2]; s.Pricing.Category != "marketing" {
		t.Errorf("priced %s", jsonOf(s.Pricing))
	}
}

// TestTemplateList lists templates, all and by name.
func TestTemplateList(t *testing.T) {
	w := newWorld(t, withTemplates)
	for path, want := range map[string]int{"": 8, "?name=festival": 1, "?name=zzz": 0} {
		r := w.request("GET", "/v25.0/"+waba+"/message_templates"+path, "")
		var page wire.TemplatePage
		if err := json.Unmarshal(r.body, &page); err != nil || len(page.Data) != want || !strings.Contains(string(r.body), `"data":[`) {
			t.Errorf("%s: %s", path, r.body)
		}
	}
	if r := w.request("GET", "/v25.0/1/message_templates", ""); r.code() != 100 {
		t.Errorf("another account: %s", r.body)
	}
	r := w.request("GET", "/v25.0/"+number+"?fields=display_phone_number", "")
	if !strings.Contains(string(r.body), `"display_phone_number":"+91 80 1234 5678","verified_name":"Sahayak","quality_rating":"GREEN"`) {
		t.Errorf("the number: %s", r.body)
	}
	if r := w.request("GET", "/v25.0/"+waba, ""); r.StatusCode != http.StatusOK {
		t.Errorf("the account: %s", r.body)
	}
	if r := w.request("GET", "/v25.0/1", ""); r.code() != 100 {
		t.Errorf("nothing: %s", r.body)
	}
}

// TestBadConfig tries to start with what cannot be.
func TestBadConfig(t *testing.T) {
	for name, c := range map[string]simulator.Config{
		"no JSON":                      {Templates: fstest.MapFS{"x.json": file(`{`)}},
		"no name":                      {Templates: fstest.MapFS{"x.json": file(`{"language":"en","components":[{"type":"BODY"}]}`)}},
		"no body":                      {Templates: fstest.MapFS{"x.json": file(`{"name":"x","language":"en"}`)}},
		"twice":                        {Templates: fstest.MapFS{"x.json": file(`{"name":"x","language":"en","components":[{"type":"body"}]}`), "y.json": file(`{"name":"x","language":"en","components":[{"type":"body"}]}`)}},
		"no number":                    {Phones: []simulator.Phone{{Address: "asha"}}},
		"one user id":                  {Phones: []simulator.Phone{{Address: "9198000001", UserID: "IN.1"}, {Address: "9198000002", UserID: "IN.1"}}},
		"a user's id that is a number": {Phones: []simulator.Phone{{Address: "9198000001"}, {Address: "9198000002", UserID: "9198000001"}}},
	} {
		if _, err := simulator.New(c); !errors.Is(err, simulator.ErrConfig) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := simulator.New(simulator.Config{File: t.TempDir() + "/\x00/chats"}); err == nil {
		t.Error("a file that cannot be")
	}
	if _, err := simulator.New(simulator.Config{Templates: brokenFS{}}); err == nil {
		t.Error("a folder that cannot be read")
	}
	e, err := simulator.New(simulator.Config{})
	if err != nil || len(e.State().Phones) != 1 {
		t.Errorf("the zero Config: %v", err)
	}
	_ = e.Close()
}

// brokenFS has a file that cannot be read.
type brokenFS struct{ fstest.MapFS }

func (brokenFS) Glob(string) ([]string, error) { return []string{"x.json"}, nil }

func (brokenFS) Open(string) (fs.File, error) { return nil, fs.ErrPermission }
