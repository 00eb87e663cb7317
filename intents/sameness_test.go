package intents

import (
	"context"
	"strings"
	"sync"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// cores are sentences of every errand that writes or reads the book, and what
// they mean however they are dressed.
var cores = []struct{ text, want string }{
	{"2 kilo chini becha 90 rupaye", "sales.record amount=90 item=chini qty=2kg"},
	{"2 किलो चीनी बेची 90 रुपये में", "sales.record amount=90 item=chini qty=2kg"},
	{"sold 2 kg sugar for 90 rupees", "sales.record amount=90 item=chini qty=2kg"},
	{"10 kilo atta kharida 350 rupaye mein", "stock.add amount=350 item=atta qty=10kg"},
	{"suresh ko 200 udhaar diya", "udhaar.give amount=200 customer=suresh"},
	{"सुरेश को 200 उधार दिया", "udhaar.give amount=200 customer=suresh"},
	{"raju ne 300 wapas kiye", "udhaar.repay amount=300 customer=raju"},
	{"mohan lal ka kitna baki hai", "udhaar.balance customer=mohan"},
	{"chini kitni bachi hai", "stock.check item=chini"},
	{"चीनी कितनी बची है", "stock.check item=chini"},
	{"how much sugar is left", "stock.check item=chini"},
	{"aaj kitni bikri hui", "sales.report period=today"},
}

// checkCore reports a core that reads otherwise when it is said as text.
func checkCore(t interface {
	Errorf(format string, args ...any)
}, u *ear, text, want string,
) {
	got, err := u.Understand(context.Background(), say(text))
	if err != nil || told(got) != want {
		t.Errorf("%q is %s, want %s (%v)", text, told(got), want, err)
	}
}

func TestCores(t *testing.T) {
	for _, c := range cores {
		checkCore(t, understander(t), c.text, c.want)
	}
}

func TestFillersAroundACoreChangeNothing(t *testing.T) {
	u := understander(t)
	before := []string{"bhai", "ji", "zara", "ab", "abhi", "भाई", "please"}
	after := []string{"bhai", "ji", "please", "भाई", "bhaiya"}
	rapid.Check(t, func(t *rapid.T) {
		core := rapid.SampledFrom(cores).Draw(t, "core")
		head := rapid.SliceOfNDistinct(rapid.SampledFrom(before), 0, 2, rapid.ID[string]).Draw(t, "before")
		tail := rapid.SliceOfNDistinct(rapid.SampledFrom(after), 0, 2, rapid.ID[string]).Draw(t, "after")
		words := append(append(append([]string{}, head...), core.text), tail...)
		text := strings.Join(words, " ")
		got, err := u.Understand(context.Background(), say(text))
		if err != nil || len(got.Commands) != 1 {
			t.Fatalf("%q is %s (%v)", text, told(got), err)
		}
		_, want, _ := strings.Cut(core.want, " ")
		if _, slots, _ := strings.Cut(short(got.Commands[0]), " "); slots != want {
			t.Fatalf("%q fills %s, want %s", text, slots, want)
		}
	})
}

func TestCaseChangesNothing(t *testing.T) {
	u := understander(t)
	for _, c := range cores {
		checkCore(t, u, strings.ToUpper(c.text), c.want)
		first := []rune(c.text)[0]
		checkCore(t, u, string(unicode.ToUpper(first))+strings.TrimPrefix(c.text, string(first)), c.want)
	}
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(cores).Draw(t, "core")
		text := strings.Map(func(r rune) rune {
			if r < 0x80 && rapid.Bool().Draw(t, "upper") {
				return unicode.ToUpper(r)
			}
			return r
		}, c.text)
		checkCore(t, u, text, c.want)
	})
}

func TestSpacesChangeNothing(t *testing.T) {
	u := understander(t)
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(cores).Draw(t, "core")
		space := rapid.SampledFrom([]string{" ", "  ", "\t", "\u00a0", " \u2003", "   "})
		text := space.Draw(t, "before")
		for _, w := range strings.Fields(c.text) {
			text += w + space.Draw(t, "space")
		}
		checkCore(t, u, text, c.want)
	})
}

func TestMarksAtTheEndsChangeNothing(t *testing.T) {
	u := understander(t)
	for _, c := range cores {
		for _, after := range []string{".", "!", "!!", "...", " .", "।", " 🙏", " 🙏🏽🙏🏽", " 👍", ",", "\n", "\n\n", " …"} {
			checkCore(t, u, c.text+after, c.want)
		}
		for _, before := range []string{"\n", " ", "🙏 ", "- ", "• ", "* ", "> "} {
			checkCore(t, u, before+c.text, c.want)
		}
	}
}

func TestUnseenMarksChangeNothing(t *testing.T) {
	u := understander(t)
	unseen := []rune{'\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u200e', '\u200f', '\u202a', '\u202c', '\ufe0f'}
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(cores).Draw(t, "core")
		var b strings.Builder
		for _, r := range c.text {
			b.WriteRune(r)
			if rapid.IntRange(0, 3).Draw(t, "insert") == 0 {
				b.WriteRune(rapid.SampledFrom(unseen).Draw(t, "mark"))
			}
		}
		checkCore(t, u, b.String(), c.want)
	})
}

