package forms_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/forms"
	"github.com/sahayak-dev/sahayak/locales"
	"github.com/sahayak-dev/sahayak/skills/alerts"
)

// sound is a template without a fault, as a file.
func sound() string {
	var out strings.Builder
	out.WriteString(`name = "sahayak_x"
category = "utility"
for = ["alerts.morning.day"]
buttons = ["show", "alerts.morning.choice.stop"]
[[var]]
name = "sales"
from = "Revenue"
example = "₹4,250"
`)
	bodies := map[string]string{
		"hi": "कल {{sales}} की बिक्री हुई।", "mr": "काल {{sales}} ची विक्री झाली.", "gu": "ગઈકાલે {{sales}} નું વેચાણ થયું.", "pa": "ਕੱਲ੍ਹ {{sales}} ਦੀ ਵਿਕਰੀ ਹੋਈ।",
		"bn": "কাল {{sales}} টাকার বিক্রি হয়েছে।", "ta": "நேத்து {{sales}} விற்பனை ஆச்சு.", "te": "నిన్న {{sales}} అమ్మకం జరిగింది.", "kn": "ನಿನ್ನೆ {{sales}} ವ್ಯಾಪಾರ ಆಯ್ತು.", "ml": "ഇന്നലെ {{sales}} വിൽപ്പന നടന്നു.",
		"en": "You sold {{sales}} yesterday.",
	}
	for _, lang := range forms.Languages() {
		show, stop := "1", "2"
		if lang == "en" {
			show, stop = "Show", "Stop"
		}
		fmt.Fprintf(&out, "[lang.%s]\nbody = %q\nbuttons = [%q, %q]\n", lang, bodies[lang], show, stop)
	}
	return out.String()
}

// texts are those of the skill alerts.
var texts = sync.OnceValues(func() (*locales.Bundle, error) { return app.Texts([]bot.Skill{alerts.New(nil)}) })

// set makes a set of files of the skill alerts.
func set(t *testing.T, files ...string) (*forms.Set, error) {
	t.Helper()
	words, err := texts()
	if err != nil {
		t.Fatal(err)
	}
	return forms.New(words, forms.Source{Prefix: "alerts", Files: folder(files...)})
}

// folder is a folder of templates.
func folder(files ...string) fstest.MapFS {
	fs := fstest.MapFS{}
	for i, f := range files {
		fs[fmt.Sprintf("forms/%d.toml", i)] = &fstest.MapFile{Data: []byte(f)}
	}
	return fs
}

