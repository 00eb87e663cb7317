package simulator

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// variable is a place in a template to be filled in: {{1}} or {{name}}.
var variable = regexp.MustCompile(`\{\{\s*(\w+)\s*\}\}`)

// template checks a template against what the account holds, and fills it in.
func (e *Emulator) template(ctx context.Context, t *wire.Template, d *draft) *refusal {
	if t == nil || t.Name == "" {
		return missing("template['name']")
	}
	if t.Language.Code == "" {
		return missing("template['language']['code']")
	}
	info := e.templates.find(string(t.Name), string(t.Language.Code))
	if info == nil {
		return refuse(wire.CodeTemplateMissing, "template name (%s) does not exist in %s", clip(string(t.Name), MaxName), clip(string(t.Language.Code), MaxName))
	}
	switch info.Status {
	case "APPROVED":
	case "PAUSED":
		return refuse(wire.CodeTemplatePaused, "Template is paused due to low quality")
	case "DISABLED":
		return refuse(wire.CodeTemplateOff, "Template is disabled")
	default:
		return refuse(wire.CodeTemplateMissing, "template %s is %s", info.Name, info.Status)
	}
	d.Template, d.Category, d.free = string(info.Name), category(string(info.Category)), true
	f := filling{e: e, ctx: ctx, info: info, given: t.Components, d: d}
	return f.all()
}

// filling is a template being filled in.
type filling struct {
	e     *Emulator
	ctx   context.Context
	info  *wire.TemplateInfo
	given []wire.Component
	d     *draft
}

func (f *filling) all() *refusal {
	if r := f.strangers(); r != nil {
		return r
	}
	if r := f.head(); r != nil {
		return r
	}
	body, r := f.words("body", component(*f.info, "BODY").Text)
	if r != nil {
		return r
	}
	if utf8.RuneCountInString(body) > wire.MaxBody {
		return refuse(wire.CodeTemplateLong, "body is longer than %d characters once it is filled in", wire.MaxBody)
	}
	f.d.Text = body
	if c := component(*f.info, "FOOTER"); c != nil {
		f.d.Footer = string(c.Text)
	}
	return f.buttons()
}

// strangers refuses components that no template has.
func (f *filling) strangers() *refusal {
	for _, c := range f.given {
		switch strings.ToLower(string(c.Type)) {
		case "header", "body", "button":
		default:
			return refuse(wire.CodeParameter, "component type must be one of {HEADER, BODY, BUTTON}")
		}
	}
	return nil
}

// component finds what was given for a part.
func (f *filling) component(kind string) []wire.Parameter {
	for _, c := range f.given {
		if strings.EqualFold(string(c.Type), kind) {
			return c.Parameters
		}
	}
	return nil
}

// head fills the header in: words, or a file.
func (f *filling) head() *refusal {
	c, given := component(*f.info, "HEADER"), f.component("header")
	if c == nil {
		if len(given) > 0 {
			return refuse(wire.CodeTemplateParams, "header: number of localizable_params (%d) does not match the expected number of params (0)", len(given))
		}
		return nil
	}
	if c.Format == "" || c.Format == "TEXT" {
		text, r := f.words("header", c.Text)
		f.d.Header = text
		return r
	}
	kind := strings.ToLower(string(c.Format))
	if len(given) != 1 || string(given[0].Type) != kind {
		return refuse(wire.CodeTemplateFormat, "header: Format mismatch, expected %s", c.Format)
	}
	p := given[0]
	m := map[string]*wire.Media{"image": p.Image, "video": p.Video, "document": p.Document}[kind]
	return f.e.attachment(f.ctx, kind, m, f.d)
}

// words fills in a text by position or by name.
func (f *filling) words(kind string, text wire.String) (string, *refusal) {
	given, values := f.component(kind), map[string]string{}
	named := strings.EqualFold(string(f.info.Format), "NAMED")
	for i, p := range given {
		if p.Type != "text" {
			return "", refuse(wire.CodeTemplateFormat, "%s: parameter type must be text", kind)
		}
		if strings.ContainsAny(string(p.Text), "\n\t") || strings.Contains(string(p.Text), "     ") {
			return "", refuse(wire.CodeParameter, "%s: Param text cannot have new-line/tab characters or more than 4 consecutive spaces", kind)
		}
		if key := strconv.Itoa(i + 1); named {
			values[string(p.Name)] = string(p.Text)
		} else {
			values[key] = string(p.Text)
		}
	}
	wanted := map[string]bool{}
	for _, v := range variable.FindAllStringSubmatch(string(text), -1) {
		wanted[v[1]] = true
	}
	for key := range wanted {
		if value, there := values[key]; !there || value == "" {
			return "", refuse(wire.CodeTemplateParams, "%s: number of localizable_params (%d) does not match the expected number of params (%d)", kind, len(given), len(wanted))
		}
	}
	if len(given) != len(wanted) {
		return "", refuse(wire.CodeTemplateParams, "%s: number of localizable_params (%d) does not match the expected number of params (%d)", kind, len(given), len(wanted))
	}
	return variable.ReplaceAllStringFunc(string(text), func(v string) string { return values[variable.FindStringSubmatch(v)[1]] }), nil
}

// buttons makes the quick replies and the link of a template.
func (f *filling) buttons() *refusal {
	c := component(*f.info, "BUTTONS")
	if r := f.fitting(c); r != nil || c == nil {
		return r
	}
	for i, b := range c.Buttons {
		text, given := string(b.Text), f.button(i)
		switch strings.ToUpper(string(b.Type)) {
		case "QUICK_REPLY":
			id := text
			if len(given) == 1 && given[0].Payload != "" {
				id = string(given[0].Payload)
			}
			f.d.Choices = append(f.d.Choices, Choice{ID: id, Title: text})
		case "URL":
			page := string(b.URL)
			if variable.MatchString(page) {
				if len(given) != 1 || given[0].Text == "" {
					return refuse(wire.CodeTemplateParams, "buttons: Button at index %d of type Url requires a parameter", i)
				}
				page = variable.ReplaceAllLiteralString(page, string(given[0].Text))
			}
			f.d.Link = &WebLink{Text: text, URL: page}
		}
	}
	return nil
}

// fitting refuses what was given for buttons that the template does not have, or
// has of another kind.
func (f *filling) fitting(c *wire.TemplateComponent) *refusal {
	for _, given := range f.given {
		if !strings.EqualFold(string(given.Type), wire.PartButton) {
			continue
		}
		i, err := strconv.Atoi(string(given.Index))
		switch {
		case err != nil || c == nil || i < 0 || i >= len(c.Buttons):
			return refuse(wire.CodeTemplateParams, "buttons: there is no button at index %q", clip(string(given.Index), MaxName))
		case !strings.EqualFold(string(given.SubType), string(c.Buttons[i].Type)):
			return refuse(wire.CodeTemplateFormat, "buttons: Button at index %d is of type %s", i, c.Buttons[i].Type)
		}
		for _, p := range given.Parameters {
			if utf8.RuneCountInString(string(p.Payload)) > wire.MaxPayload {
				return refuse(wire.CodeParameter, "buttons: Param payload must be at most %d characters long", wire.MaxPayload)
			}
		}
	}
	return nil
}

// button finds what was given for a button.
func (f *filling) button(i int) []wire.Parameter {
	for _, c := range f.given {
		if strings.EqualFold(string(c.Type), "button") && string(c.Index) == strconv.Itoa(i) {
			return c.Parameters
		}
	}
	return nil
}
