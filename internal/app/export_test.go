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

// OpenAsked is [Open] with somebody who is told what the journal is asked.
func OpenAsked(asked func(statement string)) func(context.Context, Config) (*App, error) {
	return func(ctx context.Context, c Config) (*App, error) {
		at, err := Where(c.Data, c.DB)
		if err != nil {
			return nil, err
		}
		if at.Key, err = Key(c.Data, c.Key, c.Reach); err != nil {
			return nil, err
		}
		at.Asked = asked
		a, err := books(ctx, c, at)
		if err != nil {
			return nil, err
		}
		return a.open(ctx, c)
	}
}
