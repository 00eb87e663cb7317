package book

import (
	"context"
	"database/sql"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// credited are the kinds of entry by which a customer owes: what [shop.SumsOf]
// counts as credit.
const credited = "('" + string(shop.Selling) + "', '" + string(shop.Credit) + "', '" + string(shop.Opening) + "')"

// Promises are the credits that were promised to be paid by a day.
func (s source) Promises(ctx context.Context, customer string) ([]shop.CreditDay, error) {
	whose, args := `customer in (select customer from balance where shop = $1 and due > 0)`, []any{s.shop}
	if customer != "" {
		whose, args = "customer = $2", append(args, customer)
	}
	var out []shop.CreditDay
	err := s.each(ctx, `select customer, day, until, sum(due) from entry where shop = $1 and until <> '' and `+whose+`
		and kind in `+credited+` group by customer, day, until order by day desc, customer, until`, func(row *sql.Rows) error {
		var d shop.CreditDay
		err := row.Scan(&d.Customer, &d.Day, &d.Until, &d.Amount)
		out = append(out, d)
		return err
	}, args...)
	return out, wrap("promises", err)
}

// Ledger are the entries that moved a customer's account, and what he owed
// before them.
func (s source) Ledger(ctx context.Context, customer string, p shop.Period) ([]shop.Entry, shop.Money, error) {
	where, args := condition(shop.Query{Customer: customer}, "day", p)
	entries, err := s.entries(ctx, where+" and due <> 0 order by day, turn, n", args...)
	if err != nil || p.From == "" {
		return entries, 0, err
	}
	var before shop.Money
	err = s.read.QueryRowContext(ctx, `select coalesce(sum(due), 0) from entry where shop = $1 and customer = $2 and day < $3`,
		s.shop, customer, string(p.From)).Scan(&before)
	return entries, before, wrap("ledger", err)
}
