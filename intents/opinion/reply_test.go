package opinion

import (
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// FuzzRead reads whatever a model may answer, or says that it is none.
func FuzzRead(f *testing.F) {
	for _, answer := range []string{
		`{"commands":[{"errand":"a.b","slots":[{"slot":"x","quote":"y"}]}]}`, "```json\n{\"commands\":[]}\n```", `{"commands":null}`, `{`, ``, `{"commands":[{"slots":{}}]}`, `{{{{`,
	} {
		f.Add(answer)
	}
	f.Fuzz(func(t *testing.T, answer string) {
		got, err := read(answer)
		if err != nil && got != nil || len(got) > bot.MaxCommands {
			t.Fatalf("%v and %v", got, err)
		}
		for _, p := range got {
			if p.Quotes == nil {
				t.Fatal("a proposal without quotes")
			}
		}
	})
}
