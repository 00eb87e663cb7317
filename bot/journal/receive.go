package journal

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot"
)

// maxName is how many bytes a message id, a channel or an address may have.
const maxName = 512

// Receive stores messages; see [bot.Journal]. [ErrInvalid] when one has no
// channel, id or address; then none is stored.
func (j *Journal) Receive(ctx context.Context, messages ...bot.Message) ([]bot.Message, error) {
	clean := make([]bot.Message, len(messages))
	for i, m := range messages {
		var err error
		if clean[i], err = cleaned(m); err != nil {
			return nil, wrap("receive", err)
		}
	}
	var fresh []bot.Message
	err := j.Write(ctx, func(ctx context.Context, t bot.Tx) (err error) {
		fresh, err = newOf(ctx, t, clean, j.receive)
		return err
	})
	if err != nil {
		return nil, wrap("receive", err)
	}
	return fresh, nil
}

// newOf stores messages one by one and returns those that were not known: the
// others come back from store without a Seq.
func newOf(ctx context.Context, t bot.Tx, messages []bot.Message,
	store func(context.Context, bot.Tx, bot.Message) (bot.Message, error),
) (fresh []bot.Message, err error) {
	for _, m := range messages {
		m, err := store(ctx, t, m)
		if err != nil {
			return nil, err
		}
		if m.Seq != 0 {
			fresh = append(fresh, m)
		}
	}
	return fresh, nil
}

// cleaned returns a message as it will be read back, or says why it cannot be
// kept. What the journal sets is empty.
func cleaned(m bot.Message) (bot.Message, error) {
	if !nameable(m.Channel) || !nameable(m.ID) || !nameable(m.Address) {
		return bot.Message{}, invalid("a message needs a channel, an id and an address")
	}
	for _, a := range m.Aliases {
		if !nameable(a) {
			return bot.Message{}, invalid("an alias that cannot be an address")
		}
	}
	m.From, m.Shop, m.Seq, m.Turn, m.Due, m.At = 0, 0, 0, 0, nil, m.At.UTC()
	pass := m.Pass
	raw, err := json.Marshal(m)
	if err != nil {
		return bot.Message{}, invalid("a message that cannot be written down")
	}
	var clean bot.Message
	err = json.Unmarshal(raw, &clean)
	clean.Pass = pass
	return clean, err
}

// nameable reports whether s can name something in a text column.
func nameable(s string) bool {
	return s != "" && len(s) <= maxName && utf8.ValidString(s) && !strings.ContainsRune(s, 0)
}

// receive stores one clean message and returns it as Pending will; its Seq is 0 when
// it was known.
func (j *Journal) receive(ctx context.Context, t bot.Tx, m bot.Message) (bot.Message, error) {
	who, err := j.resolve(ctx, t, m)
	if err != nil || who.person == 0 {
		return bot.Message{}, err
	}
	m.From, m.Shop = who.person, who.shop
	if m, err = j.put(ctx, t, m); err != nil || m.Seq == 0 {
		return bot.Message{}, err
	}
	return m, j.remember(ctx, t, m)
}

// keep puts a message of a known person into the inbox and returns it with its
// Seq, which is 0 when it is there already.
func (j *Journal) keep(ctx context.Context, t bot.Tx, m bot.Message) (bot.Message, error) {
	if err := fence(ctx, t, m.Shop); err != nil {
		return bot.Message{}, err
	}
	return j.put(ctx, t, m)
}

// put is keep when the shop is fenced.
func (j *Journal) put(ctx context.Context, t bot.Tx, m bot.Message) (bot.Message, error) {
	blind, body, err := j.sealMessage(ctx, t, m)
	if err != nil {
		return bot.Message{}, err
	}
	m.Received = time.UnixMilli(j.now()).UTC()
	err = t.QueryRowContext(ctx, `insert into inbox (channel, blind, shop, person, body, received_at)
		values ($1, $2, $3, $4, $5, $6) on conflict (channel, blind) do nothing returning id`,
		m.Channel, blind, m.Shop, m.From, body, m.Received.UnixMilli()).Scan(&m.Seq)
	if errors.Is(err, sql.ErrNoRows) {
		return bot.Message{}, nil
	}
	return m, err
}

// fence keeps turns of the shop from being committed until this unit is over. It
// comes before a message gets its number: one that had its number first could
// still be on its way when a later one is worked.
func fence(ctx context.Context, t bot.Tx, shop bot.ShopID) error {
	err := t.QueryRowContext(ctx, "select id from shop where id = $1 for key share", shop).Scan(&shop)
	if errors.Is(err, sql.ErrNoRows) {
		return errAgain // it was given up meanwhile
	}
	return err
}

