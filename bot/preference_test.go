package bot_test

import (
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// TestAloud decides whether an answer is spoken by what its person chose and how he wrote;
// who wants words alone is never spoken to.
func TestAloud(t *testing.T) {
	for _, tt := range []struct {
		voice, lite   string
		typed, spoken bool
	}{
		{voice: ""},
		{voice: bot.SpokenAlways, typed: true, spoken: true},
		{voice: bot.SpokenBack, spoken: true},
		{voice: bot.SpokenOnTap},
		{voice: bot.SpokenNever},
		{voice: bot.SpokenAlways, lite: bot.On},
		{voice: bot.SpokenBack, lite: bot.On},
	} {
		for _, heard := range []*bot.Heard{nil, {}} {
			turn := bot.NewTurn(1, 1, 1, time.Unix(1e9, 0))
			turn.Message.Heard = heard
			turn.Do(bot.Preference{Name: bot.Voice, Value: tt.voice}, bot.Preference{Name: bot.Lite, Value: tt.lite})
			want := tt.typed
			if heard != nil {
				want = tt.spoken
			}
			if got := turn.Aloud(); got != want {
				t.Errorf("%q, lite %q, spoken to %v: aloud is %v", tt.voice, tt.lite, heard != nil, got)
			}
		}
	}
}

// TestPrefers reads the newest of what was chosen, and takes how somebody is answered from
// shop to shop, but not what he agreed to.
func TestPrefers(t *testing.T) {
	turn := bot.NewTurn(1, 1, 1, time.Unix(1e9, 0))
	turn.Do(
		bot.Preference{Name: bot.Lite, Value: bot.On}, bot.Preference{Name: bot.Lite},
		bot.Preference{Name: bot.Voice, Value: bot.SpokenNever}, bot.Preference{Name: bot.Nudges, Value: bot.Given},
	)
	if turn.Lite() || turn.Prefers(bot.Nudges) != bot.Given || turn.Prefers("none") != "" {
		t.Errorf("prefers %q, %q, %q", turn.Prefers(bot.Lite), turn.Prefers(bot.Nudges), turn.Prefers("none"))
	}
	if m := turn.Manner(); len(m) != 1 || m[bot.Voice] != bot.SpokenNever {
		t.Errorf("takes along %v", m)
	}
}

// TestChosenInTheChannel notes what somebody chose about news in the channel's own
// settings: that he wants them no more always counts, that he wants them again only where
// he had agreed before. Nothing is answered.
func TestChosenInTheChannel(t *testing.T) {
	c := newChat(t, nil)
	c.say("total ali")
	chooses := func(value string) {
		m := c.message("owner", "")
		m.Consent = value
		c.receive(m)
		if got := c.settle(); got != "" {
			t.Errorf("%s is answered: %q", value, got)
		}
	}
	stands := func() string {
		person, shop, err := c.journal.Person(t.Context(), c.wire.Name(), "owner")
		if err != nil {
			t.Fatal(err)
		}
		all, err := c.journal.Preferences(t.Context(), shop, person)
		if err != nil {
			t.Fatal(err)
		}
		p := bot.Standing(all)[bot.Nudges]
		return p.Value + " " + string(p.Source.How)
	}
	for i, step := range []struct{ chooses, want string }{
		{bot.Given, " "}, {bot.Withdrawn, "withdrawn channel"}, {bot.Withdrawn, "withdrawn channel"}, {bot.Given, "given channel"}, {bot.Given, "given channel"},
	} {
		if chooses(step.chooses); stands() != step.want {
			t.Errorf("step %d: %s stands, want %s", i, stands(), step.want)
		}
	}
}
