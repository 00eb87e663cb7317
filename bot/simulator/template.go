package simulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// templates are what may be sent outside the window, as the account holds them.
type templates []wire.TemplateInfo

// readTemplates reads *.json, one template a file.
func readTemplates(dir fs.FS) (templates, error) {
	if dir == nil {
		return nil, nil
	}
	names, err := fs.Glob(dir, "*.json")
	if err != nil {
		return nil, err
	}
	var all templates
	for _, name := range names {
		raw, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, err
		}
		var t wire.TemplateInfo
		if err := json.Unmarshal(raw, &t); err != nil {
			return nil, fmt.Errorf("%w: template %s: %w", ErrConfig, name, err)
		}
		if err := all.add(t); err != nil {
			return nil, fmt.Errorf("%w: template %s: %w", ErrConfig, name, err)
		}
	}
	return all, nil
}

func (t *templates) add(info wire.TemplateInfo) error {
	switch {
	case info.Name == "" || info.Language == "":
		return errors.New("it has no name or no language")
	case component(info, "BODY") == nil:
		return errors.New("it has no body")
	case t.find(string(info.Name), string(info.Language)) != nil:
		return errors.New("it is there twice")
	}
	if info.ID == "" {
		info.ID = wire.String(fmt.Sprint(300000000000000 + len(*t)))
	}
	if info.Status == "" {
		info.Status = "APPROVED"
	}
	if info.Category == "" {
		info.Category = "UTILITY"
	}
	*t = append(*t, info)
	return nil
}

// find looks a template up in one language.
func (t templates) find(name, language string) *wire.TemplateInfo {
	i := slices.IndexFunc(t, func(i wire.TemplateInfo) bool { return string(i.Name) == name && string(i.Language) == language })
	if i < 0 {
		return nil
	}
	return &t[i]
}

// component finds a part of a template; nil when it has none.
func component(t wire.TemplateInfo, kind string) *wire.TemplateComponent {
	for i := range t.Components {
		if strings.EqualFold(string(t.Components[i].Type), kind) {
			return &t.Components[i]
		}
	}
	return nil
}
