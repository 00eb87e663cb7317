package intents

import (
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// maxLessons is how many of the utterances a line stands for are learnt.
const maxLessons = 6

// lessonsOf turns phrases into what the model learns from. Each is learnt twice
// where it names things: with names the shop knows, and with names it does not.
func (u *ear) lessonsOf(phrases []Phrase) []lesson {
	var out []lesson
	for i := 0; i < len(phrases); {
		j := i + 1
		for j < len(phrases) && phrases[j].File == phrases[i].File && phrases[j].Line == phrases[i].Line && phrases[j].Errand == phrases[i].Errand {
			j++
		}
		step := max(1, (j-i+maxLessons-1)/maxLessons)
		for k := i; k < j; k += step {
			out = u.appendLessons(out, phrases[k])
		}
		i = j
	}
	return out
}

// appendLessons adds one phrase's lessons.
func (u *ear) appendLessons(out []lesson, p Phrase) []lesson {
	s := u.study(p)
	l := lesson{tokens: s.tokens, marks: s.marks, class: p.Errand, weight: 1}
	out = append(out, l)
	strange, changed := make([]mark, len(s.marks)), false
	for i, m := range s.marks {
		if m.shape == anItem || m.shape == aCustomer {
			m.shape, changed = aStranger, true
		}
		strange[i] = m
	}
	if !changed {
		return out
	}
	l.marks, l.weight = strange, 0.7
	l.tokens = muted(s.tokens, strange)
	return append(out, l)
}

// muted hides what strangers are called: the sample's name is an accident.
func muted(tokens []token, marks []mark) []token {
	out := make([]token, len(tokens))
	copy(out, tokens)
	for _, m := range marks {
		if m.shape != aStranger {
			continue
		}
		for i := m.from; i < m.to; i++ {
			out[i].class, out[i].plain, out[i].fold = figure, "", ""
		}
	}
	return out
}

// studied is a phrase read as a message would be, its samples marked.
type studied struct {
	tokens []token
	marks  []mark
	slots  []string // of each mark, "" for a mark that is no slot
}

// study reads a phrase. Names are where the phrase says they are; numbers and
// days are found as in any message.
func (u *ear) study(p Phrase) studied {
	s := studied{tokens: u.cut(u.cutSamples(tokenise(p.Text), p), nil)}
	sample := u.sampleAt(p, s.tokens)
	read := reader{matcher: matcher{lex: u.lex, carriers: u.carriers}, clock: newClock(time.Unix(0, 0), nil, false)}
	for i := 0; i < len(s.tokens); {
		if slot := sample[i]; slot.Name != "" && slot.names() {
			j := i + 1
			for j < len(s.tokens) && sample[j] == slot {
				j++
			}
			s.marks, s.slots = append(s.marks, mark{shape: slot.shape(), from: i, to: j}), append(s.slots, slot.Name)
			i = j
			continue
		}
		m, ok := read.measured(s.tokens, i)
		if !ok {
			i++
			continue
		}
		s.marks, s.slots = append(s.marks, m), append(s.slots, sample[i].Name)
		i = m.to
	}
	s.strangers(u, p)
	return s
}

// strangers marks the words of out-of-scope phrases that are no words of any
// errand, as they would be marked in a message.
func (s *studied) strangers(u *ear, p Phrase) {
	if p.Errand != outOfScope {
		return
	}
	s.marks = u.withStrangers(s.tokens, s.marks)
	s.slots = make([]string, len(s.marks))
}

// sampled is the slot a token of a phrase is a sample of.
type sampled bot.Slot

// names reports whether the slot is filled by naming something.
func (s sampled) names() bool {
	return s.Kind == bot.Item || s.Kind == bot.Customer || s.Kind == bot.Text
}

// shape is how a name in the slot is marked.
func (s sampled) shape() shape {
	switch s.Kind {
	case bot.Item:
		return anItem
	case bot.Customer:
		return aCustomer
	}
	return aStranger
}

// sampleAt tells for each token which slot it is a sample of.
func (u *ear) sampleAt(p Phrase, tokens []token) []sampled {
	out := make([]sampled, len(tokens))
	e := u.errands[p.Errand]
	if e == nil {
		return out
	}
	at := 0
	for i, t := range tokens {
		for at < len(p.Text) && !strings.HasPrefix(p.Text[at:], t.said) {
			at++
		}
		for _, s := range p.Slots {
			if at >= s.From && at < s.To {
				slot, _ := e.slot(s.Slot)
				out[i] = sampled(slot)
			}
		}
		at += len(t.said)
	}
	return out
}
