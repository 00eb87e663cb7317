package shop

import "time"

// Kind is what an [Entry] records.
type Kind string

// The kinds of entry.
const (
	Selling   Kind = "sale"
	Return    Kind = "return" // goods a customer brought back, and his money
	Purchase  Kind = "purchase"
	Counting  Kind = "count"
	Damage    Kind = "damage" // goods broken or gone bad: a loss
	OwnUse    Kind = "use"    // goods taken home or used up in the shop: neither sale nor loss
	Dating    Kind = "dating" // which of an item's goods expire when: only Batch moves
	Credit    Kind = "credit" // udhaar given without goods named
	Repayment Kind = "payment"
	Opening   Kind = "opening"
	Expense   Kind = "expense"  // money spent on running the shop
	Drawing   Kind = "drawing"  // money the owner took home: no cost
	Payout    Kind = "payout"   // a supplier paid
	WriteOff  Kind = "writeoff" // udhaar let go: no money came
	Worth     Kind = "worth"    // of what is on the shelf, told when no purchase did
	Closing   Kind = "close"    // the till counted when the day was over; its cash is what was too much or too little
	Floating  Kind = "float"    // said to have been in the till as the day began, less what the book had
)

// Ref names an entry of the shop: the turn that wrote it and its place there.
// The zero Ref names none: places count from 1.
type Ref struct {
	Turn int64
	N    int
}

// Entry is one line of the book. It is linear: every number is a signed change,
// and [Entry.Reversal] negates them all. Amounts are paise.
type Entry struct {
	Ref               // where it stands; N is given when it is written
	Kind     Kind     //
	Item     string   // id, "" for a total without items
	Customer string   // id, "" when nobody was named; of a purchase, the supplier
	Head     Head     // what money was spent for, "" when it was for goods
	Qty      Quantity // of stock
	Value    Money    // of the stock's worth at moving-average cost; a sale's is frozen when it is made
	Cost     Money    // of the cost of what was sold; on a purchase, what an oversold sale was reckoned wrong by
	Revenue  Money    // charged to the customer, after the discount
	Discount Money    //
	Uncosted Money    // of Revenue: sold at a cost nobody told
	Spent    Money    // said to have been paid for goods
	Cash     Money    // in the till
	UPI      Money    // in the bank
	Due      Money    // what the customer owes; below zero is his advance
	Counted  Money    // in the till as a day was closed
	Owed     Money    // what the shop owes the supplier; below zero is its advance with him
	Batch    Quantity // of the goods that expire on Expires
	Doubt    int64    // +1 when more was sold than there was; a count takes the doubts back
	Bills    int64    // +1 on the first line of a bill
	Sign     int64    // +1, and -1 on a reversal: counts lines
	Day      Day      // booked on
	Until    Day      // of what is due: when it was promised to be paid; "" when nothing was
	Expires  Day      // of a Dating: the last day its goods are good on
	Hour     int      // of the shop's day, 0 to 23; -1 when it was booked on another day than it was written
	At       time.Time
	By       int64  // the person who wrote it
	Note     string // in his words
	Reverses Ref    // the entry it takes back
	Root     Ref    // the entry that all this is about: where a chain of reversals began

	// own is the discount on this line alone, until it is written: the rest of
	// Discount is its share of what was taken off the bill.
	own Money
}

// Effect marks an entry as something a turn does.
func (Entry) Effect() {}

// Reversal is the entry that takes e back: the same on the same day with every
// number negated, written by and at what the caller sets.
func (e Entry) Reversal() Entry {
	r := e
	r.Reverses, r.Ref = e.Ref, Ref{}
	if r.Root == (Ref{}) {
		r.Root = e.Ref
	}
	r.Qty, r.Value, r.Cost = -e.Qty, -e.Value, -e.Cost
	r.Revenue, r.Discount, r.Uncosted, r.Spent = -e.Revenue, -e.Discount, -e.Uncosted, -e.Spent
	r.Cash, r.UPI, r.Due, r.Owed = -e.Cash, -e.UPI, -e.Due, -e.Owed
	r.Counted = -e.Counted
	r.Doubt, r.Bills, r.Sign, r.Batch = -e.Doubt, -e.Bills, -e.Sign, -e.Batch
	return r
}

// Placed is e as it stands in the book at ref; an entry that takes nothing back
// is its own root.
func (e Entry) Placed(ref Ref) Entry {
	e.Ref, e.own = ref, 0
	if e.Root == (Ref{}) {
		e.Root = ref
	}
	return e
}

// Amount is the money an entry is about, as a person would name it: what was
// charged, paid, lent or given back. It is below zero on a reversal.
func (e Entry) Amount() Money {
	switch e.Kind {
	case Selling:
		return e.Revenue
	case Return:
		return -e.Revenue
	case Closing:
		return e.Counted
	case Floating:
		return e.Cash
	case Purchase:
		return e.Spent
	case Repayment, WriteOff:
		return -e.Due
	case Expense, Drawing:
		return -e.Cash - e.UPI
	case Payout:
		return -e.Owed
	}
	return e.Due + e.Owed
}
