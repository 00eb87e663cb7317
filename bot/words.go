package bot

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// words writes one key; a key no language has is said as it stands, so that the
// fault is seen and the turn is not lost. The conformance test finds it first.
func (e *Engine) words(lang, key string, args Args) (text string) {
	defer func() {
		if p := recover(); p != nil {
			e.Log.Error("panic in a text", "key", key, "lang", lang, "panic", panicked(p))
			text = key
		}
	}()
	values, err := args.Values()
	if err != nil {
		e.Log.Error("arguments", "key", key, "error", err)
	}
	for name, v := range values {
		if v.Kind == Key {
			values[name] = Value{Kind: Text, Text: e.words(lang, v.Text, nil)}
		}
	}
	text, err = e.Writer.Write(lang, key, values)
	if err != nil {
		e.Log.Error("no words", "key", key, "lang", lang, "error", err)
		return key
	}
	return text
}

// bubbles puts a turn's replies into words: one bubble, or several when it is
// longer than the channel allows. Choices go under the last, which may have to be
// shorter for them. The same answer always makes the same bubbles, so that one
// that was sent in part can be gone on with.
func (e *Engine) bubbles(o Outgoing, limits ChannelLimits) []Bubble {
	lines := make([]string, 0, len(o.Replies)+1)
	if o.Demo {
		lines = append(lines, e.words(o.Lang, "bot.demo", nil))
	}
	for _, r := range o.Replies {
		if text := e.words(o.Lang, r.Key, r.Args); text != "" {
			lines = append(lines, text)
		}
	}
	labels, link := e.labels(o, limits), e.link(o)
	kept := 0 // for the link, which may have to stand below the words
	if link != nil {
		kept = utf8.RuneCountInString(link.String()) + 1
	}
	texts := split(lines, least(MaxBubble, limits.Text)-kept)
	if n := len(texts); n > 0 && len(labels) > 0 {
		last := split(texts[n-1:], least(MaxBubble, limits.Text, limits.Asking)-kept)
		texts = append(texts[:n-1], last...)
	}
	out := make([]Bubble, len(texts))
	for i, text := range texts {
		out[i] = Bubble{Address: o.Address, Ref: refOf(o.Ref, i+1), Text: text, Turn: o.Turn, Unasked: len(o.Jobs) > 0}
	}
	if n := len(out); n > 0 && len(labels) > 0 {
		out[n-1].Choices, out[n-1].Menu = labels, e.words(o.Lang, "bot.menu", nil)
		out[n-1].Worded = slices.ContainsFunc(choices(o.Replies), func(c Choice) bool { return c.Asked })
	}
	if n := len(out); n > 0 {
		out[n-1].Link = link
		out[n-1].Place = len(labels) == 0 && slices.ContainsFunc(o.Replies, func(r Reply) bool { return r.Place })
	}
	return withFiles(out, o)
}

// least is the smallest limit that is one.
func least(limits ...int) int {
	out := limits[0]
	for _, l := range limits[1:] {
		if l > 0 {
			out = min(out, l)
		}
	}
	return out
}

// labels writes the choices of a bubble.
func (e *Engine) labels(o Outgoing, limits ChannelLimits) []Label {
	var out []Label
	for i, c := range choices(o.Replies) {
		if limits.Choices > 0 && i == limits.Choices {
			break
		}
		text := e.words(o.Lang, c.Key, c.Args)
		if limits.Label > 0 {
			text = shorten(text, limits.Label)
		}
		out = append(out, Label{ID: pickID(o.Turn, i+1), Text: text})
	}
	return out
}

// shorten cuts text to n runes, the last one an ellipsis if anything was cut.
func shorten(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return strings.TrimSpace(clip(text, n-1)) + "…"
}

// split joins lines into texts of at most room runes, breaking between lines
// where it can, else between words.
func split(lines []string, room int) []string {
	var out []string
	text := ""
	for line := range strings.SplitSeq(strings.Join(lines, "\n"), "\n") {
		for utf8.RuneCountInString(line) > room {
			head := piece(line, room)
			line = strings.TrimLeft(line[len(head):], " ")
			out, text = flush(out, text), ""
			out = flush(out, head)
		}
		if text != "" && utf8.RuneCountInString(text)+1+utf8.RuneCountInString(line) > room {
			out, text = flush(out, text), ""
		}
		if text != "" {
			text += "\n"
		}
		text += line
	}
	return flush(out, text)
}

// piece is the beginning of a line that is longer than room: up to the last
// space in it, so that no word is broken, or room runes of it.
func piece(line string, room int) string {
	head := clip(line, room)
	if line[len(head)] == ' ' {
		return head
	}
	if i := strings.LastIndexByte(head, ' '); i > 0 {
		return head[:i]
	}
	return head
}

func flush(out []string, text string) []string {
	if strings.TrimSpace(text) == "" {
		return out
	}
	return append(out, strings.Trim(text, "\n"))
}
