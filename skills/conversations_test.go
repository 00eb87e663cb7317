package skills_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/intents"
	"github.com/sahayak-dev/sahayak/locales"
	"github.com/sahayak-dev/sahayak/skills"
)

const (
	conversations = "../docs/conversations.md"
	// sentences is how many ways to start an errand are shown in each language.
	sentences = 3
)

const conversationsHead = `# Conversations

<!-- Generated from the skills: change those and run "make docs". -->

Everything that can be said to the assistant so far: each skill's errands, what starts them, what they need to know, and how talk about them goes. An errand marked *not built yet* is understood, so that it is never mistaken for another, and answered with "not yet".

A slot that is *asked* is asked for when it was not said; one marked *only if said or needed* is taken when it is said, and asked for only where the errand cannot do without it. A follow-up ("aur kal?") asks again; what it *keeps* of the last time need not be said.
`

// TestConversations holds docs/conversations.md to the skills; -update writes it.
func TestConversations(t *testing.T) {
	got := drawing(t)
	if bottest.Updating() {
		if err := os.WriteFile(conversations, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(conversations)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s is not what the skills are (make docs): %s", conversations, firstDifference(string(want), got))
	}
}

// firstDifference shows the first line that two texts do not share.
func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d\nhas   %s\nneeds %s", i+1, w[i], g[i])
		}
	}
	return fmt.Sprintf("it has %d lines, and needs %d", len(w), len(g))
}

// page is the document as far as it is written.
type page struct {
	strings.Builder
	t     *testing.T
	texts *locales.Bundle
	names map[string]string // of the machines drawn, by drawing
}

