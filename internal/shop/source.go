package shop

import (
	"context"
	"encoding/json"
)

// Source reads what is stored of one shop. What is not there is ErrNotFound for
// an item or customer, and zero for a number.
type Source interface {
	// Profile is who the shop is; the zero Profile when it has not said.
	Profile(ctx context.Context) (Profile, error)
	// Setting is one setting's value, "" when it is not set.
	Setting(ctx context.Context, name string) (string, error)
	// OwnItem lays the shop's own facts, if any, over the given item; false
	// when the shop has none.
	OwnItem(ctx context.Context, base Item) (Item, bool, error)
	// OwnItems are the shop's own facts by item id: of starter items what
	// differs, of its own items all.
	OwnItems(ctx context.Context) (map[string][]byte, error)
	// Customer is one customer.
	Customer(ctx context.Context, id string) (Customer, error)
	// Customers are all of them.
	Customers(ctx context.Context) ([]Customer, error)
	// Leaving are the customers who were given up, and the day on which each is
	// destroyed: "" for who is already. Under "" is the shop itself.
	Leaving(ctx context.Context) (map[string]Day, error)
	// Seen is how things stood when alerts were seen.
	Seen(ctx context.Context) (map[SeenKey]string, error)
	// Stock is what there is of an item.
	Stock(ctx context.Context, item string) (Stock, error)
	// Stocks is what there is of every item that ever moved.
	Stocks(ctx context.Context) (map[string]Stock, error)
	// Batches are an item's goods by the day they expire, the first to expire
	// first, as entries add them up: one may be below zero.
	Batches(ctx context.Context, item string) ([]Batch, error)
	// AllBatches are those of every item that has any.
	AllBatches(ctx context.Context) (map[string][]Batch, error)
	// Moved is when every item of which there is some in stock, or
	// less than none, first moved and was last sold.
	Moved(ctx context.Context) (map[string]Movement, error)
	// Balance is what a customer owes.
	Balance(ctx context.Context, customer string) (Money, error)
	// Balances is what every customer owes who has an account.
	Balances(ctx context.Context) (map[string]Money, error)
	// Owed is what the shop owes a supplier.
	Owed(ctx context.Context, supplier string) (Money, error)
	// AllOwed is what it owes every supplier who has an account.
	AllOwed(ctx context.Context) (map[string]Money, error)
	// Till is the sum of all cash and all UPI.
	Till(ctx context.Context) (Till, error)
	// Rates are the prices of an item other than its usual one.
	Rates(ctx context.Context, item string) (map[RateKey]Money, error)
	// Prices are the changes of an item's usual price, oldest first; taken back
	// ones and what took them back included.
	Prices(ctx context.Context, item string) ([]PriceChange, error)
	// Sums adds up entries by group; groups that add up to nothing may be left out.
	Sums(ctx context.Context, q Query) ([]Row, error)
	// Shortfalls are what counts on days of p did not find, by item.
	Shortfalls(ctx context.Context, p Period) (map[string]Shortfall, error)
	// Credits are the days on which customers who owe were given credit,
	// latest first; of one customer when it is not "".
	Credits(ctx context.Context, customer string) ([]CreditDay, error)
	// Promises are the credits, by day, that were promised to be paid by a day;
	// of one customer when it is not "".
	Promises(ctx context.Context, customer string) ([]CreditDay, error)
	// Ledger are the entries that moved a customer's account on days of p, by day
	// and then in the order they were written; and what he owed before p.
	Ledger(ctx context.Context, customer string, p Period) ([]Entry, Money, error)
	// Sales are the last n sales and returns of an item, to a customer when one is
	// given, and what took them back, in the order of [Source.Ledger].
	Sales(ctx context.Context, item, customer string, n int) ([]Entry, error)
	// CashBy is the cash that each kind of entry moved on a day.
	CashBy(ctx context.Context, day Day) (map[Kind]Money, error)
	// Closings are the entries that closed a day, and what took them back, in the
	// order they were written.
	Closings(ctx context.Context, day Day) ([]Entry, error)
	// LastClose is the latest day that is closed, no later than to unless that is
	// ""; the zero Closed when there is none.
	LastClose(ctx context.Context, to Day) (Closed, error)
	// Entries are those of a turn, in order.
	Entries(ctx context.Context, turn int64) ([]Entry, error)
	// Lines counts all entries, those taken back too.
	Lines(ctx context.Context) (int64, error)
	// Changes are those of a turn, in order.
	Changes(ctx context.Context, turn int64) ([]Change, error)
	// Standing counts how often the thing an entry began still counts: 1 when
	// it stands, 0 when it is taken back.
	Standing(ctx context.Context, root Ref) (int64, error)
	// Used counts the entries about an item or customer that still count.
	Used(ctx context.Context, what, id string) (int64, error)
	// MovedSince counts the entries about an item, of turns after one, that still count.
	MovedSince(ctx context.Context, item string, turn int64) (int64, error)
	// Former are the facts an item or customer was last created with, also when
	// it has been taken away since; ErrNotFound when it never was.
	Former(ctx context.Context, what, id string) (json.RawMessage, error)
}

// Till is money at hand.
type Till struct {
	Cash Money
	UPI  Money
}

// CreditDay is what a customer was given on one day.
type CreditDay struct {
	Customer string
	Day      Day
	Amount   Money
	Until    Day // promised to be paid by; "" when nothing was
}
