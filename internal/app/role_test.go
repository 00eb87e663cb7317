package app_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/skills"
)

// obedient are ears that are told in JSON what they heard, so that every errand
// can be begun with every slot, however it is said.
type obedient struct{}

// Understand reads commands.
func (obedient) Understand(_ context.Context, u bot.Utterance) (bot.Understanding, error) {
	var heard bot.Understanding
	err := json.Unmarshal([]byte(u.Text), &heard.Commands)
	return heard, err
}

func command(t rapid.TB, commands ...bot.Command) string {
	t.Helper()
	raw, err := json.Marshal(commands)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// errands are all that are declared, with who may do them.
func errands() map[string]bot.Dialog {
	out := map[string]bot.Dialog{}
	for _, s := range skills.All(nil) {
		for _, d := range s.Errands {
			if i, ok := d.(bot.Inner); !ok || !i.Inner() {
				out[d.Name()] = d
			}
		}
	}
	return out
}

// refusal is what is said to who may not start an errand.
func refusal(d bot.Dialog) string {
	if r, ok := d.(bot.Refuser); ok && r.Refusal() != "" {
		return r.Refusal()
	}
	return "bot.role"
}

// needs is the least role that may start an errand.
func needs(d bot.Dialog) bot.Role {
	if g, ok := d.(bot.Guarded); ok {
		return g.Needs()
	}
	return bot.Staff
}

// worth is something a slot can hold.
func worth(t *rapid.T, s bot.Slot) bot.Value {
	v := bot.Value{Kind: s.Kind}
	switch s.Kind {
	case bot.Money:
		v.N = rapid.Int64Range(1, 400).Draw(t, s.Name) * 100
	case bot.Quantity, bot.Number:
		v.N = rapid.Int64Range(1, 9).Draw(t, s.Name) * 1000
	case bot.Date:
		v.From = "2026-03-01"
	case bot.Period:
		v.From, v.To, v.Text = "2026-03-01", "2026-03-01", "yesterday"
	case bot.Item:
		v.ID, v.Text = "sugar", "chini"
	case bot.Language:
		v.Text = "en"
	default:
		v.Text = rapid.SampledFrom([]string{"ramesh", "kirana", "cash", "total"}).Draw(t, s.Name)
	}
	return v
}

// heldBy is how a member of the shop who has a role sends. A stranger is one who
// was a member when he wrote, and is none any more.
func heldBy(t *rapid.T, owner *person, role bot.Role) (sends func(bot.Message) answer) {
	switch role {
	case bot.Owner:
		return func(m bot.Message) answer { return owner.sends(t, m) }
	case bot.Stranger:
		p := owner.member(t, bot.Owner)
		return func(m bot.Message) answer {
			p.leaves(t, m)
			p.dismiss(t, owner.shop(t))
			return p.settles(t, m)
		}
	}
	p := owner.member(t, role)
	return func(m bot.Message) answer { return p.sends(t, m) }
}

// dismiss ends a membership.
func (p *person) dismiss(t rapid.TB, from bot.ShopID) {
	t.Helper()
	ctx := context.Background()
	err := p.Journal.Write(ctx, func(ctx context.Context, tx bot.Tx) error {
		who, _, err := p.Journal.Meet(ctx, tx, p.post.Name(), p.address)
		if err != nil {
			return err
		}
		return p.Journal.Leave(ctx, tx, who, from)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Whoever begins an errand he has no role for changes nothing and is told so;
// whoever has the role is not turned away.
func TestProperty45_EveryoneActsWithHisRole(t *testing.T) {
	w := open(t, func(c *app.Config) { c.Ears = obedient{} })
	all := errands()
	var names []string
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	rapid.Check(t, func(t *rapid.T) {
		owner := w.stranger()
		owner.says(t, command(t, bot.Command{Kind: bot.Start, Errand: "udhaar.give", Slots: map[string]bot.Value{
			"customer": {Kind: bot.Customer, Text: "Ramesh"}, "amount": {Kind: bot.Money, N: 50000},
		}}))
		d := all[rapid.SampledFrom(names).Draw(t, "errand")]
		role := bot.Role(rapid.IntRange(int(bot.Stranger), int(bot.Owner)).Draw(t, "role"))
		says := heldBy(t, owner, role)
		slots := map[string]bot.Value{}
		for _, s := range d.Slots() {
			if rapid.IntRange(0, 4).Draw(t, "say "+s.Name) > 0 {
				slots[s.Name] = worth(t, s)
			}
		}
		id := owner.shop(t)
		before := w.dump(t, id)
		a := says(bot.Message{Text: command(t, bot.Command{Kind: bot.Start, Errand: d.Name(), Slots: slots})})
		may := role >= needs(d)
		if refused := a.said("bot.role") || a.said(refusal(d)); refused == may {
			t.Fatalf("a %s began %s, which needs a %s, and was told %v", role, d.Name(), needs(d), a.keys())
		}
		clean(t, a)
		if may {
			return
		}
		if after := w.dump(t, id); len(a.Effects) > 0 || after != before {
			t.Fatalf("a %s changed the book with %s:\n%s\n%s", role, d.Name(), before, after)
		}
		if len(a.Replies) != 1 || len(a.Stack) > 0 {
			t.Fatalf("a %s was told more than that: %v, %v", role, a.keys(), a.Stack)
		}
	})
}

// Every errand with every role, none left to chance: who may not begin it is told so in
// words there are, and nothing of his is kept; nobody begins what only the engine does.
func TestProperty45_EveryErrandAndRole(t *testing.T) {
	w := open(t, func(c *app.Config) { c.Ears = obedient{} })
	owner := w.stranger()
	owner.says(t, command(t, bot.Command{Kind: bot.Greet}))
	people := map[bot.Role]*person{bot.Owner: owner, bot.Staff: owner.member(t, bot.Staff), bot.Manager: owner.member(t, bot.Manager)}
	for name, d := range errands() {
		for role, p := range people {
			if name == "settings.demo" && role == bot.Owner || name == "settings.shops" {
				continue // it would take him to another shop, where he is another
			}
			a := p.says(t, command(t, bot.Command{Kind: bot.Start, Errand: name}))
			if refused := a.said(refusal(d)); refused == (role >= needs(d)) {
				t.Errorf("a %s began %s, which needs a %s, and was told %v", role, name, needs(d), a.keys())
			}
			p.letsGo(t)
		}
	}
	for _, name := range []string{app.Opener, app.Prover} {
		if a := owner.says(t, command(t, bot.Command{Kind: bot.Start, Errand: name})); len(a.Stack) > 0 || len(a.Effects) > 0 {
			t.Errorf("%s was begun by somebody: %v", name, a.keys())
		}
	}
}

// letsGo has a person cancel until nothing is asked of him: a question that he may leave
// is left first, and the errand after it.
func (p *person) letsGo(t rapid.TB) {
	t.Helper()
	for range 5 {
		if a := p.says(t, command(t, bot.Command{Kind: bot.Cancel})); len(a.Stack) == 0 {
			return
		}
	}
	t.Fatal("cancelled again and again, he is still asked")
}

// Who may not begin an errand may not bring it about otherwise either: by
// tapping what the owner was offered, or by correcting the owner's turn.
func TestRoleHoldsByEveryWay(t *testing.T) {
	guarded := bot.Command{Kind: bot.Start, Errand: "settings.shop", Slots: map[string]bot.Value{
		"name": {Kind: bot.Text, Text: "Sharma Store"}, "kind": {Kind: bot.Choose, Text: "pharmacy"}, "place": {Kind: bot.Text, Text: "462001"},
	}}
	rename := bot.Command{Kind: bot.Fill, Correction: true, Slots: map[string]bot.Value{"name": {Kind: bot.Text, Text: "Mine"}}}
	for _, way := range []struct {
		name string
		m    func(answer) bot.Message
	}{
		{"begin", func(answer) bot.Message { return bot.Message{Text: command(t, guarded)} }},
		{"tap", func(a answer) bot.Message { return bot.Message{Pick: fmt.Sprintf("%d.1", a.Turn)} }},
		{"correct", func(a answer) bot.Message {
			return bot.Message{Text: command(t, rename), ReplyTo: a.bubble(t)}
		}},
	} {
		t.Run(way.name, func(t *testing.T) {
			w := open(t, func(c *app.Config) { c.Ears = obedient{} })
			owner := w.stranger()
			a := owner.says(t, command(t, guarded))
			if !a.said("settings.shop.done") {
				t.Fatalf("the owner was told %v", a.keys())
			}
			staff := owner.member(t, bot.Staff)
			before := w.dump(t, owner.shop(t))
			b := staff.sends(t, way.m(a))
			if after := w.dump(t, owner.shop(t)); after != before {
				t.Errorf("the staff changed the shop and was told %v:\n%s\n%s", b.keys(), before, after)
			}
		})
	}
}
