package app_test

import (
	"testing"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/internal/app/apptest"
)

// TestHandover has people of shops talk to operators, in each language.
func TestHandover(t *testing.T) { bottest.Run(t, "testdata/handover/*.txtar", apptest.Open) }

// TestHandoverTyped has them talk where there are no buttons.
func TestHandoverTyped(t *testing.T) {
	bottest.RunTyped(t, "testdata/handover/*.txtar", apptest.Open, map[string]string{
		"hi-Latn": "whoever answers is shown what was said last, and a tap says nothing",
	})
}
