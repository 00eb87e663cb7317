package house

import (
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// onePage is how long a decision record may be, in lines.
const onePage = 60

// TestDecisions fails when a decision record is misnumbered, lacks a part, or
// is longer than a page.
func TestDecisions(t *testing.T) {
	names, complaints := decisions(t, os.DirFS(root+"/docs/adr"))
	if len(names) == 0 {
		t.Fatal("no decision records found")
	}
	for _, c := range complaints {
		t.Error(c)
	}
}

var recordName = regexp.MustCompile(`^(\d{4})-[a-z0-9]+(-[a-z0-9]+)*\.md$`)

// decisions checks the records in a folder and returns their names.
func decisions(t *testing.T, dir fs.FS) (names, complaints []string) {
	t.Helper()
	names, err := fs.Glob(dir, "*")
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	for i, name := range names {
		text, err := fs.ReadFile(dir, name)
		if err != nil {
			t.Fatal(err)
		}
		number := fmt.Sprintf("%04d", i+1)
		if m := recordName.FindStringSubmatch(name); m == nil || m[1] != number {
			complaints = append(complaints, fmt.Sprintf("%s: want %s-a-title.md", name, number))
		}
		complaints = append(complaints, record(name, number, string(text))...)
	}
	return names, complaints
}

// record checks the text of one decision record.
func record(name, number, text string) (complaints []string) {
	if n, _, _ := strings.Cut(name, "-"); !strings.HasPrefix(text, "# "+n+". ") {
		complaints = append(complaints, fmt.Sprintf("%s: want the heading \"# %s. Title\"", name, number))
	}
	for _, part := range []string{"Context", "Decision", "Consequences"} {
		if !strings.Contains(text, "\n## "+part+"\n") {
			complaints = append(complaints, fmt.Sprintf("%s: no part \"%s\"", name, part))
		}
	}
	if lines := strings.Count(text, "\n"); lines > onePage {
		complaints = append(complaints, fmt.Sprintf("%s: %d lines, more than a page of %d", name, lines, onePage))
	}
	return complaints
}

func TestDecisionsCanFail(t *testing.T) {
	const good = "# 0001. Title\n\n## Context\n\n## Decision\n\n## Consequences\n"
	tests := map[string]struct{ name, text, want string }{
		"good":       {"0001-a-title.md", good, ""},
		"number":     {"0002-a-title.md", strings.Replace(good, "0001", "0002", 1), "want 0001-a-title.md"},
		"name":       {"0001_Title.md", good, "want 0001-a-title.md"},
		"heading":    {"0001-a-title.md", strings.Replace(good, "0001", "0002", 1), "want the heading"},
		"no context": {"0001-a-title.md", strings.Replace(good, "Context", "Why", 1), `no part "Context"`},
		"too long":   {"0001-a-title.md", good + strings.Repeat("\n", 60), "more than a page"},
	}
	for title, tt := range tests {
		t.Run(title, func(t *testing.T) {
			_, got := decisions(t, fstest.MapFS{tt.name: {Data: []byte(tt.text)}})
			all := strings.Join(got, "\n")
			if (tt.want == "") != (all == "") || !strings.Contains(all, tt.want) {
				t.Errorf("complaints %q, want %q", all, tt.want)
			}
		})
	}
}