func (p *page) say(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

// drawing is what docs/conversations.md must be.
func drawing(t *testing.T) string {
	p := &page{t: t, texts: texts(t), names: map[string]string{}}
	p.say("%s", conversationsHead)
	p.contents()
	p.machines()
	for _, s := range skills.All(nil) {
		p.skill(s)
	}
	return p.String()
}

// begun are the errands of a skill that people begin.
func begun(s bot.Skill) []bot.Dialog { return slices.DeleteFunc(slices.Clone(s.Errands), inner) }

// contents lists every errand.
func (p *page) contents() {
	p.say("| skill | errands | not built yet |\n|---|---|---|")
	for _, s := range skills.All(nil) {
		var done, later []string
		for _, d := range begun(s) {
			if link := fmt.Sprintf("[%s](#%s)", d.Name(), anchor(d.Name())); built(d) {
				done = append(done, link)
			} else {
				later = append(later, link)
			}
		}
		p.say("| %s | %s | %s |", s.Name, strings.Join(done, ", "), strings.Join(later, ", "))
	}
}

// anchor is how a heading is linked to.
func anchor(heading string) string { return strings.ReplaceAll(heading, ".", "") }

// readsBack is an errand that may ask "is that right?".
type readsBack interface{ ReadsBack() bool }

// drawn is an errand that shows its machine.
type drawn interface{ Machine() *dialogs.Machine }

// machines draws every machine once, however many errands share it.
func (p *page) machines() {
	p.say("\n## Machines")
	var order []string
	users := map[string][]string{}
	for _, s := range skills.All(nil) {
		for _, d := range begun(s) {
			m, ok := d.(drawn)
			if !ok {
				continue
			}
			picture := m.Machine().Mermaid()
			if users[picture] == nil {
				order = append(order, picture)
				p.names[picture] = fmt.Sprintf("Machine %d", len(order))
			}
			users[picture] = append(users[picture], d.Name())
		}
	}
	for _, picture := range order {
		p.say("\n### %s\n\nHow these go: %s.\n\n```mermaid\n%s```", p.names[picture], strings.Join(users[picture], ", "), picture)
	}
}

func (p *page) skill(s bot.Skill) {
	p.say("\n## %s", s.Name)
	phrases, err := intents.ParsePhrases(s.Files)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, d := range begun(s) {
		p.errand(d, phrases)
	}
	p.exchanges(s.Name)
}

func (p *page) errand(d bot.Dialog, phrases []intents.Phrase) {
	p.say("\n### %s\n", d.Name())
	var about []string
	if !built(d) {
		about = append(about, "*Not built yet.*")
	}
	about = append(about, fmt.Sprintf("For %s and above.", needs(d)))
	if m, ok := d.(drawn); ok {
		name := p.names[m.Machine().Mermaid()]
		about = append(about, fmt.Sprintf("[%s](#%s).", name, strings.ReplaceAll(strings.ToLower(name), " ", "-")))
	}
	if r, ok := d.(readsBack); ok && r.ReadsBack() {
		about = append(about, "Read back before it is done when it is risky.")
	}
	if kept, follows := followUp(d); follows {
		about = append(about, "Follow-ups keep "+kept+".")
	}
	p.say("%s\n\n| | title | to start it |\n|---|---|---|", strings.Join(about, " "))
	for _, lang := range documented {
		title, err := p.texts.Write(lang, d.Name()+".title", nil)
		if err != nil {
			p.t.Fatal(err)
		}
		p.say("| %s | %s | %s |", lang, cell(title), cell(strings.Join(starters(phrases, d.Name(), lang), "<br>")))
	}
	p.slots(d)
}

// needs is the least role that may start an errand.
func needs(d bot.Dialog) bot.Role {
	if g, ok := d.(bot.Guarded); ok {
		return g.Needs()
	}
	return bot.Staff
}

// followUp tries what a follow-up that says everything keeps of the last time.
func followUp(d bot.Dialog) (string, bool) {
	f, ok := d.(bot.Follower)
	if !ok || len(d.Slots()) == 0 {
		return "", false
	}
	last, said := bot.Frame{Errand: d.Name()}, map[string]bot.Value{}
	for _, slot := range d.Slots() {
		said[slot.Name] = bot.Value{Kind: slot.Kind, Text: "x"}
		if err := last.Set(slot.Name, said[slot.Name]); err != nil {
			return "", false
		}
	}
	next, follows := f.Follow(last, said)
	var kept []string
	for _, slot := range d.Slots() {
		if _, still := next.Slots[slot.Name]; still {
			kept = append(kept, slot.Name)
		}
	}
	if len(kept) == 0 {
		kept = []string{"nothing"}
	}
	return strings.Join(kept, ", "), follows
}

// starters are a few sentences of an errand's phrases, from all over the file.
func starters(phrases []intents.Phrase, errand, lang string) []string {
	var all []string
	line := 0
	for _, p := range phrases {
		if !strings.HasSuffix(errand, "."+p.Errand) || p.Lang != lang || p.Line == line {
			continue
		}
		line = p.Line // the first of what it stands for
		all = append(all, p.Text)
	}
	var out []string
	for i := range min(sentences, len(all)) {
		out = append(out, all[i*len(all)/sentences])
	}
	return slices.Compact(out)
}

func (p *page) slots(d bot.Dialog) {
	if len(d.Slots()) == 0 {
		return
	}
	p.say("\n| slot | kind | | question |\n|---|---|---|---|")
	for _, slot := range d.Slots() {
		how := "asked"
		switch {
		case slot.Skip:
			how = "asked, may be left open"
		case slot.Optional:
			how = "only if said or needed"
		}
		question, err := p.texts.Write("en", d.Name()+".ask."+slot.Name, nil)
		if err != nil {
			question = "" // never asked for
		}
		p.say("| %s | %s | %s | %s |", slot.Name, slot.Kind, how, cell(question))
	}
}

// exchanges shows a skill's transcripts.
// documented are the languages the page shows; the other transcripts stand beside the skills.
var documented = []string{"en", "hi", "hi-Latn"}

// headLang finds the language in the head of a transcript.
var headLang = regexp.MustCompile(`(?m)^lang: (\S+)$`)

func (p *page) exchanges(skill string) {
	files, err := fs.Glob(os.DirFS(skill), "testdata/*.txtar")
	if err != nil {
		p.t.Fatal(err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(filepath.Join(skill, file))
		if err != nil {
			p.t.Fatal(err)
		}
		if lang := headLang.FindSubmatch(raw); lang != nil && !slices.Contains(documented, string(lang[1])) {
			continue
		}
		p.say("\n### %s: %s\n\n```text\n%s\n```", skill, filepath.Base(file), strings.TrimRight(string(raw), "\n"))
	}
}

// cell makes a text fit for a table.
func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", "<br>").Replace(text)
}
