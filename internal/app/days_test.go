package app_test

import (
	"testing"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/internal/app/apptest"
)

// TestDays plays whole days of three kinds of shops, from the first word to the
// counted till, in forty turns or more each.
func TestDays(t *testing.T) {
	bottest.Run(t, "testdata/days/*.txtar", apptest.Open)
}

// TestMessyTalk plays the talk that is hard to follow, as the product is to
// answer it.
func TestMessyTalk(t *testing.T) {
	bottest.Run(t, "testdata/messy/*.txtar", apptest.Open)
}

// TestDaysTyped has them where there are no buttons.
func TestDaysTyped(t *testing.T) {
	for _, glob := range []string{"testdata/days/*.txtar", "testdata/messy/*.txtar"} {
		bottest.RunTyped(t, glob, apptest.Open, nil)
	}
}
