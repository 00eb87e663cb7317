package load

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// probing is how long each limit of the machine is measured.
const probing = time.Second

// callers is how many requests that do nothing are under way at once.
const callers = 16

// Limits are what the machine can do at all: the measure of all other figures.
type Limits struct {
	Syncs    float64 // appends of 4 KiB, each followed by fdatasync, a second
	Requests float64 // requests that do nothing, a second, over loopback
}

// Probe measures the limits, the disk's in a folder.
func Probe(ctx context.Context, folder string, c bot.Clock) (Limits, error) {
	syncs, err := probeDisk(folder, c)
	if err != nil {
		return Limits{}, fmt.Errorf("load: probe: %w", err)
	}
	requests, err := probeHTTP(ctx, c)
	if err != nil {
		return Limits{}, fmt.Errorf("load: probe: %w", err)
	}
	return Limits{syncs, requests}, nil
}

// probeDisk appends and syncs.
func probeDisk(folder string, c bot.Clock) (float64, error) {
	f, err := os.Create(filepath.Join(folder, ".probe")) //nolint:gosec // the operator's own folder
	if err != nil {
		return 0, err
	}
	page, start, n := make([]byte, 4096), c.Now(), 0
	for ; c.Now().Sub(start) < probing && err == nil; n++ {
		if _, err = f.Write(page); err == nil {
			err = syncData(f)
		}
	}
	took := c.Now().Sub(start)
	return float64(n) / took.Seconds(), errors.Join(err, f.Close(), os.Remove(f.Name()))
}

// probeHTTP asks for nothing.
func probeHTTP(ctx context.Context, c bot.Clock) (float64, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	s := &http.Server{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), ReadHeaderTimeout: probing}
	served := make(chan error, 1)
	go func() { served <- s.Serve(l) }()
	client, start := newClient(), c.Now()
	var done atomic.Int64
	var crew sync.WaitGroup
	for range callers {
		crew.Go(func() {
			for c.Now().Sub(start) < probing && nothing(ctx, client, "http://"+l.Addr().String()) == nil {
				done.Add(1)
			}
		})
	}
	crew.Wait()
	took := c.Now().Sub(start)
	client.CloseIdleConnections()
	err = s.Close()
	if ended := <-served; !errors.Is(ended, http.ErrServerClosed) {
		err = errors.Join(err, ended)
	}
	return float64(done.Load()) / took.Seconds(), err
}

func nothing(ctx context.Context, client *http.Client, url string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return err
	}
	resp, err := client.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return err
}
