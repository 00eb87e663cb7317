package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// keyFinding is what the doctor calls the key.
const keyFinding = "key"

// key says what the data is sealed with.
func (c doctorCommand) key(ctx context.Context, j *journal.Journal) finding {
	s, err := j.Keys().State(ctx)
	switch {
	case err != nil:
		return broken(keyFinding, err, "see the database")
	case !s.Sealed:
		return finding{"–", keyFinding, "the data is not sealed yet", "bot run makes a key in the data folder and seals it; --key chooses another"}
	}
	said := fmt.Sprintf("the data of %d shops is sealed with %s since %s", s.Shops, s.Master, s.Since.Format(time.DateOnly))
	if s.Old > 0 {
		said += fmt.Sprintf("; what is older than the key is being sealed while the bot runs, %d tables to go", s.Old)
	}
	if c.Key == "" {
		return finding{
			"✔", keyFinding, said + ", which lies beside it: whoever copies the data folder can read it",
			"bot keys rotate --to file:/elsewhere/key, then --key file:/elsewhere/key, and remove " + filepath.Join(c.Data, app.KeyFile),
		}
	}
	return well(keyFinding, said)
}
