package simulator_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// TestLook looks at the first bytes of files.
func TestLook(t *testing.T) {
	for _, c := range []struct{ data, want string }{
		{png, "image/png"},
		{jpeg, "image/jpeg"},
		{pdf, "application/pdf"},
		{ogg, "audio/ogg"},
		{"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"},
		{"#!AMR\n", "audio/amr"},
		{"\xff\xf1\x50\x80", "audio/aac"},
		{"\xff\xfb\x90\x64", "audio/mpeg"},
		{"ID3\x04\x00\x00", "audio/mpeg"},
		{"\x00\x00\x00\x18ftypmp42", "video/mp4"},
		{"\x00\x00\x00\x18ftypisom", "video/mp4"},
		{"\x00\x00\x00\x18ftypM4A ", "audio/mp4"},
		{"\x00\x00\x00\x18ftyp3gp5", "video/3gpp"},
		{"\x1aE\xdf\xa3", "video/webm"},
		{"<html>", "text/html"},
		{"hello", "text/plain"},
		{"\x00\x01\x02", "application/octet-stream"},
		{"\xff", "text/plain"},
		{"", "text/plain"},
	} {
		if got := simulator.Look([]byte(c.data)); got != c.want {
			t.Errorf("%q looks like %s, not %s", c.data, got, c.want)
		}
	}
}

// TestKinds says what kind of message a type is sent as.
func TestKinds(t *testing.T) {
	for contentType, want := range map[string]string{
		"image/png": "image", "image/webp": "sticker", "image/gif": "document", "audio/ogg; codecs=opus": "audio", "audio/webm;codecs=opus": "audio",
		"video/mp4": "video", "video/webm": "video", "application/pdf": "document", "text/csv": "document", "": "document", "///": "document",
	} {
		if got := simulator.KindOf(contentType); got != want {
			t.Errorf("%q is sent as %s, not %s", contentType, got, want)
		}
	}
}

// TestAgree holds bytes to what they are called.
func TestAgree(t *testing.T) {
	for _, c := range []struct {
		told, seen string
		want       bool
	}{
		{"image/png", "image/png", true},
		{"image/png", "image/jpeg", false},
		{"image/png", "text/html", false},
		{"audio/ogg; codecs=opus", "audio/ogg", true},
		{"audio/mp4", "video/mp4", true},
		{"video/3gpp", "video/mp4", true},
		{"video/mp4", "text/plain", false},
		{"audio/mpeg", "application/octet-stream", false},
		{"application/pdf", "text/plain", false},
		{"application/msword", "application/octet-stream", true},
		{"text/plain", "text/html", true}, // it is text, whatever stands in it
	} {
		if got := simulator.Agree(c.told, c.seen); got != c.want {
			t.Errorf("%s that looks like %s: %v", c.told, c.seen, got)
		}
	}
}

// TestOggSeconds says how long a voice note is; of what is none it says 0.
func TestOggSeconds(t *testing.T) {
	if n := simulator.OggSeconds([]byte(ogg)); n != 1 {
		t.Errorf("%d seconds", n)
	}
	for _, data := range []string{"", "OggS", "OggS\x00", png, strings.Replace(ogg, "OpusHead", "vorbis..", 1), strings.Replace(ogg, "\x80\xbb\x00\x00\x00\x00", "\xff\xff\xff\xff\xff\xff", 1)} {
		if n := simulator.OggSeconds([]byte(data)); n != 0 {
			t.Errorf("%q plays %d seconds", data, n)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		data := append([]byte(ogg), rapid.SliceOf(rapid.Byte()).Draw(t, "more")...)
		if n := simulator.OggSeconds(data[:rapid.IntRange(0, len(data)).Draw(t, "cut")]); n < 0 {
			t.Fatalf("%d seconds", n)
		}
	})
}

// TestMimeOf names the types of the page's files.
func TestMimeOf(t *testing.T) {
	for name, want := range map[string]string{
		"a.html": "text/html; charset=utf-8", "a.js": "text/javascript; charset=utf-8", "a.mjs": "text/javascript; charset=utf-8", "a.css": "text/css; charset=utf-8",
		"a.svg": "image/svg+xml", "a.json": "application/json", "a.webmanifest": "application/manifest+json", "a.ogg": "audio/ogg", "a.png": "image/png", "a": "application/octet-stream",
	} {
		if got := simulator.MimeOf(name); got != want {
			t.Errorf("%s is %s", name, got)
		}
	}
}

// TestDigits reads phone numbers as people write them.
func TestDigits(t *testing.T) {
	for in, want := range map[string]string{
		"+91 98000 00001": "919800000001", "(91) 98-00.0": "9198000", "": "", "asha": "", "91x": "", "९१": "", "91;drop": "",
	} {
		if got := simulator.Digits(in); got != want {
			t.Errorf("%q is %q", in, got)
		}
	}
}

// TestClip cuts at runes, and never more than it must.
func TestClip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, n := rapid.String().Draw(t, "s"), rapid.IntRange(0, 20).Draw(t, "n")
		got, runes := []rune(simulator.Clip(s, n)), []rune(s)
		if string(got) != string(runes[:min(n, len(runes))]) {
			t.Fatalf("%q cut to %d is %q", s, n, string(got))
		}
	})
}

// TestWamids makes many ids: none twice, each one that stands in a path as it is.
func TestWamids(t *testing.T) {
	seen := map[string]bool{}
	for range 10000 {
		id := simulator.Wamid(asha)
		if seen[id] || !strings.HasPrefix(id, "wamid.") || strings.ContainsAny(id, "/+?#%& ") {
			t.Fatalf("got %q", id)
		}
		seen[id] = true
	}
}
