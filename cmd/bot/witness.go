package main

import (
	"context"
	"crypto/tls"
	"log/slog"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// soon is how long before its end a certificate ought to have been renewed.
const soon = 14 * 24 * time.Hour

// witness tells the log when there is no certificate for a name, or it ends soon,
// and when that is over: once each, however often it is asked for. Nobody else
// would, and WhatsApp only stops calling.
type witness struct {
	next  serving
	clock bot.Clock
	log   *slog.Logger
	names map[string]bool // what is told of; nil is one certificate for all

	mu   sync.Mutex
	told map[string]string // what is wrong, by name
}

// newWitness watches a choice of certificates; names are those it is told of.
func newWitness(next serving, clock bot.Clock, log *slog.Logger, names ...string) *witness {
	w := &witness{next: next, clock: clock, log: log, told: map[string]string{}}
	for _, name := range names {
		if w.names == nil {
			w.names = map[string]bool{}
		}
		w.names[name] = true
	}
	return w
}

// serve chooses, and tells what came of it.
func (w *witness) serve(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	cert, err := w.next(hello)
	name := ""
	if w.names != nil {
		name = hello.ServerName
		if !w.names[name] {
			return cert, err // strangers ask for anything
		}
	}
	switch {
	case err != nil:
		w.tell(name, "there is no certificate: "+oneLine(err))
	case cert.Leaf != nil && cert.Leaf.NotAfter.Sub(w.clock.Now()) < soon:
		w.tell(name, "the certificate has not been renewed, and ends on "+cert.Leaf.NotAfter.Format(time.DateOnly))
	default:
		w.tell(name, "")
	}
	return cert, err
}

// tell logs what is wrong, unless it has been said; "" is nothing.
func (w *witness) tell(name, wrong string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.told[name] == wrong {
		return
	}
	w.told[name] = wrong
	level, said := slog.LevelError, wrong
	if wrong == "" {
		level, said = slog.LevelInfo, "the certificate is well again"
	}
	w.log.Log(context.Background(), level, "https", "host", name, "state", said)
}
