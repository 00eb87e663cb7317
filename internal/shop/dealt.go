package shop

import (
	"context"
	"encoding/json"
	"fmt"
)

// Dealt are those of some items that the shop has anything of its own about: a price, a
// unit, goods that moved. The rest it only knows from the catalogue.
func (b *Book) Dealt(ctx context.Context, ids []string) ([]string, error) {
	own, err := b.src.OwnItems(ctx)
	if err != nil {
		return nil, fmt.Errorf("shop: dealt: %w", err)
	}
	stocks, err := b.stocks(ctx)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, id := range ids {
		s, moved := stocks[id]
		deals := told(own[id]) || s != Stock{}
		if !deals && moved {
			deals, err = b.used(ctx, Change{What: ChangeItem, ID: id})
		}
		if err != nil {
			return nil, err
		}
		if deals {
			out = append(out, id)
		}
	}
	return out, nil
}

// told reports whether kept facts of an item say anything: what was taken back is null.
func told(facts []byte) bool {
	var f map[string]json.RawMessage
	if json.Unmarshal(facts, &f) != nil {
		return false
	}
	for _, raw := range f {
		if !empty(raw) {
			return true
		}
	}
	return false
}
