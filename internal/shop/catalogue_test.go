package shop

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestAddItem(t *testing.T) {
	c := open()
	ctx := t.Context()
	it := must[Item](t)(c.AddItem(ctx, Item{Name: "khakhra", Price: 60 * Rupee}))
	if it.ID == "" || it.Unit != "pcs" {
		t.Errorf("%+v", it)
	}
	c.next()
	if again := must[Item](t)(c.Item(ctx, it.ID)); again.Price != 60*Rupee || again.Name != "khakhra" {
		t.Errorf("%+v", again)
	}
	for _, name := range []string{"", "  ", "Khakhra", "chini", "a\tb", strings.Repeat("a", MaxName+1)} {
		_, err := c.AddItem(ctx, Item{Name: name})
		c.refuses(t, name, ErrName, err)
	}
}

// An item's id follows from its name, so that it is the same when it is taken
// away and named again; one renamed meanwhile keeps it.
func TestIDsFollowNames(t *testing.T) {
	c := open()
	ctx := t.Context()
	first := must[Item](t)(c.EnsureItem(ctx, "khakhra", ""))
	turn := c.next()
	c.undo(t, turn, false)
	if again := must[Item](t)(c.EnsureItem(ctx, " KHAKHRA", "")); again.ID != first.ID {
		t.Errorf("%s, want %s", again.ID, first.ID)
	}
	c.next()
	if err := c.replace(Item{ID: first.ID, Name: "khakhra"}, FieldName, "khakhra", "methi khakhra"); err != nil {
		t.Fatal(err)
	}
	c.next()
	other := must[Item](t)(c.EnsureItem(ctx, "khakhra", ""))
	if other.ID == first.ID {
		t.Error("two items of one id")
	}
	c.next()
	if it := must[Item](t)(c.EnsureItem(ctx, "methi khakhra", "")); it.ID != first.ID {
		t.Errorf("renamed: %+v", it)
	}
}

func TestEnsureItemUnit(t *testing.T) {
	for said, want := range map[string]string{
		"": "pcs", "g": "kg", "pav": "kg", "kg": "kg", "ml": "l", "dozen": "pcs", "box": "box", "packet": "packet", "cm": "m",
	} {
		c := open()
		if it := must[Item](t)(c.EnsureItem(t.Context(), "khakhra", said)); it.Unit != want {
			t.Errorf("%q: %s, want %s", said, it.Unit, want)
		}
	}
}

func TestSetPrice(t *testing.T) {
	c := open()
	ctx := t.Context()
	it, before, err := c.SetPrice(ctx, Item{Name: "chini"}, 48*Rupee)
	if err != nil || before != 45*Rupee || it.Price != 48*Rupee || it.ID != "sugar" {
		t.Errorf("%+v, %s, %v", it, before, err)
	}
	it, before, err = c.SetPrice(ctx, Item{Name: "khakhra"}, 60*Rupee)
	if err != nil || before != 0 || it.Price != 60*Rupee {
		t.Errorf("new: %+v, %s, %v", it, before, err)
	}
	c.next()
	if again := must[Item](t)(c.Item(ctx, it.ID)); again.Price != 60*Rupee {
		t.Errorf("later: %+v", again)
	}
	for want, price := range map[error]Money{ErrZero: 0, ErrNegative: -1, ErrTooLarge: MaxMoney + 1} {
		_, _, err := c.SetPrice(ctx, it, price)
		c.refuses(t, price.String(), want, err)
	}
}

// Items lists the starter's with the shop's own, this turn's among them.
func TestItems(t *testing.T) {
	c := open()
	ctx := t.Context()
	starter := must[[]Item](t)(c.Items(ctx))
	it := must[Item](t)(c.EnsureItem(ctx, "khakhra", ""))
	if _, _, err := c.SetPrice(ctx, Item{ID: "sugar"}, 48*Rupee); err != nil {
		t.Fatal(err)
	}
	check := func(when string) {
		t.Helper()
		all := must[[]Item](t)(c.Items(ctx))
		byID := map[string]Item{}
		for _, i := range all {
			byID[i.ID] = i
		}
		if len(all) != len(starter)+1 || byID["sugar"].Price != 48*Rupee || byID[it.ID].Name != "khakhra" {
			t.Errorf("%s: %d items, sugar %+v", when, len(all), byID["sugar"])
		}
		if !slices.IsSortedFunc(all, func(a, b Item) int { return strings.Compare(a.ID, b.ID) }) {
			t.Errorf("%s: out of order", when)
		}
	}
	check("in the turn")
	turn := c.next()
	check("later")
	if _, err := c.Reverse(ctx, turn, false); err != nil {
		t.Fatal(err)
	}
	if all := must[[]Item](t)(c.Items(ctx)); len(all) != len(starter) {
		t.Errorf("taken back in the turn: %d items, want %d", len(all), len(starter))
	}
}

