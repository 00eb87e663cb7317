package door

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCandidates(t *testing.T) {
	for _, c := range []struct {
		text  string
		codes string // apart by spaces
		rest  string // without the first of them
	}{
		{"join 7K3QF2", "7K3QF2", Greeting},
		{"JOIN 7k3qf2", "7K3QF2", Greeting},
		{"Namaste 7K3QF2", "7K3QF2", "Namaste"},
		{"7K3-QF2", "7K3QF2", Greeting},
		{"7k3 qf2", "7K3QF2", Greeting},
		{"7 K 3 Q F 2", "7K3QF2", Greeting},
		{"mera code hai: 7K3QF2!", "7K3QF2", Greeting},
		{"मेरा कोड 7K3QF2 है।", "7K3QF2", Greeting},
		{"join 7K3QF2\n2 kilo chini becha 90", "7K3QF2", "2 kilo chini becha 90"},
		{"2 kilo chini becha 90, code 7K3QF2", "7K3QF2", "2 kilo chini becha 90,"},
		{"hello 7K3QF2 ji", "7K3QF2", "hello ji"},
		{"7K3QF2 8M4RG3", "7K3QF2 8M4RG3", "8M4RG3"},
		{"7K3QF2 A2BC3D E4FG5H J6KM7N", "7K3QF2 A2BC3D E4FG5H", "A2BC3D E4FG5H J6KM7N"},
		{"7K3QF2 7k3qf2", "7K3QF2", "7k3qf2"},
		{text: ""},
		{text: "namaste"},
		{text: "234567"},
		{text: "ABCDEF"},
		{text: "7K3QF"},
		{text: "7K3QF22"},
		{text: "7K3QI2"},
		{text: "7K3.QF2"},
		{text: "7K3\nQF2"},
		{text: "5 kg 22 de"},
		{text: "22 kg de"},
	} {
		all := candidates(c.text)
		if got := codes(all); got != c.codes {
			t.Errorf("%q: codes %q, want %q", c.text, got, c.codes)
		} else if got != "" && without(c.text, all[0]) != c.rest {
			t.Errorf("%q: left is %q, want %q", c.text, without(c.text, all[0]), c.rest)
		}
	}
}

func codes(all []candidate) string {
	out := make([]string, len(all))
	for i, c := range all {
		out[i] = c.code
	}
	return strings.Join(out, " ")
}

// TestCodeIsFound finds a code however it is written, and leaves what was said around it.
func TestCodeIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.StringMatching(`[2-9][A-HJKM-NP-TV-Z][2-9A-HJKM-NP-TV-Z]{4}`).Draw(t, "code")
		shown := code
		if rapid.Bool().Draw(t, "lower") {
			shown = strings.ToLower(shown)
		}
		switch gap := rapid.SampledFrom([]string{"", "-", " ", "  ", "- "}).Draw(t, "gap"); rapid.IntRange(0, 2).Draw(t, "split") {
		case 1:
			shown = shown[:3] + gap + shown[3:]
		case 2:
			shown = strings.Join(strings.Split(shown, ""), gap)
		}
		before := rapid.SampledFrom([]string{"", "namaste ", "चीनी दो\n", "join: ", "bhai, "}).Draw(t, "before")
		after := rapid.SampledFrom([]string{"", " bhai", "\nचीनी दो", "!", " hai"}).Draw(t, "after")
		all := candidates(before + shown + after)
		i := slices.IndexFunc(all, func(c candidate) bool { return c.code == code })
		if i < 0 {
			t.Fatalf("%q has %q", before+shown+after, codes(all))
		}
		for _, said := range []string{"namaste", "चीनी दो", "bhai"} {
			if strings.Contains(before+after, said) && !strings.Contains(without(before+shown+after, all[i]), said) {
				t.Fatalf("of %q nothing is left of %q", before+shown+after, said)
			}
		}
	})
}

func FuzzCandidates(f *testing.F) {
	for _, seed := range []string{"join 7K3QF2", "7 K 3 Q F 2", "मेरा कोड 7K3-QF2 है", "\xff7K3QF2\u2003x", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all := candidates(text)
		if len(all) > maxCodes {
			t.Fatalf("%d codes", len(all))
		}
		for _, c := range all {
			if rest := without(text, c); rest == "" || len(rest) > len(text)+len(Greeting) {
				t.Fatalf("left is %q", rest)
			}
			if len(c.code) != codeSize || len(candidates(c.code)) != 1 {
				t.Fatalf("%q is no code", c.code)
			}
		}
	})
}

func TestName(t *testing.T) {
	for address, want := range map[string]string{
		"919800000001":                   "919800000001",
		"+91 98000 00001":                "919800000001",
		"+91-98000-00001":                "919800000001",
		"(91) 9800000001":                "919800000001",
		"919800000001@s.whatsapp.net":    "919800000001",
		"919800000001:12@s.whatsapp.net": "919800000001",
		" 919800000001 ":                 "919800000001",
		"IN.1234567890":                  "IN.1234567890",
		"1234567890@lid":                 "1234567890@lid",
		"anil":                           "anil",
		"":                               "",
	} {
		if got := Name(address); got != want {
			t.Errorf("%q: got %q, want %q", address, got, want)
		}
	}
}

func TestWhole(t *testing.T) {
	for name, want := range map[string]bool{"919800000001": true, "9800000001": false, "09800000001": false, "": false, "IN.12": true} {
		if Whole(name) != want {
			t.Errorf("%q: want %t", name, want)
		}
	}
}

func TestLink(t *testing.T) {
	for number, want := range map[string]string{
		"+91 98000 00001": "https://wa.me/919800000001?text=Namaste%207K3QF2", "": "", "helpline": "",
	} {
		if got := Link(number, "7K3QF2"); got != want {
			t.Errorf("%q: got %q", number, got)
		}
	}
	if all := candidates(Words("7K3QF2")); codes(all) != "7K3QF2" {
		t.Errorf("the door does not find its own words' code: %v", all)
	}
}
