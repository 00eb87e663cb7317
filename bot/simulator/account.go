package simulator

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// What the account holds, and how it is listed.
// Source: https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/message_templates
const (
	firstTemplate   = 300000000000000
	pageOfTemplates = 25
	maxTemplateName = 512
	maxTitle        = 25 // of a quick reply of a template
	taken           = 2388024
)

// getTemplates lists the templates, or those of one name, a page at a time.
func (e *Emulator) getTemplates(w http.ResponseWriter, r *http.Request) *refusal {
	if id := r.PathValue("account"); id != e.config.Number.Account {
		return unknown(id)
	}
	asked := r.URL.Query()
	most, err := strconv.Atoi(asked.Get("limit"))
	if err != nil || most < 1 {
		most = pageOfTemplates
	}
	all := e.templates.list(asked.Get("name"))
	first, err := strconv.Atoi(asked.Get("after"))
	if asked.Has("after") && (err != nil || first < 0) {
		return refuse(wire.CodeParameter, "Invalid cursor")
	}
	first = min(first, len(all))
	last := min(first+min(most, MaxTemplates), len(all))
	page := wire.TemplatePage{Data: append([]wire.TemplateInfo{}, all[first:last]...)}
	if len(page.Data) > 0 {
		page.Paging = &wire.Paging{Cursors: wire.Cursors{Before: wire.String(strconv.Itoa(first)), After: wire.String(strconv.Itoa(last))}}
	}
	if last < len(all) {
		asked.Set("after", strconv.Itoa(last))
		asked.Del("access_token")
		page.Paging.Next = wire.String("http://" + r.Host + r.URL.Path + "?" + asked.Encode())
	}
	answer(w, http.StatusOK, page)
	return nil
}

// postTemplate takes a template: it is pending at first, and approved a little later.
func (e *Emulator) postTemplate(w http.ResponseWriter, r *http.Request) *refusal {
	if id := r.PathValue("account"); id != e.config.Number.Account {
		return unknown(id)
	}
	var t wire.TemplateInfo
	if no := readBody(w, r, &t); no != nil {
		return no
	}
	if no := submitted(t); no != nil {
		return no
	}
	made, no := e.templates.submit(t)
	if no != nil {
		return no
	}
	answer(w, http.StatusOK, map[string]wire.String{"id": made.ID, "status": made.Status, "category": made.Category})
	return nil
}

// submit takes a template that is well formed.
func (t *templates) submit(info wire.TemplateInfo) (wire.TemplateInfo, *refusal) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if slices.ContainsFunc(t.all, func(h *held) bool { return h.Name == info.Name && h.Language == info.Language }) {
		no := refuse(wire.CodeParameter, "There is already %s content for this template. You can create a new template and try again.", info.Language)
		no.err.Subcode = taken
		return info, no
	}
	if !t.room(info.Name) {
		return info, refuse(wire.CodeParameter, "The account has %d message templates, or this one %d languages, and may have no more", MaxTemplates, MaxTongues)
	}
	info.ID, info.Status, info.Category = t.id(), "PENDING", wire.String(strings.ToUpper(string(info.Category)))
	t.all = append(t.all, &held{TemplateInfo: info, review: t.clock.Now().Add(ReviewTime)})
	return info, nil
}

// room reports whether the account may have one more under a name. Languages of a
// name are one template.
func (t *templates) room(name wire.String) bool {
	tongues := map[wire.String]int{}
	for _, h := range t.all {
		tongues[h.Name]++
	}
	if n := tongues[name]; n > 0 {
		return n < MaxTongues
	}
	return len(tongues) < MaxTemplates
}

var (
	templateName = regexp.MustCompile(`^[a-z0-9_]+$`)
	categories   = []string{"UTILITY", "MARKETING", "AUTHENTICATION"}
	atEdge       = regexp.MustCompile(`^\s*\{\{|\}\}\s*$`)
)

// submitted refuses a template that would not even be looked at.
func submitted(t wire.TemplateInfo) *refusal {
	body := component(t, "BODY")
	switch {
	case len(t.Name) > maxTemplateName || !templateName.MatchString(string(t.Name)):
		return refuse(wire.CodeParameter, "Param name must be of small letters, digits and underscores")
	case t.Language == "":
		return missing("language")
	case !slices.Contains(categories, strings.ToUpper(string(t.Category))):
		return refuse(wire.CodeParameter, "Param category must be one of {%s}", strings.Join(categories, ", "))
	case body == nil || body.Text == "":
		return missing("components")
	case utf8.RuneCountInString(string(body.Text)) > wire.MaxBody:
		return refuse(wire.CodeParameter, "Message body can't have more than %d characters", wire.MaxBody)
	case atEdge.MatchString(string(body.Text)):
		return refuse(wire.CodeParameter, "Variables can't be at the start or end of the template")
	case !exampled(t, body):
		return refuse(wire.CodeParameter, "Message template of type BODY is missing expected field(s) (example)")
	}
	return titled(t)
}

// exampled reports whether there is an example for every variable of a body.
func exampled(t wire.TemplateInfo, body *wire.TemplateComponent) bool {
	wanted := map[string]bool{}
	for _, v := range variable.FindAllStringSubmatch(string(body.Text), -1) {
		wanted[v[1]] = true
	}
	var given struct {
		Named []struct {
			Name    string `json:"param_name"`
			Example string `json:"example"`
		} `json:"body_text_named_params"`
		Counted [][]string `json:"body_text"`
	}
	if len(body.Example) > 0 && json.Unmarshal(body.Example, &given) != nil {
		return false
	}
	if !strings.EqualFold(string(t.Format), "NAMED") {
		return len(wanted) == 0 || len(given.Counted) > 0 && len(given.Counted[0]) == len(wanted)
	}
	for _, p := range given.Named {
		if p.Example != "" {
			delete(wanted, p.Name)
		}
	}
	return len(wanted) == 0
}

// titled looks at the quick replies of a template.
func titled(t wire.TemplateInfo) *refusal {
	c := component(t, "BUTTONS")
	if c == nil {
		return nil
	}
	if len(c.Buttons) > wire.MaxRows {
		return refuse(wire.CodeParameter, "A template can't have more than %d buttons", wire.MaxRows)
	}
	for _, b := range c.Buttons {
		if b.Text == "" || utf8.RuneCountInString(string(b.Text)) > maxTitle {
			return long("button text", maxTitle)
		}
	}
	return nil
}
