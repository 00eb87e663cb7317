package cloudapi

import (
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// A page is behind a button where there is room for one, and in the text elsewhere.
func TestSendLink(t *testing.T) {
	m := newMeta(t, taking)
	c, _ := channelTo(t, m.URL)
	page := &bot.Link{Text: "Pura hisaab dekho abhi", URL: "https://sahayak.example/b?n=1"}
	said := `"body":"Bill\nPura hisaab dekho abhi https://sahayak.example/b?n=1"`
	button := `{"name":"cta_url","parameters":{"display_text":"Pura hisaab dekho a…","url":"https://sahayak.example/b?n=1"}}`
	for name, b := range map[string]struct {
		bubble bot.Bubble
		want   string
	}{
		"button": {bot.Bubble{Text: "Bill"}, to + `"type":"interactive","interactive":{"type":"cta_url","body":{"text":"Bill"},"action":` + button + `}}`},
		"choices": {
			bot.Bubble{Text: "Bill", Choices: []bot.Label{{ID: "1", Text: "a"}}},
			to + `"type":"interactive","interactive":{"type":"button","body":{` + strings.Replace(said, "body", "text", 1) + `},"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"a"}}]}}}`,
		},
		"much text":  {bot.Bubble{Text: strings.Repeat("x", 1025)}, to + `"type":"text","text":{"body":"` + strings.Repeat("x", 1025) + `\nPura hisaab dekho abhi https://sahayak.example/b?n=1"}}`},
		"a full one": {bot.Bubble{Text: strings.Repeat("x", 1024)}, to + `"type":"interactive","interactive":{"type":"cta_url","body":{"text":"` + strings.Repeat("x", 1024) + `"},"action":` + button + `}}`},
		"a file": {
			bot.Bubble{Text: "Bill", Attach: &bot.Attachment{Kind: "image", Type: "image/png", Data: png}},
			to + `"type":"image","image":{"id":"900",` + strings.Replace(said, "body", "caption", 1) + `}}`,
		},
		"place first": {bot.Bubble{Text: "Bill", Place: true}, to + `"type":"interactive","interactive":{"type":"cta_url","body":{"text":"Bill"},"action":` + button + `}}`},
		"no words":    {bot.Bubble{}, to + `"type":"text","text":{"body":"Pura hisaab dekho abhi https://sahayak.example/b?n=1"}}`},
	} {
		b.bubble.Address, b.bubble.Link = "919800000001", page
		if _, err := c.Send(t.Context(), b.bubble); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := string(m.requests()[len(m.requests())-1].body); got != b.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, b.want)
		}
	}
	asked := len(m.requests())
	for _, address := range []string{"http://sahayak.example", "", "javascript:alert(1)", "https://", "https://a:b@sahayak.example", "//sahayak.example"} {
		_, err := c.Send(t.Context(), bot.Bubble{Address: "919800000001", Text: "x", Link: &bot.Link{Text: "x", URL: address}})
		if s := fault(t, err); s.Fault != bot.Refused {
			t.Errorf("%q: %v", address, err)
		}
	}
	if len(m.requests()) != asked {
		t.Error("something went out")
	}
}

// A question for a place has a button that shares one, where there is room for it.
func TestSendPlace(t *testing.T) {
	m := newMeta(t, accepted)
	c, _ := channelTo(t, m.URL)
	long := strings.Repeat("x", 1025)
	for _, b := range []struct {
		bubble bot.Bubble
		want   string
	}{
		{bot.Bubble{Text: "Dukaan kahan hai?"}, `"type":"interactive","interactive":{"type":"location_request_message","body":{"text":"Dukaan kahan hai?"},"action":{"name":"send_location"}}}`},
		{bot.Bubble{Text: long}, `"type":"text","text":{"body":"` + long + `"}}`},
		{bot.Bubble{Text: "?", Choices: []bot.Label{{ID: "1", Text: "a"}}}, `"type":"interactive","interactive":{"type":"button","body":{"text":"?"},"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"a"}}]}}}`},
	} {
		b.bubble.Address, b.bubble.Place = "919800000001", true
		if _, err := c.Send(t.Context(), b.bubble); err != nil {
			t.Error(err)
		}
		if got := string(m.requests()[len(m.requests())-1].body); got != to+b.want {
			t.Errorf("got  %s\nwant %s", got, to+b.want)
		}
	}
}

// The versions of the Graph API that are current, and what is none.
func TestVersions(t *testing.T) {
	for version, want := range map[string]string{"": "/v25.0/", "v25.0": "/v25.0/", "v26.0": "/v26.0/"} {
		m := newMeta(t, accepted)
		ch, err := New(Config{Base: m.URL, Version: version, Number: number, Token: token, Secret: secret, Verify: verify, Clock: clock{}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ch.Send(t.Context(), bot.Bubble{Address: "919800000001", Text: "x"}); err != nil || m.requests()[0].line != "POST "+want[:len(want)-1]+"/42/messages" {
			t.Errorf("%q: %v, asked %s", version, err, m.requests()[0].line)
		}
	}
	for _, garbage := range []string{"25.0", "v25", "v25.0 ", "v25.0.1", "V25.0", "vv25.0", "v25.0/../v1.0", "v25,0", "latest", "v²5.0", "v25.0\n"} {
		if _, err := New(Config{Version: garbage, Number: number, Token: token, Secret: secret, Verify: verify, Clock: clock{}}); err == nil {
			t.Errorf("%q is taken", garbage)
		}
	}
}
