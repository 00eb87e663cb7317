package settings

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// tour goes into the demo shop or out of it; into it unless said.
type tour struct {
	Mode string `slot:"mode,optional,choose"`
}

const leave = "leave"

// demo enters or leaves the demo shop. The shop changes with the next message.
func (s skill) demo(_ context.Context, t *bot.Turn, f tour) error {
	out := dialogs.Begin("demo.choice.leave", nil, "settings.demo", "mode", leave)
	switch {
	case f.Mode == leave && t.Demo:
		t.Do(shop.LeaveDemo{})
		t.Say("demo.left", nil)
	case f.Mode == leave:
		t.Say("demo.outside", nil)
	case t.Demo:
		t.Say("demo.inside", nil, out)
	default:
		t.Do(shop.EnterDemo{})
		t.Say("demo.entered", nil, out)
	}
	return nil
}
