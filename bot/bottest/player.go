package bottest

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/transcript"
)

// player has one conversation.
type player struct {
	t     *testing.T
	pass  string
	open  Open
	head  map[string]string
	dir   string
	wire  *Wire
	clock *Clock
	world World
	n     int               // messages sent
	last  map[string]string // each person's last message id
	seen  map[string]int    // bubbles shown to each person
}

// owner is the address of who speaks without a name.
const owner = "owner"

// start opens the world and brings in the people the head names.
func (p *player) start() {
	p.world = p.open(p.t, p.dir, p.clock, p.wire, p.head)
	for _, who := range strings.Fields(p.head["people"]) {
		if err := p.world.Join(p.t.Context(), who, bot.ParseRole(strings.TrimRight(who, "0123456789"))); err != nil {
			p.t.Fatal(err)
		}
	}
}

func (p *player) close() {
	if err := p.world.Close(); err != nil {
		p.t.Error(err)
	}
}

// line does one line and returns what was answered.
func (p *player) line(text string) string {
	l, err := transcript.ParseLine(text)
	if err != nil {
		p.t.Fatal(err)
	}
	if p.pass == "restarted" {
		p.close()
		p.start()
	}
	if l.Wait > 0 {
		p.clock.Advance(l.Wait)
	} else {
		p.say(l)
	}
	return p.answers()
}

// say sends what a line says.
func (p *player) say(l transcript.Line) {
	who := l.Who
	if who == "" {
		who = owner
	}
	p.n++
	m := bot.Message{Channel: p.wire.Name(), ID: fmt.Sprintf("m%d", p.n), Address: who, Text: l.Text, Forwarded: l.Forward, At: p.clock.Now()}
	switch {
	case l.Tap != "":
		m.Pick = p.choice(who, l.Tap)
	case l.Back > 0:
		m.ReplyTo = p.bubble(who, l.Back)
	case l.Edit:
		m.Edits = p.last[who]
	case l.Delete:
		m.Deletes = p.last[who]
	case l.Media != "":
		m.Text, m.Media = "", []bot.Media{{Kind: l.Media, Name: l.Text}}
	}
	p.receive(m)
	if !l.Edit && !l.Delete { // an edited message keeps its id, and a deletion has none to delete
		p.last[who] = m.ID
	}
}

// receive delivers a message, twice where the pass says so.
func (p *player) receive(m bot.Message) {
	for range map[bool]int{true: 2, false: 1}[p.pass == "redelivered"] {
		if err := p.world.Engine.Receive(p.t.Context(), m); err != nil {
			p.t.Fatal(err)
		}
	}
}

// answers works what there is and returns the new bubbles as lines.
func (p *player) answers() string {
	if err := p.world.Engine.Settle(p.t.Context()); err != nil {
		p.t.Fatal(err)
	}
	sent := p.wire.Sent()
	var out strings.Builder
	for _, s := range sent[p.seen["all"]:] {
		if s.Address != owner {
			out.WriteString("<@" + s.Address + "\n")
		}
		labels := make([]string, len(s.Choices))
		for i, c := range s.Choices {
			labels[i] = c.Text
		}
		out.WriteString(transcript.Answer(s.Text, labels))
	}
	p.seen["all"] = len(sent)
	return out.String()
}

// bubble finds the bubble that lies so many back for a person; 1 is the last.
func (p *player) bubble(who string, back int) string {
	sent := p.wire.To(who)
	if back > len(sent) {
		p.t.Fatalf("there are only %d bubbles", len(sent))
	}
	return sent[len(sent)-back].ID
}

// choice finds a choice by number or words, in the newest bubble that has it.
func (p *player) choice(who, tap string) string {
	sent := p.wire.To(who)
	n, err := strconv.Atoi(tap)
	for i := len(sent) - 1; i >= 0; i-- {
		for k, c := range sent[i].Choices {
			if (err == nil && n == k+1) || c.Text == tap {
				return c.ID
			}
		}
	}
	p.t.Fatalf("no choice %q was offered", tap)
	return ""
}
