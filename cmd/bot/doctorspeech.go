package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// speechFinding is what prices of speech are found as.
const speechFinding = "speech prices"

// prices sees whether the card of speech can be read, and whether all that are set up stand
// on it.
func (c doctorCommand) prices(ctx context.Context) []finding {
	card, err := c.card()
	if err != nil {
		return []finding{broken(speechFinding, err, "write it as bot/tariff/speech.toml is written")}
	}
	found := []finding{well(speechFinding, "known of "+strings.Join(slices.Sorted(maps.Keys(card.Drivers)), ", "))}
	v, _ := c.voices(ctx, speechFinding) // what is wrong with them is said there
	if v == nil {
		return found
	}
	var names []string
	for _, r := range v.Ears {
		names = append(names, r.Name())
	}
	for _, m := range v.Mouths {
		names = append(names, m.Name())
	}
	slices.Sort(names)
	if names = slices.DeleteFunc(slices.Compact(names), card.Knows); len(names) > 0 {
		found = append(found, unused(speechFinding, strings.Join(names, ", ")+": set up, and without a price: no limit ends it; --speech-rates FILE says what it costs"))
	}
	return found
}

// usedLately is how far back it is looked for what speech was used.
const usedLately = 30 * aDay

// unpriced says what heard and spoke lately without a price: what it costs is missing in
// the sums, and no limit ends it.
func (c doctorCommand) unpriced(ctx context.Context, j *journal.Journal) []finding {
	card, err := c.card()
	if err != nil {
		return nil // said by prices
	}
	now := app.SystemClock{}.Now()
	used, err := j.Speech(ctx, 0, now.Add(-usedLately).Format(time.DateOnly), now.Add(aDay).Format(time.DateOnly))
	if err != nil {
		return []finding{broken(speechFinding, err, "see the database")}
	}
	var without []string
	for _, u := range used {
		if !card.Knows(u.Driver) && !slices.Contains(without, u.Driver) {
			without = append(without, u.Driver)
		}
	}
	if len(without) == 0 {
		return nil
	}
	return []finding{unused(speechFinding, fmt.Sprintf("%s: used, and counted as free; if it is not, --speech-rates FILE says what it costs", strings.Join(without, ", ")))}
}
