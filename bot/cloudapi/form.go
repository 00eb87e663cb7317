package cloudapi

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

var (
	formNames = regexp.MustCompile(`^[a-z0-9_]{1,512}$`)
	formLangs = regexp.MustCompile(`^[a-z]{2,3}(_[A-Za-z]{2,4})?$`) // as hi, en_US
)

// sendForm sends a bubble's form as a template. A picture or a document of the
// bubble is what its header holds.
func (c *Channel) sendForm(ctx context.Context, b bot.Bubble) (string, error) {
	out, err := drawForm(b)
	if err == nil && b.Attach != nil {
		err = heads(b.Attach)
	}
	if err != nil {
		return "", refused(err)
	}
	if b.Attach != nil {
		media, err := c.upload(ctx, b.Attach)
		if err != nil {
			return "", err
		}
		out.Template.Components = append([]wire.Component{header(b.Attach, media)}, out.Template.Components...)
	}
	return c.post(ctx, out)
}

// drawForm makes a template message of a bubble's form, without its header.
func drawForm(b bot.Bubble) (wire.Send, error) {
	out, err := address(b)
	if err != nil {
		return out, err
	}
	f := b.Form
	switch {
	case !formNames.MatchString(f.Name):
		return out, errors.New("a template without a name that can be one")
	case !formLangs.MatchString(f.Lang):
		return out, fmt.Errorf("template %s: no language that can be one", f.Name)
	}
	body, err := params(f.Body)
	if err != nil {
		return out, fmt.Errorf("template %s: %w", f.Name, err)
	}
	taps, err := quickReplies(f.Taps)
	if err != nil {
		return out, fmt.Errorf("template %s: %w", f.Name, err)
	}
	out.Type = wire.TypeTemplate
	out.Template = &wire.Template{
		Name: wire.String(f.Name), Language: wire.Language{Code: wire.String(f.Lang)}, Components: append(body, taps...),
	}
	return out, nil
}

// params fill the variables of a template's text, by name or by their order. What
// is put in stands on one line: WhatsApp takes no other.
func params(list []bot.Param) ([]wire.Component, error) {
	if len(list) == 0 {
		return nil, nil
	}
	body := wire.Component{Type: wire.PartBody}
	seen := map[string]bool{}
	for i, p := range list {
		text := line(p.Text)
		switch {
		case text == "":
			return nil, fmt.Errorf("variable %d is empty", i+1)
		case (p.Name == "") != (list[0].Name == ""):
			return nil, errors.New("variables with and without names")
		case p.Name != "" && seen[p.Name]:
			return nil, errors.New("a variable twice")
		}
		seen[p.Name] = true
		body.Parameters = append(body.Parameters, wire.Parameter{Type: wire.TypeText, Name: wire.String(p.Name), Text: wire.String(text)})
	}
	return []wire.Component{body}, nil
}

// quickReplies are what the quick replies of a template come back with. One that is ""
// is left to the template, whose words come back then.
func quickReplies(taps []string) ([]wire.Component, error) {
	if len(taps) > wire.MaxTemplateButtons {
		return nil, fmt.Errorf("more than %d quick replies", wire.MaxTemplateButtons)
	}
	var out []wire.Component
	for i, id := range taps {
		if over(id, wire.MaxPayload) {
			return nil, fmt.Errorf("an id over %d characters", wire.MaxPayload)
		}
		if strings.TrimSpace(id) == "" {
			continue
		}
		out = append(out, wire.Component{
			Type: wire.PartButton, SubType: wire.QuickReplyButton, Index: wire.String(strconv.Itoa(i)),
			Parameters: []wire.Parameter{{Type: wire.ParamPayload, Payload: wire.String(id)}},
		})
	}
	return out, nil
}

// heads checks that a file may stand in a template's header.
func heads(a *bot.Attachment) error {
	if a.Kind != wire.TypeImage && a.Kind != wire.TypeDocument || a.Type == archive {
		return fmt.Errorf("%w: this kind of file heads no template", bot.ErrMedia)
	}
	_, err := vet(a)
	return err
}

// header is an uploaded file in a template's header.
func header(a *bot.Attachment, media string) wire.Component {
	file := &wire.Media{ID: wire.String(media)}
	p := wire.Parameter{Type: wire.String(a.Kind)}
	if a.Kind == wire.TypeImage {
		p.Image = file
	} else {
		file.Filename = wire.String(fileName(a))
		p.Document = file
	}
	return wire.Component{Type: wire.PartHeader, Parameters: []wire.Parameter{p}}
}
