package settings

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
)

// inviteTime is how long a code can be used.
const inviteTime = 48 * time.Hour

// joinWord stands before a code in what a link has somebody send: the same in every
// language.
const joinWord = "JOIN"

// invite makes a code and says what the owner forwards: what a QR would carry too.
func (s skill) invite(ctx context.Context, t *bot.Turn, r bot.Role) error {
	code, err := s.book.People().NextCode(ctx, t.Shop)
	if err != nil {
		return err
	}
	title, err := s.title(ctx, t)
	if err != nil {
		return err
	}
	t.Do(bot.Invite{Invitation: bot.Invitation{Code: code, Role: r, Title: title, Until: t.Now().Add(inviteTime)}})
	t.Say("people.forward", bot.Args{"Role": role(r)})
	t.Say("people.invite", bot.Args{"Title": title, "Role": role(r), "Code": joinWord + " " + code, "Link": s.link(code)})
	return nil
}

// link opens a chat with the bot on any phone, the code written already; "" when the bot's
// number is not known.
func (s skill) link(code string) string {
	if s.book.Door() == "" {
		return ""
	}
	return s.book.Door() + "?text=" + joinWord + "%20" + code
}

// title is what the shop is called.
func (s skill) title(ctx context.Context, t *bot.Turn) (string, error) {
	p, err := s.book.In(t).Profile(ctx)
	return p.Name, err
}

// role is a role as it is said.
func role(r bot.Role) bot.Value { return bot.Value{Kind: bot.Key, Text: "settings.role." + r.String()} }

// listed is a role as a slot holds it.
func listed(r bot.Role) bot.Value { return bot.Value{Kind: bot.Choose, Text: r.String()} }

// id names a member in a slot.
func id(m bot.Member) bot.Value {
	return bot.Value{Kind: bot.Text, Text: "#" + number(m.Person)}
}

// number writes a person's number.
func number(p bot.PersonID) string { return strconv.FormatInt(int64(p), 10) }

// add is the quick reply that makes a code.
func add(r bot.Role) bot.Choice {
	return dialogs.BeginWith("people.choice.add", nil, "settings.people", map[string]any{
		"do": bot.Value{Kind: bot.Choose, Text: doAdd}, "role": listed(r),
	})
}

// tell says something to one member of the turn's shop.
func tell(t *bot.Turn, who bot.PersonID, key string, args bot.Args, choices ...bot.Choice) {
	notice(t, bot.Notice{Shop: t.Shop, Least: bot.Staff, To: who}, key, args, choices...)
}

// notice has members of a shop told something.
func notice(t *bot.Turn, n bot.Notice, key string, args bot.Args, choices ...bot.Choice) {
	for i := range choices {
		choices[i].Key = "settings." + choices[i].Key
	}
	n.Replies = []bot.Reply{{Key: "settings." + key, Args: args, Choices: choices}}
	t.Do(n)
}

// called is what who the turn is with is called: as his phone says, or by the end of its
// number.
func called(t *bot.Turn) string {
	if t.Message.Name != "" {
		return t.Message.Name
	}
	address := t.Message.Address
	if len(address) > 4 && strings.Trim(address, "+0123456789") == "" {
		return "…" + address[len(address)-4:]
	}
	return address
}
