package journal

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// passName is the kind of name that a pass is looked up by.
const passName = "pass"

// Pass is a code that lets strangers in. The code itself is not kept.
type Pass struct {
	ID      int64
	Uses    int // how many it lets in
	Used    int
	Made    time.Time
	Until   time.Time
	Revoked time.Time // zero for one that was not
}

// Open reports whether it lets in another one.
func (p Pass) Open(now time.Time) bool {
	return p.Used < p.Uses && p.Revoked.IsZero() && now.Before(p.Until)
}

// AddPass makes a code that lets in so many strangers before a time, and returns it:
// it cannot be read again.
func (j *Journal) AddPass(ctx context.Context, uses int, until time.Time) (code string, id int64, err error) {
	if uses < 1 || !until.After(j.clock.Now()) {
		return "", 0, wrap("add pass", invalid("a pass lets in one at least, and later than now"))
	}
	err = j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		code = newCode(random)
		taken, err := j.codeTaken(ctx, t, code)
		if err == nil && taken {
			err = errAgain // one in hundreds of millions
		}
		if err != nil {
			return err
		}
		return t.QueryRowContext(ctx, "insert into pass (blind, uses, made_at, until) values ($1, $2, $3, $4) returning id",
			j.blind(passName, anyChannel, code), uses, j.now(), until.UnixMilli()).Scan(&id)
	})
	return code, id, wrap("add pass", err)
}

// random are bytes that nobody can work out: nothing has to make a pass again.
func random(byte) []byte {
	out := make([]byte, 2*codeSize)
	_, _ = rand.Read(out) // it never fails
	return out
}

// codeTaken reports whether a pass or an invitation has a code already.
func (j *Journal) codeTaken(ctx context.Context, r Reader, code string) (taken bool, err error) {
	err = r.QueryRowContext(ctx, `select exists (select 1 from pass where blind = $1)
		or exists (select 1 from invitation where blind = $2)`,
		j.blind(passName, anyChannel, code), j.blind(inviteName, anyChannel, code)).Scan(&taken)
	return taken, err
}

// Passes are all that were made, the newest first.
func (j *Journal) Passes(ctx context.Context) (out []Pass, err error) {
	rows, err := j.reader.QueryContext(ctx, codesMade+" order by id desc")
	err = each(rows, err, func(rows *sql.Rows) error {
		p, err := scanPass(rows)
		out = append(out, p)
		return err
	})
	return out, wrap("passes", err)
}

const codesMade = "select id, uses, used, made_at, until, revoked_at from pass"

func scanPass(row interface{ Scan(to ...any) error }) (p Pass, err error) {
	var made, until, revoked int64
	err = row.Scan(&p.ID, &p.Uses, &p.Used, &made, &until, &revoked)
	p.Made, p.Until = time.UnixMilli(made).UTC(), time.UnixMilli(until).UTC()
	if revoked != 0 {
		p.Revoked = time.UnixMilli(revoked).UTC()
	}
	return p, err
}

// RevokePass ends a pass now; [bot.ErrNotFound] when there is none of that number. Who
// came in by it stays.
func (j *Journal) RevokePass(ctx context.Context, id int64) error {
	return wrap("revoke pass", j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		n, err := changed(t.ExecContext(ctx, `update pass set revoked_at = case when revoked_at = 0 then $2 else revoked_at end
			where id = $1`, id, j.now()))
		if err == nil && n == 0 {
			err = bot.ErrNotFound
		}
		return err
	}))
}

// Opens reports whether a code would let in another stranger now.
func (j *Journal) Opens(ctx context.Context, code string) (bool, error) {
	p, err := scanPass(j.reader.QueryRowContext(ctx, codesMade+" where blind = $1", j.blind(passName, anyChannel, code)))
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return p.Open(j.clock.Now()), wrap("opens", err)
}

// spend counts one who comes in by a pass; false when it lets nobody in any more.
func (j *Journal) spend(ctx context.Context, t bot.Tx, code string) (bool, error) {
	n, err := changed(t.ExecContext(ctx, `update pass set used = used + 1
		where blind = $1 and used < uses and revoked_at = 0 and until > $2`, j.blind(passName, anyChannel, code), j.now()))
	return n == 1, err
}
