package simulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// templates are what may be sent outside the window, as the account holds them.
type templates struct {
	clock bot.Clock
	mu    sync.Mutex
	all   []*held
}

// held is a template of the account.
type held struct {
	wire.TemplateInfo
	review time.Time // when one that is pending is approved; zero is never
}

// readTemplates reads *.json, one template a file.
func readTemplates(dir fs.FS, clock bot.Clock) (*templates, error) {
	all := &templates{clock: clock}
	if dir == nil {
		return all, nil
	}
	names, err := fs.Glob(dir, "*.json")
	if err != nil {
		return nil, err
	}
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

// add takes a template as it stands.
func (t *templates) add(info wire.TemplateInfo) error {
	switch {
	case info.Name == "" || info.Language == "":
		return errors.New("it has no name or no language")
	case component(info, "BODY") == nil:
		return errors.New("it has no body")
	case t.find(string(info.Name), string(info.Language)) != nil:
		return errors.New("it is there twice")
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if info.ID == "" {
		info.ID = t.id()
	}
	def(&info.Status, "APPROVED")
	def(&info.Category, "UTILITY")
	t.all = append(t.all, &held{TemplateInfo: info})
	return nil
}

// id is that of the next template.
func (t *templates) id() wire.String {
	return wire.String(strconv.Itoa(firstTemplate + len(t.all)))
}

// find looks a template up in one language, as it is now; nil when it is not there.
func (t *templates) find(name, language string) *wire.TemplateInfo {
	for _, info := range t.list(name) {
		if string(info.Language) == language {
			return &info
		}
	}
	return nil
}

// list lists the templates as they are now, or those of one name.
func (t *templates) list(name string) (out []wire.TemplateInfo) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, h := range t.all {
		if !h.review.IsZero() && !h.review.After(t.clock.Now()) {
			h.Status, h.review = "APPROVED", time.Time{}
		}
		if name == "" || string(h.Name) == name {
			out = append(out, h.TemplateInfo)
		}
	}
	return out
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