func TestRepeatedLettersChangeNothing(t *testing.T) {
	u := understander(t)
	for _, row := range []struct{ text, want string }{
		{"2 kilo chiniii becha 90 rupaye", "sales.record amount=90 item=chini qty=2kg"},
		{"2 kilo chiniiiiii bechaaaa 90 rupaye", "sales.record amount=90 item=chini qty=2kg"},
		{"chiniii kitniii bachiii haiii", "stock.check item=chini"},
		{"sureshhh ko 200 udhaaaar diyaaa", "udhaar.give amount=200 customer=suresh"},
		{"raaaju ne 300 waapas kiye", "udhaar.repay amount=300 customer=raju"},
		{"aaaaj kitni bikri hui", "sales.report period=today"},
	} {
		checkCore(t, u, row.text, row.want)
	}
}

func TestComposedAndDecomposedLettersAreTheSame(t *testing.T) {
	u := understander(t)
	for _, pair := range [][2]string{
		{"साढ़े तीन किलो चीनी बेची", "साढ\u093cे तीन किलो चीनी बेची"},
		{"एक हज़ार उधार सुरेश को", "एक हज\u093cार उधार सुरेश को"},
		{"café ka 50 rupaye", "cafe\u0301 ka 50 rupaye"},
	} {
		a, err := u.Understand(context.Background(), say(pair[0]))
		b, err2 := u.Understand(context.Background(), say(pair[1]))
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		if told(a) != told(b) {
			t.Errorf("%q is %s, decomposed %s", pair[0], told(a), told(b))
		}
	}
}

func TestUnderstandingIsTheSameFromManyAtOnce(t *testing.T) {
	u := understander(t)
	lines := tableAt(t, "sentences.tsv", 2)
	want := make([]string, len(lines))
	for i, l := range lines {
		want[i] = understood(t, say(l.fields[0]))
	}
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for k := range lines {
				i := (k*7 + worker*13) % len(lines)
				got, err := u.Understand(context.Background(), say(lines[i].fields[0]))
				if err != nil || told(got) != want[i] {
					t.Errorf("%q is %s, and %s among others", lines[i].fields[0], want[i], told(got))
				}
			}
		}()
	}
	wg.Wait()
}

func TestUnderstandingLeavesTheUtteranceAlone(t *testing.T) {
	u := understander(t)
	for _, c := range cores {
		v := asking("sales.record", "qty", c.text)
		slots, offered := len(v.Slots), []string{"Haan", "Nahi"}
		v.Offered = offered
		if _, err := u.Understand(context.Background(), v); err != nil {
			t.Fatal(err)
		}
		if v.Text != c.text || len(v.Slots) != slots || offered[0] != "Haan" || offered[1] != "Nahi" {
			t.Errorf("%q changed %+v", c.text, v)
		}
	}
}

// errandsApart are sentences of one errand each that need nothing from another.
var errandsApart = []struct{ text, want string }{
	{"2 kilo chini bechi 90 mein", "sales.record amount=90 item=chini qty=2kg"},
	{"suresh ko 200 udhaar diya", "udhaar.give amount=200 customer=suresh"},
	{"raju ne 300 lautaye", "udhaar.repay amount=300 customer=raju"},
	{"10 packet maggi kharidi 120 mein", "stock.add amount=120 item=maggi qty=10packet"},
	{"atta kitna bacha hai", "stock.check item=atta"},
	{"mohan lal ka kitna baki hai", "udhaar.balance customer=mohan"},
}

func TestErrandsApartAreUnderstood(t *testing.T) {
	for _, e := range errandsApart {
		checkCore(t, understander(t), e.text, e.want)
	}
}

func TestJoinedErrandsComeApart(t *testing.T) {
	u := understander(t)
	rapid.Check(t, func(t *rapid.T) {
		picked := rapid.Permutation(errandsApart).Draw(t, "errands")
		picked = picked[:rapid.IntRange(1, len(picked)).Draw(t, "k")]
		between := rapid.SampledFrom([]string{", ", "\n", ". ", " aur ", "; ", " और "}).Draw(t, "between")
		var texts, want []string
		for _, e := range picked {
			texts, want = append(texts, e.text), append(want, e.want)
		}
		checkCore(t, u, strings.Join(texts, between), strings.Join(want, " ; "))
	})
}

func TestManyErrandsAreCapped(t *testing.T) {
	u := understander(t)
	for _, n := range []int{1, 2, 10, bot.MaxCommands} {
		text := strings.TrimSuffix(strings.Repeat("suresh ko 200 udhaar diya\n", n), "\n")
		got, err := u.Understand(context.Background(), say(text))
		if err != nil || len(got.Commands) != n {
			t.Errorf("%d errands are %d (%v)", n, len(got.Commands), err)
		}
	}
	got, err := u.Understand(context.Background(), say(strings.Repeat("suresh ko 200 udhaar diya\n", 3*bot.MaxCommands)))
	if err != nil || len(got.Commands) > bot.MaxCommands+1 {
		t.Errorf("%d commands (%v)", len(got.Commands), err)
	}
}
