package app

import "context"

// OpenUnsealed is [Open] as it was before there were keys.
func OpenUnsealed(ctx context.Context, c Config) (*App, error) {
	at, err := Where(c.Data, c.DB)
	if err != nil {
		return nil, err
	}
	a, err := books(ctx, c, at)
	if err != nil {
		return nil, err
	}
	return a.open(ctx, c)
}
