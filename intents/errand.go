package intents

import (
	"fmt"
	"io/fs"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// errand is what is known of one thing the bot can do.
type errand struct {
	name  string
	slots []bot.Slot
	kinds map[string]choices // of its choose slots
}

// slot returns the errand's slot of a name.
func (e *errand) slot(name string) (bot.Slot, bool) {
	i := slices.IndexFunc(e.slots, func(s bot.Slot) bool { return s.Name == name })
	if i < 0 {
		return bot.Slot{}, false
	}
	return e.slots[i], true
}

// has reports whether the errand has a slot of a kind.
func (e *errand) has(kind bot.Kind) bool {
	return e != nil && slices.ContainsFunc(e.slots, func(s bot.Slot) bool { return s.Kind == kind })
}

// outOfScope is the class of what the bot cannot do.
const outOfScope = "oos"

// counts reports whether the errand has a slot for a number of any kind.
func (e *errand) counts() bool {
	return e.has(bot.Money) || e.has(bot.Quantity) || e.has(bot.Number)
}

// commands are the classes that are no errands but words to the engine.
var commands = map[string]bot.CommandKind{
	"help": bot.Help, "greet": bot.Greet, "thanks": bot.Thanks, "cancel": bot.Cancel,
	"undo": bot.Undo, "yes": bot.Yes, "no": bot.No, "repeat": bot.Repeat, "person": bot.Person,
}

// corpus is all that the skills and the engine declare to be said.
type corpus struct {
	errands map[string]*errand
	phrases []Phrase // Errand holds the full name
}

// readCorpus reads the phrases and values of every skill, and the engine's own.
func readCorpus(skills []bot.Skill) (*corpus, error) {
	c := &corpus{errands: map[string]*errand{}}
	for _, s := range skills {
		if err := c.addSkill(s); err != nil {
			return nil, fmt.Errorf("intents: skill %s: %w", s.Name, err)
		}
	}
	own, err := ParsePhrases(phraseFiles)
	if err != nil {
		return nil, err
	}
	for _, p := range own {
		if _, known := commands[p.Errand]; !known && p.Errand != outOfScope {
			return nil, fmt.Errorf("%s:%d: %w: the engine has no command %q", p.File, p.Line, ErrPhrase, p.Errand)
		}
	}
	c.phrases = append(c.phrases, own...)
	return c, nil
}

// addSkill reads what one skill declares.
func (c *corpus) addSkill(s bot.Skill) error {
	if s.Files == nil {
		s.Files = noFiles{}
	}
	values, err := parseValues(s.Files)
	if err != nil {
		return err
	}
	for _, d := range s.Errands {
		c.errands[d.Name()] = &errand{name: d.Name(), slots: d.Slots(), kinds: values}
	}
	phrases, err := ParsePhrases(s.Files)
	if err != nil {
		return err
	}
	for _, p := range phrases {
		p.Errand = s.Name + "." + p.Errand
		if err := c.check(p); err != nil {
			return err
		}
		c.phrases = append(c.phrases, p)
	}
	return nil
}

// check refuses a phrase of an errand or slot that is not declared.
func (c *corpus) check(p Phrase) error {
	e, ok := c.errands[p.Errand]
	if !ok {
		return fmt.Errorf("%s:%d: %w: no skill declares %s", p.File, p.Line, ErrPhrase, p.Errand)
	}
	for _, s := range p.Slots {
		if _, ok := e.slot(s.Slot); !ok {
			return fmt.Errorf("%s:%d: %w: %s has no slot %q", p.File, p.Line, ErrPhrase, p.Errand, s.Slot)
		}
	}
	return nil
}

// noFiles is the folder of a skill that has none.
type noFiles struct{}

// Open says that there is no such file.
func (noFiles) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}
