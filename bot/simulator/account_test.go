package simulator_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/bot/simulator"
)

const submitted = `{"name":"sahayak_x","language":"hi","category":"utility","parameter_format":"NAMED","components":[
	{"type":"BODY","text":"कल {{sales}} की बिक्री","example":{"body_text_named_params":[{"param_name":"sales","example":"₹5"}]}},
	{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"दिखाओ"}]}]}`

const account = "/v25.0/" + waba + "/message_templates"

// TestTemplateSubmitted submits a template, waits until it is approved, and sends it.
func TestTemplateSubmitted(t *testing.T) {
	w := newWorld(t)
	r := w.request("POST", account, submitted)
	var made wire.TemplateInfo
	if err := json.Unmarshal(r.body, &made); err != nil || r.StatusCode != http.StatusOK || made.ID == "" || made.Status != "PENDING" || made.Category != "UTILITY" {
		t.Fatalf("%d %s", r.StatusCode, r.body)
	}
	filled := template("sahayak_x", "hi", `{"type":"body","parameters":[{"type":"text","parameter_name":"sales","text":"₹90"}]}`)
	if r := w.send(filled); r.code() != 132001 {
		t.Errorf("pending, and sent: %s", r.body)
	}
	if r := w.request("POST", account, submitted); r.code() != 100 || !strings.Contains(string(r.body), `"error_subcode":2388024`) {
		t.Errorf("twice: %s", r.body)
	}
	w.clock.Advance(simulator.ReviewTime)
	if r := w.send(filled); r.code() != 0 || w.last().Text != "कल ₹90 की बिक्री" {
		t.Errorf("approved: %s", r.body)
	}
	if r := w.request("GET", account, ""); !strings.Contains(string(r.body), `"status":"APPROVED"`) {
		t.Errorf("listed: %s", r.body)
	}
	if r := w.request("POST", account, strings.Replace(submitted, `"hi"`, `"mr"`, 1)); r.StatusCode != http.StatusOK {
		t.Errorf("in another language: %s", r.body)
	}
}

// TestTemplateRefused refuses what would not even be looked at.
func TestTemplateRefused(t *testing.T) {
	w := newWorld(t)
	for old, with := range map[string]string{
		`"sahayak_x"`:        `"Sahayak X"`,
		`"hi"`:               `""`,
		`"utility"`:          `"news"`,
		`"type":"BODY"`:      `"type":"FOOTER"`,
		`कल {{sales}}`:       `{{sales}}`,
		"की बिक्री":          strings.Repeat("x", 1100),
		`"sales","example"`:  `"sold","example"`,
		`"example":"₹5"`:     `"example":""`,
		`"example":{`:        `"example":"","x":{`,
		`"NAMED"`:            `"POSITIONAL"`,
		`"दिखाओ"`:            `"` + strings.Repeat("x", 26) + `"`,
		`[{"type":"QUICK_R`:  `[` + strings.Repeat(`{"type":"URL","text":"x"},`, 10) + `{"type":"QUICK_R`,
		`"name":"sahayak_x"`: `"nam`,
	} {
		if !strings.Contains(submitted, old) {
			t.Fatalf("there is no %s", old)
		}
		if r := w.request("POST", account, strings.Replace(submitted, old, with, 1)); r.StatusCode != http.StatusBadRequest {
			t.Errorf("%.40s: %d %s", with, r.StatusCode, r.body)
		}
	}
	if r := w.request("POST", "/v25.0/1/message_templates", submitted); r.code() != 100 {
		t.Errorf("another account: %s", r.body)
	}
	if r := w.request("GET", account, ""); !strings.Contains(string(r.body), `"data":[]`) {
		t.Errorf("what was refused is there: %s", r.body)
	}
}

// TestTemplateTongues takes one template in many languages, and not in any number.
func TestTemplateTongues(t *testing.T) {
	w := newWorld(t)
	for n := range simulator.MaxTongues + 1 {
		r := w.request("POST", account, strings.Replace(submitted, `"hi"`, fmt.Sprintf(`"l%d"`, n), 1))
		if (r.StatusCode == http.StatusOK) != (n < simulator.MaxTongues) {
			t.Errorf("%d: %s", n, r.body)
		}
	}
}

// TestTemplatePages lists more than a page, until there is no next; and takes no
// more than an account may have.
func TestTemplatePages(t *testing.T) {
	w := newWorld(t)
	for n := range simulator.MaxTemplates {
		if r := w.request("POST", account, strings.Replace(submitted, "sahayak_x", fmt.Sprintf("sahayak_%d", n), 1)); r.StatusCode != http.StatusOK {
			t.Fatalf("%d: %s", n, r.body)
		}
	}
	if r := w.request("POST", account, submitted); r.code() != 100 {
		t.Errorf("one too many: %s", r.body)
	}
	if r := w.request("POST", account, strings.NewReplacer("sahayak_x", "sahayak_1", `"hi"`, `"ta"`).Replace(submitted)); r.StatusCode != http.StatusOK {
		t.Errorf("one in another language: %s", r.body)
	}
	const held = simulator.MaxTemplates + 1
	for query, want := range map[string]int{"": 25, "limit=100": 100, "limit=x": 25, "limit=1000": simulator.MaxTemplates} {
		seen, after := map[string]bool{}, ""
		for page := 0; ; page++ {
			var p wire.TemplatePage
			r := w.request("GET", account+"?"+query+after, "")
			if err := json.Unmarshal(r.body, &p); err != nil || len(p.Data) != min(want, held-len(seen)) {
				t.Fatalf("%q, page %d: %d templates, %v", query, page, len(p.Data), err)
			}
			for _, i := range p.Data {
				seen[string(i.Name+" "+i.Language)] = true
			}
			if p.Paging.Next == "" {
				break
			}
			after = "&after=" + string(p.Paging.Cursors.After)
		}
		if len(seen) != held {
			t.Errorf("%q: %d templates", query, len(seen))
		}
	}
	for query, want := range map[string]int{"after=x": 100, "after=-1": 100, "after=9999": 0} {
		if r := w.request("GET", account+"?"+query, ""); r.code() != want {
			t.Errorf("%s: %s", query, r.body)
		}
	}
}