// TestCheck spoils a sound template in one way after another, and looks what is
// found.
func TestCheck(t *testing.T) {
	for name, c := range map[string]struct {
		old, with string
		want      []string
	}{
		"sound":                     {"", "", nil},
		"a name of another's":       {`"sahayak_x"`, `"x"`, []string{"x: name: x"}},
		"a name in capitals":        {`"sahayak_x"`, `"sahayak_X"`, []string{"sahayak_X: name: sahayak_X"}},
		"a long name":               {`"sahayak_x"`, `"sahayak_` + strings.Repeat("x", 505) + `"`, []string{"sahayak_" + strings.Repeat("x", 505) + ": name: sahayak_" + strings.Repeat("x", 505)}},
		"a language short":          {"[lang.hi]", "[lang.fr]", []string{"sahayak_x hi: missing language", "sahayak_x fr: unknown language"}},
		"a key nobody says":         {`"alerts.morning.day"`, `"alerts.morning.dya", "alerts.morning.day"`, []string{"sahayak_x: unknown key: alerts.morning.dya"}},
		"a choice nobody offers":    {`"alerts.morning.choice.stop"`, `"alerts.morning.choice.spot"`, []string{"sahayak_x: unknown key: alerts.morning.choice.spot"}},
		"an argument nobody has":    {`"Revenue"`, `"Profit"`, []string{"sahayak_x: unknown argument: sales: Profit"}},
		"an argument all have":      {`"Revenue"`, `"Shop"`, nil},
		"no example":                {`"₹4,250"`, `""`, []string{"sahayak_x: nothing in it: sales: example"}},
		"an example of two lines":   {`"₹4,250"`, `"₹4\n250"`, []string{"sahayak_x: nothing in it: sales: example"}},
		"a variable twice":          {"[[var]]", "[[var]]\nname=\"sales\"\nfrom=\"Credit\"\nexample=\"1\"\n[[var]]", []string{"sahayak_x: variable: sales", "sahayak_x bn: variable: has sales, not sales sales", ""}},
		"a variable less":           {"{{sales}} yesterday", "much yesterday", []string{"sahayak_x en: variable: has , not sales"}},
		"another variable":          {"{{sales}} yesterday", "{{sold}} yesterday", []string{"sahayak_x en: variable: has sold, not sales"}},
		"half a variable":           {"{{sales}} yesterday", "{{sales}} for {{ yesterday", []string{"sahayak_x en: variable: You sold  for {{ yesterday."}},
		"a variable by its number":  {`name = "sales"`, `name = "1"`, []string{"sahayak_x: variable: 1", "sahayak_x bn: variable: has sales, not 1", ""}},
		"no body":                   {"You sold {{sales}} yesterday.", " ", []string{"sahayak_x en: nothing in it: body"}},
		"a long body":               {"yesterday.", strings.Repeat("y ", 511) + "yy.", []string{"sahayak_x en: too long: 1044"}},
		"it begins with a variable": {"You sold {{sales}} yes", "{{sales}} you sold yes", []string{"sahayak_x en: variable at an edge: {{sales}} you sold yesterday."}},
		"it ends with a variable":   {"You sold {{sales}} yesterday.", "Yesterday you sold {{sales}}.", []string{"sahayak_x en: variable at an edge: Yesterday you sold {{sales}}."}},
		"two variables together":    {"{{sales}} yesterday", "{{sales}}, {{sales}} to the people yesterday", []string{"sahayak_x en: variables side by side: }}, {{"}},
		"few words":                 {"You sold {{sales}} yesterday", "Sold {{sales}} then", []string{"sahayak_x en: few words for variables: 2 words"}},
		"a tab":                     {"You sold", `You\tsold`, []string{"sahayak_x en: too much space"}},
		"four spaces":               {"You sold", `You    sold`, []string{"sahayak_x en: too much space"}},
		"three spaces":              {"You sold", `You   sold`, nil},
		"two empty lines":           {"You sold", `You\n\n\nsold`, []string{"sahayak_x en: too much space"}},
		"an empty line":             {"You sold", `You\n\nsold`, nil},
		"an advertisement":          {"You sold", "Special offers: you sold", []string{"sahayak_x en: promotional: offer"}},
		"one in Hindi":              {"की बिक्री", "की बिक्री, 20% छूट,", []string{"sahayak_x hi: promotional: छूट"}},
		"one that is to be one":     {`"utility"`, `"marketing"`, nil},
		"a link into WhatsApp":      {"You sold", "See https://wa.me/9198: you sold", []string{"sahayak_x en: link: wa.me"}},
		"a link that hides":         {"You sold", "See bit.ly/x: you sold", []string{"sahayak_x en: link: bit.ly"}},
		"letters of another script": {"की बिक्री", "की sale", []string{"sahayak_x hi: foreign letters: sale"}},
		"letters in parts":          {"yesterday", "ye\u0301sterday", []string{"sahayak_x en: letters in parts"}},
		"a long header":             {"[lang.en]", "[lang.en]\nheader = \"" + strings.Repeat("h", 61) + `"`, []string{"sahayak_x en: too long: " + strings.Repeat("h", 61)}},
		"a long footer":             {"[lang.en]", "[lang.en]\nfooter = \"" + strings.Repeat("f", 61) + `"`, []string{"sahayak_x en: too long: " + strings.Repeat("f", 61)}},
		"a footer that fits":        {"[lang.en]", "[lang.en]\nfooter = \"" + strings.Repeat("f", 60) + `"`, nil},
		"a variable in a footer":    {"[lang.en]", "[lang.en]\nfooter = \"of {{sales}} in all\"", []string{"sahayak_x en: variable in a fixed part: of {{sales}} in all"}},
		"a long quick reply":        {`"Show"`, `"` + strings.Repeat("s", 26) + `"`, []string{"sahayak_x en: too long: " + strings.Repeat("s", 26)}},
		"a quick reply that fits":   {`"Show"`, `"` + strings.Repeat("s", 25) + `"`, nil},
		"a quick reply less":        {`"Show", "Stop"`, `"Show"`, []string{"sahayak_x en: quick replies: 1, not 2"}},
		"a quick reply twice":       {`"Show", "Stop"`, `"Show", "Show"`, []string{"sahayak_x en: title of a quick reply: Show"}},
		"a picture in one":          {`"Show"`, `"Show ☀️"`, []string{"sahayak_x en: title of a quick reply: Show ☀️"}},
		"an empty one":              {`"Show"`, `" "`, []string{"sahayak_x en: nothing in it: quick reply"}},
		"eleven of them":            {`"show", `, strings.Repeat(`"show", `, 10), []string{"sahayak_x: quick replies: 11", "sahayak_x bn: quick replies: 2, not 11", ""}},
		"four of them":              {`"show", `, strings.Repeat(`"show", `, 3), []string{"sahayak_x: quick replies: 4", "sahayak_x bn: quick replies: 2, not 4", ""}},
		"else of no variable":       {"[lang.en]", "[lang.en]\nelse = { sold = \"nothing\" }", []string{"sahayak_x en: variable: sold: else"}},
		"else in other letters":     {"[lang.hi]", "[lang.hi]\nelse = { sales = \"nothing\" }", []string{"sahayak_x hi: foreign letters: nothing"}},
	} {
		t.Run(name, func(t *testing.T) {
			file := sound()
			if !strings.Contains(file, c.old) {
				t.Fatalf("there is no %s to spoil", c.old)
			}
			s, err := set(t, strings.Replace(file, c.old, c.with, 1))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range s.Check() {
				got = append(got, f.String())
			}
			if n := len(c.want); n > 0 && c.want[n-1] == "" && len(got) > n { // and so on in each language
				got, c.want = got[:n-1], c.want[:n-1]
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// TestAdvice tells what may be taken from what may not.
func TestAdvice(t *testing.T) {
	for with, grave := range map[string]bool{"Sold {{sales}} then": false, "{{sales}} sold then": true} {
		s, err := set(t, strings.Replace(sound(), "You sold {{sales}} yesterday", with, 1))
		if err != nil {
			t.Fatal(err)
		}
		if found := s.Check(); len(found) == 0 || forms.Grave(found) != grave {
			t.Errorf("%s: %v", with, found)
		}
	}
}

// TestNew refuses what could not be filled, or would stand for something else.
func TestNew(t *testing.T) {
	generic := strings.Replace(strings.Replace(sound(), `for = ["alerts.morning.day"]`, "", 1), "sahayak_x", "sahayak_all", 1)
	for name, c := range map[string]struct {
		files []string
		want  string
	}{
		"one":                       {[]string{sound()}, ""},
		"one, and one for the rest": {[]string{sound(), generic}, ""},
		"none":                      {nil, ""},
		"no TOML":                   {[]string{"{"}, "forms/0.toml"},
		"what no template has":      {[]string{"colour = 1\n" + sound()}, "nothing is called colour"},
		"what no text has":          {[]string{sound() + "[lang.en.foot]\n"}, "nothing is called lang.en.foot"},
		"no name":                   {[]string{`category = "utility"`}, "no name"},
		"another category":          {[]string{strings.Replace(sound(), `"utility"`, `"authentication"`, 1)}, `category "authentication"`},
		"a name twice":              {[]string{sound(), strings.Replace(sound(), ".day", ".stop", 1)}, "the name sahayak_x is taken"},
		"a reply twice":             {[]string{sound(), strings.Replace(sound(), "sahayak_x", "sahayak_y", 1)}, "alerts.morning.day has sahayak_x already"},
		"two for the rest":          {[]string{generic, strings.Replace(generic, "sahayak_all", "sahayak_y", 1)}, "sahayak_all stands for all the rest"},
		"another skill's reply":     {[]string{strings.Replace(sound(), "alerts.morning.day", "sales.done", 1)}, "sales.done is not said by alerts"},
	} {
		_, err := set(t, c.files...)
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.want != "" && (!errors.Is(err, forms.ErrTemplate) || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}
