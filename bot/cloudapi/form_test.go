package cloudapi

import (
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// due is a form as the product has them.
func due(change ...func(*bot.Form)) bot.Bubble {
	f := &bot.Form{Name: "udhaar_due", Lang: "hi", Body: []bot.Param{{Text: "रमेश"}, {Text: "₹500"}}, Taps: []string{"17.1", "17.2"}}
	for _, c := range change {
		c(f)
	}
	return bot.Bubble{Address: "919800000001", Ref: "17.1", Form: f}
}

const dueButtons = `{"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"17.1"}]},` +
	`{"type":"button","sub_type":"quick_reply","index":"1","parameters":[{"type":"payload","payload":"17.2"}]}`

// The JSON of a template, to the letter.
func TestSendForm(t *testing.T) {
	m := newMeta(t, taking)
	c, _ := channelTo(t, m.URL)
	body := `{"type":"body","parameters":[{"type":"text","text":"रमेश"},{"type":"text","text":"₹500"}]}`
	form := func(name, components string) string {
		return to + `"type":"template","template":{"name":"` + name + `","language":{"code":"hi"}` + components + `},"biz_opaque_callback_data":"17.1"}`
	}
	for name, b := range map[string]struct {
		bubble bot.Bubble
		want   string
	}{
		"by order": {due(), form("udhaar_due", `,"components":[`+body+`,`+dueButtons+`]`)},
		"by name": {
			due(func(f *bot.Form) { f.Body = []bot.Param{{Name: "who", Text: "रमेश"}}; f.Taps = nil }),
			form("udhaar_due", `,"components":[{"type":"body","parameters":[{"type":"text","parameter_name":"who","text":"रमेश"}]}]`),
		},
		"nothing to fill": {due(func(f *bot.Form) { f.Body, f.Taps = nil, nil }), form("udhaar_due", "")},
		"second tap only": {
			due(func(f *bot.Form) { f.Body, f.Taps = nil, []string{"", "9.2"} }),
			form("udhaar_due", `,"components":[{"type":"button","sub_type":"quick_reply","index":"1","parameters":[{"type":"payload","payload":"9.2"}]}]`),
		},
		"lines in a variable": {
			due(func(f *bot.Form) { f.Body, f.Taps = []bot.Param{{Text: " do\n\tkilo      chawal "}}, nil }),
			form("udhaar_due", `,"components":[{"type":"body","parameters":[{"type":"text","text":"do kilo chawal"}]}]`),
		},
		"words and choices stay at home": {
			func() bot.Bubble {
				b := due(func(f *bot.Form) { f.Body, f.Taps = nil, nil })
				b.Text, b.Choices = strings.Repeat("x", 9000), many(3)
				return b
			}(),
			form("udhaar_due", ""),
		},
		"a picture above": {
			func() bot.Bubble {
				b := due(func(f *bot.Form) { f.Body, f.Taps = nil, nil })
				b.Attach = &bot.Attachment{Kind: "image", Type: "image/png", Data: png}
				return b
			}(),
			form("udhaar_due", `,"components":[{"type":"header","parameters":[{"type":"image","image":{"id":"900"}}]}]`),
		},
		"a bill above": {
			func() bot.Bubble {
				b := due()
				b.Attach = &bot.Attachment{Kind: "document", Type: "application/pdf", Name: "bill.pdf", Data: []byte("%PDF-1.7")}
				return b
			}(),
			form("udhaar_due", `,"components":[{"type":"header","parameters":[{"type":"document","document":{"id":"900","filename":"bill.pdf"}}]},`+body+`,`+dueButtons+`]`),
		},
	} {
		t.Run(name, func(t *testing.T) {
			id, err := c.Send(t.Context(), b.bubble)
			if err != nil || id != "wamid.OUT" {
				t.Fatal(id, err)
			}
			got := m.requests()[len(m.requests())-1]
			if string(got.body) != b.want {
				t.Errorf("got  %s\nwant %s", got.body, b.want)
			}
		})
	}
}

// taking takes files, and messages.
func taking(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/media") {
		says(http.StatusOK, `{"id":"900"}`)(w, r)
		return
	}
	accepted(w, r)
}

