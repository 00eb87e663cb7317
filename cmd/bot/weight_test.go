package main

import (
	"io"
	"net/http"
	"regexp"
	"testing"
)

// maxPage is how many bytes the page may have, all its files together, before
// they are compressed.
const maxPage = 170_000

// TestPageIsLight fetches the page and all it names, as a browser does, and
// finds that nothing of it comes from elsewhere.
func TestPageIsLight(t *testing.T) {
	b := startBot(t)
	named := regexp.MustCompile(`(?:src|href)="([^"#]+)|from "(\./[^"]+)"|url\("?([^")]+)`)
	outside := regexp.MustCompile(`(?i)(src|href|url\(|import|fetch\()\s*=?\s*["'(]*(https?:)?//`)
	seen, size := map[string]bool{}, 0
	for todo := []string{""}; len(todo) > 0; todo = todo[1:] {
		path := todo[0]
		if seen[path] {
			continue
		}
		seen[path] = true
		raw := b.fetch(path)
		size += len(raw)
		if at := outside.Find(raw); at != nil {
			t.Errorf("%q asks for something outside: %s", path, at)
		}
		for _, m := range named.FindAllSubmatch(raw, -1) {
			todo = append(todo, string(m[1])+string(m[2])+string(m[3]))
		}
	}
	if size > maxPage || len(seen) < 15 {
		t.Errorf("%d files have %d bytes", len(seen), size)
	}
	t.Logf("%d files, %d bytes", len(seen), size)
}

// fetch gets a file of the page.
func (b *runningBot) fetch(path string) []byte {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.url+"/"+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		b.t.Fatalf("%s: %s, %v", path, answer.Status, err)
	}
	return raw
}
