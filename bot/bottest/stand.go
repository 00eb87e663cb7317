package bottest

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// greeting is what somebody writes first.
const greeting = "नमस्ते"

// person is the address of somebody who has written before: many a channel lets
// nobody else be written to.
func (s *stand) person(name string) string {
	s.Helper()
	address := s.Far.Address(name)
	if !s.met[address] && s.hears() {
		s.met[address] = true
		s.say(Said{From: address, Text: greeting})
	}
	return address
}

// hears reports whether anybody can write. Where nobody can, the parts that others
// write in try what is left of them.
func (s *stand) hears() bool {
	_, lacks := s.Lacks[Listening]
	return !lacks
}

// say has somebody do something, and returns the one message that came of it.
func (s *stand) say(said Said) bot.Message {
	s.Helper()
	id, err := s.Far.Say(s.Context(), said)
	if err != nil {
		s.Fatalf("%+v: %v", said, err)
	}
	m := s.came()
	if m.ID != id || m.Address != said.From || m.Channel != s.ch.Name() {
		s.Fatalf("%+v came as %+v, want id %q", said, m, id)
	}
	return m
}

// came is the one message that has come since the last one.
func (s *stand) came() bot.Message {
	s.Helper()
	all := s.inbox.Messages()
	fresh := all[s.in:]
	s.in = len(all)
	if len(fresh) != 1 {
		s.Fatalf("%d messages came, want one: %+v; set aside: %q", len(fresh), fresh, s.inbox.Aside())
	}
	return fresh[0]
}

// send sends a bubble that must be shown as it is, and returns what is shown.
func (s *stand) send(b bot.Bubble) Sent {
	s.Helper()
	id, err := s.ch.Send(s.Context(), b)
	if err != nil {
		s.Fatalf("send %.200q: %v", b.Text, err)
	}
	shown := s.fresh()
	if len(shown) != 1 || shown[0].ID != id {
		s.Fatalf("%.200q is bubble %q, but shown is %+v", b.Text, id, shown)
	}
	s.same(shown[0].Bubble, b)
	return shown[0]
}

// fresh lists the bubbles that are shown since it was last asked.
func (s *stand) fresh() []Sent {
	all := s.Far.Shown()
	out := all[s.out:]
	s.out = len(all)
	return out
}

// same fails unless somebody sees what he was sent.
func (s *stand) same(got, want bot.Bubble) {
	s.Helper()
	if got.Address != want.Address || got.Text != want.Text {
		s.Errorf("shown to %s is\n%q\nwant to %s\n%q", got.Address, got.Text, want.Address, want.Text)
	}
	if !slices.Equal(got.Choices, want.Choices) {
		s.Errorf("offered is\n%q\nwant\n%q", got.Choices, want.Choices)
	}
	if (got.Attach == nil) != (want.Attach == nil) {
		s.Errorf("shown with the file %v, want %v", got.Attach != nil, want.Attach != nil)
	} else if want.Attach != nil {
		s.sameFile(*got.Attach, *want.Attach)
	}
}

// sameFile fails unless a file came through as it was; its name only where it
// is a document.
func (s *stand) sameFile(got, want bot.Attachment) {
	s.Helper()
	named := want.Kind != "document" || got.Name == want.Name
	if got.Kind != want.Kind || got.Voice != want.Voice || bare(got.Type) != bare(want.Type) || !named {
		s.Errorf("file is %s %v %s %q, want %s %v %s %q",
			got.Kind, got.Voice, got.Type, got.Name, want.Kind, want.Voice, want.Type, want.Name)
	}
	if !bytes.Equal(got.Data, want.Data) {
		s.Errorf("%s: %d bytes came as %d others", want.Type, len(want.Data), len(got.Data))
	}
}

// bare is a MIME type without what a channel may put behind it.
func bare(mime string) string {
	name, _, _ := strings.Cut(mime, ";")
	return name
}

// refused fails unless a bubble was refused for good, and shown to nobody.
func (s *stand) refused(what string, err error) {
	s.Helper()
	if fault, told := faultOf(err); !told || fault != bot.Refused {
		s.Errorf("%s: %v, want it refused", what, err)
	}
	if shown := s.fresh(); len(shown) != 0 {
		s.Errorf("%s was shown: %+v", what, shown)
	}
}

// faultOf is what kind of fault an error tells of, if it tells.
func faultOf(err error) (bot.Fault, bool) {
	var e *bot.SendError
	if !errors.As(err, &e) {
		return 0, false
	}
	return e.Fault, true
}

// needs fails when a rig neither has what a part needs nor lacks the part.
func (s *stand) needs(have bool, what string) {
	s.Helper()
	if !have {
		s.Fatalf("the rig has no %s, and does not lack this part", what)
	}
}