// These forms never leave the house, nor do their files.
func TestFormsNeverSent(t *testing.T) {
	m := newMeta(t, taking)
	c, _ := channelTo(t, m.URL)
	attached := func(a bot.Attachment) bot.Bubble {
		b := due()
		b.Attach = &a
		return b
	}
	for name, b := range map[string]bot.Bubble{
		"no address":      {Form: due().Form},
		"no name":         due(func(f *bot.Form) { f.Name = "" }),
		"capitals":        due(func(f *bot.Form) { f.Name = "Udhaar" }),
		"no language":     due(func(f *bot.Form) { f.Lang = "" }),
		"a language's":    due(func(f *bot.Form) { f.Lang = "hindi" }),
		"empty variable":  due(func(f *bot.Form) { f.Body[1].Text = " \n" }),
		"names and none":  due(func(f *bot.Form) { f.Body[1].Name = "amount" }),
		"a name twice":    due(func(f *bot.Form) { f.Body[0].Name, f.Body[1].Name = "a", "a" }),
		"eleven taps":     due(func(f *bot.Form) { f.Taps = make([]string, 11) }),
		"an endless tap":  due(func(f *bot.Form) { f.Taps[0] = strings.Repeat("x", 257) }),
		"a voice note":    attached(bot.Attachment{Kind: "audio", Voice: true, Type: "audio/ogg", Data: []byte("OggS")}),
		"an archive":      attached(bot.Attachment{Kind: "document", Type: archive, Data: []byte("PK\x03\x04")}),
		"a lying picture": attached(bot.Attachment{Kind: "image", Type: "image/png", Data: []byte("MZ")}),
	} {
		_, err := c.Send(t.Context(), b)
		if s := fault(t, err); s.Fault != bot.Refused {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), "रमेश") {
			t.Errorf("%s: the error tells what was to be said: %v", name, err)
		}
	}
	if n := len(m.requests()); n != 0 {
		t.Errorf("asked Meta %d times", n)
	}
}

// A template that is paused is no fault of the bubble: it waits as outside the window.
func TestFormOfAPausedTemplate(t *testing.T) {
	c, _ := channelTo(t, newMeta(t, says(400, `{"error":{"code":132015,"message":"paused"}}`)).URL)
	_, err := c.Send(t.Context(), due())
	if s := fault(t, err); s.Fault != bot.Closed || s.Code != wire.CodeTemplatePaused {
		t.Error(err)
	}
}

// Whatever fills a form, what goes out is what WhatsApp takes: one line each, in
// order, and every tap under its own index.
func TestFilledForms(t *testing.T) {
	text := rapid.StringOfN(rapid.RuneFrom([]rune("aब ि\n\t0₹")), 0, 40, -1)
	rapid.Check(t, func(t *rapid.T) {
		f := &bot.Form{Name: "x", Lang: "en_US"}
		named := rapid.Bool().Draw(t, "named")
		for i, words := range rapid.SliceOfN(text, 0, 6).Draw(t, "words") {
			p := bot.Param{Text: words}
			if named {
				p.Name = string(rune('a' + i))
			}
			f.Body = append(f.Body, p)
		}
		f.Taps = rapid.SliceOfN(rapid.StringMatching(`[0-9.]{0,8}`), 0, 12).Draw(t, "taps")
		out, err := drawForm(bot.Bubble{Address: "919800000001", Form: f})
		if err != nil {
			return
		}
		i := 0
		for _, c := range out.Template.Components {
			for _, p := range c.Parameters {
				if strings.ContainsAny(string(p.Text), "\n\t") || strings.Contains(string(p.Text), "     ") || !utf8.ValidString(string(p.Text)) {
					t.Fatalf("a variable is %q", p.Text)
				}
				if c.Type == wire.PartBody && (p.Text == "" || (p.Name != "") != named || line(f.Body[i].Text) != string(p.Text)) {
					t.Fatalf("variable %d is %+v", i, p)
				}
				i++
			}
		}
	})
}