func TestFixItem(t *testing.T) {
	c := open()
	ctx := t.Context()
	it := must[Item](t)(c.EnsureItem(ctx, "kakra", ""))
	made := c.next()
	fixed := must[Item](t)(c.FixItem(ctx, it, "khakhra", "packet", 60*Rupee))
	if fixed.Name != "khakhra" || fixed.Unit != "packet" || fixed.Price != 60*Rupee || fixed.ID != it.ID {
		t.Errorf("%+v", fixed)
	}
	turn := c.next()
	for _, name := range []string{"khakhra", "kakra"} {
		if found := must[OnHand](t)(c.Stock(ctx, Item{Name: name})); found.Item.ID != it.ID {
			t.Errorf("%s: %+v", name, found.Item)
		}
	}
	_, err := c.FixItem(ctx, Item{Name: "nothing"}, "x", "", 0)
	c.refuses(t, "unknown", ErrNotFound, err)
	_, err = c.FixItem(ctx, it, "chini", "", 0)
	c.refuses(t, "another's name", ErrName, err)
	c.undo(t, turn, false)
	if back := must[Item](t)(c.Item(ctx, it.ID)); back.Name != "kakra" || back.Unit != "pcs" || back.Price != 0 || len(back.Aliases) != 0 {
		t.Errorf("undone: %+v", back)
	}
	c.undo(t, made, false)
	if _, err := c.Item(ctx, it.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("its making undone: %v", err)
	}
}

// What is tried out in a trial is seen there and nowhere else.
func TestTrial(t *testing.T) {
	c := stocked(t)
	ctx := t.Context()
	must[Sold](t)(c.Sell(ctx, Sale{Item: Item{ID: "sugar"}, Qty: kilo(1)}))
	trial := c.Trial()
	must[Sold](t)(trial.Sell(ctx, Sale{Item: Item{ID: "sugar"}, Qty: kilo(4)}))
	if h := must[OnHand](t)(trial.Stock(ctx, Item{ID: "sugar"})); h.Qty != kilo(5) {
		t.Errorf("in the trial: %+v", h.Qty)
	}
	if h := must[OnHand](t)(c.Stock(ctx, Item{ID: "sugar"})); h.Qty != kilo(9) {
		t.Errorf("outside: %+v", h.Qty)
	}
}

func TestLike(t *testing.T) {
	c := open()
	ctx := t.Context()
	for name, want := range map[string]string{"chinni": "sugar", "magi": "maggi"} {
		near := must[[]Item](t)(c.ItemsLike(ctx, name, 5))
		if len(near) == 0 || len(near) > 5 || !slices.ContainsFunc(near, func(i Item) bool { return i.ID == want }) {
			t.Errorf("%s: %+v", name, near)
		}
	}
	if near := must[[]Item](t)(c.ItemsLike(ctx, "zzzzqqqq", 5)); len(near) != 0 {
		t.Errorf("nothing is like it: %+v", near)
	}
	if near := must[[]Item](t)(c.ItemsLike(ctx, "", 5)); len(near) != 0 {
		t.Errorf("no name: %d", len(near))
	}
}

func TestCustomersAreTheirNames(t *testing.T) {
	c := open()
	ctx := t.Context()
	patil := must[Customer](t)(c.EnsureCustomer(ctx, "ramesh  patil"))
	jadhav := must[Customer](t)(c.EnsureCustomer(ctx, "Ramesh Jadhav"))
	if patil.ID == jadhav.ID || patil.Name != "Ramesh Patil" {
		t.Errorf("%+v, %+v", patil, jadhav)
	}
	if again := must[Customer](t)(c.EnsureCustomer(ctx, "RAMESH PATIL ")); again.ID != patil.ID {
		t.Errorf("%+v", again)
	}
	c.next()
	all := must[[]Customer](t)(c.Customers(ctx))
	if len(all) != 2 {
		t.Errorf("%+v", all)
	}
	if known := must[Customer](t)(c.Customer(ctx, patil.ID)); known.Name != "Ramesh Patil" {
		t.Errorf("%+v", known)
	}
	if _, err := c.Customer(ctx, "c404"); !errors.Is(err, ErrNotFound) {
		t.Errorf("%v", err)
	}
}

func TestFoldAndPlainName(t *testing.T) {
	if got := Fold("  Ramesh \t PATIL "); got != "ramesh patil" {
		t.Errorf("%q", got)
	}
	for name, want := range map[string]bool{
		"chini": true, "चीनी": true, "7 up": true, "5": true, "": false, "...": false, "a\x00": false,
		strings.Repeat("च", MaxName): true, strings.Repeat("च", MaxName+1): false, strings.Repeat("a", 100_000): false,
	} {
		if got := plainName(name); got != want {
			t.Errorf("%.20q: %v", name, got)
		}
	}
}
