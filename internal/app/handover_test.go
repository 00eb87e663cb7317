package app_test

import (
	"testing"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/internal/app/apptest"
)

// TestHandover has people of shops talk to operators, in each language.
func TestHandover(t *testing.T) { bottest.Run(t, "testdata/handover/*.txtar", apptest.Open) }
