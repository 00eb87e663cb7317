package intents

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// found is what names a text holds, against the test shop.
func found(t testing.TB, text string) map[string]bool {
	t.Helper()
	u := understander(t)
	m := matcher{lex: u.lex, carriers: u.carriers, indexes: []*index{u.lex.newIndex(shopNames())}}
	out := map[string]bool{}
	for _, f := range m.matches(tokenise(normalise(text))) {
		out[f.name.ID] = true
	}
	return out
}

func TestNamesAreFound(t *testing.T) {
	for text, want := range map[string][]string{
		"chini": {"chini"}, "cheeni": {"chini"}, "चीनी": {"chini"}, "sugar": {"chini"}, "maggy": {"maggi"}, "megi": {"maggi"}, "meri": nil,
		"parle g": {"parleg"}, "parleg": {"parleg"}, "पारले जी": {"parleg"}, "tel": {"sarson", "refined", "til"}, "sarson tel": {"sarson"},
		"sarso ka tel": {"sarson"}, "ramesh": {"patil", "jadhav"}, "ramesh jadhav": {"jadhav"}, "Ramesh bhai": {"patil", "jadhav"},
		"tata namak": {"namak"}, "namak": {"namak"}, "eggs": {"anda"}, "ande": {"anda"}, "dudh": {"doodh"}, "दूध": {"doodh"},
		"shakkar": {"chini"}, "surf exel": {"surf"}, "besan": {"besan"}, "toor dal": {"dal"}, "dal": {"dal", "chana"},
		"suresh ne chini": {"suresh", "chini"}, "சுரேஷ்": {"suresh"}, "સુરેશ": {"suresh"},
	} {
		got := found(t, text)
		ok := len(got) == len(want) || text == "sarso ka tel" && got["sarson"]
		for _, id := range want {
			ok = ok && got[id]
		}
		if !ok {
			t.Errorf("%q names %v, want %v", text, got, want)
		}
	}
}

func TestWordsThatAreNoNames(t *testing.T) {
	for _, text := range []string{
		"kya", "ki", "thi", "tha", "hai", "dala", "chahiye", "kitna", "bechi", "baaki", "udhaar diya", "last day", "hisaab", "sold", "need", "do", "saath",
	} {
		if got := found(t, text); len(got) > 0 {
			t.Errorf("%q names %v", text, got)
		}
	}
}

func TestLaterVocabulariesOverride(t *testing.T) {
	u := understander(t)
	list := func(key string, names ...bot.Name) bot.Vocabulary {
		return bot.Vocabulary{Key: t.Name() + key, Read: func(context.Context) ([]bot.Name, error) { return names, nil }}
	}
	v := say("")
	v.Text = "mishri kitni bachi hai"
	shared := list("shared", bot.Name{Kind: bot.Item, ID: "m", Text: "Mishri"})
	for _, row := range []struct {
		words []bot.Vocabulary
		want  string
	}{
		{[]bot.Vocabulary{shared}, "stock.check item=m"},
		{[]bot.Vocabulary{shared, list("gone", bot.Name{Kind: bot.Item, ID: "m", Gone: true})}, "stock.check item=?mishri"},
		{[]bot.Vocabulary{shared, list("renamed", bot.Name{Kind: bot.Item, ID: "m", Text: "Khadi Shakkar"})}, "stock.check item=?mishri"},
		{[]bot.Vocabulary{list("gone first", bot.Name{Kind: bot.Item, ID: "m", Gone: true}), shared}, "stock.check item=m"},
	} {
		v.Words = row.words
		got, err := u.Understand(context.Background(), v)
		if err != nil || told(got) != row.want {
			t.Errorf("%s: %s, want %s (%v)", row.words[len(row.words)-1].Key, told(got), row.want, err)
		}
	}
}

func TestVocabularyIsReadOnce(t *testing.T) {
	u, reads := understander(t), 0
	v := say("chini kitni bachi hai")
	v.Words = []bot.Vocabulary{{Key: t.Name(), Read: func(context.Context) ([]bot.Name, error) {
		reads++
		return shopNames(), nil
	}}}
	for range 3 {
		if _, err := u.Understand(context.Background(), v); err != nil {
			t.Fatal(err)
		}
	}
	if reads != 1 {
		t.Errorf("read %d times", reads)
	}
}

func TestIndexesAreBounded(t *testing.T) {
	s := newIndexes()
	for i := range keptIndexes + 10 {
		s.keep(fmt.Sprint(i), &index{})
		s.kept("0")
	}
	if len(s.byKey) != keptIndexes || s.order.Len() != keptIndexes || s.kept("0") == nil || s.kept("1") != nil {
		t.Errorf("%d kept", len(s.byKey))
	}
}

func TestVocabularyThatFails(t *testing.T) {
	broken := errors.New("broken")
	v := say("chini")
	v.Words = []bot.Vocabulary{{Key: t.Name(), Read: func(context.Context) ([]bot.Name, error) { return nil, broken }}}
	if _, err := understander(t).Understand(context.Background(), v); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

func TestEveryNameFindsItself(t *testing.T) {
	names := manyNames(500)
	u := understander(t)
	m := matcher{lex: u.lex, carriers: u.carriers, indexes: []*index{u.lex.newIndex(names)}}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom(names).Draw(t, "name")
		for _, f := range m.matches(tokenise(normalise(n.Text))) {
			if f.name.ID == n.ID && f.whole && f.cost == 0 {
				return
			}
		}
		t.Fatalf("%q is not found", n.Text)
	})
}
