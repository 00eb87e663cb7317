package shop

import "context"

// The limits of the domain, in one place. Nothing beyond them is written.
const (
	MaxMoney    Money    = 1_00_00_000 * Rupee // of one entry: a crore
	MaxQuantity Quantity = 10_00_000 * Unit    // of one entry: ten lakh of the item's unit
	MaxName              = 80                  // runes of an item's, customer's or shop's name
	MaxNote              = 200                 // runes kept of a note
	MaxSales             = 500                 // sales of an item that are looked at, the last ones, when it comes back
	OddFactor            = 100                 // a price that many times the usual is asked about
	FitFactor            = 2                   // a price within this factor of the usual fits, and could have been meant
	NearFactor           = 4                   // a total within this factor of the usual is believed when it was said before it was known of what
	LeastRate   Money    = Rupee               // per unit; with no known price, a total that makes less is a rate
	LowDays              = 3                   // an item with no reorder point is low when it lasts no longer
	SalesWindow          = 30                  // days that "monthly sales" are taken over
	CoverWindow          = 28                  // days that the daily rate of sale is taken over: of whole weeks, so that each weekday counts alike
	DeadDays             = 30                  // days without a sale after which stock is dead, unless others are said
	SoonDays             = 30                  // days within which goods expire soon, unless others are said
	GraceDays            = 30                  // days that what was given up can be taken back, unless others are set
	MaxGrace             = 90                  // days that may be set for it
	LeastDays            = 7                   // days of selling before a rate of sale or a share of sales means anything
)

// Limits are what a shop may set for itself: above them the bot reads back, or
// warns, before or after it writes.
type Limits struct {
	RiskySale      Money // a sale above it is read back first
	RiskyTotal     Money // a day's total above it is read back first
	RiskyUdhaar    Money // a credit or payment above it is read back first
	RiskyPurchase  Money // a purchase above it is read back first
	RiskyExpense   Money // an expense or payment to a supplier above it is read back first
	UdhaarPercent  int64 // of the last [SalesWindow] days' sales: outstanding above it is warned about
	CustomerUdhaar Money // outstanding of one customer above it is warned about, unless he has a limit of his own
	ShopUdhaar     Money // outstanding of all above it is warned about; 0 leaves it to UdhaarPercent
}

// DefaultLimits are those of a shop that has set none.
func DefaultLimits() Limits {
	return Limits{
		RiskySale:      20_000 * Rupee,
		RiskyTotal:     2_00_000 * Rupee,
		RiskyUdhaar:    5_000 * Rupee,
		RiskyPurchase:  1_00_000 * Rupee,
		RiskyExpense:   25_000 * Rupee,
		UdhaarPercent:  20,
		CustomerUdhaar: 10_000 * Rupee,
	}
}

// of is what a customer may owe.
func (l Limits) of(c Customer) Money {
	if c.Limit != nil {
		return *c.Limit
	}
	return l.CustomerUdhaar
}

// limit is what a customer may owe.
func (b *Book) limit(ctx context.Context, c Customer) (Money, error) {
	l, err := b.Limits(ctx)
	return l.of(c), err
}

// The names under which a shop's own limits stand among its settings; their
// values are whole numbers, amounts in paise.
const (
	SettingRiskySale      = "limit.sale"
	SettingRiskyTotal     = "limit.total"
	SettingRiskyUdhaar    = "limit.udhaar"
	SettingRiskyPurchase  = "limit.purchase"
	SettingRiskyExpense   = "limit.expense"
	SettingUdhaarPercent  = "limit.udhaar.percent"
	SettingCustomerUdhaar = "limit.customer"
	SettingShopUdhaar     = "limit.udhaar.total"
)

// limitsOf reads the limits out of a shop's settings; what is unset or
// unreadable keeps its default.
func limitsOf(setting func(string) string) Limits {
	l := DefaultLimits()
	read := func(key string, into *int64) {
		if n, ok := wholeNumber(setting(key)); ok {
			*into = n
		}
	}
	read(SettingRiskySale, (*int64)(&l.RiskySale))
	read(SettingRiskyTotal, (*int64)(&l.RiskyTotal))
	read(SettingRiskyUdhaar, (*int64)(&l.RiskyUdhaar))
	read(SettingRiskyPurchase, (*int64)(&l.RiskyPurchase))
	read(SettingRiskyExpense, (*int64)(&l.RiskyExpense))
	read(SettingUdhaarPercent, &l.UdhaarPercent)
	read(SettingCustomerUdhaar, (*int64)(&l.CustomerUdhaar))
	read(SettingShopUdhaar, (*int64)(&l.ShopUdhaar))
	return l
}
