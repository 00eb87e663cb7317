package app_test

import (
	"testing"

	"github.com/sahayak-dev/sahayak/bot/steady"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// TestVoiceServices has whoever watches the assistant see those that hear and speak, beside
// the models.
func TestVoiceServices(t *testing.T) {
	o := newOracle(t)
	w := open(t, o.into, func(c *app.Config) {
		c.Voice = &app.Voice{Services: []*steady.Service{
			steady.New(steady.Config{Name: "far-hearing", Clock: c.Clock}), steady.New(steady.Config{Name: "far-speaking", Clock: c.Clock}),
		}}
	})
	var names []string
	for _, s := range w.Services() {
		names = append(names, s.Name)
	}
	if len(names) != 3 || names[1] != "far-hearing" || names[2] != "far-speaking" {
		t.Errorf("it calls %q", names)
	}
}
