package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestParseSaysWhatIsUnderstood(t *testing.T) {
	catalogue := filepath.Join(t.TempDir(), "catalogue.json")
	if err := os.WriteFile(catalogue, []byte(`{"items":[{"name":"Chini","unit":"kg","aliases":["sugar"],"local":{"mr":["साखर"]}}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	got := pipe(t, `{"id":"1","text":"do kilo chini nabbe mein bechi"}
{"id":"2","lang":"mr","text":"रमेशला २०० उधार दिले"}

{"id":"3","text":"galti se"}
`, "parse", "--catalog", catalogue, "--today", "2026-05-21")
	for i, want := range []string{
		`{"id":"1","lang":"hi","script":"Latn","commands":[{"errand":"sales.record","slots":{"amount":90,"item":"Chini","qty":2,"unit":"kg"},`,
		`{"id":"2","lang":"mr","script":"Deva","commands":[{"errand":"udhaar.give","slots":{"amount":200,`,
		`{"id":"3","lang":"hi","script":"Latn","commands":[{"errand":"undo","slots":{},`,
	} {
		if line := strings.Split(got, "\n")[i]; !strings.HasPrefix(line, want) {
			t.Errorf("%s\nwant %s…", line, want)
		}
	}
}

func TestEvalMeasuresALearnedSet(t *testing.T) {
	set := filepath.Join(t.TempDir(), "set.csv")
	if err := os.WriteFile(set, []byte("text,label\nsugar please,buy\nrice please,buy\ngood morning,greet\ngood day,greet\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got := pipe(t, "", "eval", "intents", "--train", set, "--test", set, "--valid", set)
	if !strings.Contains(got, "4 lines of 2 labels learnt") || !strings.Contains(got, "in scope by argmax 100.00 %") {
		t.Error(got)
	}
}
