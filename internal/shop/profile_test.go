package shop

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestProfile(t *testing.T) {
	c := open()
	ctx := t.Context()
	if p := must[Profile](t)(c.Profile(ctx)); p != (Profile{}) || p.Catalogue() != Kirana {
		t.Errorf("before anything is said: %+v", p)
	}
	must[Profile](t)(c.SetProfile(ctx, Profile{Name: "Gupta Store"}))
	p := must[Profile](t)(c.SetProfile(ctx, Profile{Trade: Pharmacy}))
	if p.Name != "Gupta Store" || p.Trade != Pharmacy || p.Catalogue() != Pharmacy {
		t.Errorf("in the turn: %+v", p)
	}
	c.next()
	if again := must[Profile](t)(c.Profile(ctx)); again != p {
		t.Errorf("later: %+v, want %+v", again, p)
	}
	must[Profile](t)(c.SetProfile(ctx, p))
	if len(c.effects) != 0 {
		t.Errorf("the same again wrote %+v", c.effects)
	}
	for name, tt := range map[string]struct {
		p    Profile
		want error
	}{
		"long name":  {Profile{Name: strings.Repeat("a", MaxName+1)}, ErrName},
		"long place": {Profile{Place: strings.Repeat("a", MaxName+1)}, ErrName},
		"no trade":   {Profile{Trade: "bakery"}, ErrNotFound},
	} {
		_, err := c.SetProfile(ctx, tt.p)
		c.refuses(t, name, tt.want, err)
	}
	c.undo(t, 1, false)
	if p := must[Profile](t)(c.Profile(ctx)); p != (Profile{}) {
		t.Errorf("undone: %+v", p)
	}
}

// A shop that changes its trade keeps what it has sold.
func TestTradeChangesTheCatalogue(t *testing.T) {
	c := stocked(t)
	ctx := t.Context()
	must[Sold](t)(c.Sell(ctx, Sale{Item: Item{ID: "maggi"}, Qty: Measure{N: 1000}, Amount: 15 * Rupee}))
	c.next()
	must[Profile](t)(c.SetProfile(ctx, Profile{Trade: Pharmacy}))
	c.next()
	for _, id := range []string{"sugar", "maggi"} { // with facts of its own, and without
		if it, err := c.Item(ctx, id); err != nil || it.Names["en"] == "" {
			t.Errorf("%s: %+v, %v", id, it, err)
		}
	}
	held, err := c.Held(ctx)
	if err != nil || len(held) != 2 {
		t.Errorf("%+v, %v", held, err)
	}
	if r, err := c.Report(ctx, Over(today), Item{}, Customer{}); err != nil || len(r.Items) != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestSetting(t *testing.T) {
	c := open()
	ctx := t.Context()
	set := func(to string) {
		t.Helper()
		if err := c.SetSetting(ctx, "voice", to); err != nil {
			t.Fatal(err)
		}
	}
	is := func(want string) {
		t.Helper()
		if v, err := c.Setting(ctx, "voice"); err != nil || v != want {
			t.Errorf("%q, %v; want %q", v, err, want)
		}
	}
	is("")
	set("on")
	is("on")
	turn := c.next()
	is("on")
	set("")
	is("")
	c.next()
	is("")
	set("off")
	c.next()
	if back := c.undo(t, turn, false); !back[0].Kept {
		t.Errorf("set since: %+v", back)
	}
	is("off")
}

func TestLimits(t *testing.T) {
	c := open()
	ctx := t.Context()
	if l := must[Limits](t)(c.Limits(ctx)); l != DefaultLimits() {
		t.Errorf("%+v", l)
	}
	for name, to := range map[string]string{SettingRiskySale: "500000", SettingUdhaarPercent: "a lot", SettingCustomerUdhaar: "-1"} {
		if err := c.SetSetting(ctx, name, to); err != nil {
			t.Fatal(err)
		}
	}
	want := DefaultLimits()
	want.RiskySale = 5000 * Rupee
	if l := must[Limits](t)(c.Limits(ctx)); l != want {
		t.Errorf("%+v, want %+v", l, want)
	}
}

// Facts that an older or newer version wrote, or that are broken, do no harm.
func TestFacts(t *testing.T) {
	it := Item{
		ID: "x", Name: "khakhra", Names: map[string]string{"hi": "खाखरा"}, Aliases: []string{"khakra"}, Unit: "packet",
		Packs: []Pack{{12_000, "packet", 1000, "box"}}, Category: "namkeen", Price: 60 * Rupee, Cost: 50 * Rupee, MRP: 65 * Rupee, Reorder: 5000,
	}
	raw := must[json.RawMessage](t)(it.Facts())
	back := must[Item](t)(Item{ID: "x"}.With(raw))
	if again := must[json.RawMessage](t)(back.Facts()); string(again) != string(raw) {
		t.Errorf("%s, want %s", again, raw)
	}
	later := must[Item](t)(it.With(json.RawMessage(`{"price":7000,"shelf":"top","names":null,"cost":null}`)))
	if later.Price != 70*Rupee || later.Names != nil || later.Cost != it.Cost || later.MRP != it.MRP {
		t.Errorf("%+v", later)
	}
	counted := must[Item](t)(it.With(json.RawMessage(`{"unit":"pcs","mrp":300}`)))
	if counted.Price != 0 || counted.Cost != 0 || counted.MRP != 3*Rupee {
		t.Errorf("prices of a packet are of a piece: %+v", counted)
	}
	if it.Names["hi"] != "खाखरा" {
		t.Error("the item laid over changed")
	}
	for _, bad := range []string{`[]`, `{"price":"much"}`, `{`} {
		if _, err := it.With(json.RawMessage(bad)); err == nil {
			t.Errorf("%s was read", bad)
		}
		if _, err := (Customer{}).With(json.RawMessage(strings.ReplaceAll(bad, "price", "name") + "x")); err == nil {
			t.Errorf("%s was read of a customer", bad)
		}
	}
	if _, err := (Profile{}).With(ProfileName, json.RawMessage(`3`)); err == nil {
		t.Error("a number was read as a name")
	}
}

// What one turn reads of an item, another can change without it noticing.
func TestItemsAreNotShared(t *testing.T) {
	c := stocked(t)
	before := must[Item](t)(c.Item(t.Context(), "sugar"))
	all, err := c.Items(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		all[i].Name, all[i].Price = "changed", 1
	}
	if after := must[Item](t)(c.Item(t.Context(), "sugar")); after.Name != before.Name || after.Price != before.Price {
		t.Errorf("%+v", after)
	}
	if _, err := c.Item(t.Context(), ""); !errors.Is(err, ErrNotFound) {
		t.Errorf("no id: %v", err)
	}
}
