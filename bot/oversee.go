package bot

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// overseeing is something an operator can write that is about no handover.
type overseeing struct {
	do    func(context.Context, order) error
	admin bool // administrators alone may write it
}

// overseen are those there are.
func (a *attempt) overseen() map[string]overseeing {
	return map[string]overseeing{
		"dead":   {do: a.tellsDead},
		"shops":  {do: a.listsShops, admin: true},
		"shop":   {do: a.showsShop, admin: true},
		"spend":  {do: a.tellsSpending, admin: true},
		"pause":  {do: a.halts, admin: true},
		"resume": {do: a.halts, admin: true},
	}
}

// someShop stands for any in examples.
const someShop ShopID = 17

// nameless is what a shop without a name is called.
const nameless = "–"

// adminCommands are what administrators can write besides, as they are told.
var adminCommands = strings.Join([]string{"/shops", sign("shop", someShop), "/spend", sign("pause", someShop), sign("resume", someShop)}, ", ")

// commands are all he can write, as he is told.
func (a *attempt) commands() string {
	if a.admin {
		return deskCommands + ", " + adminCommands
	}
	return deskCommands
}

// administers reports whether a person is one of the administrators.
func (e *Engine) administers(all []Operator, who PersonID) bool {
	return slices.ContainsFunc(all, func(o Operator) bool {
		return o.Person == who && slices.Contains(e.Admins, Target{Channel: o.Channel, Address: o.Address})
	})
}

// oversees does what is about no handover, for who may.
func (a *attempt) oversees(ctx context.Context, v overseeing, o order) error {
	if v.admin && !a.admin {
		a.turn.Say("bot.desk.admin", nil)
		return nil
	}
	return v.do(ctx, o)
}

// listsShops says how many shops there are, and which wrote last.
func (a *attempt) listsShops(ctx context.Context, _ order) error {
	j := a.engine.Journal
	c, err := j.Census(ctx, a.turn.now)
	if err != nil {
		return fmt.Errorf("shops: %w", err)
	}
	if c.Shops == 0 {
		a.turn.Say("bot.desk.shops.none", nil)
		return nil
	}
	last, err := j.Storefronts(ctx, MaxShops)
	if err != nil {
		return fmt.Errorf("shops: %w", err)
	}
	a.turn.Say("bot.desk.shops", Args{"Count": c.Shops, "Active": c.Active, "New": c.New})
	for _, s := range last {
		title, err := a.titled(ctx, s.Shop)
		if err != nil {
			return err
		}
		a.lists(signboard{s, title})
	}
	return nil
}

// signboard is a shop and what it is called, "" when it has no name.
type signboard struct {
	Storefront
	title string
}

// lists says one line of a list of shops.
func (a *attempt) lists(s signboard) {
	a.turn.Say("bot.desk.shops.one", s.args())
	a.turn.Do(Look{Shop: s.Shop, What: "desk:shops"})
}

// args are what a shop is known by.
func (s signboard) args() Args {
	out := Args{"Number": number(s.Shop), "Shop": nameless}
	if s.title != "" {
		out["Shop"] = s.title
	}
	if !s.Stopped.IsZero() {
		out["Paused"] = 1
	}
	return out
}

// titled is what a shop is called. Its name is sealed for it alone, so it is asked for
// as if one of its own turns did.
func (a *attempt) titled(ctx context.Context, shop ShopID) (string, error) {
	if a.engine.Title == nil {
		return "", nil
	}
	t := a.turn
	title, err := a.engine.Title(ctx, &Turn{ID: t.ID, Shop: shop, Person: t.Person, Lang: t.Lang, Zone: t.Zone, now: t.now, writer: t.writer})
	if err != nil {
		return "", fmt.Errorf("title of shop %d: %w", shop, err)
	}
	return title, nil
}

// showsShop says how one shop stands, by its number or by what it is called.
func (a *attempt) showsShop(ctx context.Context, o order) error {
	if o.said == "" {
		a.turn.Say("bot.desk.which", Args{"Command": sign(o.verb, someShop)})
		return nil
	}
	if o.number != 0 && o.text == "" {
		s, ok, err := a.numbered(ctx, ShopID(o.number))
		if err != nil || !ok {
			return err
		}
		return a.describes(ctx, s)
	}
	found, err := a.calledSo(ctx, o.said)
	switch {
	case err != nil:
		return err
	case len(found) == 0:
		a.noShop()
		return nil
	case len(found) == 1:
		return a.describes(ctx, found[0])
	}
	a.turn.Say("bot.desk.shop.many", Args{"Command": sign(o.verb, found[0].Shop)})
	for _, s := range found[:min(len(found), MaxShops)] {
		a.lists(s)
	}
	return nil
}

// noShop says that there is none of that number or name.
func (a *attempt) noShop() { a.turn.Say("bot.desk.shop.none", Args{"Command": "/shops"}) }

