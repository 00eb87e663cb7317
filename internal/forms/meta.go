package forms

import (
	"encoding/json"
	"strings"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// named are the examples of a body whose variables have names.
type named struct {
	Body []example `json:"body_text_named_params"`
}

type example struct {
	Name    string `json:"param_name"`
	Example string `json:"example"`
}

// Info is a template in one language as it is submitted. False when it is not in
// that language.
func (t *Template) Info(lang string) (wire.TemplateInfo, bool) {
	text, ok := t.Texts[lang]
	if !ok {
		return wire.TemplateInfo{}, false
	}
	info := wire.TemplateInfo{
		Name: wire.String(t.Name), Language: wire.String(lang), Category: wire.String(strings.ToUpper(string(t.Category))),
	}
	if text.Header != "" {
		info.Components = append(info.Components, wire.TemplateComponent{Type: "HEADER", Format: "TEXT", Text: wire.String(text.Header)})
	}
	body := wire.TemplateComponent{Type: "BODY", Text: wire.String(text.Body)}
	if len(t.Vars) > 0 {
		info.Format = "NAMED"
		body.Example = t.examples()
	}
	info.Components = append(info.Components, body)
	if text.Footer != "" {
		info.Components = append(info.Components, wire.TemplateComponent{Type: "FOOTER", Text: wire.String(text.Footer)})
	}
	if len(text.Buttons) > 0 {
		buttons := wire.TemplateComponent{Type: "BUTTONS"}
		for _, b := range text.Buttons {
			buttons.Buttons = append(buttons.Buttons, wire.TemplateButton{Type: "QUICK_REPLY", Text: wire.String(b)})
		}
		info.Components = append(info.Components, buttons)
	}
	return info, true
}

// examples are those of the variables, as WhatsApp takes them.
func (t *Template) examples() json.RawMessage {
	var n named
	for _, v := range t.Vars {
		n.Body = append(n.Body, example{v.Name, v.Example})
	}
	raw, _ := json.Marshal(n) // texts alone: it cannot fail
	return raw
}

// Same reports whether a template that the account holds says what ours does: its
// texts and the titles of its quick replies.
func (t *Template) Same(listed wire.TemplateInfo) bool {
	ours, ok := t.Info(string(listed.Language))
	return ok && worded(ours) == worded(listed)
}

// worded are all the words of a template.
func worded(info wire.TemplateInfo) string {
	var out strings.Builder
	for _, kind := range []string{"HEADER", "BODY", "FOOTER", "BUTTONS"} {
		for _, c := range info.Components {
			if !strings.EqualFold(string(c.Type), kind) {
				continue
			}
			out.WriteString(kind + "\x00" + string(c.Text) + "\x00")
			for _, b := range c.Buttons {
				out.WriteString(string(b.Text) + "\x00")
			}
		}
	}
	return out.String()
}
