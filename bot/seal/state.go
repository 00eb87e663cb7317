package seal

import (
	"context"
	"time"
)

// State is what an operator is told of a database's keys.
type State struct {
	Sealed bool // else nothing is sealed
	Master string
	Since  time.Time // when the master locked the root key
	Keys   int64     // data keys
	Shops  int64     // shops that have one
	Old    int       // tables with rows from before that are not sealed yet
}

// State looks at the keys of a database.
func (k *Keys) State(ctx context.Context) (State, error) { return Look(ctx, k.Read) }

// Look is [Keys.State] of a database whose master is not at hand.
func Look(ctx context.Context, r Reader) (State, error) {
	var s State
	var at int64
	err := r.QueryRowContext(ctx, `select (select count(*) from seal_root), (select coalesce(max(master), '') from seal_root),
		(select coalesce(max(made_at), 0) from seal_root), (select count(*) from seal_key),
		(select count(distinct shop) from seal_key where shop > 0), (select count(*) from seal_pass where not done)`).
		Scan(&s.Sealed, &s.Master, &at, &s.Keys, &s.Shops, &s.Old)
	s.Since = time.UnixMilli(at).UTC()
	return s, wrap("state", err)
}
