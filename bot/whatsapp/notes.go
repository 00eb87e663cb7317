package whatsapp

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// Notes are what the channel itself has to remember beside the device's keys: how the
// number is used, how much news it sent, and the polls that can still be voted in. They
// tell nothing of a person but what his vote was. Safe for concurrent use.
type Notes struct{ db *sql.DB }

const (
	noteOwn    = "own"    // the number is a shopkeeper's, and not the bot's
	noteLinked = "linked" // since which day
	noteSent   = "sent "  // how much news on a day
	notePoll   = "poll "
	noteVote   = "vote "
)

// keptPolls is how long a poll can be voted in.
const keptPolls = 60 * 24 * time.Hour

// openNotes makes the table when there is none. It stands beside the device's keys.
func openNotes(ctx context.Context, db *sql.DB) (*Notes, error) {
	_, err := db.ExecContext(ctx, "create table if not exists sahayak_note (name text primary key, value text not null, at bigint not null)")
	if err != nil {
		return nil, fmt.Errorf("whatsapp: notes: %w", err)
	}
	return &Notes{db}, nil
}

// get reads a note; "" when there is none.
func (n *Notes) get(ctx context.Context, name string) (value string, err error) {
	err = n.db.QueryRowContext(ctx, "select value from sahayak_note where name = $1", name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, err
}

// put writes a note.
func (n *Notes) put(ctx context.Context, name, value string, at time.Time) error {
	_, err := n.db.ExecContext(ctx, `insert into sahayak_note (name, value, at) values ($1, $2, $3)
		on conflict (name) do update set value = excluded.value, at = excluded.at`, name, value, at.UnixMilli())
	return err
}

// prune forgets what is too old to matter.
func (n *Notes) prune(ctx context.Context, now time.Time) error {
	_, err := n.db.ExecContext(ctx, "delete from sahayak_note where at < $1 and (name like $2 or name like $3 or name like $4)",
		now.Add(-keptPolls).UnixMilli(), notePoll+"%", noteVote+"%", noteSent+"%")
	return err
}

// A number that is new to the service may send little, and twice as much each few days:
// what is new and writes much is closed.
const (
	firstDay  = 20
	doublings = 3 // days
)

// warmed is how much news a number may send on its n-th day, of so much when it is grown.
func warmed(day, daily int) int {
	most := firstDay
	for range day / doublings {
		if most >= daily {
			break
		}
		most *= 2
	}
	return min(most, daily)
}

// spend counts one more piece of news today, unless that would be more than the number
// may send.
func (n *Notes) spend(ctx context.Context, now time.Time, daily int) (bool, error) {
	today := now.UTC().Format(time.DateOnly)
	since, err := n.get(ctx, noteLinked)
	if err != nil {
		return false, err
	}
	if since == "" {
		since = today
		if err := n.put(ctx, noteLinked, since, now); err != nil {
			return false, err
		}
	}
	begun, err := time.Parse(time.DateOnly, since)
	if err != nil {
		return false, err
	}
	most := warmed(int(now.Sub(begun)/(24*time.Hour)), daily)
	var sent string
	err = n.db.QueryRowContext(ctx, `insert into sahayak_note (name, value, at) values ($1, '1', $2)
		on conflict (name) do update set value = cast(cast(sahayak_note.value as bigint) + 1 as text)
		where cast(sahayak_note.value as bigint) < $3 returning value`, noteSent+today, now.UnixMilli(), most).Scan(&sent)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil && most > 0, err
}

// Own reports whether the number is a shopkeeper's own.
func (n *Notes) Own(ctx context.Context) (bool, error) {
	value, err := n.get(ctx, noteOwn)
	return value == "true", err
}

// SetOwn says whether the number is a shopkeeper's own, from now on.
func (n *Notes) SetOwn(ctx context.Context, own bool, now time.Time) error {
	return n.put(ctx, noteOwn, strconv.FormatBool(own), now)
}

// keep notes something as JSON.
func (n *Notes) keep(ctx context.Context, name string, value any, at time.Time) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return n.put(ctx, name, string(raw), at)
}

// find reads what keep noted; false when there is none.
func (n *Notes) find(ctx context.Context, name string, value any) (bool, error) {
	raw, err := n.get(ctx, name)
	if err != nil || raw == "" {
		return false, err
	}
	return true, json.Unmarshal([]byte(raw), value)
}
