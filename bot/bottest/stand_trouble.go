package bottest

import (
	"context"
	"fmt"
	"sync"

	"github.com/sahayak-dev/sahayak/bot"
)

// many has many people write and be written to at once; what one of them writes
// and sees keeps its order.
func (s *stand) many() {
	const people, each = 8, 12
	addresses := make([]string, people)
	for n := range addresses {
		addresses[n] = s.person(fmt.Sprint("p", n+1))
	}
	var running sync.WaitGroup
	for _, address := range addresses {
		running.Go(func() {
			for n := range each {
				if !s.hears() {
					return
				}
				if _, err := s.Far.Say(s.Context(), Said{From: address, Text: fmt.Sprint("in ", n)}); err != nil {
					s.Error(err)
				}
			}
		})
		running.Go(func() {
			for n := range each {
				if _, err := s.ch.Send(s.Context(), bot.Bubble{Address: address, Text: fmt.Sprint("out ", n)}); err != nil {
					s.Error(err)
				}
			}
		})
	}
	running.Wait()
	for _, address := range addresses {
		s.inOrder(address, each)
	}
}

// ways are those that messages go.
func (s *stand) ways() []string {
	if s.hears() {
		return []string{"in", "out"}
	}
	return []string{"out"}
}

// inOrder fails unless so many messages and bubbles of an address stand in order.
func (s *stand) inOrder(address string, n int) {
	s.Helper()
	var got, want []string
	for _, m := range s.inbox.Messages() {
		if m.Address == address && m.Text != greeting {
			got = append(got, m.Text)
		}
	}
	for _, b := range to(address, s.Far.Shown()) {
		got = append(got, b.Text)
	}
	for _, way := range s.ways() {
		for i := range n {
			want = append(want, fmt.Sprint(way, " ", i))
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		s.Errorf("%s: got %q, want %q", address, got, want)
	}
}

// cancelled sends when it is told to stop: nothing goes, and it may be tried
// again.
func (s *stand) cancelled() {
	ctx, cancel := context.WithCancel(s.Context())
	cancel()
	b := bot.Bubble{Address: s.person("owner"), Text: "too late"}
	_, err := s.ch.Send(ctx, b)
	s.passing("a send that was called off", err)
	if shown := s.fresh(); len(shown) != 0 {
		s.Errorf("called off, and shown: %+v", shown)
	}
	s.send(b)
}

// passing fails unless an error is one after which the bubble is tried again.
func (s *stand) passing(what string, err error) {
	s.Helper()
	if err == nil {
		s.Errorf("%s is no error", what)
	}
	if fault, told := faultOf(err); told && fault != bot.Transient && fault != bot.Uncertain && fault != bot.Throttled {
		s.Errorf("%s: %v, want one that passes", what, err)
	}
}

// outage breaks the way to the channel, and mends it. What failed is not shown,
// unless it was said that it may be.
func (s *stand) outage() {
	s.needs(s.Down != nil, "Down")
	b := bot.Bubble{Address: s.person("owner"), Text: "कहाँ हो?"}
	for range 2 {
		s.Down(true)
		_, err := s.ch.Send(s.Context(), b)
		s.passing("a channel that is down", err)
		s.Down(false)
		fault, _ := faultOf(err)
		if shown := s.fresh(); len(shown) > 0 && fault != bot.Uncertain {
			s.Errorf("failed with %v, and shown: %+v", err, shown)
		}
		s.send(b)
	}
}

// held calls off a send whose answer is still to come: whether it arrived nobody
// knows.
func (s *stand) held() {
	s.needs(s.Hold != nil, "Hold")
	held, release := s.Hold()
	ctx, cancel := context.WithCancel(s.Context())
	defer cancel()
	done := make(chan error, 1)
	go func() {
		_, err := s.ch.Send(ctx, bot.Bubble{Address: s.person("owner"), Text: "hello?"})
		done <- err
	}()
	<-held
	cancel()
	err := <-done
	release()
	if fault, told := faultOf(err); err == nil || told && fault != bot.Uncertain {
		s.Errorf("called off while it was under way: %v, want that it may have arrived", err)
	}
	s.fresh()
	s.send(bot.Bubble{Address: s.person("owner"), Text: "hello again"})
}

// nobody is written to: it is refused at once, or told of later.
func (s *stand) nobody() {
	s.needs(s.Nobody != "", "Nobody")
	id, err := s.ch.Send(s.Context(), bot.Bubble{Address: s.Nobody, Text: "anybody?", Ref: "41.1"})
	if err != nil {
		s.refused("a bubble to nobody", err)
		return
	}
	s.needs(s.Report != nil, "Report")
	if err := s.Report(s.Context()); err != nil {
		s.Fatal(err)
	}
	for _, status := range s.inbox.Statuses() {
		if status.Bubble == id && status.State == bot.Failed {
			return
		}
	}
	s.Errorf("a bubble to nobody was accepted, and of it was told %+v", s.inbox.Statuses())
}

// statuses tell of a bubble by our name for it.
func (s *stand) statuses() {
	s.needs(s.Report != nil, "Report")
	ids := map[string]string{}
	for n := range 4 {
		ref := fmt.Sprintf("71.%d", n+1)
		who := s.person([]string{"owner", "staff"}[n%2])
		ids[ref] = s.send(bot.Bubble{Address: who, Text: "same", Ref: ref}).ID
	}
	if err := s.Report(s.Context()); err != nil {
		s.Fatal(err)
	}
	told := map[string]bool{}
	for _, status := range s.inbox.Statuses() {
		id, ours := ids[status.Ref]
		if !ours || status.Bubble != "" && status.Bubble != id || status.At.IsZero() || status.State == bot.Failed {
			s.Errorf("told %+v of one of %v", status, ids)
		}
		told[status.Ref] = told[status.Ref] || status.State > bot.Accepted
	}
	if len(told) != len(ids) {
		s.Errorf("told of %v, want all of %v", told, ids)
	}
}
