package voice

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// allowed reports whether a driver may be used. When nobody can tell, it may: people are
// to be heard.
func allowed(ctx context.Context, m Meter, log *slog.Logger, driver string, shop bot.ShopID, now time.Time) bool {
	if m == nil {
		return true
	}
	ok, err := m.Allows(ctx, driver, shop, now)
	if err != nil {
		log.Warn("what speech costs is not known", "driver", driver, "shop", shop, "error", err)
		return true
	}
	return ok
}

// counts notes a use, when it may have been charged: what was refused was not.
func counts(ctx context.Context, m Meter, log *slog.Logger, err error, u Use) {
	if m == nil || errors.Is(err, ErrRefused) || errors.Is(err, ErrBusy) || errors.Is(err, ErrLanguage) {
		return
	}
	if err := m.Count(context.WithoutCancel(ctx), u); err != nil {
		log.Warn("speech not counted", "driver", u.Driver, "shop", u.Shop, "error", err)
	}
}