// fenced is whose, and the fence of the shop in the same statement.
func (j *Journal) fenced(ctx context.Context, t bot.Tx, channel, address string) (sender, error) {
	var s sender
	err := t.QueryRowContext(ctx, `select p.id, s.id from alias a join person p on p.id = a.person
		join shop s on s.id = p.current_shop
		where a.channel = $1 and a.blind = $2 for key share of s`,
		channel, j.blind(addressName, channel, address)).Scan(&s.person, &s.shop)
	if !errors.Is(err, sql.ErrNoRows) {
		return s, err
	}
	if s, err = j.whose(ctx, t, channel, address); err == nil {
		err = errAgain // the shop he was in was given up meanwhile
	}
	return s, err
}

// sealMessage returns a message as the inbox keeps it.
func (j *Journal) sealMessage(ctx context.Context, t bot.Tx, m bot.Message) (blind, body string, err error) {
	raw, err := json.Marshal(m)
	if err != nil {
		return "", "", err
	}
	blind = j.blind(messageName, m.Channel, m.ID)
	body, err = j.keys.In(t).Seal(ctx, bodyPlace(m.Shop, m.Channel, blind), raw)
	return blind, body, err
}

// remember writes down the addresses of a sender that are new. One that is
// somebody else's stays his: two people are not made one because a channel says
// so. Only a message that is new may teach us: an old one, delivered once more,
// may tell an address he has given up since.
func (j *Journal) remember(ctx context.Context, t bot.Tx, m bot.Message) error {
	if len(m.Aliases) == 0 {
		return nil
	}
	for _, address := range append([]string{m.Address}, m.Aliases...) {
		if _, err := j.addAlias(ctx, t, m.From, m.Channel, address); err != nil {
			return err
		}
	}
	return nil
}

// resolve finds who wrote, by any of his addresses, and fences his shop. A stranger
// becomes a person with a shop that nobody else knows yet, unless the message is
// known already: then nobody is returned.
func (j *Journal) resolve(ctx context.Context, t bot.Tx, m bot.Message) (sender, error) {
	who, err := j.known(ctx, t, m)
	if !errors.Is(err, bot.ErrNotFound) {
		return who, err
	}
	var old bool
	err = t.QueryRowContext(ctx, "select exists (select 1 from inbox where channel = $1 and blind = $2)",
		m.Channel, j.blind(messageName, m.Channel, m.ID)).Scan(&old)
	if err != nil || old {
		return sender{}, err
	}
	if m.Pass != "" {
		if spent, err := j.spend(ctx, t, m.Pass); err != nil || !spent {
			return j.late(ctx, t, m, err)
		}
	}
	return j.welcome(ctx, t, m)
}

// late is who comes when others have used up his pass: nobody, unless he came in by
// another message meanwhile.
func (j *Journal) late(ctx context.Context, t bot.Tx, m bot.Message, err error) (sender, error) {
	if err != nil {
		return sender{}, err
	}
	who, err := j.known(ctx, t, m)
	if errors.Is(err, bot.ErrNotFound) {
		return sender{}, nil
	}
	return who, err
}

// known finds a person by the address he writes from, or else by another of his.
func (j *Journal) known(ctx context.Context, t bot.Tx, m bot.Message) (sender, error) {
	who, err := j.fenced(ctx, t, m.Channel, m.Address)
	for _, a := range m.Aliases {
		if !errors.Is(err, bot.ErrNotFound) {
			break
		}
		who, err = j.fenced(ctx, t, m.Channel, a)
	}
	return who, err
}

// welcome makes a stranger a person who owns a shop.
func (j *Journal) welcome(ctx context.Context, t bot.Tx, m bot.Message) (sender, error) {
	shop, err := j.AddShop(ctx, t, "", false)
	if err != nil {
		return sender{}, err
	}
	who := sender{shop: shop}
	err = t.QueryRowContext(ctx, "insert into person (current_shop, created_at) values ($1, $2) returning id",
		shop, j.now()).Scan(&who.person)
	if err != nil {
		return sender{}, err
	}
	if err := j.AddMember(ctx, t, shop, who.person, bot.Owner); err != nil {
		return sender{}, err
	}
	for _, address := range append([]string{m.Address}, m.Aliases...) {
		if err := j.Alias(ctx, t, who.person, m.Channel, address); errors.Is(err, ErrTaken) {
			return sender{}, errAgain // another process has welcomed him meanwhile
		} else if err != nil {
			return sender{}, err
		}
	}
	return who, nil
}
