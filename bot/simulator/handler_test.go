package simulator_test

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// TestOrigins lets only the page itself do things, and only under names that
// nobody else can point here.
func TestOrigins(t *testing.T) {
	w := newWorld(t, func(c *simulator.Config) { c.Hosts = []string{"simulator.test"} })
	for _, c := range []struct {
		method, path, header, value string
		status                      int
	}{
		{"POST", "/simulator/clock", "Origin", "https://evil.example", 403},
		{"POST", "/simulator/clock", "Sec-Fetch-Site", "cross-site", 403},
		{"POST", "/simulator/clock", "Sec-Fetch-Site", "same-site", 403},
		{"POST", "/simulator/clock", "Sec-Fetch-Site", "same-origin", 200},
		{"POST", "/simulator/clock", "X", "", 200},
		{"POST", "/simulator/clock", "Host", "evil.example", 403},
		{"POST", "/simulator/clock", "Host", "127.0.0.1.evil.example:80", 403},
		{"POST", "/simulator/clock", "Host", "192.0.2.7", 403},
		{"POST", "/simulator/clock", "Host", "localhost:99", 200},
		{"POST", "/simulator/clock", "Host", "[::1]:99", 200},
		{"POST", "/simulator/clock", "Host", "phone.localhost", 200},
		{"POST", "/simulator/clock", "Host", "simulator.test", 200},
		{"GET", "/simulator/state", "Host", "evil.example", 403},
		{"GET", "/simulator/events", "Host", "evil.example", 403},
		{"POST", "/simulator/turns", "Host", "simulator:8080", 200}, // the bot shows its token
		{"POST", "/simulator/turns", "Authorization", "Bearer x", 401},
		{"GET", "/simulator/link", "Authorization", "", 401},
		{"POST", "/simulator/nothing", "X", "", 404},
		{"GET", "/simulator/clock", "X", "", 404},
	} {
		r := w.request(c.method, c.path, `{"advance":"1s"}`, c.header, c.value)
		if r.StatusCode != c.status {
			t.Errorf("%s %s with %s %q: %d %s", c.method, c.path, c.header, c.value, r.StatusCode, r.body)
		}
	}
}

// TestPage serves the page as it should be.
func TestPage(t *testing.T) {
	w := newWorld(t)
	r := w.request("GET", "/", "")
	h := r.Header
	if r.StatusCode != http.StatusOK || h.Get("Content-Type") != "text/html; charset=utf-8" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Etag") == "" {
		t.Errorf("%d %v", r.StatusCode, h)
	}
	for _, part := range []string{"default-src 'self'", "img-src 'self' blob: data:", "media-src 'self' blob:", "object-src 'none'", "frame-ancestors 'none'"} {
		if !strings.Contains(h.Get("Content-Security-Policy"), part) {
			t.Errorf("no %s in %s", part, h.Get("Content-Security-Policy"))
		}
	}
	if again := w.request("GET", "/", "", "If-None-Match", h.Get("Etag")); again.StatusCode != http.StatusNotModified || len(again.body) != 0 {
		t.Errorf("asked again: %d", again.StatusCode)
	}
	for path, status := range map[string]int{"/nothing.js": 404, "/page/index.html": 404, "/../page.go": 404, "/index.html": 200, "/v25.0": 400, "/video": 404} {
		if r := w.request("GET", path, ""); r.StatusCode != status {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
	}
	if r := w.request("POST", "/", ""); r.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("posted: %d", r.StatusCode)
	}
}

// TestProperty60TextIsHalved asks for every text of the page and for a state full
// of chats, as a browser does: above 1 KB each comes at half its size or less.
// Pictures are packed too, and count in the sum of all.
func TestProperty60TextIsHalved(t *testing.T) {
	w := newWorld(t)
	for range 50 {
		w.say(simulator.Said{Text: "2 kilo चीनी 90 rs mein becha, Ramesh ko 500 udhaar likho"})
		w.send(buttonMessage("✍️ चीनी 2 kg × ₹45 = ₹90", "", "", buttonsOf(3, "Galti se", "17:1")))
	}
	paths := []string{"/simulator/state"}
	err := filepath.WalkDir("page", func(name string, d os.DirEntry, err error) error {
		if info, _ := d.Info(); err == nil && !d.IsDir() && info.Size() > 1024 {
			paths = append(paths, "/"+strings.TrimPrefix(filepath.ToSlash(name), "page/"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sum, ofAll := 0, 0
	for _, path := range paths {
		whole := w.request("GET", path, "", "Accept-Encoding", "identity")
		for _, coding := range []string{"gzip", "gzip, deflate, br, zstd"} {
			packed := w.request("GET", path, "", "Accept-Encoding", coding)
			if got := packed.Header.Get("Content-Encoding"); got != "gzip" && got != "zstd" {
				t.Errorf("%s for %s comes as %q", path, coding, got)
			}
			n, of := len(packed.body), len(whole.body)
			if sum, ofAll = sum+n, ofAll+of; n == 0 || (2*n > of && !strings.HasSuffix(path, ".svg")) {
				t.Errorf("%s for %s: %d of %d bytes", path, coding, n, of)
			}
			if !strings.Contains(packed.Header.Get("Vary"), "Accept-Encoding") {
				t.Errorf("%s does not vary", path)
			}
		}
		if plain := w.request("GET", path, "", "Accept-Encoding", ""); plain.Header.Get("Content-Encoding") != "" {
			t.Errorf("%s comes packed to who cannot unpack it", path)
		}
	}
	if 2*sum > ofAll {
		t.Errorf("%d of %d bytes in all", sum, ofAll)
	}
}

// TestHead asks for nothing but headers.
func TestHead(t *testing.T) {
	w := newWorld(t)
	res, err := http.Head(w.url + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, _ := io.ReadAll(res.Body); res.StatusCode != http.StatusOK || len(body) != 0 {
		t.Errorf("%d %q", res.StatusCode, body)
	}
}
