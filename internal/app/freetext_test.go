package app_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/intents"
	"github.com/sahayak-dev/sahayak/intents/translate"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/locales"
	"github.com/sahayak-dev/sahayak/skills"
)

// turner is a service that translates every word into a word of the language, turns the
// sentence around, and leaves signs alone, as models are trained to.
type turner struct{ word map[string]string }

func (f turner) Translate(_ context.Context, text, _, to string) (string, error) {
	var out []string
	for _, word := range strings.Fields(strings.NewReplacer("<", " <", ">", "> ").Replace(text)) {
		if !strings.HasPrefix(word, "<") {
			word = f.word[to]
		}
		out = append(out, word)
	}
	slices.Reverse(out)
	return strings.Join(out, " "), nil
}

// plainWords is a word of each language that means nothing to a shop.
var plainWords = map[string]string{
	"en": "indeed", "hi": "सचमुच", "ta": "உண்மையில்", "te": "నిజంగా", "bn": "সত্যিই", "mr": "खरंच", "gu": "ખરેખર", "kn": "ನಿಜವಾಗಿ", "ml": "സത്യമായും", "pa": "ਸੱਚਮੁੱਚ",
}

// particulars are what a text says that means the same in every language, in order of kind.
func particulars(t rapid.TB, ears *intents.Understander, text, lang string) []string {
	pieces, err := ears.Pieces(context.Background(), bot.Utterance{Text: text, Lang: lang, Now: morning, Zone: india()})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range pieces {
		if v := p.Value; v != nil {
			out = append(out, fmt.Sprintf("%s %d%s %s–%s", v.Kind, v.N, v.Unit, v.From, v.To))
		}
	}
	slices.Sort(out)
	return out
}

// TestProperty02_FreeTextSurvivesTranslation has names, sums, quantities and days come
// through a translated text unchanged: they stand in it as its reader writes them, and the
// ears of its language hear them as those of the first did. That every key has all
// languages with the same placeholders is skills.TestTextsAreComplete's.
func TestProperty02_FreeTextSurvivesTranslation(t *testing.T) {
	ears, err := learnt()
	if err != nil {
		t.Fatal(err)
	}
	pen, err := app.Texts(skills.All(nil))
	if err != nil {
		t.Fatal(err)
	}
	clock := bottest.NewClock(morning)
	tr := translate.Translator{Service: turner{plainWords}, Ears: ears, Pen: pen, Clock: clock, Zone: india()}
	langs := locales.Languages()
	rapid.Check(t, func(t *rapid.T) {
		from, to := rapid.SampledFrom(langs).Draw(t, "from"), rapid.SampledFrom(langs).Draw(t, "to")
		values := []bot.Value{
			{Kind: bot.Money, N: rapid.Int64Range(5, 90_000).Draw(t, "rupees") * 100},
			{Kind: bot.Quantity, N: rapid.Int64Range(2, 400).Draw(t, "grams") * 250, Unit: "kg"},
			{Kind: bot.Date, From: morning.AddDate(0, 0, rapid.IntRange(2, 100).Draw(t, "days")).Format(time.DateOnly)},
		}
		name := rapid.SampledFrom([]string{"Ramesh", "Sunita", "Suresh"}).Draw(t, "name")
		parts := []string{name}
		for _, v := range values {
			said := pen.Value(from, v)
			if v.Kind == bot.Money && rapid.Bool().Draw(t, "in words") {
				said = locales.Spoken(from, v)
			}
			parts = append(parts, said)
		}
		word := plainWords[locales.Base(from)]
		text := strings.Join(rapid.Permutation(parts).Draw(t, "parts"), ", "+word+", ")
		got, err := tr.Translate(context.Background(), text, from, to)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if !strings.Contains(got, name) {
			t.Fatalf("%q (%s) is %q (%s): the name is gone", text, from, got, to)
		}
		for _, v := range values {
			if is := pen.Value(to, v); !strings.Contains(got, is) {
				t.Fatalf("%q (%s) is %q (%s), without %s", text, from, got, to, is)
			}
		}
		a, b := particulars(t, ears, text, from), particulars(t, ears, got, to)
		if !slices.Equal(a, b) || len(a) != len(values) {
			t.Fatalf("%q (%s) is heard as %q;\n%q (%s) as %q", text, from, a, got, to, b)
		}
	})
}

// spelling is a service that says into which language it was to translate.
type spelling struct{ asked []string }

func (s *spelling) Translate(_ context.Context, text, from, to string) (string, error) {
	s.asked = append(s.asked, from+">"+to+" "+text)
	return "[" + to + "] " + text, nil
}

// TestPeopleReadEachOther has a shopkeeper and an operator of different languages write to
// each other: each reads the other in his own, beside what was written; the service sees
// neither names nor sums.
func TestPeopleReadEachOther(t *testing.T) {
	s := &spelling{}
	w := open(t, func(c *app.Config) {
		c.Operators, c.Translate = []bot.Target{{Channel: "wire", Address: "desk"}}, s
	})
	desk := &person{world: w, address: "desk"}
	desk.says(t, "what did i sell today")
	p := w.stranger()
	p.says(t, "ரமேஷுக்கு 100 ரூபாய் கடன் கொடுத்தேன்")
	p.says(t, "ஆள்கிட்ட பேசணும்")
	p.says(t, "ரமேஷ் 500 ரூபாய் தர மாட்டேங்கிறார்")
	said := lastAt(t, w, "desk")
	if !strings.Contains(said, "ரமேஷ் 500 ரூபாய்") || !strings.Contains(said, "🌐 [en]") || strings.Count(said, "₹500") != 1 {
		t.Errorf("the operator reads\n%s", said)
	}
	desk.says(t, "/reply 1 Ramesh will pay 300 on Monday, please wait")
	said = lastAt(t, w, p.address)
	if !strings.Contains(said, "👤 [ta]") || !strings.Contains(said, "🌐 Ramesh will pay 300 on Monday") {
		t.Errorf("the shopkeeper reads\n%s", said)
	}
	for _, asked := range s.asked {
		if strings.Contains(asked, "500") || strings.Contains(asked, "Ramesh") || strings.Contains(asked, "ரமேஷ்") || strings.Contains(asked, "300") {
			t.Errorf("the service saw %q", asked)
		}
	}
	if !strings.Contains(strings.Join(s.asked, "\n"), "<ID2>") {
		t.Errorf("nothing was cut out of %q", s.asked)
	}
}

// lastAt is the last bubble that somebody got.
func lastAt(t *testing.T, w *world, address string) string {
	t.Helper()
	all := w.post.at(address)
	if len(all) == 0 {
		t.Fatalf("%s got nothing", address)
	}
	return all[len(all)-1].Text
}
