package shop

import (
	"errors"
	"fmt"
)

// What can be wrong with what was said. Callers ask about it instead of
// writing; nothing has been written when one of these is returned.
var (
	// ErrNegative says that an amount or quantity is below zero, or that a
	// discount is more than the price.
	ErrNegative = errors.New("shop: negative")
	// ErrZero says that an amount or quantity is missing or zero.
	ErrZero = errors.New("shop: zero")
	// ErrTooLarge says that a number is beyond [MaxMoney] or [MaxQuantity].
	ErrTooLarge = errors.New("shop: too large")
	// ErrPriceOdd says that the price is [OddFactor] times the usual, or a
	// [OddFactor]th of it. A call with Sure set writes it all the same.
	ErrPriceOdd = errors.New("shop: price is far from usual")
	// ErrUnclear says that an amount fits the usual price neither as the total
	// nor as the rate; the reading returned with it holds both.
	ErrUnclear = errors.New("shop: total or rate")
	// ErrNoPrice says that nothing was said of money and no price is known.
	ErrNoPrice = errors.New("shop: no price known")
	// ErrUnit says that the unit does not convert to the item's.
	ErrUnit = errors.New("shop: unit does not convert")
	// ErrNoItem says that an item is needed and none was named.
	ErrNoItem = errors.New("shop: no item named")
	// ErrNoCustomer says that a customer is needed and none was named.
	ErrNoCustomer = errors.New("shop: no customer named")
	// ErrName says that a name is empty or longer than [MaxName].
	ErrName = errors.New("shop: bad name")
	// ErrFuture says that the day has not come yet.
	ErrFuture = errors.New("shop: day has not come")
	// ErrNoDay says that there is no such day: 31 February. It is an ErrFuture too:
	// such a day never comes.
	ErrNoDay = fmt.Errorf("shop: no such day: %w", ErrFuture)
	// ErrNotFound says that the shop has nothing of that id.
	ErrNotFound = errors.New("shop: not found")
	// ErrOwesLess says that a customer does not owe as much.
	ErrOwesLess = errors.New("shop: owes less")
	// ErrNotWhole says that so much money buys no whole piece.
	ErrNotWhole = errors.New("shop: not whole")
	// ErrNotSold says that not as much was sold.
	ErrNotSold = errors.New("shop: not sold")
	// ErrClosed says that a later day has been closed.
	ErrClosed = errors.New("shop: later day is closed")
	// ErrTaken says that another is called that.
	ErrTaken = errors.New("shop: name is taken")
	// ErrPast says that a day has passed that was to come.
	ErrPast = errors.New("shop: day has passed")
	// ErrNoStock says that the book has not as much of an item.
	ErrNoStock = errors.New("shop: not in stock")
	// ErrSame says that two names are of the same thing already.
	ErrSame = errors.New("shop: one and the same")
	// ErrOverMRP says that a price is above the one printed on the pack.
	ErrOverMRP = errors.New("shop: above MRP")
	// ErrWhichUnit says that a price fits one unit of the item as well as another.
	ErrWhichUnit = errors.New("shop: price of which unit")
	// ErrNothing says that a turn left nothing that could be taken back.
	ErrNothing = errors.New("shop: nothing to take back")
	// ErrNotKept says that no summary holds what is asked, such as the hours of
	// one item.
	ErrNotKept = errors.New("shop: not kept")
	// ErrKind says that a value is of another kind than what is read.
	ErrKind = errors.New("shop: value of another kind")
	// ErrStarter says that a starter catalogue is missing or malformed.
	ErrStarter = errors.New("shop: bad starter catalogue")
)