// numbered is the shop of a number; false when there is none, which he is told.
func (a *attempt) numbered(ctx context.Context, shop ShopID) (signboard, bool, error) {
	s, err := a.engine.Journal.Storefront(ctx, shop)
	if errors.Is(err, ErrNotFound) {
		a.noShop()
		return signboard{}, false, nil
	}
	if err != nil {
		return signboard{}, false, fmt.Errorf("shop: %w", err)
	}
	title, err := a.titled(ctx, shop)
	return signboard{s, title}, err == nil, err
}

// calledSo are the shops of a name among those that wrote last, or else those with the
// words in theirs. Names are sealed, so each is opened: nobody is shown them.
func (a *attempt) calledSo(ctx context.Context, said string) (found []signboard, err error) {
	all, err := a.engine.Journal.Storefronts(ctx, MaxSearched)
	if err != nil {
		return nil, fmt.Errorf("shops: %w", err)
	}
	said = bare(said)
	var near []signboard
	for _, s := range all {
		title, err := a.titled(ctx, s.Shop)
		if err != nil {
			return nil, err
		}
		switch name := bare(title); {
		case said == "":
		case name == said:
			found = append(found, signboard{s, title})
		case strings.Contains(name, said):
			near = append(near, signboard{s, title})
		}
	}
	if len(found) == 0 {
		found = near
	}
	return found, nil
}

// describes says how one shop stands.
func (a *attempt) describes(ctx context.Context, s signboard) error {
	spent, err := a.engine.spent(ctx, s.Shop, a.turn.now)
	if err != nil {
		return fmt.Errorf("spending: %w", err)
	}
	args := s.args()
	args["Since"], args["Count"] = a.day(s.Since), s.People
	args["Messages"], args["Sum"] = spent.messages(), money(spent.Sum)
	if !s.Last.IsZero() {
		args["Last"] = a.day(s.Last)
	}
	a.turn.Say("bot.desk.shop", args)
	a.turn.Do(Look{Shop: s.Shop, What: "desk:shop"})
	return nil
}

// day is the day of an instant where the operator is.
func (a *attempt) day(at time.Time) Value {
	return a.turn.Dated(at.In(a.turn.Zone).Format(time.DateOnly))
}

func money(paise int64) Value { return Value{Kind: Money, N: paise} }

// tellsSpending says what the month has cost so far.
func (a *attempt) tellsSpending(ctx context.Context, _ order) error {
	spent, err := a.engine.spent(ctx, 0, a.turn.now)
	if err != nil {
		return fmt.Errorf("spending: %w", err)
	}
	args := Args{"Messages": spent.messages(), "Sum": money(spent.Sum)}
	if spent.Limit > 0 {
		args["Limit"], args["Percent"] = money(spent.Limit), spent.percent()
	}
	a.turn.Say("bot.desk.spend", args)
	for _, category := range slices.Sorted(maps.Keys(spent.By)) {
		p := spent.By[category]
		a.turn.Say("bot.desk.spend.one", Args{"Category": category, "Messages": p.Messages, "Sum": money(p.Sum)})
	}
	return a.tellsTalk(ctx)
}

// tellsTalk says what speech has cost today and this month, once there was any.
func (a *attempt) tellsTalk(ctx context.Context) error {
	if a.engine.Talk == nil {
		return nil
	}
	day, month, err := a.engine.Talk.Talked(ctx, a.turn.now)
	if err != nil {
		return fmt.Errorf("speech: %w", err)
	}
	if month.Heard+month.Spoken == 0 {
		return nil
	}
	args := day.args()
	if day.Limit > 0 {
		args["Limit"], args["Percent"] = money(day.Limit), day.percent()
	}
	a.turn.Say("bot.desk.speech", args)
	a.turn.Say("bot.desk.speech.month", month.args())
	return nil
}

// tellsDead says how many answers could not be delivered.
func (a *attempt) tellsDead(ctx context.Context, _ order) error {
	n, oldest, err := a.engine.Journal.Undelivered(ctx)
	if err != nil {
		return fmt.Errorf("dead: %w", err)
	}
	if n == 0 {
		a.turn.Say("bot.desk.dead.none", nil)
		return nil
	}
	a.turn.Say("bot.desk.dead", Args{"Count": n, "Since": a.day(oldest), "Command": "bot letters"})
	return nil
}

// halts stops a shop, or has it go on.
func (a *attempt) halts(ctx context.Context, o order) error {
	if o.number == 0 {
		a.turn.Say("bot.desk.which", Args{"Command": sign(o.verb, someShop)})
		return nil
	}
	s, ok, err := a.numbered(ctx, ShopID(o.number))
	if err != nil || !ok {
		return err
	}
	args := Args{"Number": number(s.Shop), "Shop": s.args()["Shop"]}
	resume := o.verb == "resume"
	a.turn.Do(Halt{Shop: s.Shop, Resume: resume})
	if resume {
		a.turn.Say("bot.desk.resumed", args)
		return nil
	}
	args["Command"] = sign("resume", s.Shop)
	a.turn.Say("bot.desk.paused", args)
	return nil
}
