package intents

import (
	"context"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// TestReadOut has what was said last spoken in the words of every language, also while a
// question is open, and in nothing that is a phrase of an errand.
func TestReadOut(t *testing.T) {
	all, err := readLanguages(dataFiles)
	if err != nil {
		t.Fatal(err)
	}
	ears, err := allEars()
	if err != nil {
		t.Fatal(err)
	}
	phrases, err := readCorpus(skillsAt("../skills"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]string{}
	for _, p := range phrases.phrases {
		known[plainly(p.Text)] = p.Errand
	}
	hears := func(u bot.Utterance, lang string) string {
		t.Helper()
		u.Lang = lang
		got, err := ears.Understand(context.Background(), u)
		if err != nil {
			t.Fatal(err)
		}
		return told(got)
	}
	for _, lang := range all {
		if len(lang.ReadOut) < 12 {
			t.Errorf("%s: %d ways to have something read out", lang.Tag, len(lang.ReadOut))
		}
		for _, text := range lang.ReadOut {
			for _, said := range []bot.Utterance{say(text), say(text + "!"), say(strings.ToUpper(text)), asking("udhaar.give", "customer", text)} {
				if got := hears(said, lang.Tag); got != "aloud" {
					t.Errorf("%s: %q, asked for %q, is %s", lang.Tag, said.Text, said.Asked.Name, got)
				}
			}
			if is := known[plainly(text)]; is != "" {
				t.Errorf("%s: %q is a phrase of %s", lang.Tag, text, is)
			}
		}
	}
	for _, text := range []string{"mujhe jawab bolkar sunao", "gaana sunao", "ramesh ka hisaab sunao", "hamesha bolkar jawab do"} {
		if got := hears(say(text), "hi"); got == "aloud" {
			t.Errorf("%q is %s", text, got)
		}
	}
}
