package book

import (
	"testing"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// A day's trade and an undo, as the book lists them.
func TestDump(t *testing.T) {
	c := open(t).shopFor(t)
	c.buy(shop.Bought{Item: sugar, Qty: kilo(10), Amount: 400 * shop.Rupee})
	c.sell(shop.Sale{Item: sugar, Qty: kilo(2), Amount: 90 * shop.Rupee})
	c.lend(shop.Lending{Customer: shop.Customer{Name: "Ramesh"}, Amount: 500 * shop.Rupee})
	c.take(shop.Receipt{Customer: shop.Customer{Name: "ramesh "}, Amount: 200 * shop.Rupee, Payment: shop.UPI})
	c.sell(shop.Sale{Item: shop.Item{Name: "Bhakarwadi"}, Qty: shop.Measure{N: 2000, Unit: "packet"}, Amount: 80 * shop.Rupee})
	c.undo(2)
	want := `stock      Bhakarwadi -2 packet doubt 1
stock      sugar 10 kg value 400
balance    Ramesh 300
cash       80
upi        200
1.1        cost of sugar 0 -> 40
1.2        purchase sugar 10 kg spent 400 on 2026-11-22
2.1        sale sugar -2 kg revenue 90 cost 80 cash 90 on 2026-11-22
3.1        new customer Ramesh
3.2        credit Ramesh due 500 on 2026-11-22
4.1        payment Ramesh upi 200 due -200 on 2026-11-22
5.1        new item Bhakarwadi
5.2        sale Bhakarwadi -2 packet revenue 80 cash 80 doubt +1 on 2026-11-22
6.1 ⟲ 2.1  sale sugar 2 kg revenue -90 cost -80 cash -90 on 2026-11-22
`
	if got := c.dump(); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

// An empty shop lists nothing.
func TestDumpEmpty(t *testing.T) {
	if got := open(t).shopFor(t).dump(); got != "" {
		t.Errorf("got %q", got)
	}
}
