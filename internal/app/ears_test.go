package app_test

import (
	"testing"

	"github.com/sahayak-dev/sahayak/internal/app"
)

// TestTheProgramCarriesWhatItsPhrasesTeach fails when phrases were changed and nothing
// was learnt of them: the bot would learn them whenever it is started.
func TestTheProgramCarriesWhatItsPhrasesTeach(t *testing.T) {
	all, err := app.Carries()
	if err != nil {
		t.Fatal(err)
	}
	if !all {
		t.Error("phrases were changed: go generate ./internal/app")
	}
}
