package tariff

import (
	"fmt"
	"time"
)

// Section is the part of a document, in Markdown, that says what a month costs for
// shops in several numbers, how that was reckoned, and what else there is.
func (c *Card) Section(at time.Time, h Habits, shops ...int64) string {
	s := section{issue: c.Issue(at), habits: h}
	for _, n := range shops {
		s.bills = append(s.bills, c.Project(at, n, h))
	}
	s.assumptions()
	s.cloud()
	s.arithmetic()
	s.others()
	return string(s.text)
}

// section is as much of it as is written.
type section struct {
	text   []byte
	issue  Issue
	habits Habits
	bills  []Bill
}

func (s *section) say(format string, args ...any) {
	s.text = append(fmt.Appendf(s.text, format, args...), '\n')
}

func (s *section) assumptions() {
	h := s.habits
	s.say("What a month costs, by the rate card as it stands from %s. It is not Meta's word: the rates are to be checked against Meta's card, and the shop is an assumption until yours are counted.\n", s.issue.From.Format("2 January 2006"))
	s.say("- A month has %d days. All shops share one number.", h.Days)
	s.say("- A shop writes %d messages a day. Each is answered with one: a service message.", h.Exchanges)
	s.say("- It is told %d thing a day unasked. On %s of the days its last message is older than 24 hours: that goes as a utility template; otherwise as a service message.", h.Nudges, share(h.Outside))
	s.say("- %d templates a month are marketing (festivals).", h.Festivals)
	if free := s.issue.line(h.Country, Service).Free; free > 0 {
		s.say("- The first %s service messages of a number and month are free.", grouped(free))
	}
	s.say("- Nobody came by way of an advertisement, after which all is free for %d hours.", int(FreeEntry.Hours()))
	s.say("- GST of %s comes on top.\n", share(s.issue.Tax))
}

func (s *section) cloud() {
	s.say("| shops | service | utility | marketing | sum | GST | to pay a month | a shop and month | of it for service |\n|---|---|---|---|---|---|---|---|---|")
	for _, b := range s.bills {
		s.say("| %s | %s | %s | %s | %s | %s | **%s** | %s | %s |", grouped(b.Shops),
			inRupees(b.of(Service)), inRupees(b.of(Utility)), inRupees(b.of(Marketing)),
			inRupees(b.Net), inRupees(b.Tax), inRupees(b.Total()), inRupees(b.each()), share(b.part(Service)))
	}
}

func (s *section) arithmetic() {
	s.say("\nHow that is reckoned:\n\n```text")
	for n, b := range s.bills {
		if n > 0 {
			s.say("")
		}
		s.say("%s shops", grouped(b.Shops))
		for _, p := range b.Posts {
			s.say("  %s", s.post(b.Shops, p))
		}
		s.say("  with GST: %s + %s × %s = %s", inRupees(b.Net), inRupees(b.Net), share(s.issue.Tax), inRupees(b.Total()))
	}
	s.say("```\n")
}

// post is one category's line: from what a shop gets to what it costs.
func (s *section) post(shops int64, p Post) string {
	free, paid := "", p.Messages-p.Free
	if p.Free > 0 {
		free = fmt.Sprintf(" − %s free = %s", grouped(p.Free), grouped(paid))
	}
	rate := "× " + p.Rate.String()
	if p.Rate*Micro(paid) != p.Cost {
		rate = "by the card's tiers, from " + p.Rate.String()
	}
	return fmt.Sprintf("%s: %s × %s = %s%s; %s = %s", p.Category, grouped(shops), grouped(s.habits.sent(p.Category)),
		grouped(p.Messages), free, rate, inRupees(p.Cost))
}

func (s *section) others() {
	h := s.habits
	s.say("The same messages by other ways, with GST:\n")
	s.say("| shops | Cloud API | linked device (whatsmeow) | SMS |\n|---|---|---|---|")
	for _, b := range s.bills {
		s.say("| %s | %s | ₹0.00, and a phone with a SIM | %s |", grouped(b.Shops), inRupees(b.Total()), inRupees(b.SMS))
	}
	s.say("\nA linked device costs nothing for a message, only the phone and the SIM's plan. It is a number for a few shops: WhatsApp may close one that it takes for a business's. An SMS is paid by the segment: here %d a message at an assumed %s, to be checked with your provider; what shops write comes on top, and is paid by them.", h.Segments, h.Segment)
}

// of is what a category costs.
func (b Bill) of(c Category) Micro {
	for _, p := range b.Posts {
		if p.Category == c {
			return p.Cost
		}
	}
	return 0
}

// part is how much of a thousand rupees goes to a category, before tax.
func (b Bill) part(c Category) int64 {
	if b.Net == 0 {
		return 0
	}
	return int64(floor(b.of(c)*thousand+b.Net/2, b.Net)) //nolint:mnd // half rounded up
}

// each is what one shop costs, with tax.
func (b Bill) each() Micro {
	if b.Shops == 0 {
		return 0
	}
	return b.Total() / Micro(b.Shops)
}
