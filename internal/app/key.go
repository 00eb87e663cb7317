package app

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"sync"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/bot/seal"
)

// KeyFile is the name of the file in the data folder that the master key is in when
// no other is named.
const KeyFile = "key"

// KeySpec is the name of the master key: key, or when that is "" the file in the
// data folder.
func KeySpec(data, key string) string {
	if key == "" {
		return "file:" + filepath.Join(data, KeyFile)
	}
	return key
}

// Key opens the master key; see [Config]. A vault is asked by way of reach, nil for
// any way. [seal.ErrSpec], [seal.ErrMaster];
// [journal.ErrUnwritable] when the file in the data folder cannot be made.
func Key(data, key string, reach *residency.Rule) (seal.Master, error) {
	m, err := seal.OpenMaster(KeySpec(data, key), way(reach))
	if _, there := os.Stat(filepath.Join(data, KeyFile)); key == "" && err != nil && there != nil {
		err = fmt.Errorf("app: key: %w: %w", journal.ErrUnwritable, err)
	}
	return m, err
}

// way is how a vault is asked.
func way(reach *residency.Rule) http.RoundTripper {
	if reach == nil {
		return nil // as everybody likes
	}
	return reach.Transport(&http.Transport{Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true})
}

// hashed has numbers in a log become their hashes, if it can.
func hashed(log *slog.Logger, keys *seal.Keys) {
	if h, ok := log.Handler().(*seal.Handler); ok {
		h.Use(keys.Hash)
	}
}

// sealing goes on beside the turns, until all from before is sealed.
type sealing struct {
	cancel context.CancelFunc
	done   sync.WaitGroup
}

// sealOld seals what was written before there was a key. What it does not come to
// do, it does the next time.
func sealOld(ctx context.Context, a *App, log *slog.Logger) *sealing {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	s := &sealing{cancel: cancel}
	s.done.Go(func() {
		if err := a.SealOld(ctx); err != nil && ctx.Err() == nil && log != nil {
			log.Error("app: rows from before are not sealed yet", "error", err)
		}
	})
	return s
}

// SealOld seals what was written before there was a key, and returns when all is.
func (a *App) SealOld(ctx context.Context) error { return a.Journal.SealOld(ctx, a.Book.Old()...) }

// Forget deletes the key of a customer, by his name, of the shop that somebody is
// in; see [book.Book.Forget]. [bot.ErrNotFound] when there is no such shop or
// customer.
func (a *App) Forget(ctx context.Context, channel, of, customer string) error {
	_, shop, err := a.Journal.Person(ctx, channel, of)
	if err != nil {
		return fmt.Errorf("app: forget: %w", err)
	}
	id, err := a.Book.CustomerNamed(ctx, shop, customer)
	if err != nil {
		return fmt.Errorf("app: forget: %w", err)
	}
	err = a.Journal.Write(ctx, func(ctx context.Context, tx bot.Tx) error {
		return a.Book.Forget(ctx, tx, shop, id)
	})
	if err != nil {
		return fmt.Errorf("app: forget: %w", err)
	}
	return a.Journal.Note(ctx, journal.Deed{Shop: shop, Act: journal.ActDelete, What: fmt.Sprint("customer:", id)})
}

func (s *sealing) stop() {
	if s != nil {
		s.cancel()
		s.done.Wait()
	}
}
