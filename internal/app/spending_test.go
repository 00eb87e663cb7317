package app

import (
	"context"
	"log/slog"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/tariff"
)

// TestSpending reads what a month and a shop of it cost, as administrators are told.
func TestSpending(t *testing.T) {
	now := time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)
	card, err := tariff.Default()
	if err != nil {
		t.Fatal(err)
	}
	j, err := journal.Open(t.Context(), journal.Config{Path: filepath.Join(t.TempDir(), "bot.db"), Clock: bottest.NewClock(now)})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	err = j.Write(t.Context(), func(ctx context.Context, tx bot.Tx) error {
		_, err := tx.ExecContext(ctx, `insert into spent (month, shop, channel, category, n, cost) values
			('2026-11', 0, 'cloudapi', 'utility', 3, 414000), ('2026-11', 0, 'second', 'utility', 1, 6000),
			('2026-11', 0, 'cloudapi', 'marketing', 1, 865000), ('2026-11', 0, 'cloudapi', 'service', 0, 0),
			('2026-11', 7, 'cloudapi', 'utility', 1, 138000), ('2026-10', 0, 'cloudapi', 'utility', 9, 9000000)`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	p := newPurse(Money{Card: card, All: tariff.Cap{Limit: 500 * tariff.Rupee}}, j, slog.New(slog.DiscardHandler))
	month, err := p.Month(t.Context(), now)
	want := bot.Spent{By: map[string]bot.Posts{"utility": {Messages: 4, Sum: 42}, "marketing": {Messages: 1, Sum: 87}}, Sum: 129, Limit: 50000}
	if err != nil || !reflect.DeepEqual(month, want) {
		t.Errorf("the month: %+v, %v, want %+v", month, err, want)
	}
	shop, err := p.OfShop(t.Context(), 7, now)
	want = bot.Spent{By: map[string]bot.Posts{"utility": {Messages: 1, Sum: 14}}, Sum: 14}
	if err != nil || !reflect.DeepEqual(shop, want) {
		t.Errorf("the shop: %+v, %v, want %+v", shop, err, want)
	}
}
