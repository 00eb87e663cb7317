package journal

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"strconv"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// The row that holds the word: a backup leaves it out of its sum, and a restore
// makes up another.
const (
	SelfTable = "self"
	WordRow   = "word"
)

// recognise reads, or makes up, the word by which this database knows what it has
// sent. A database that was made anew, or restored, numbers its answers again: by
// the word it does not take a status of an old one for one of a new one.
func (j *Journal) recognise(ctx context.Context) error {
	return j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		_, err := t.ExecContext(ctx, "insert into self (name, value) values ('word', $1) on conflict (name) do nothing",
			NewWord())
		if err != nil {
			return err
		}
		return t.QueryRowContext(ctx, "select value from self where name = 'word'").Scan(&j.word)
	})
}

// NewWord makes up a word for a database.
func NewWord() string { return strings.ToLower(rand.Text()[:8]) }

// Word is the one by which this database is told from all others, and from what it
// was before it was restored.
func (j *Journal) Word() string { return j.word }

// refOf names an answer to the channels.
func (j *Journal) refOf(outgoing int64) string { return j.word + "." + strconv.FormatInt(outgoing, 10) }

// own reads what refOf wrote; false for what this database did not send.
func (j *Journal) own(ref string) (outgoing int64, ours bool) {
	word, number, _ := strings.Cut(ref, ".")
	outgoing, err := strconv.ParseInt(number, 10, 64)
	return outgoing, err == nil && word == j.word
}

// remembered reads what the database remembers under a name; false for nothing.
func remembered(ctx context.Context, r Reader, name string) (value string, known bool, err error) {
	err = r.QueryRowContext(ctx, "select value from self where name = $1", name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	return value, err == nil, err
}

// remember makes the database remember a value under a name.
func remember(ctx context.Context, t bot.Tx, name, value string) error {
	_, err := t.ExecContext(ctx, `insert into self (name, value) values ($1, $2)
		on conflict (name) do update set value = excluded.value`, name, value)
	return err
}
