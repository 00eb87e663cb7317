package settings

import (
	"context"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// staff is what the owner wants with the people of his shop: to see them unless he
// says more.
type staff struct {
	Do     string `slot:"do,optional,choose"`
	Role   string `slot:"role,optional,choose"`
	Person string `slot:"person,optional"` // a name, or of a quick reply "#" and a number
}

// What can be done with people.
const (
	doAdd    = "add"
	doList   = "list"
	doRole   = "role"
	doRemove = "remove"
	doVouch  = "vouch"
)

// wants is what is to be done: a role alone is for somebody new, unless it names
// somebody who is there.
func (f staff) wants(named bool) string {
	switch {
	case f.Do == doAdd && named && f.Role != "":
		return doRole // "raju ko manager banao"
	case f.Do != "":
		return f.Do
	case f.Role != "" && named:
		return doRole
	case f.Role != "":
		return doAdd
	}
	return doList
}

// roleOf is the role that was said; staff when none was.
func (f staff) roleOf() bot.Role {
	if r := bot.ParseRole(f.Role); r > bot.Stranger {
		return r
	}
	return bot.Staff
}

// people does it.
func (s skill) people(ctx context.Context, t *bot.Turn, f staff) error {
	if t.Demo {
		t.Say("people.demo", nil)
		return nil
	}
	all, err := s.book.People().Members(ctx, t.Shop)
	if err != nil {
		return err
	}
	who, known := named(t, f, all)
	switch f.wants(known) {
	case doAdd:
		return s.invite(ctx, t, f.roleOf())
	case doList:
		list(t, all)
		return nil
	}
	if !known {
		t.Say("people.alone", nil, add(bot.Staff))
		return nil
	}
	switch f.wants(known) {
	case doRole:
		return s.appoint(ctx, t, who, f.roleOf(), all)
	case doRemove:
		return s.dismiss(ctx, t, who, all)
	}
	t.Do(bot.Vouch{Person: who.Person})
	t.Say("people.vouched", bot.Args{"Name": who.Name})
	return nil
}

// list says who belongs to the shop.
func list(t *bot.Turn, all []bot.Member) {
	if len(all) < 2 {
		t.Say("people.alone", nil, add(bot.Staff))
		return
	}
	t.Say("people.list", bot.Args{"Count": len(all)})
	for _, m := range all {
		args := bot.Args{"Name": m.Name, "Role": role(m.Role)}
		if m.Person == t.Person {
			t.Say("people.you", args)
			continue
		}
		t.Say("people.line", args)
	}
}

// appoint gives somebody another role and tells him.
func (s skill) appoint(ctx context.Context, t *bot.Turn, who bot.Member, to bot.Role, all []bot.Member) error {
	args := bot.Args{"Name": who.Name, "Role": role(to)}
	switch {
	case who.Role == to:
		t.Say("people.same", args)
		return nil
	case lastOwner(who, all):
		t.Say("people.last", nil, add(bot.Owner))
		return nil
	}
	title, err := s.title(ctx, t)
	if err != nil {
		return err
	}
	t.Do(bot.Appoint{Person: who.Person, Role: to})
	tell(t, who.Person, "people.told", bot.Args{"Role": role(to), "Title": title})
	t.Say("people.done", args, dialogs.BeginWith("people.choice.back", bot.Args{"Role": role(who.Role)}, "settings.people",
		map[string]any{"role": listed(who.Role), "person": id(who)}))
	return nil
}

// dismiss takes somebody out of the shop and tells him.
func (s skill) dismiss(ctx context.Context, t *bot.Turn, who bot.Member, all []bot.Member) error {
	if lastOwner(who, all) {
		t.Say("people.last", nil, add(bot.Owner))
		return nil
	}
	title, err := s.title(ctx, t)
	if err != nil {
		return err
	}
	tell(t, who.Person, "people.gone", bot.Args{"Title": title})
	t.Do(bot.Appoint{Person: who.Person, Role: bot.Stranger})
	t.Say("people.removed", bot.Args{"Name": who.Name}, add(who.Role))
	return nil
}

// checkPeople asks for who is meant, and for his role.
func (s skill) checkPeople(ctx context.Context, t *bot.Turn, f staff) (*dialogs.Refusal, error) {
	if t.Demo || f.Do == doAdd && f.Role == "" || f.Do == doList {
		return nil, nil
	}
	all, err := s.book.People().Members(ctx, t.Shop)
	if err != nil || len(all) < 2 {
		return nil, err
	}
	_, known := named(t, f, all)
	do := f.wants(known)
	switch {
	case do == doAdd, do == doList:
	case !known:
		return &dialogs.Refusal{Slot: "person", Key: "people.ask.person", Choices: picks(t, all)}, nil
	case do == doRole && f.Role == "":
		return &dialogs.Refusal{Slot: "role", Key: "people.ask.role", Choices: []bot.Choice{
			dialogs.Pick("role.staff", nil, "role", listed(bot.Staff)),
			dialogs.Pick("role.manager", nil, "role", listed(bot.Manager)),
			dialogs.Pick("role.owner", nil, "role", listed(bot.Owner)),
		}}, nil
	}
	return nil, nil
}

// riskyPeople reads back who is taken out, and who will own the shop too.
func (s skill) riskyPeople(ctx context.Context, t *bot.Turn, f staff) (*dialogs.Confirmation, error) {
	all, err := s.book.People().Members(ctx, t.Shop)
	if err != nil || t.Demo {
		return nil, err
	}
	who, known := named(t, f, all)
	do := f.wants(known)
	switch {
	case do == doRemove && known && !lastOwner(who, all):
		return &dialogs.Confirmation{Key: "people.sure.remove", Args: bot.Args{"Name": who.Name}}, nil
	case do == doRole && known && f.roleOf() == bot.Owner && who.Role != bot.Owner:
		return &dialogs.Confirmation{Key: "people.sure.owner", Args: bot.Args{"Name": who.Name}}, nil
	case do == doAdd && f.roleOf() == bot.Owner:
		return &dialogs.Confirmation{Key: "people.sure.invite"}, nil
	}
	return nil, nil
}

// named finds the member that is meant: by the number of a quick reply, else by his
// name in what was said.
func named(t *bot.Turn, f staff, all []bot.Member) (bot.Member, bool) {
	if n, ok := strings.CutPrefix(f.Person, "#"); ok {
		i := slices.IndexFunc(all, func(m bot.Member) bool { return number(m.Person) == n })
		if i >= 0 {
			return all[i], true
		}
		return bot.Member{}, false
	}
	text := f.Person
	if text == "" {
		text = t.Message.Text
	}
	var found []bot.Member
	for _, m := range all {
		if m.Person != t.Person && mentions(text, m.Name) {
			found = append(found, m)
		}
	}
	if len(found) != 1 {
		return bot.Member{}, false
	}
	return found[0], true
}

// mentions reports whether a name, or the first word of it, stands in a text.
func mentions(text, name string) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	return names(text, name) || names(text, first)
}

// names reports whether a whole name stands in a text.
func names(text, name string) bool {
	plain := func(s string) string {
		apart := func(r rune) bool { return strings.ContainsRune(" ,.!?…'’", r) }
		return " " + shop.Fold(strings.Join(strings.FieldsFunc(s, apart), " ")) + " "
	}
	return strings.TrimSpace(plain(name)) != "" && strings.Contains(plain(text), plain(name))
}

// picks offers the others, the lowest role first.
func picks(t *bot.Turn, all []bot.Member) []bot.Choice {
	var out []bot.Choice
	for _, m := range slices.Backward(all) {
		if m.Person != t.Person && len(out) < bot.MaxChoices {
			out = append(out, dialogs.Pick("people.choice.member", bot.Args{"Name": m.Name, "Role": role(m.Role)}, "person", id(m)))
		}
	}
	return out
}

// lastOwner reports whether nobody but him owns the shop.
func lastOwner(m bot.Member, all []bot.Member) bool {
	owns := func(o bot.Member) bool { return o.Role == bot.Owner && o.Person != m.Person }
	return m.Role == bot.Owner && !slices.ContainsFunc(all, owns)
}
