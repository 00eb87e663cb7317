package shop

// Sums is what entries add up to. Quantities make sense for one item only.
type Sums struct {
	Sold     Quantity
	Bought   Quantity
	Revenue  Money // charged, after discounts
	Discount Money
	Cost     Money // of what was sold
	Uncosted Money // of Revenue: sold at a cost nobody told
	Spent    Money // on goods
	Expense  Money // on running the shop
	Drawn    Money // taken home
	Paid     Money // to suppliers, other than with a purchase
	Cash     Money // change of the till
	UPI      Money // change of the bank
	Credit   Money // udhaar given
	Repaid   Money // udhaar paid back
	Bills    int64
	Lines    int64    // of sales
	SaleCash Money    // of Revenue: paid in cash at once
	SaleUPI  Money    // of Revenue: paid by UPI at once; the rest is udhaar
	Spoilt   Quantity // broken or gone bad
	Waste    Money    // what that had cost
	Used     Quantity // by the shop's own people
	Upkeep   Money    // what that had cost
}

// SumsOf is what one entry adds to the day summaries. It is linear too: a
// reversal adds exactly what its entry did, negated.
func SumsOf(e Entry) Sums {
	s := Sums{Cash: e.Cash, UPI: e.UPI, Bills: e.Bills}
	switch e.Kind {
	case Selling:
		s.Sold, s.Revenue, s.Discount = -e.Qty, e.Revenue, e.Discount
		s.Cost, s.Uncosted, s.Credit, s.Lines = e.Cost, e.Uncosted, e.Due, e.Sign
		s.SaleCash, s.SaleUPI = e.Cash, e.UPI
	case Return:
		s.Sold, s.Revenue, s.Discount = -e.Qty, e.Revenue, e.Discount
		s.Cost, s.Uncosted, s.SaleCash, s.SaleUPI = e.Cost, e.Uncosted, e.Cash, e.UPI
	case Purchase:
		s.Bought, s.Spent, s.Cost = e.Qty, e.Spent, e.Cost
	case Damage:
		s.Spoilt, s.Waste = -e.Qty, -e.Value
	case OwnUse:
		s.Used, s.Upkeep = -e.Qty, -e.Value
	case Credit, Opening:
		s.Credit = e.Due
	case Repayment:
		s.Repaid = -e.Due
	case Expense:
		s.Expense = e.Amount()
	case Drawing:
		s.Drawn = e.Amount()
	case Payout:
		s.Paid = e.Amount()
	}
	return s
}

// Plus adds two sums.
func (s Sums) Plus(t Sums) Sums {
	return Sums{
		Sold: s.Sold + t.Sold, Bought: s.Bought + t.Bought,
		Revenue: s.Revenue + t.Revenue, Discount: s.Discount + t.Discount,
		Cost: s.Cost + t.Cost, Uncosted: s.Uncosted + t.Uncosted, Spent: s.Spent + t.Spent,
		Expense: s.Expense + t.Expense, Drawn: s.Drawn + t.Drawn, Paid: s.Paid + t.Paid,
		Cash: s.Cash + t.Cash, UPI: s.UPI + t.UPI,
		Credit: s.Credit + t.Credit, Repaid: s.Repaid + t.Repaid,
		Bills: s.Bills + t.Bills, Lines: s.Lines + t.Lines,
		SaleCash: s.SaleCash + t.SaleCash, SaleUPI: s.SaleUPI + t.SaleUPI,
		Spoilt: s.Spoilt + t.Spoilt, Waste: s.Waste + t.Waste,
		Used: s.Used + t.Used, Upkeep: s.Upkeep + t.Upkeep,
	}
}

// Negated is s with every sum's sign turned.
func (s Sums) Negated() Sums {
	return Sums{
		Sold: -s.Sold, Bought: -s.Bought,
		Revenue: -s.Revenue, Discount: -s.Discount,
		Cost: -s.Cost, Uncosted: -s.Uncosted, Spent: -s.Spent,
		Cash: -s.Cash, UPI: -s.UPI,
		Credit: -s.Credit, Repaid: -s.Repaid,
		Bills: -s.Bills, Lines: -s.Lines,
		SaleCash: -s.SaleCash, SaleUPI: -s.SaleUPI,
		Spoilt: -s.Spoilt, Waste: -s.Waste,
		Used: -s.Used, Upkeep: -s.Upkeep,
	}
}

// Group is what sums are taken by.
type Group string

// The groups; Whole is one sum over all.
const (
	Whole      Group = ""
	ByItem     Group = "item"
	ByCustomer Group = "customer"
	ByDay      Group = "day"
	ByHour     Group = "hour"
	ByHead     Group = "head" // only what was spent under one
)

// Query asks for sums of the entries of some days, narrowed to an item, to
// several, to a customer, or to items and a customer.
type Query struct {
	Period   Period
	Item     string
	Items    []string // any of them, "" for what named none; nil does not narrow
	Customer string
	By       Group
	Of       Metric // only the sums this metric is made of need be right; "" wants all
}

// Row is the sum of one group: its key is an item's or customer's id, a day, a
// head, or an hour in two digits ("-1" when not known).
type Row struct {
	Key string
	Sums
}
