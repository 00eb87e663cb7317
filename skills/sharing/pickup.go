package sharing

import (
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
)

// The times goods are fetched at.
const (
	soon     = "soon"     // in an hour
	evening  = "evening"  // at six today
	tomorrow = "tomorrow" // at ten
)

// The hours of the shop's day they mean, and how long before the evening it can still
// be offered.
const (
	eveningHour  = 18
	tomorrowHour = 10
	lead         = time.Hour
)

// moment is the time a word means; zero for none.
func moment(word string, t *bot.Turn) time.Time {
	now := t.Now().In(t.Zone)
	switch word {
	case soon:
		return now.Add(lead).Truncate(time.Minute)
	case evening:
		return time.Date(now.Year(), now.Month(), now.Day(), eveningHour, 0, 0, 0, t.Zone)
	case tomorrow:
		return time.Date(now.Year(), now.Month(), now.Day()+1, tomorrowHour, 0, 0, 0, t.Zone)
	}
	return time.Time{}
}

// moments offers those that are still to come.
func moments(t *bot.Turn) []bot.Choice {
	var out []bot.Choice
	for _, word := range []string{soon, evening, tomorrow} {
		if moment(word, t).After(t.Now().Add(lead - time.Minute)) {
			out = append(out, dialogs.Pick("pickup."+word, nil, "pickup", word))
		}
	}
	return out
}

// when says a time: in how many hours today, or which hour of which day. It is put
// into words by its key, and its hour by a number.
func when(at time.Time, t *bot.Turn) bot.Value {
	if at.IsZero() {
		return bot.Value{}
	}
	here := at.In(t.Zone)
	today := here.Format(time.DateOnly) == t.Today()
	switch {
	case today && here.Hour() == eveningHour && here.Minute() == 0:
		return bot.Value{Kind: bot.Key, Text: "sharing.at.evening"}
	case today:
		return bot.Value{Kind: bot.Text, Text: here.Format("15:04")}
	case here.Hour() == tomorrowHour && here.Format(time.DateOnly) == t.Now().In(t.Zone).AddDate(0, 0, 1).Format(time.DateOnly):
		return bot.Value{Kind: bot.Key, Text: "sharing.at.tomorrow"}
	}
	return bot.Value{Kind: bot.Text, Text: here.Format("2/1 15:04")}
}
