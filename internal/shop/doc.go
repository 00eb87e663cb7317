// Package shop is the domain: what a small shop has, sells, buys and is owed.
//
// Everything that happens is an [Entry]: a line whose every number is a signed
// change. Stock, cash and balances are sums of entries, so taking something
// back is one more entry with the numbers negated. What is not a number - a
// name, a price, a setting - is a [Change] with its before and after.
//
// A [Book] is what one exchange sees: what is stored (a [Source]) plus what the
// exchange has done so far. Its methods check, reckon and write; each returns
// what there is to say:
//
//	sold, err := b.Sell(ctx, shop.Sale{
//		Item:   shop.Item{Name: "chini"},
//		Qty:    shop.Measure{N: 2000, Unit: "kg"},
//		Amount: 9000,
//	})
//	// sold.Reading.Rate is ₹45 a kilo, sold.Stock what is left, and a sale of
//	// more than there was is recorded all the same, with sold.Oversold set.
//
// Amounts are integer paise ([Money]) and quantities integer thousandths of the
// item's unit ([Quantity]); days are those of the shop's calendar. The package
// uses the standard library only and reads no clock.
package shop
