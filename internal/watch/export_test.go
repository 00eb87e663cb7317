package watch

import "context"

// TellKeyed tells a notice that has a key, as [Watch.Run] does.
func TellKeyed(ctx context.Context, w Way, n Notice, key string) error {
	n.key = key
	return w.Tell(ctx, n)
}
