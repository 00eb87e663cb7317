package settings

import (
	"strings"
	"testing"
)

func TestFindCode(t *testing.T) {
	for text, want := range map[string]string{
		"JOIN K7M4P2": "K7M4P2", "join k7m4p2": "K7M4P2", "Join: K7M 4P2 please": "K7M4P2", "join-K7M-4P2": "K7M4P2",
		"🏪 Sharma Kirana… JOIN K7M4P2\nek baar": "K7M4P2",
		"join sharma": "", "join 123456": "", "joining K7M4P2": "", "K7M4P2": "", "join karna hai": "", "": "",
	} {
		if got, ok := findCode(text); ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q, %v", text, got, ok)
		}
	}
}

func TestBareCode(t *testing.T) {
	for text, want := range map[string]bool{
		"K7M4P2": true, " k7m-4p2 ": true, "ram 522": false, "RAMESH": false, "522522": false, "chini2": false, "2 kilo": false, "K7M4P": false,
	} {
		if got := bareCode(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestFindPIN(t *testing.T) {
	for text, want := range map[string]string{
		"4821": "4821", "mera pin 482193 hai": "482193", "४८२१": "4821", "123": "", "1234567": "", "4821 4821": "", "pin": "",
	} {
		if got, ok := findPIN(text); ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q, %v", text, got, ok)
		}
	}
	for _, pin := range strings.Fields("0000 1234 4321 777777 456789") {
		if !easy(pin) {
			t.Errorf("%s is not easy", pin)
		}
	}
	for _, pin := range strings.Fields("4821 1122 1357 2468") {
		if easy(pin) {
			t.Errorf("%s is easy", pin)
		}
	}
}

func FuzzFindCode(f *testing.F) {
	f.Add("JOIN K7M4P2")
	f.Add("join\u00a0k7m 4p2")
	f.Fuzz(func(t *testing.T, text string) {
		code, ok := findCode(text)
		if ok && (len(code) != 6 || tidy(code) != code) {
			t.Errorf("%q: %q", text, code)
		}
	})
}
