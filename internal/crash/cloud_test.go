package crash

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// The number every bot is on.
const (
	number  = "100000000000001"
	token   = "crash-token"
	secret  = "crash-secret"
	version = "v25.0"
)

// fate is what becomes of a request to send.
type fate int

const (
	taken         fate = iota
	refusedBroken      // 500: not taken
	refusedDown        // 503 without a word: not taken
	refusedRate        // 429, the number's rate: not taken
	refusedPair        // 131056, the pair's rate: not taken
	takenCut           // taken, and the connection cut
	takenHung          // taken, and no answer for long
	takenGateway       // taken, and 502
	lostCut            // cut before it was taken
	fates
)

// uncertain reports whether the bot could not know that it was taken.
func (f fate) uncertain() bool { return f == takenCut || f == takenHung || f == takenGateway }

// accept is one bubble that reached a phone.
type accept struct {
	n       int // in the order they were taken
	at      time.Time
	to, ref string
	id      string
	text    string
	undo    string // id of the choice that takes it back, "" without one
	fate    fate
	told    time.Time // when the first status of it was taken by a bot; zero for never
}

// cloud is the emulated Cloud API, and the phones behind it.
type cloud struct {
	t      testing.TB
	seed   uint64
	server *httptest.Server
	post   *poster

	mu       sync.Mutex
	faulty   bool
	down     bool
	tries    map[string]int // how often a bubble was tried, by person and words
	accepted []*accept
	count    [fates]int
	turned   int // away while all was down
	statuses int
	lost     int // statuses never told
	telling  sync.WaitGroup
}

func newCloud(t testing.TB, seed uint64, post *poster) *cloud {
	c := &cloud{t: t, seed: seed, post: post, tries: map[string]int{}, faulty: true}
	c.server = httptest.NewServer(c)
	t.Cleanup(func() {
		c.server.CloseClientConnections()
		c.server.Close()
	})
	return c
}

// set makes it faulty or not, down or not.
func (c *cloud) set(faulty, down bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.faulty, c.down = faulty, down
}

// outage has nothing get through, or everything again.
func (c *cloud) outage(down bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.down = down
}

// ServeHTTP takes POST /{version}/{number}/messages.
func (c *cloud) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(r.Body)
	var send wire.Send
	if err == nil {
		err = json.Unmarshal(raw, &send)
	}
	if err != nil || r.Method != http.MethodPost || r.Header.Get("Authorization") != "Bearer "+token {
		c.t.Errorf("the emulated Cloud API got %s %s: %v", r.Method, r.URL, err)
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if send.Status != "" {
		_, _ = io.WriteString(w, `{"success":true}`)
		return
	}
	f, a, down := c.take(send)
	if down {
		cut(w)
		return
	}
	if a != nil {
		c.telling.Go(func() { c.follow(a) })
	}
	c.answer(w, r, f, a)
}

// take decides what becomes of a request, and takes the bubble when it is taken.
func (c *cloud) take(send wire.Send) (f fate, a *accept, down bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.down {
		c.turned++
		return 0, nil, true
	}
	text, undo := read(send)
	if c.faulty {
		key := string(send.To) + text
		c.tries[key]++
		f = c.fate(key, c.tries[key])
	}
	c.count[f]++
	if f != taken && !f.uncertain() {
		return f, nil, false
	}
	a = &accept{
		n: len(c.accepted), at: time.Now(), to: string(send.To), ref: string(send.Opaque), text: text, undo: undo, fate: f,
		id: fmt.Sprintf("wamid.out%d", len(c.accepted)),
	}
	c.accepted = append(c.accepted, a)
	return f, a, false
}

// fate is drawn from the seed, the words and the try, so that the order in which
// requests come changes nothing.
func (c *cloud) fate(key string, try int) fate {
	n := c.draw(key, try).IntN(100)
	for _, part := range []struct {
		percent int
		fate    fate
	}{
		{5, refusedBroken},
		{4, refusedDown},
		{3, refusedRate},
		{2, refusedPair},
		{6, takenCut},
		{1, takenHung},
		{2, takenGateway},
		{3, lostCut},
	} {
		if n -= part.percent; n < 0 {
			return part.fate
		}
	}
	return taken
}

