package intents

import (
	"context"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// cutTable is a word, and what it is cut into in a shop that knows Ramesh, Raju, sugar
// and nobody else.
type cutTable map[string]string

func (c cutTable) run(t *testing.T, lang string, names ...string) {
	t.Helper()
	data, err := readLanguages(dataFiles)
	if err != nil {
		t.Fatal(err)
	}
	u, err := listen(lang, tinySkills(""), data, options{})
	if err != nil {
		t.Fatal(err)
	}
	shop := make([]bot.Name, len(names))
	for i, n := range names {
		shop[i] = bot.Name{Kind: bot.Customer, ID: n, Text: n}
	}
	for text, want := range c {
		got := make([]string, 0, 4)
		for _, tok := range u.cut(tokenise(normalise(text)), []*index{u.lex.newIndex(shop)}) {
			got = append(got, tok.said)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q is cut into %q, want %q", lang, text, got, want)
		}
	}
}

func TestEndingsAreCutOffNames(t *testing.T) {
	cutTable{
		"रमेशला": "रमेश ला", "रमेशच्या": "रमेश च्या", "रमेशभाऊला": "रमेश भाऊ ला", "रमेशभाऊ": "रमेश भाऊ",
		"rameshla": "ramesh la", "रमेश": "रमेश", "विठ्ठलला": "विठ्ठल ला", "दोन": "दोन", "sheela": "sheela",
		"rajula 200": "raju la 200",
	}.run(t, "mr", "रमेश", "राजू")
	cutTable{
		"ரமேஷுக்கு": "ரமேஷ் ுக்கு", "ராஜுக்கு": "ராஜு க்கு", "rameshukku": "ramesh ukku", "rajukku": "raju kku",
		"ரமேஷ்": "ரமேஷ்", "இன்னைக்கு": "இன்னைக்கு",
	}.run(t, "ta", "ரமேஷ்", "ராஜு")
	cutTable{"রমেশকে": "রমেশ কে", "রমেশের": "রমেশ ের", "rameshke": "ramesh ke"}.run(t, "bn", "রমেশ")
	cutTable{"రమేష్కి": "రమేష్ కి", "rameshki": "ramesh ki"}.run(t, "te", "రమేష్")
	cutTable{"ರಮೇಶನಿಗೆ": "ರಮೇಶ ನಿಗೆ", "rameshige": "ramesh ige"}.run(t, "kn", "ರಮೇಶ")
	cutTable{"രമേശിന്": "രമേശ് ിന്", "rameshinu": "ramesh inu"}.run(t, "ml", "രമേശ്")
	cutTable{"રમેશને": "રમેશ ને", "rameshne": "ramesh ne"}.run(t, "gu", "રમેશ")
}

func TestHindiIsNotCut(t *testing.T) {
	cutTable{"rameshko": "rameshko", "रमेशको": "रमेशको"}.run(t, "hi", "रमेश")
}

func TestPhrasesAreCutWhereTheirSamplesEnd(t *testing.T) {
	data, err := readLanguages(dataFiles)
	if err != nil {
		t.Fatal(err)
	}
	u, err := listen("mr", tinySkills(""), data, options{})
	if err != nil {
		t.Fatal(err)
	}
	phrases, err := ParsePhrase("{customer:प्रल्हाद}ला {amount:200} दिले")
	if err != nil {
		t.Fatal(err)
	}
	got := make([]string, 0, 4)
	for _, tok := range u.cutSamples(tokenise(phrases[0].Text), phrases[0]) {
		got = append(got, tok.said)
	}
	if strings.Join(got, " ") != "प्रल्हाद ला 200 दिले" {
		t.Errorf("cut into %q", got)
	}
}

func TestChoicesAreTypedAsTheyStand(t *testing.T) {
	u, err := allEars()
	if err != nil {
		t.Fatal(err)
	}
	got, err := u.Understand(context.Background(), bot.Utterance{
		Text: "रमेशला", Lang: "mr", Offered: []string{"सुरेशला", "रमेशला"}, Now: thursday, Zone: delhi, Words: shopWords(),
	})
	if err != nil || len(got.Commands) != 1 || got.Commands[0].Kind != bot.Pick || got.Commands[0].N != 2 {
		t.Errorf("%+v, %v", got, err)
	}
}
