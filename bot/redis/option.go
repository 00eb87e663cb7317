package redis

import (
	"context"
	"log/slog"
	"net"
)

// Option is a choice for [Open].
type Option func(*choices)

// choices are what [Open] was told besides the address.
type choices struct {
	of   string
	log  *slog.Logger
	dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// Of keeps the sessions of one database apart from all others on the server. A
// database that was restored has another word than before, so that what is
// remembered from after the backup is not taken for its own.
func Of(word string) Option {
	return func(c *choices) {
		if word != "" {
			c.of = word + ":"
		}
	}
}

// Log is told when the server goes down and comes back.
func Log(log *slog.Logger) Option {
	return func(c *choices) {
		if log != nil {
			c.log = log
		}
	}
}

// Through dials by way of dial instead of its own.
func Through(dial func(ctx context.Context, network, address string) (net.Conn, error)) Option {
	return func(c *choices) { c.dial = dial }
}
