package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot/cloudapi"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/forms"
)

// templatesCommand deals with what WhatsApp has to approve.
type templatesCommand struct {
	List   listTemplates   `cmd:"" default:"withargs" help:"List them, in each language, and what WhatsApp says of them."`
	Check  checkTemplates  `cmd:"" help:"See what WhatsApp would refuse."`
	Submit submitTemplates `cmd:"" help:"Send WhatsApp those that it does not have; without --yes, show them."`
}

// account is where templates are.
type account struct {
	place
	Cloud cloudapiSettings `embed:"" prefix:"cloudapi-" group:"WhatsApp Cloud API:"`
}

// held are the templates that the account holds; nil when none is configured.
func (a account) held(t *terminal) (map[string]wire.TemplateInfo, error) {
	if a.Cloud.Account == "" {
		return nil, nil //nolint:nilnil // there is no account
	}
	all := map[string]wire.TemplateInfo{}
	err := a.with(t, func(ch *cloudapi.Channel) error {
		listed, err := ch.Templates(t.ctx, a.Cloud.Account)
		for _, info := range listed {
			all[string(info.Name)+" "+string(info.Language)] = info
		}
		return err
	})
	return all, err
}

// with opens the account for a while.
func (a account) with(t *terminal, do func(*cloudapi.Channel) error) error {
	if a.Cloud.Number == "" || a.Cloud.Account == "" {
		return errors.New("say which account: --cloudapi-account ID, and --cloudapi-number ID of a number of it")
	}
	if err := a.Cloud.complete(); err != nil {
		return err
	}
	reach, err := a.rule(a.Cloud.hosts(), a.Cloud.places()...)
	if err != nil {
		return err
	}
	ch, err := a.Cloud.channel(app.SystemClock{}, t.quiet(), reach)
	if err != nil {
		return err
	}
	defer func() { _ = ch.Close() }()
	return do(ch)
}

// listTemplates lists templates.
type listTemplates struct {
	account
	JSON bool `name:"json" help:"A line of JSON for each."`
}

// shownTemplate is a template in one language as the operator sees it.
type shownTemplate struct {
	Name     string         `json:"name"`
	Lang     string         `json:"language"`
	State    forms.State    `json:"state,omitempty"` // "" where WhatsApp does not have it, or was not asked
	Category forms.Category `json:"category"`        // as WhatsApp charges it, or as we would ask for it
	Differs  bool           `json:"differs,omitempty"`
	For      []string       `json:"for"`
}

// Run lists them.
func (c listTemplates) Run(t *terminal) error {
	set, err := app.Forms()
	if err != nil {
		return err
	}
	held, err := c.held(t)
	if err != nil {
		return err
	}
	if held == nil && !c.JSON {
		if _, err := fmt.Fprintln(t.out, "WhatsApp was not asked: --cloudapi-account ID says which account to look at"); err != nil {
			return err
		}
	}
	for _, tpl := range set.All() {
		for _, lang := range forms.Languages() {
			if err := c.show(t, tpl, lang, held); err != nil {
				return err
			}
		}
	}
	return nil
}

// show writes one template in one language.
func (c listTemplates) show(t *terminal, tpl *forms.Template, lang string, held map[string]wire.TemplateInfo) error {
	s := shownTemplate{Name: tpl.Name, Lang: lang, Category: tpl.Category, For: tpl.For}
	if info, there := held[tpl.Name+" "+lang]; there {
		s.State, s.Category, s.Differs = forms.ParseState(string(info.Status)), forms.ParseCategory(string(info.Category)), !tpl.Same(info)
	}
	if c.JSON {
		return json.NewEncoder(t.out).Encode(s)
	}
	state := strings.ToLower(string(s.State))
	if state == "" {
		state = "not there"
	}
	if held == nil {
		state = "–"
	}
	if s.Differs {
		state += ", in other words"
	}
	_, err := fmt.Fprintf(t.out, "%-20s %-3s %-10s %-10s %s\n", s.Name, s.Lang, s.Category, state, stands(tpl))
	return err
}

// stands is what a template stands for.
func stands(tpl *forms.Template) string {
	if len(tpl.For) == 0 {
		return "for all the rest"
	}
	return "for " + strings.Join(tpl.For, ", ")
}

// checkTemplates looks for what WhatsApp would refuse.
type checkTemplates struct{}

// errFaulty ends a check that found something.
var errFaulty = errors.New("some templates would be refused: see the lines marked ✘")

// Run looks at all.
func (checkTemplates) Run(t *terminal) error {
	set, err := app.Forms()
	if err != nil {
		return err
	}
	return proofread(t, set)
}

// proofread writes what is wrong with templates.
func proofread(t *terminal, set *forms.Set) error {
	found := set.Check()
	for _, f := range found {
		mark := "✘"
		if f.Advice {
			mark = "–"
		}
		if _, err := fmt.Fprintf(t.out, "%s %s\n", mark, f); err != nil {
			return err
		}
	}
	if forms.Grave(found) {
		return errFaulty
	}
	_, err := fmt.Fprintf(t.out, "%d templates in %d languages: nothing WhatsApp would refuse\n", len(set.All()), len(forms.Languages()))
	return err
}

// submitTemplates sends WhatsApp what it does not have.
type submitTemplates struct {
	account
	Name []string `help:"Only the template of this name." placeholder:"NAME"`
	Lang []string `env:"-" help:"Only in this language." placeholder:"LANG"`
	Yes  bool     `help:"Send them. Without it they are shown, as JSON."`
}

// Run sends or shows them.
func (c submitTemplates) Run(t *terminal) error {
	set, err := app.Forms()
	if err != nil {
		return err
	}
	if found := set.Check(); forms.Grave(found) {
		return proofread(t, set)
	}
	held, err := c.held(t)
	if err != nil {
		return err
	}
	wanted, err := c.wanted(set, held)
	if err != nil {
		return err
	}
	if !c.Yes {
		out := json.NewEncoder(t.out)
		out.SetIndent("", "  ")
		out.SetEscapeHTML(false)
		return out.Encode(wanted)
	}
	return c.with(t, func(ch *cloudapi.Channel) error { return c.send(t, ch, wanted) })
}

// wanted are the templates that are meant and that the account does not hold.
func (c submitTemplates) wanted(set *forms.Set, held map[string]wire.TemplateInfo) ([]wire.TemplateInfo, error) {
	for _, name := range c.Name {
		if set.Find(name) == nil {
			return nil, fmt.Errorf("there is no template %q; bot templates lists them", name)
		}
	}
	for _, lang := range c.Lang {
		if !slices.Contains(forms.Languages(), lang) {
			return nil, fmt.Errorf("no template is in %q; they are in %s", lang, strings.Join(forms.Languages(), ", "))
		}
	}
	out := []wire.TemplateInfo{}
	for _, tpl := range set.All() {
		for _, lang := range forms.Languages() {
			info, ok := tpl.Info(lang)
			_, there := held[tpl.Name+" "+lang]
			if ok && !there && among(c.Name, tpl.Name) && among(c.Lang, lang) {
				out = append(out, info)
			}
		}
	}
	return out, nil
}

// among reports whether something is chosen; nothing chosen is all.
func among(chosen []string, one string) bool { return len(chosen) == 0 || slices.Contains(chosen, one) }
