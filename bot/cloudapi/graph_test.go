package cloudapi_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/cloudapi"
)

// TestConnectionsAreKept sends to as many people at once as an engine does, again
// and again: nobody waits for a handshake but the first.
func TestConnectionsAreKept(t *testing.T) {
	const people, rounds = 32, 5
	var opened atomic.Int64
	round := make(chan chan struct{}, 1) // an answer waits for the whole round, so that all are out at once
	var waiting sync.WaitGroup
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		all := <-round
		round <- all
		waiting.Done()
		<-all
		_, _ = io.WriteString(w, `{"messages":[{"id":"wamid.1"}]}`)
	}))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			opened.Add(1)
		}
	}
	s.Start()
	defer s.Close()
	ch, err := cloudapi.New(cloudapi.Config{Base: s.URL, Number: "1", Token: "t", Secret: "s", Verify: "v", Clock: bottest.NewClock(time.Unix(1e9, 0))})
	if err != nil {
		t.Fatal(err)
	}
	for n := range rounds {
		all := make(chan struct{})
		round <- all
		waiting.Add(people)
		var crew sync.WaitGroup
		for i := range people {
			crew.Go(func() {
				if _, err := ch.Send(t.Context(), bot.Bubble{Address: fmt.Sprintf("9198%08d", i), Text: "hello"}); err != nil {
					t.Error(n, err)
				}
			})
		}
		waiting.Wait()
		close(all)
		crew.Wait()
		<-round
	}
	// A connection is put back a moment after its answer has been read, so a new
	// one may be opened beside it.
	if got := opened.Load(); got > 2*people {
		t.Errorf("%d connections for %d people", got, people)
	}
}
