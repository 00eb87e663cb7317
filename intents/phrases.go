package intents

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// ErrPhrase says that a line of a phrase file cannot be read, or speaks of an
// errand or slot nobody declares; the error around it names file and line.
var ErrPhrase = errors.New("intents: bad phrase")

// Phrase is one thing people say for an errand, with its alternatives chosen.
type Phrase struct {
	Errand string   // the file's stem, "give"; a skill's name is not part of it
	Lang   string   // BCP 47 tag, "hi-Latn"
	Text   string   // what is said, samples in place of the slots
	Slots  []Sample // in order
	File   string
	Line   int
}

// Sample is a slot in a phrase: Text[From:To] is what somebody might say there.
type Sample struct {
	Slot     string
	From, To int
}

// around calls f with what is said around the names and numbers of a phrase. Periods
// are of one language, as no name is, and count as said.
func (p Phrase) around(f func(text string)) {
	from := 0
	for _, s := range p.Slots {
		if s.Slot == periodSlot {
			continue
		}
		f(p.Text[from:s.From])
		from = s.To
	}
	f(p.Text[from:])
}

// periodSlot is the slot for when: "is mahine" is of one language, as no name is.
const periodSlot = "period"

// maxExpansions is how many utterances one line may stand for.
const maxExpansions = 256

// ParsePhrases reads every phrases/<errand>.<lang>.txt of a skill's files. One
// utterance stands on a line; a line that begins with # is a comment; (a|b|)
// stands for a, b or nothing, and every choice becomes a Phrase of its own;
// {slot:sample} marks a slot. Errors wrap [ErrPhrase].
func ParsePhrases(files fs.FS) ([]Phrase, error) { return parsePhrases(files, nil) }

// parsePhrases is [ParsePhrases] of the named languages; of all when none is.
func parsePhrases(files fs.FS, langs []string) ([]Phrase, error) {
	names, err := fs.Glob(files, "phrases/*.txt")
	if err != nil {
		return nil, fmt.Errorf("intents: list phrases: %w", err)
	}
	var out []Phrase
	for _, name := range names {
		if !written(name, langs) {
			continue
		}
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("intents: read phrases: %w", err)
		}
		phrases, err := parseFile(name, string(raw))
		if err != nil {
			return nil, err
		}
		out = append(out, phrases...)
	}
	return out, nil
}

// written reports whether a file is in one of the named languages. One whose name
// tells no language is, so that it is complained of.
func written(name string, langs []string) bool {
	_, lang, ok := stemAndLang(name)
	return !ok || len(langs) == 0 || slices.Contains(langs, lang)
}

// parseFile reads one phrase file.
func parseFile(name, text string) ([]Phrase, error) {
	errand, lang, ok := stemAndLang(name)
	if !ok {
		return nil, fmt.Errorf("%w: %s: not named <errand>.<lang>.txt", ErrPhrase, name)
	}
	var out []Phrase
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		phrases, err := ParsePhrase(line)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
		for _, p := range phrases {
			p.Errand, p.Lang, p.File, p.Line = errand, lang, name, i+1
			out = append(out, p)
		}
	}
	return out, nil
}

// stemAndLang cuts "phrases/give.hi-Latn.txt" into give and hi-Latn.
func stemAndLang(name string) (stem, lang string, ok bool) {
	stem, lang, ok = strings.Cut(strings.TrimSuffix(path.Base(name), ".txt"), ".")
	return stem, lang, ok && stem != "" && lang != "" && !strings.Contains(lang, ".")
}

// ParsePhrase reads one line; Errand, Lang, File and Line are left to the caller.
func ParsePhrase(line string) ([]Phrase, error) {
	texts, err := expand(normalise(line))
	if err != nil {
		return nil, err
	}
	seen := make(map[string]bool, len(texts))
	out := make([]Phrase, 0, len(texts))
	for _, text := range texts {
		p, err := unmark(strings.Join(strings.Fields(text), " "))
		if err != nil {
			return nil, err
		}
		if p.Text == "" || seen[p.Text] {
			continue
		}
		seen[p.Text] = true
		out = append(out, p)
	}
	return out, nil
}

// expand writes out every choice of the groups in a line.
func expand(line string) ([]string, error) {
	open := strings.IndexByte(line, '(')
	if open < 0 {
		if strings.IndexByte(line, ')') >= 0 {
			return nil, fmt.Errorf("%w: ) without (", ErrPhrase)
		}
		return []string{line}, nil
	}
	end := strings.IndexByte(line[open:], ')')
	if end < 0 {
		return nil, fmt.Errorf("%w: ( without )", ErrPhrase)
	}
	head, group, rest := line[:open], line[open+1:open+end], line[open+end+1:]
	if strings.ContainsAny(group, "(") || strings.ContainsAny(head, ")") {
		return nil, fmt.Errorf("%w: groups do not nest", ErrPhrase)
	}
	tails, err := expand(rest)
	if err != nil {
		return nil, err
	}
	choices := strings.Split(group, "|")
	if len(choices)*len(tails) > maxExpansions {
		return nil, fmt.Errorf("%w: stands for more than %d utterances", ErrPhrase, maxExpansions)
	}
	out := make([]string, 0, len(choices)*len(tails))
	for _, choice := range choices {
		for _, tail := range tails {
			out = append(out, head+choice+tail)
		}
	}
	return out, nil
}

// unmark replaces {slot:sample} by the sample and remembers where it was.
func unmark(text string) (Phrase, error) {
	var p Phrase
	var b strings.Builder
	for {
		open := strings.IndexAny(text, "{}")
		if open < 0 {
			b.WriteString(text)
			p.Text = b.String()
			return p, nil
		}
		end := strings.IndexAny(text[open+1:], "{}")
		if text[open] == '}' || end < 0 || text[open+1+end] == '{' {
			return Phrase{}, fmt.Errorf("%w: unbalanced braces", ErrPhrase)
		}
		slot, sample, ok := strings.Cut(text[open+1:open+1+end], ":")
		slot, sample = strings.TrimSpace(slot), strings.TrimSpace(sample)
		if !ok || slot == "" || sample == "" {
			return Phrase{}, fmt.Errorf("%w: {%s} is not {slot:sample}", ErrPhrase, text[open+1:open+1+end])
		}
		b.WriteString(text[:open])
		p.Slots = append(p.Slots, Sample{Slot: slot, From: b.Len(), To: b.Len() + len(sample)})
		b.WriteString(sample)
		text = text[open+end+2:]
	}
}