// draw is the randomness of one thing.
func (c *cloud) draw(key string, n int) *rand.Rand {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%s %d", key, n)
	return rand.New(rand.NewPCG(c.seed, h.Sum64()))
}

// read is what a person sees of a message, and the button that takes it back.
func read(send wire.Send) (text, undo string) {
	if send.Text != nil {
		return string(send.Text.Body), ""
	}
	if send.Interactive == nil || send.Interactive.Body == nil {
		return "", ""
	}
	if a := send.Interactive.Action; a != nil {
		for _, b := range a.Buttons {
			if b.Reply.Title == "Galti se" || b.Reply.Title == "गलती से" {
				undo = string(b.Reply.ID)
			}
		}
	}
	return string(send.Interactive.Body.Text), undo
}

// answer answers a request as its fate says.
func (c *cloud) answer(w http.ResponseWriter, r *http.Request, f fate, a *accept) {
	w.Header().Set("Content-Type", "application/json")
	switch f {
	case refusedBroken:
		refuse(w, http.StatusInternalServerError, wire.CodeGeneric)
	case refusedDown:
		w.WriteHeader(http.StatusServiceUnavailable)
	case refusedRate:
		refuse(w, http.StatusTooManyRequests, wire.CodeThroughput)
	case refusedPair:
		refuse(w, http.StatusBadRequest, wire.CodePairRate)
	case takenGateway:
		w.WriteHeader(http.StatusBadGateway)
	case takenHung:
		select {
		case <-r.Context().Done():
		case <-time.After(4 * time.Second):
		}
		cut(w)
	case takenCut, lostCut:
		cut(w)
	default:
		_, _ = fmt.Fprintf(w, `{"messaging_product":"whatsapp","contacts":[{"input":%q,"wa_id":%q}],"messages":[{"id":%q}]}`, a.to, a.to, a.id)
	}
}

func refuse(w http.ResponseWriter, status, code int) {
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, `{"error":{"code":%d,"message":"as planned"}}`, code)
}

// cut closes the connection without a word.
func cut(w http.ResponseWriter) {
	if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
		_ = conn.Close()
	}
}

// follow tells what becomes of a bubble: in any order, some twice, some never.
func (c *cloud) follow(a *accept) {
	c.mu.Lock()
	faulty := c.faulty
	c.mu.Unlock()
	var each sync.WaitGroup
	for i, state := range []wire.String{wire.StatusSent, wire.StatusDelivered, wire.StatusRead} {
		r := c.draw(a.id, i)
		times := 1
		switch n := r.IntN(100); {
		case faulty && n < 25:
			times = 0
		case n < 40:
			times = 2
		}
		c.mu.Lock()
		c.statuses += times
		if times == 0 {
			c.lost++
		}
		c.mu.Unlock()
		for range times {
			wait := time.Duration(r.IntN(600)) * time.Millisecond
			each.Go(func() { c.tell(a, state, wait) })
		}
	}
	each.Wait()
}

// tell tells one state of a bubble.
func (c *cloud) tell(a *accept, state wire.String, wait time.Duration) {
	select {
	case <-c.post.ctx.Done():
		return
	case <-time.After(wait):
	}
	err := c.post.deliver(wire.Value{Statuses: wire.Of(wire.Status{
		ID: wire.String(a.id), Status: state, Timestamp: wire.At(time.Now()), RecipientID: wire.String(a.to), Opaque: wire.String(a.ref),
	})})
	if err != nil {
		return // all is over
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if a.told.IsZero() {
		a.told = time.Now()
	}
}

// tappable is a bubble on somebody's phone that can be taken back, nil for none.
func (c *cloud) tappable(address string, n int) *accept {
	c.mu.Lock()
	defer c.mu.Unlock()
	var can []*accept
	for _, a := range c.accepted {
		if a.to == address && a.undo != "" {
			can = append(can, a)
		}
	}
	if len(can) == 0 {
		return nil
	}
	return can[n%len(can)]
}
