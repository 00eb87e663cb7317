package watch

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

func frames(errands ...string) (out []bot.Frame) {
	for _, e := range errands {
		out = append(out, bot.Frame{Errand: e})
	}
	return out
}

func says(keys ...string) (out []bot.Reply) {
	for _, k := range keys {
		out = append(out, bot.Reply{Key: k})
	}
	return out
}

func means(errands ...string) (u bot.Understanding) {
	for _, e := range errands {
		u.Commands = append(u.Commands, bot.Command{Errand: e})
	}
	return u
}

func TestSummarise(t *testing.T) {
	s := newStand(t, nil)
	for name, c := range map[string]struct {
		trace   bot.Trace
		errand  string
		errands []string
		result  string
	}{
		"done":               {bot.Trace{Finished: frames("udhaar.give"), Understood: means("udhaar.give")}, "udhaar.give", []string{"udhaar.give"}, done},
		"two done":           {bot.Trace{Finished: frames("udhaar.give", "udhaar.balance")}, "udhaar.give", []string{"udhaar.give", "udhaar.balance"}, done},
		"done, one open":     {bot.Trace{Finished: frames("udhaar.balance"), Stack: frames("udhaar.give")}, "udhaar.balance", []string{"udhaar.balance", "udhaar.give"}, done},
		"asked":              {bot.Trace{Stack: frames("udhaar.balance", "udhaar.give"), Understood: means("")}, "udhaar.give", []string{"udhaar.give"}, asked},
		"a greeting":         {bot.Trace{Replies: says("bot.greet")}, none, nil, done},
		"not understood":     {bot.Trace{Replies: says("bot.unknown.none")}, none, nil, notHeard},
		"lost in an errand":  {bot.Trace{Replies: says("bot.unknown", "udhaar.give.ask.amount"), Stack: frames("udhaar.give")}, "udhaar.give", []string{"udhaar.give"}, notHeard},
		"a photo":            {bot.Trace{Replies: says("bot.media")}, none, nil, notHeard},
		"broken":             {bot.Trace{Broken: true, Replies: says("bot.broken"), Undoes: 1}, none, nil, broken},
		"undone":             {bot.Trace{Undoes: 7}, none, nil, undone},
		"corrected":          {bot.Trace{Undoes: 7, Finished: frames("udhaar.give")}, "udhaar.give", []string{"udhaar.give"}, done},
		"a job":              {bot.Trace{Job: "udhaar.nag", Stack: frames("udhaar.give")}, other, []string{other}, done},
		"of an old version":  {bot.Trace{Finished: frames("udhaar.lend")}, other, []string{other}, done},
		"nobody's, and ours": {bot.Trace{Finished: frames("x.y", "udhaar.give", "z.z")}, other, []string{other, "udhaar.give"}, done},
	} {
		got := s.summarise(c.trace)
		if got.errand != c.errand || !slices.Equal(got.errands, c.errands) || got.result != c.result {
			t.Errorf("%s: got %+v, want %s %v %s", name, got, c.errand, c.errands, c.result)
		}
	}
}

// TestLabelsAreFew observes turns and sends with any names: there are never more
// series than errands, results and channels make.
func TestLabelsAreFew(t *testing.T) {
	s := newStand(t, nil)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[a-z0-9.+]{1,12}`)
		s.Observe(bot.Trace{
			Shop: bot.ShopID(rapid.Int64().Draw(t, "shop")), Channel: name.Draw(t, "channel"), Address: name.Draw(t, "address"), Text: name.Draw(t, "text"),
			Finished: frames(name.Draw(t, "finished")), Stack: frames(name.Draw(t, "open")), Job: rapid.SampledFrom([]string{"", "a.b", "c.d"}).Draw(t, "job"),
			Undoes: bot.TurnID(rapid.IntRange(0, 2).Draw(t, "undoes")), Broken: rapid.Bool().Draw(t, "broken"),
		})
		s.Sent(bot.Sending{
			Channel: name.Draw(t, "to"), Outcome: bot.Outcome(rapid.IntRange(0, 3).Draw(t, "outcome")),
			Fault: bot.Fault(rapid.IntRange(0, 5).Draw(t, "fault")), Code: rapid.Int().Draw(t, "code"),
		})
	})
	families, err := s.meter.registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		if len(f.GetMetric()) > 40 {
			t.Errorf("%s has %d series", f.GetName(), len(f.GetMetric()))
		}
	}
}
