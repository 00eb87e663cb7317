package app

import (
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/door"
)

// door is who says who may come in; nil when everybody may.
func (a *App) door(c Config) bot.Door {
	d := c.Door
	if d.Mode == "" || d.Mode == door.Open && d.PerHour == 0 {
		return nil
	}
	d.Journal, d.Clock = a.Journal, c.Clock
	return d
}

// doorstep is the link by which a phone opens a chat with a number; "" when there is none.
func doorstep(number string) string {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, number)
	if digits == "" {
		return ""
	}
	return "https://wa.me/" + digits
}
