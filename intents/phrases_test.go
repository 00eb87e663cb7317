package intents

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sahayak-dev/sahayak/bot"
)

func TestParsePhrase(t *testing.T) {
	for line, want := range map[string][]string{
		"chini kitni hai":                {"chini kitni hai"},
		"{item:chini} (kitni|kitna) hai": {"chini kitni hai", "chini kitna hai"},
		"{item:chini} (batao|)":          {"chini batao", "chini"},
		"(a|b) (c|d)":                    {"a c", "a d", "b c", "b d"},
		"({item:chini}|maal) kitna":      {"chini kitna", "maal kitna"},
		"  two   spaces ":                {"two spaces"},
		"{customer: रमेश } को {amount:५००} दिए": {"रमेश को 500 दिए"},
		"(x|x)": {"x"},
		"()":    nil,
	} {
		phrases, err := ParsePhrase(line)
		if err != nil {
			t.Errorf("%q: %v", line, err)
			continue
		}
		var got []string
		for _, p := range phrases {
			got = append(got, p.Text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q stands for %q, want %q", line, got, want)
		}
	}
}

func TestParsePhraseSlots(t *testing.T) {
	phrases, err := ParsePhrase("{qty:2 kilo} {item:chini} (becha|di) {amount:90 rupaye} mein")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range phrases {
		var got []string
		for _, s := range p.Slots {
			got = append(got, s.Slot+"="+p.Text[s.From:s.To])
		}
		if want := []string{"qty=2 kilo", "item=chini", "amount=90 rupaye"}; !slices.Equal(got, want) {
			t.Errorf("%q has %q", p.Text, got)
		}
	}
}

func TestBadPhrasesAreRefused(t *testing.T) {
	for _, line := range []string{
		"{item}", "{item:}", "{:x}", "{item:x", "item:x}", "{a:{b:c}}", "(a|b", "a|b)", "((a))", "(a|(b))",
		strings.Repeat("(a|b)", 9),
	} {
		if _, err := ParsePhrase(line); !errors.Is(err, ErrPhrase) {
			t.Errorf("%q: %v", line, err)
		}
	}
}

// oneSkill is a skill with one errand and the files given.
func oneSkill(files fstest.MapFS) []bot.Skill {
	return []bot.Skill{{Name: "tiny", Files: files, Errands: []bot.Dialog{fakeErrand{"tiny.give", parseSlots("amount:money")}}}}
}

func TestErrorsNameFileAndLine(t *testing.T) {
	for name, test := range map[string]struct {
		file, text, place string
	}{
		"undeclared errand": {"phrases/take.en.txt", "# take\ntake it", "phrases/take.en.txt:2"},
		"undeclared slot":   {"phrases/give.en.txt", "give {amount:2}\n\ngive {item:sugar}", "phrases/give.en.txt:3"},
		"bad phrase":        {"phrases/give.en.txt", "give {amount", "phrases/give.en.txt:1"},
		"bad file name":     {"phrases/give.txt", "give", "phrases/give.txt"},
		"bad value":         {"values/kind.en.txt", "cash: x\nno colon", "values/kind.en.txt:2"},
		"bad value name":    {"values/kind.txt", "cash: x", "values/kind.txt"},
	} {
		_, err := New(oneSkill(fstest.MapFS{test.file: {Data: []byte(test.text)}}))
		if !errors.Is(err, ErrPhrase) || !strings.Contains(err.Error(), test.place) || !strings.Contains(err.Error(), "tiny") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestParsePhrasesNamesTheirOrigin(t *testing.T) {
	phrases, err := ParsePhrases(fstest.MapFS{
		"phrases/give.hi-Latn.txt": {Data: []byte("# money\r\nde (do|) \r\n")},
		"phrases/notes.md":         {Data: []byte("{ not read")},
	})
	if err != nil || len(phrases) != 2 {
		t.Fatalf("%v, %v", phrases, err)
	}
	for _, p := range phrases {
		if p.Errand != "give" || p.Lang != "hi-Latn" || p.Line != 2 || p.File != "phrases/give.hi-Latn.txt" {
			t.Errorf("%+v", p)
		}
	}
}

func TestValues(t *testing.T) {
	values, err := parseValues(fstest.MapFS{
		"values/payment.hi-Latn.txt": {Data: []byte("# how\ncash: nakad, naqad se\nupi: phone pe, gpay\n")},
		"values/payment.en.txt":      {Data: []byte("cash: in cash\n")},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for said, want := range map[string]string{"nakad": "cash", "naqad se": "cash", "in cash": "cash", "cash": "cash", "PhonePe": "", "phone pe": "upi", "upi": "upi"} {
		if got, _ := values["payment"].at(tokenise(normalise(said)), 0); got != want {
			t.Errorf("%q is %q, want %q", said, got, want)
		}
	}
}

func TestSkillWithoutFiles(t *testing.T) {
	u, err := New([]bot.Skill{{Name: "bare", Errands: []bot.Dialog{fakeErrand{"bare.do", nil}}}})
	if err != nil {
		t.Fatal(err)
	}
	if e, err := u.ears[common](); err != nil || e.errands["bare.do"] == nil {
		t.Error("the errand is not known")
	}
}

func TestNoPhraseInTwoErrands(t *testing.T) {
	c, err := readCorpus(skillsAt("../skills"))
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, p := range c.phrases {
		key := spoken(tokenise(p.Text))
		if other, ok := said[key]; ok && other != p.Errand {
			t.Errorf("%s:%d: %q is also said for %s", p.File, p.Line, p.Text, other)
		}
		said[key] = p.Errand
	}
}
