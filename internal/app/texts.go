package app

import (
	"sync"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop/book"
	"github.com/sahayak-dev/sahayak/locales"
	"github.com/sahayak-dev/sahayak/skills"
)

// written are the texts of all skills. They are part of the program and never
// change, so every assistant of a process shares one reading of them: it is most
// of what opening one costs.
var written = sync.OnceValues(func() (*locales.Bundle, error) { return Texts(skills.All(nil)) })

// Texts are those of the engine, the book and the skills.
func Texts(all []bot.Skill) (*locales.Bundle, error) {
	sources := []locales.Source{{Prefix: "book", Files: book.Files}}
	for _, s := range all {
		sources = append(sources, locales.Source{Prefix: s.Name, Files: s.Files})
	}
	return locales.New(sources...)
}
