package watch

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
)

// What is asked of session memory.
const (
	load = "load"
	save = "save"
)

// counted is session memory whose failures are counted.
type counted struct {
	bot.Sessions
	meter *meter
}

// Sessions returns session memory that counts its failures.
func (w *Watch) Sessions(s bot.Sessions) bot.Sessions { return counted{s, w.meter} }

// Load loads; see [bot.Sessions].
func (c counted) Load(ctx context.Context, shop bot.ShopID, person bot.PersonID) (bot.Session, bool, error) {
	s, ok, err := c.Sessions.Load(ctx, shop, person)
	c.meter.failed(load, err)
	return s, ok, err
}

// Save saves; see [bot.Sessions].
func (c counted) Save(ctx context.Context, s bot.Session) error {
	err := c.Sessions.Save(ctx, s)
	c.meter.failed(save, err)
	return err
}

func (m *meter) failed(operation string, err error) {
	if err != nil {
		m.memory.WithLabelValues(operation).Inc()
	}
}
