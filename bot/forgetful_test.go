package bot_test

import (
	"context"

	"github.com/sahayak-dev/sahayak/bot"
)

// forgetful is session memory that was just wiped: the checkpoint must do.
type forgetful struct{}

func (forgetful) Load(context.Context, bot.ShopID, bot.PersonID) (bot.Session, bool, error) {
	return bot.Session{}, false, nil
}

func (forgetful) Save(context.Context, bot.Session) error { return nil }
