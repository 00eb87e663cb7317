package bottest

import (
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
	dir   string // of the world
	home  string // of the transcript, with the files its people send
	far   Far
	clock *Clock
	world World
	names map[string]string // whose an address is
	last  map[string]string // each person's last message
	seen  int               // bubbles written down

	typist *typist // who takes choices where there are no buttons; nil where there are
}

// owner is who speaks without a name.
const owner = "owner"

// start opens the world and brings in the people the head names.
func (p *player) start() {
	p.world = p.open(p.t, p.dir, p.clock, p.far.Channel(), p.head)
	p.far.Start(p.world.Engine)
	for _, who := range strings.Fields(p.head["people"]) {
		role := bot.ParseRole(strings.TrimRight(who, "0123456789"))
		if err := p.world.Join(p.t.Context(), p.address(owner), p.address(who), role); err != nil {
			p.t.Fatal(err)
		}
	}
}

func (p *player) close() {
	if err := p.world.Close(); err != nil {
		p.t.Error(err)
	}
}

// address is where somebody writes from.
func (p *player) address(who string) string {
	if who == "" {
		who = owner
	}
	address := p.far.Address(who)
	p.names[address] = who
	return address
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

// say does what a line says, twice where the pass says so.
func (p *player) say(l transcript.Line) {
	from := p.address(l.Who)
	s := Said{From: from, Text: l.Text, Forwarded: l.Forward}
	switch {
	case l.Tap != "":
		p.takes(&s, l.Tap)
	case l.Back > 0:
		s.ReplyTo = p.bubble(from, l.Back)
	case l.Edit:
		s.Edits = p.last[from]
	case l.Delete:
		s.Deletes = p.last[from]
	case l.Media == "location":
		s.Location = &bot.Media{Kind: l.Media, Lat: l.Lat, Lon: l.Lon}
	case len(l.Heard) > 0:
		s.Attach = p.spoken(l)
	case l.Media != "":
		s.Text, s.Attach = "", p.file(l.Media, l.Text)
	}
	id, err := p.far.Say(p.t.Context(), s)
	if err == nil && p.pass == "redelivered" {
		err = p.far.Redeliver(p.t.Context())
	}
	if err != nil {
		p.t.Fatal(err)
	}
	if !l.Edit && !l.Delete { // an edited message keeps its id, and a deletion has none to delete
		p.last[from] = id
	}
}

// spoken is the voice note of a line.
func (p *player) spoken(l transcript.Line) *bot.Attachment {
	note, err := spoken(l)
	if err != nil {
		p.t.Fatal(err)
	}
	return note
}

// answers works what there is and returns the new bubbles as lines.
func (p *player) answers() string {
	if err := p.world.Engine.Settle(p.t.Context()); err != nil {
		p.t.Fatal(err)
	}
	shown := p.far.Shown()
	var out strings.Builder
	for _, s := range shown[p.seen:] {
		if s.Address != p.address(owner) {
			out.WriteString("<@" + p.who(s.Address) + "\n")
		}
		p.listed(s.Bubble)
		labels := make([]string, len(s.Choices))
		for i, c := range s.Choices {
			labels[i] = c.Text
		}
		out.WriteString(transcript.Answer(withFile(s.Bubble), labels))
	}
	p.seen = len(shown)
	return out.String()
}

// withFile is the text of a bubble, with the name of its file above it, or the words of its
// voice note.
func withFile(b bot.Bubble) string {
	if b.Attach == nil {
		return b.Written()
	}
	name := transcript.Attached(b.Attach.Kind, b.Attach.Name)
	if b.Attach.Voice {
		name = transcript.Note(Words(*b.Attach))
	}
	return strings.TrimSuffix(name+"\n"+b.Written(), "\n")
}

// who is the name an address belongs to; the address itself when nobody of the
// conversation has it.
func (p *player) who(address string) string {
	if name, ok := p.names[address]; ok {
		return name
	}
	return address
}

// bubble finds the bubble that lies so many back at an address; 1 is the last.
func (p *player) bubble(address string, back int) string {
	shown := to(address, p.far.Shown())
	if back > len(shown) {
		p.t.Fatalf("there are only %d bubbles", len(shown))
	}
	return shown[len(shown)-back].ID
}

// takes has a choice tapped, or typed where there are no buttons.
func (p *player) takes(s *Said, tap string) {
	of, n := p.choice(s.From, tap)
	if p.typist != nil {
		p.types(s, of, n)
		return
	}
	s.ReplyTo, s.Tap = of.ID, of.Choices[n-1].ID
}

// choice finds a choice by number or words, in the newest bubble that has it: the bubble,
// and which of its choices it is, from 1.
func (p *player) choice(address, tap string) (of Sent, n int) {
	shown := to(address, p.far.Shown())
	n, err := strconv.Atoi(tap)
	for i := len(shown) - 1; i >= 0; i-- {
		for k, c := range shown[i].Choices {
			if (err == nil && n == k+1) || c.Text == tap {
				return shown[i], k + 1
			}
		}
	}
	p.t.Fatalf("no choice %q was offered", tap)
	return Sent{}, 0
}
