package locales

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// spokenForm ends the key of what is said instead of a text, where the ear wants another
// than the eye: "give.done.aloud". An empty one is not said at all.
const spokenForm = ".aloud"

// restWritten is the key of what is said instead of the end of a long list.
const restWritten = "bot.aloud.rest"

// maxHeard is how many lines of a list anybody can listen to.
const maxHeard = 3

// Aloud says key as Write does, for the ear: in the language's own letters whatever the
// reader's are, every figure a word and every line a sentence, without what only the eye
// has a use for: signs, marks, addresses. Of a list the first lines are said. A text with
// a spoken form (its key and ".aloud") is said in that; it may be "". The error is
// [bot.ErrNotFound] when no language has the key.
func (b *Bundle) Aloud(lang, key string, args map[string]bot.Value) (string, error) {
	for _, near := range b.order(Base(lang)) {
		e, ok := b.heard[near]
		if !ok || e.texts[key] == nil {
			continue
		}
		if t, ok := e.texts[key+spokenForm]; ok && t == nil {
			return "", nil
		} else if ok {
			key += spokenForm
		}
		said, err := e.write(key, e.texts[key], e.keyed(args))
		if err != nil {
			return "", err
		}
		return e.reader.read(said, e.rest()), nil
	}
	return "", fmt.Errorf("locales: aloud %q: %w", key, bot.ErrNotFound)
}

// Answer says a whole answer, for the ear: its replies one after another, and of those
// that say the same of one thing after another (a list) the first. What of it has no words
// is left out, and in the error.
func (b *Bundle) Answer(lang string, replies []bot.Reply) (string, error) {
	var said []string
	var faults []error
	add := func(key string, args bot.Args) {
		values, err := args.Values()
		text := ""
		if err == nil {
			text, err = b.Aloud(lang, key, values)
		}
		if err != nil {
			faults = append(faults, err)
		}
		if text != "" {
			said = append(said, text)
		}
	}
	for len(replies) > 0 {
		n := alike(replies)
		for _, r := range replies[:min(n, maxHeard)] {
			add(r.Key, r.Args)
		}
		replies = replies[n:]
		if n <= maxHeard {
			continue
		}
		add(restWritten, nil)
		if len(replies) > 0 && strings.HasSuffix(replies[0].Key, ".more") {
			replies = replies[1:] // how many are not even written is of no interest then
		}
	}
	return strings.Join(said, " "), errors.Join(faults...)
}

// alike counts the replies at the beginning that have the same text.
func alike(replies []bot.Reply) int {
	n := 1
	for n < len(replies) && replies[n].Key == replies[0].Key {
		n++
	}
	return n
}

// keyed writes those arguments that are texts themselves.
func (e *edition) keyed(args map[string]bot.Value) map[string]bot.Value {
	out := maps.Clone(args)
	for name, v := range args {
		if v.Kind != bot.Key {
			continue
		}
		text, err := e.whole.Write(e.lang, v.Text, v.Args)
		if err != nil {
			text = ""
		}
		out[name] = bot.Value{Kind: bot.Text, Text: text}
	}
	return out
}

// rest is what is said instead of the end of a list.
func (e *edition) rest() string {
	if t := e.texts[restWritten]; t != nil {
		return t.forms["other"]
	}
	return ""
}

// listed is how a line of a list begins.
var listed = regexp.MustCompile(`^\s*(?:•|\d+\. )\s*`)

// read makes what is written fit for the ear. Rest is said instead of the end of a list.
func (r *reader) read(text, rest string) string {
	var said []string
	n := 0
	for line := range strings.SplitSeq(strings.ToValidUTF8(text, ""), "\n") {
		mark := listed.FindString(line)
		if n++; mark == "" {
			n = 0
		}
		switch line = r.plain(r.figures(r.long(line[len(mark):]))); {
		case line == "":
			n = max(n-1, 0)
		case n <= maxHeard:
			said = append(said, line)
		case n == maxHeard+1 && rest != "":
			said = append(said, rest)
		}
	}
	for i, line := range said {
		said[i] = r.sentence(line, i == len(said)-1)
	}
	return strings.Join(said, " ")
}
