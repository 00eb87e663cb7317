package journal

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/seal"
)

// Chosen is a preference as it is kept: whose it is, and the hash of the words he had
// before him.
type Chosen struct {
	bot.Preference
	Person bot.PersonID
	Hash   string // SHA-256 in hex, "" when he had none
}

// Preferences are all that somebody ever chose in a shop; see [bot.People].
func (j *Journal) Preferences(ctx context.Context, shop bot.ShopID, person bot.PersonID) ([]bot.Preference, error) {
	all, err := j.chosen(ctx, shop, " and person = $2 order by turn, n", person)
	out := make([]bot.Preference, len(all))
	for i, c := range all {
		out[i] = c.Preference
	}
	return out, wrap("preferences", err)
}

// Chosen are all preferences of a shop's people up to a turn, in order of the turns.
func (j *Journal) Chosen(ctx context.Context, shop bot.ShopID, upTo bot.TurnID) ([]Chosen, error) {
	all, err := j.chosen(ctx, shop, " and turn <= $2 order by turn, n", upTo)
	return all, wrap("chosen", err)
}

// Agrees reports whether what somebody said last of a purpose in a shop is that he
// agrees.
func (j *Journal) Agrees(ctx context.Context, shop bot.ShopID, person bot.PersonID, purpose string) (agrees bool, err error) {
	err = j.reader.QueryRowContext(ctx, `select exists (select 1 from preference p where p.shop = $1 and p.person = $2
		and p.name = $3 and p.value = $4 and `+newest+`)`, shop, person, purpose, bot.Given).Scan(&agrees)
	return agrees, wrap("agrees", err)
}

// chosen reads preferences, and opens them.
func (j *Journal) chosen(ctx context.Context, shop bot.ShopID, which string, arg any) ([]Chosen, error) {
	type row struct {
		Chosen
		n      int64
		sealed string
	}
	var found []row
	rows, err := j.reader.QueryContext(ctx, `select person, turn, n, name, value, at, channel, how, notice, shown, lang, hash, wording
		from preference where shop = $1`+which, shop, arg)
	err = each(rows, err, func(rows *sql.Rows) error {
		var r row
		var at int64
		err := rows.Scan(&r.Person, &r.Turn, &r.n, &r.Name, &r.Value, &at, &r.Source.Channel, &r.Source.How, &r.Notice,
			&r.Shown.Key, &r.Shown.Lang, &r.Hash, &r.sealed)
		r.At = time.UnixMilli(at).UTC()
		found = append(found, r)
		return err
	})
	out := make([]Chosen, len(found))
	for i, r := range found { // once all rows are read: it may need a connection of its own
		if err != nil {
			return nil, err
		}
		var words []byte
		words, err = j.keys.Open(ctx, preferencePlace(shop, r.Person, r.Turn, r.n), r.sealed)
		out[i] = r.Chosen
		out[i].Shown.Text = string(words)
	}
	return out, err
}

// prefer writes what who the turn is with chose: the n-th effect of the turn.
func (j *Journal) prefer(ctx context.Context, tx bot.Tx, t *bot.Turn, n int, p bot.Preference) error {
	words, hash := p.Shown.Text, ""
	if words != "" {
		sum := sha256.Sum256([]byte(words))
		hash = hex.EncodeToString(sum[:])
	}
	sealed, err := j.keys.In(tx).Text(ctx, preferencePlace(t.Shop, t.Person, t.ID, int64(n)), words)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `insert into preference (shop, person, turn, n, name, value, at, channel, how, notice, shown, lang, hash, wording)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		t.Shop, t.Person, t.ID, n, p.Name, p.Value, t.Now().UnixMilli(), p.Source.Channel, string(p.Source.How), p.Notice,
		p.Shown.Key, p.Shown.Lang, hash, sealed)
	if err == nil && p.Name == bot.Sound {
		return j.preferSound(ctx, tx, t, n, p)
	}
	if err != nil || p.Name != bot.Nudges || p.Value != bot.Withdrawn {
		return err
	}
	// Who wants to hear no more means this number, not this shop.
	_, err = tx.ExecContext(ctx, `insert into preference (shop, person, turn, n, name, value, at, channel, how, notice, shown, lang, hash, wording)
		select p.shop, p.person, $3, $4, p.name, $5, $6, $7, $8, $9, '', '', '', '' from preference p
		where p.person = $2 and p.shop <> $1 and p.shop in (select shop from member where person = $2) and p.name = $10 and p.value = $11 and `+newest,
		t.Shop, t.Person, t.ID, n, p.Value, t.Now().UnixMilli(), p.Source.Channel, string(p.Source.How), p.Notice, p.Name, bot.Given)
	return err
}

// newest is the last row of its name among somebody's in a shop.
const newest = `not exists (select 1 from preference o
	where o.shop = p.shop and o.person = p.person and o.name = p.name and (o.turn > p.turn or o.turn = p.turn and o.n > p.n))`

// withdrawn, of an answer that needs somebody's agreement, reports whether he took that
// back after the answer's turn.
const withdrawn = `case when outbox.purpose = '' then 0 else (select count(*) from turn t join preference p
		on p.shop = t.shop and p.person = t.person and p.name = outbox.purpose and p.turn > t.id and p.value <> '` + bot.Given + `'
		where t.id = outbox.turn and t.shop = outbox.shop) end`

// notAgreed is why an answer is not sent whose person took his agreement back.
const notAgreed = "not agreed to any more"

func preferencePlace(shop bot.ShopID, person bot.PersonID, turn bot.TurnID, n int64) seal.Place {
	return seal.Place{Shop: shop, Column: "preference.wording", Row: fmt.Sprintf("%d.%d.%d", person, turn, n)}
}
