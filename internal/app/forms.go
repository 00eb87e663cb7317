package app

import (
	"sync"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/forms"
	"github.com/sahayak-dev/sahayak/locales"
	"github.com/sahayak-dev/sahayak/skills"
)

// Forms are the templates of the engine and of all skills. They are part of the
// program, and read once.
var Forms = sync.OnceValues(func() (*forms.Set, error) {
	words, err := written()
	if err != nil {
		return nil, err
	}
	return FormsOf(words, skills.All(nil))
})

// FormsOf are the templates of the engine and of these skills.
func FormsOf(words forms.Words, all []bot.Skill) (*forms.Set, error) {
	sources := []forms.Source{{Prefix: "bot", Files: locales.Forms}}
	for _, s := range all {
		sources = append(sources, forms.Source{Prefix: s.Name, Files: s.Files})
	}
	return forms.New(words, sources...)
}
