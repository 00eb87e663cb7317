package app_test

import (
	"path/filepath"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/simulator/simtest"
	"github.com/sahayak-dev/sahayak/internal/app/apptest"
)

// TestOverCloud has every conversation of the skills over the Cloud API, with
// people known by their numbers and with such as hide them: what is understood,
// answered and written is the same to the letter. That the program starts anew
// between lines is tried by the skills themselves. Under the race detector each is had
// once, in the way in which most happens; without it in all ways.
func TestOverCloud(t *testing.T) {
	skills, err := filepath.Glob("../../skills/*/testdata")
	if err != nil || len(skills) == 0 {
		t.Fatalf("no skill has conversations (%v)", err)
	}
	ways := []string{"plain", "redelivered"}
	if bottest.RaceDetector {
		ways = ways[1:]
	}
	for _, dir := range append(skills, "testdata/overcloud") {
		name, glob := filepath.Base(filepath.Dir(dir)), filepath.Join(dir, "*.txtar")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bottest.RunOver(t, glob, apptest.Open, simtest.Far, ways...)
		})
		if bottest.RaceDetector {
			continue
		}
		t.Run(name+" hidden", func(t *testing.T) {
			t.Parallel()
			bottest.RunOver(t, glob, apptest.Open, simtest.HiddenFar, "plain")
		})
	}
}
