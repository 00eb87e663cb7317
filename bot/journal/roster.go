package journal

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/seal"
)

// Kinds of names that are kept as indexes; see [Journal.Keys].
const inviteName = "invitation"

// Members are those of a shop; see [bot.People]. Who has no name there is called what he
// calls himself, or by the end of his address.
func (j *Journal) Members(ctx context.Context, shop bot.ShopID) ([]bot.Member, error) {
	var out []bot.Member
	rows, err := j.reader.QueryContext(ctx, "select person, role, name from member where shop = $1 order by person", shop)
	err = each(rows, err, func(rows *sql.Rows) error {
		var m bot.Member
		var role string
		err := rows.Scan(&m.Person, &role, &m.Name)
		m.Role = bot.ParseRole(role)
		out = append(out, m)
		return err
	})
	for i := range out {
		if err != nil {
			return nil, wrap("members", err)
		}
		out[i].Name, err = j.called(ctx, shop, out[i])
	}
	slices.SortStableFunc(out, func(a, b bot.Member) int { return cmp.Compare(b.Role, a.Role) })
	return out, wrap("members", err)
}

// called is what a member is called.
func (j *Journal) called(ctx context.Context, shop bot.ShopID, m bot.Member) (string, error) {
	if m.Name != "" {
		name, err := j.keys.Open(ctx, memberPlace(shop, m.Person), m.Name)
		return string(name), err
	}
	s, err := j.Checkpoint(ctx, shop, m.Person)
	if err != nil || s.Name != "" {
		return s.Name, err
	}
	all, err := j.addresses(ctx, m.Person)
	if err != nil || len(all) == 0 {
		return "", err
	}
	return ending(all[0].Address), nil
}

// ending is the end of a number, by which people tell it from others; an address
// that is none is whole.
func ending(address string) string {
	if len(address) > 4 && strings.Trim(address, "+0123456789") == "" {
		return "…" + address[len(address)-4:]
	}
	return address
}

// Invitation finds one by its code; see [bot.People].
func (j *Journal) Invitation(ctx context.Context, code string) (bot.Invitation, error) {
	i, _, err := j.invitation(ctx, j.reader, code)
	return i, wrap("invitation", err)
}

func (j *Journal) invitation(ctx context.Context, r Reader, code string) (i bot.Invitation, n int64, err error) {
	var role, title string
	var until int64
	var by bot.PersonID
	err = r.QueryRowContext(ctx, "select shop, n, role, title, until, used_by from invitation where blind = $1",
		j.blind(inviteName, anyChannel, code)).Scan(&i.Shop, &n, &role, &title, &until, &by)
	if err != nil {
		return bot.Invitation{}, 0, found(err)
	}
	i.Code, i.Role, i.Until, i.Used = code, bot.ParseRole(role), time.UnixMilli(until).UTC(), by != 0
	plain, err := j.keys.Open(ctx, titlePlace(i.Shop, n), title)
	i.Title = string(plain)
	return i, n, err
}

// signs are what codes are made of: none that looks like another.
const (
	signs    = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
	codeSize = 6
)

// NextCode is the code of a shop's next invitation; see [bot.People]. It follows
// from the shop and the number of the invitation, so that a turn taken again says the
// same, and from the journal's key.
func (j *Journal) NextCode(ctx context.Context, shop bot.ShopID) (string, error) {
	n, err := nextInvitation(ctx, j.reader, shop)
	if err != nil {
		return "", wrap("next code", err)
	}
	return j.code(shop, n), nil
}

func nextInvitation(ctx context.Context, r Reader, shop bot.ShopID) (n int64, err error) {
	err = r.QueryRowContext(ctx, "select coalesce(max(n), 0) + 1 from invitation where shop = $1", shop).Scan(&n)
	return n, err
}

// code writes a number nobody can work out in signs.
func (j *Journal) code(shop bot.ShopID, n int64) string {
	return newCode(func(again byte) []byte { return j.unguessed(shop, n, again) })
}

// newCode writes bytes in signs, at least one of them a figure and one a letter.
func newCode(bytes func(again byte) []byte) string {
	for again := byte(0); ; again++ {
		digest := bytes(again)
		code := make([]byte, codeSize)
		for i := range code {
			code[i] = signs[(int(digest[2*i])<<8|int(digest[2*i+1]))%len(signs)]
		}
		if figures := strings.IndexFunc(string(code), isFigure); figures >= 0 && strings.Trim(string(code), "23456789") != "" {
			return string(code)
		}
	}
}

// unguessed are bytes that follow from an invitation and the key.
func (j *Journal) unguessed(shop bot.ShopID, n int64, again byte) []byte {
	kind := fmt.Sprintf("invitation|%d|%d", shop, again)
	if j.plain {
		sum := sha256.Sum256([]byte(kind + fmt.Sprint(n)))
		return sum[:]
	}
	digest, _ := j.keys.Digest(kind, strconv.FormatInt(n, 10))
	return digest
}

func isFigure(r rune) bool { return r >= '0' && r <= '9' }

// Tries are somebody's wrong guesses; see [bot.People].
func (j *Journal) Tries(ctx context.Context, person bot.PersonID, what string) (bot.Tries, error) {
	var t bot.Tries
	var until int64
	err := j.reader.QueryRowContext(ctx, "select wrong, until from tries where person = $1 and what = $2", person, what).Scan(&t.Wrong, &until)
	if errors.Is(err, sql.ErrNoRows) {
		return bot.Tries{}, nil
	}
	if until != 0 {
		t.Until = time.UnixMilli(until).UTC()
	}
	return t, wrap("tries", err)
}

// PIN is what is kept of somebody's PIN; see [bot.People].
func (j *Journal) PIN(ctx context.Context, person bot.PersonID) (string, error) {
	var sealed string
	err := j.reader.QueryRowContext(ctx, "select kept from pin where person = $1", person).Scan(&sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", wrap("pin", err)
	}
	kept, err := j.keys.Open(ctx, pinPlace(person), sealed)
	return string(kept), wrap("pin", err)
}

// LastHeard is when somebody wrote last in any shop, as his sessions tell; see
// [bot.People]. Zero when he never did.
func (j *Journal) LastHeard(ctx context.Context, person bot.PersonID) (time.Time, error) {
	shops, err := column[bot.ShopID](ctx, j.reader, "select shop from member where person = $1", person)
	var last time.Time
	for _, shop := range shops {
		if err != nil {
			break
		}
		var s bot.Session
		s, err = j.Checkpoint(ctx, shop, person)
		if heard := s.Expires.Add(-bot.SessionTTL); s.Rev > 0 && s.Doubt.IsZero() && heard.After(last) {
			last = heard
		}
	}
	return last, wrap("last heard", err)
}

// Stretch makes of a secret what may be kept of it; see [bot.People].
func (j *Journal) Stretch(person bot.PersonID, secret string) string {
	return j.keys.Stretch("pin", int64(person), secret)
}

func memberPlace(shop bot.ShopID, person bot.PersonID) seal.Place {
	return at(shop, "member.name", int64(person))
}

func titlePlace(shop bot.ShopID, n int64) seal.Place { return at(shop, "invitation.title", n) }

func pinPlace(person bot.PersonID) seal.Place { return at(0, "pin.kept", int64(person)) }
