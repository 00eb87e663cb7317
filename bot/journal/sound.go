package journal

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// KeepNote keeps the sound of a message until expires and returns the key it is found by,
// as [Journal.PutBlob] does; "" when who sent it wants none kept.
func (j *Journal) KeepNote(ctx context.Context, m bot.Message, data []byte, expires time.Time) (string, error) {
	keeps, err := j.KeepsVoice(ctx, m.From)
	if err != nil || !keeps {
		return "", err
	}
	return j.keepBlob(ctx, noted{shop: m.Shop, of: m.From, expires: expires}, data)
}

// KeepsVoice reports whether the sound of somebody's voice notes may be kept; see
// [bot.People].
func (j *Journal) KeepsVoice(ctx context.Context, person bot.PersonID) (bool, error) {
	keeps, err := keepsVoice(ctx, j.reader, person)
	return keeps, wrap("keeps voice", err)
}

// keepsVoice is what he said last of it, in whichever shop.
func keepsVoice(ctx context.Context, r Reader, person bot.PersonID) (bool, error) {
	var value string
	err := r.QueryRowContext(ctx, "select value from preference where person = $1 and name = $2 order by turn desc, n desc limit 1",
		person, bot.Sound).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return true, nil
	}
	return value != bot.Unkept, err
}

// stillKeeps asks once more, when nobody of the shop can choose meanwhile: a note is heard
// beside the turn in which he says that none is to be kept.
func stillKeeps(ctx context.Context, t bot.Tx, n noted) (bool, error) {
	if n.of == 0 {
		return true, nil
	}
	var rev int64
	if err := t.QueryRowContext(ctx, "select rev from shop where id = $1 for update", n.shop).Scan(&rev); err != nil {
		return false, found(err)
	}
	return keepsVoice(ctx, t, n.of)
}

// preferSound writes what somebody wants of his voice in his other shops too, where it may
// be undone, and forgets what he wants forgotten.
func (j *Journal) preferSound(ctx context.Context, tx bot.Tx, t *bot.Turn, n int, p bot.Preference) error {
	_, err := tx.ExecContext(ctx, `insert into preference (shop, person, turn, n, name, value, at, channel, how, notice, shown, lang, hash, wording)
		select shop, person, $3, $4, $5, $6, $7, $8, $9, $10, '', '', '', '' from member where person = $2 and shop <> $1`,
		t.Shop, t.Person, t.ID, n, p.Name, p.Value, t.Now().UnixMilli(), p.Source.Channel, string(p.Source.How), p.Notice)
	if err != nil || p.Value != bot.Unkept {
		return err
	}
	return j.dropVoice(ctx, tx, t.Person)
}

// dropVoice forgets all sound of somebody's voice at once, in every shop.
func (j *Journal) dropVoice(ctx context.Context, t bot.Tx, person bot.PersonID) error {
	_, err := j.dropBlobs(ctx, t, "delete from blob where person = $1 returning shop, key", person)
	return err
}
