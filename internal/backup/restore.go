package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

// target is a place that is being filled. Nothing of it is seen before finish,
// and abandon leaves nothing of it behind.
type target interface {
	// make makes the tables.
	make(ctx context.Context, u *unpacker) error
	// fill writes a table's rows, as next gives them until there are no more.
	fill(ctx context.Context, t table, next func() ([]any, error)) error
	// number has a table go on numbering after last.
	number(ctx context.Context, t table, last int64) error
	// finish puts everything in its place, with the blobs in a folder.
	finish(ctx context.Context, blobs string) error
	// abandon takes back what was not finished; after finish it tidies up.
	abandon(ctx context.Context) error
}

// Restore makes of a backup what it was made of, where there is nothing yet. What
// is wrong with the file is [ErrForeign], [ErrDamaged], [ErrNewer], [ErrNoKey] or
// [ErrKey]; with the place, [ErrNotEmpty]. When it fails nothing is left behind.
func Restore(ctx context.Context, c Config, path string) (Summary, error) {
	f, err := os.Open(path) //nolint:gosec // what the operator names
	if err != nil {
		return Summary{}, wrap("restore", err)
	}
	defer f.Close() //nolint:errcheck // only read from
	done, err := restore(ctx, c, f)
	done.Path = path
	if err != nil {
		return Summary{}, fmt.Errorf("%s %w", path, err)
	}
	return done, nil
}

func restore(ctx context.Context, c Config, f *os.File) (Summary, error) {
	info, err := f.Stat()
	if err != nil {
		return Summary{}, err
	}
	e, err := look(f, info.Size())
	if err != nil {
		return Summary{}, err
	}
	payload, err := e.unlock(c.Key)
	if err != nil {
		return Summary{}, err
	}
	u, err := unpack(ctx, payload, c.Parts)
	if err != nil {
		return Summary{}, err
	}
	defer u.close()
	u.Size = info.Size()
	err = settleIn(ctx, c, u)
	return u.Summary, err
}

// settleIn fills the place with what a backup holds.
func settleIn(ctx context.Context, c Config, u *unpacker) error {
	n, err := newNest(c.At)
	if err != nil {
		return err
	}
	to, err := newTarget(ctx, c, n)
	if err == nil {
		err = fillAll(ctx, to, u, n)
		if err == nil {
			err = to.finish(ctx, n.blobs())
		}
		err = errors.Join(err, to.abandon(context.WithoutCancel(ctx)))
	}
	return errors.Join(err, n.remove())
}

// newTarget is the kind of place that c names.
func newTarget(ctx context.Context, c Config, n *nest) (target, error) {
	if c.At.URL != "" {
		return newSchema(ctx, c)
	}
	return newFile(ctx, c, n)
}

// fillAll writes tables, then blobs.
func fillAll(ctx context.Context, to target, u *unpacker, n *nest) error {
	if err := to.make(ctx, u); err != nil {
		return err
	}
	for i, t := range u.tables {
		head := u.Tables[i]
		left := head.Rows
		err := to.fill(ctx, t, func() ([]any, error) {
			if left == 0 {
				return nil, io.EOF
			}
			left--
			row, err := u.row(t)
			rename(t, row)
			return row, err
		})
		if err == nil && t.serial != "" {
			err = to.number(ctx, t, head.Last)
		}
		if err != nil {
			return err
		}
	}
	return u.blobs(n.put)
}
