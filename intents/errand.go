package intents

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

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
	if e == nil {
		return bot.Slot{}, false
	}
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

// room is how many values of a kind an errand can hold.
func (e *errand) room(kind bot.Kind) int {
	if e == nil {
		return 0
	}
	n := 0
	for _, s := range e.slots {
		if s.Kind == kind {
			n++
		}
	}
	return n
}

// nameSlot is the slot for what a thing is to be called: a name in it is not
// that of one more thing.
const nameSlot = "name"

// pairs reports whether an errand is about two names at once: one thing is the
// other, or is to be called so. They are no two lines of a list.
func (e *errand) pairs() bool {
	if e == nil {
		return false
	}
	items := 0
	for _, s := range e.slots {
		if s.Kind == bot.Item || s.Kind == bot.Text && s.Name == nameSlot {
			items++
		}
	}
	return items > 1 && e.has(bot.Item)
}

// joins reports whether an errand is about two things.
func (e *errand) joins() bool { return e.room(bot.Item) > 1 }

// files reports whether a slot is for the kind of thing that the errand puts an
// item under; in a report it is what to look at.
func (e *errand) files(s bot.Slot) bool { return s.Name == categorySlot && e.pairs() }

// whatSlot is the slot for which fact of a thing is meant.
const whatSlot = "what"

// renames reports whether a clause says that a name is to change: "rename besan to
// maida" files nothing under flour.
func (e *errand) renames(c clause) bool {
	listed := e.kinds[whatSlot]
	if listed == nil {
		return false
	}
	for i := range c.tokens {
		if what, w := listed.at(c.tokens, i); w > 0 && what == nameSlot {
			return true
		}
	}
	return false
}

// measures reports whether an errand is about two quantities at once.
func (e *errand) measures() bool { return e.room(bot.Quantity) > 1 }

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

// readCorpus reads the phrases and values of every skill, and the engine's own, in the
// languages that are named; in all when none is.
func readCorpus(skills []bot.Skill, langs ...string) (*corpus, error) {
	c := &corpus{errands: map[string]*errand{}}
	skills = slices.Clone(skills)
	slices.SortFunc(skills, func(a, b bot.Skill) int { return strings.Compare(a.Name, b.Name) }) // what is learnt does not hang on their order
	for _, s := range skills {
		if err := c.addSkill(s, langs); err != nil {
			return nil, fmt.Errorf("intents: skill %s: %w", s.Name, err)
		}
	}
	own, err := parsePhrases(phraseFiles, langs)
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

// addSkill reads what one skill declares, in the named languages.
func (c *corpus) addSkill(s bot.Skill, langs []string) error {
	if s.Files == nil {
		s.Files = noFiles{}
	}
	values, err := parseValues(s.Files, langs)
	if err != nil {
		return err
	}
	for _, d := range s.Errands {
		c.errands[d.Name()] = &errand{name: d.Name(), slots: d.Slots(), kinds: values}
	}
	phrases, err := parsePhrases(s.Files, langs)
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
