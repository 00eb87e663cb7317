package settings

import (
	"context"
	"encoding/json"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// export hands over the whole book as a file, or as several when it is large.
func (s skill) export(ctx context.Context, t *bot.Turn, _ struct{}) error {
	p, err := s.book.In(t).Profile(ctx)
	if err != nil {
		return err
	}
	t.Say("export.done", bot.Args{"Name": p.Name, "Day": t.Dated(t.Today())})
	parts, err := s.book.In(t).Parts(ctx)
	if err != nil {
		return err
	}
	if len(parts) > 1 {
		t.Say("export.parts", bot.Args{"Count": len(parts)})
	}
	for _, part := range parts {
		raw, err := json.Marshal(part)
		if err != nil {
			return err
		}
		t.Attach(bot.File{Kind: shop.WholeBook, Data: raw, Asked: true})
	}
	return nil
}
