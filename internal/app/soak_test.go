package app_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/simulator"
	"github.com/sahayak-dev/sahayak/bot/tariff"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/forms"
)

const (
	soakNumber = "1122334455667"
	soakPeople = 40
	soakPart   = 0.05 // of messages, for every fault
)

// soakFaults are what goes wrong with what the bot sends. That WhatsApp refuses what is too
// fast or outside the window is not among them: that must not happen by itself either.
var soakFaults = []string{
	simulator.SendTimeout, simulator.SendHang, simulator.Send500, simulator.Send429, simulator.SendToken, simulator.SendRate, simulator.SendNobody,
}

// soak is the bot on a number whose every fault happens now and then, with days that pass.
type soak struct {
	*testing.T
	clock    *simulator.Clock
	emulator *simulator.Emulator
	app      *app.App
	card     tariff.Card
	hooks    atomic.Int64 // webhooks that came
	bad      atomic.Bool  // things go wrong
	mu       sync.Mutex
	faults   simulator.Faults
	draw     *rand.Rand
	tooFast  atomic.Int64 // refusals for writing to one person too fast
}

// TestSoak talks with many people for a while ($SOAK, as "10m"; a few seconds if it is not
// set) while everything goes wrong that can, and days pass. In the end each answer has
// arrived once or is a dead letter, nobody was written to too fast or outside his window
// but by a template, and what it cost is known to the millionth of a rupee.
func TestSoak(t *testing.T) {
	last := 5 * time.Second
	if set := os.Getenv("SOAK"); set != "" {
		var err error
		if last, err = time.ParseDuration(set); err != nil {
			t.Fatal(err)
		}
	}
	s := newSoak(t)
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() {
		if err := s.emulator.Run(ctx); err != nil && ctx.Err() == nil {
			t.Error(err)
		}
	})
	engine, end := context.WithCancel(t.Context())
	running.Go(func() {
		if err := s.app.Run(engine); err != nil {
			t.Error(err)
		}
	})
	s.talks(last)
	s.drains()
	end()
	stop()
	running.Wait()
	s.judges()
}

// newSoak puts everything together; it starts in the morning of a day in November.
func newSoak(t *testing.T) *soak {
	s := &soak{T: t, clock: &simulator.Clock{}, draw: rand.New(rand.NewPCG(7, 11))}
	s.clock.Advance(time.Date(2026, 11, 10, 4, 0, 0, 0, time.UTC).Sub(s.clock.Now()))
	hook := httptest.NewServer(nil)
	t.Cleanup(hook.Close)
	var phones []simulator.Phone
	for n := range soakPeople {
		phones = append(phones, simulator.Phone{Address: fmt.Sprintf("9198%08d", n+1), Name: fmt.Sprint("Shop ", n), Role: "owner", Hidden: n%7 == 3})
	}
	var err error
	s.emulator, err = simulator.New(simulator.Config{
		Clock: s.clock, Token: "token-token", Secret: "secret", Verify: "verify", Webhook: hook.URL, Pace: true, Phones: phones, Templates: approvedForms(t),
		Number: simulator.Number{ID: soakNumber, Account: "200000000000002", Display: "+91 80 0000 0000", Name: "Sahayak"},
	})
	s.must(err)
	t.Cleanup(func() { s.must(s.emulator.Close()) })
	graph := httptest.NewServer(http.HandlerFunc(s.passes))
	t.Cleanup(graph.Close)
	ch, err := cloudapi.New(cloudapi.Config{
		Base: graph.URL, Number: soakNumber, Token: "token-token", Secret: "secret", Verify: "verify", Clock: s.clock,
	})
	s.must(err)
	registry := &forms.Registry{}
	listed, err := ch.Templates(t.Context(), "200000000000002")
	s.must(err)
	registry.Replace(listed)
	s.card, err = tariff.Default()
	s.must(err)
	s.app, err = app.Open(t.Context(), app.Config{
		Data: t.TempDir(), Clock: s.clock, Channels: []bot.Channel{ch}, Welcome: app.Welcome, Offer: app.Offer,
		Money: &app.Money{Card: s.card}, Approved: map[string]*forms.Registry{ch.Name(): registry},
	})
	s.must(err)
	t.Cleanup(func() { s.must(s.app.Close()) })
	t.Cleanup(func() { s.must(ch.Close()) })
	takes := ch.Webhook(s.app.Engine)
	hook.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.hooks.Add(1)
		takes.ServeHTTP(w, r)
	})
	return s
}

func (s *soak) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// approvedForms are all templates, as an account lists them that has approved them.
func approvedForms(t *testing.T) fstest.MapFS {
	set, err := app.Forms()
	if err != nil {
		t.Fatal(err)
	}
	out := fstest.MapFS{}
	for _, template := range set.All() {
		for lang := range template.Texts {
			info, _ := template.Info(lang)
			info.Status = "APPROVED"
			raw, err := json.Marshal(info)
			if err != nil {
				t.Fatal(err)
			}
			out[template.Name+"."+lang+".json"] = &fstest.MapFile{Data: raw}
		}
	}
	return out
}

// passes passes a request of the bot on to the emulator, and notes what must not happen.
func (s *soak) passes(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/messages") {
		s.wrong(func(f *simulator.Faults, draw *rand.Rand) {
			f.Send = simulator.SendFault{}
			for _, mode := range soakFaults {
				if s.bad.Load() && draw.Float64() < soakPart {
					f.Send = simulator.SendFault{Mode: mode, Count: 1}
				}
			}
		})
	}
	heard := &hearing{ResponseWriter: w}
	s.emulator.Handler().ServeHTTP(heard, r)
	if strings.Contains(heard.said.String(), "131056") {
		s.tooFast.Add(1)
	}
}

// hearing hears what is answered.
type hearing struct {
	http.ResponseWriter
	said strings.Builder
}

// Unwrap lets the emulator break the connection.
func (h *hearing) Unwrap() http.ResponseWriter { return h.ResponseWriter }

func (h *hearing) Write(data []byte) (int, error) {
	h.said.Write(data)
	return h.ResponseWriter.Write(data)
}

// talks has people talk until it is time, and three nights pass.
func (s *soak) talks(last time.Duration) {
	for n := range soakPeople {
		s.says(n, "2 kilo chini aayi 80 ki")
		s.says(n, "message chalu karo")
	}
	s.bad.Store(true)
	began := time.Now()
	for day := range 4 {
		for time.Since(began) < last*time.Duration(day+1)/4 {
			var who int
			var what string
			s.wrong(func(f *simulator.Faults, draw *rand.Rand) {
				hooks(f, draw)
				who, what = draw.IntN(soakPeople), fmt.Sprintf("%d packet maggi becha %d", 1+draw.IntN(9), 10*(1+draw.IntN(50)))
			})
			s.says(who, what)
			<-s.clock.After(150 * time.Millisecond) // as fast as answers may go out
		}
		if day < 3 {
			s.clock.Advance(27 * time.Hour)
		}
	}
	s.bad.Store(false)
	s.wrong(func(f *simulator.Faults, _ *rand.Rand) { *f = simulator.Faults{} })
}

// wrong changes what goes wrong next.
func (s *soak) wrong(change func(*simulator.Faults, *rand.Rand)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&s.faults, s.draw)
	s.emulator.SetFaults(s.faults)
}

// hooks draws what goes wrong with webhooks.
func hooks(f *simulator.Faults, draw *rand.Rand) {
	f.Duplicate, f.Batch, f.DelayMS = 0, 0, 0
	if draw.Float64() < soakPart {
		f.Duplicate = 1 + draw.IntN(3)
	}
	if draw.Float64() < soakPart {
		f.Batch = 2 + draw.IntN(5)
	}
	if f.Disorder = draw.Float64() < soakPart; draw.Float64() < soakPart {
		f.DelayMS = draw.IntN(500)
	}
}

// says has somebody write.
func (s *soak) says(n int, text string) {
	_, err := s.emulator.Say(fmt.Sprintf("9198%08d", n+1), simulator.Said{Text: text})
	s.must(err)
}

// drains waits until nothing is under way any more; what rests until somebody writes is
// brought by his writing. Time passes faster.
func (s *soak) drains() {
	for n := range soakPeople {
		s.says(n, "namaste")
	}
	for range 4 {
		s.settles()
		s.clock.Advance(time.Hour) // what rests is looked at again
	}
	s.settles()
}

// settles waits until nothing happens any more.
func (s *soak) settles() {
	for quiet, hooks := 0, int64(0); quiet < 30; {
		s.must(s.Context().Err())
		<-s.clock.After(50 * time.Millisecond)
		d, err := s.app.Journal.Depth(s.Context(), cloudapi.Name)
		s.must(err)
		quiet++
		switch now := s.hooks.Load(); {
		case now != hooks: // word of what was sent still comes: time that ran ahead of it would be a fault of its own
			quiet, hooks = 0, now
		case d.Undone > 0 || d.Outbox[0].Waiting > 0:
			quiet = 0
			s.clock.Advance(time.Second)
		}
	}
}

// judges looks at what is on the phones, and what is known of it.
func (s *soak) judges() {
	dead := map[int64]bool{}
	letters, err := s.app.Journal.Letters(s.Context(), 0, 1<<20)
	s.must(err)
	codes := map[string]int{}
	for _, l := range letters {
		dead[l.ID] = true
		codes[fmt.Sprint(l.Code, " ", l.Why)]++
	}
	seen, charged := map[string]int{}, map[tariff.Category]int64{}
	total, tries, templates := 0, 0, 0
	for n := range soakPeople {
		for _, b := range s.emulator.Chat(fmt.Sprintf("9198%08d", n+1)) {
			switch {
			case b.From == simulator.FromUser:
			case b.Error != nil:
				if tries++; b.Error.Code == 131047 {
					s.Errorf("sent outside the window: %s", b.Text)
				}
			default:
				total++
				seen[b.Opaque]++
				if b.Template != "" {
					templates++
				}
				if b.Tariff == "" && (b.Status == "delivered" || b.Status == "read") {
					charged[tariff.Category(b.Category)]++
				}
			}
		}
	}
	for ref, times := range seen {
		if ref == "" || times != 1 {
			s.Errorf("%q arrived %d times", ref, times)
		}
	}
	s.arrived(seen, dead)
	s.costs(charged)
	if n := s.tooFast.Load(); n > 0 {
		s.Errorf("written to too fast %d times", n)
	}
	s.Logf("%d bubbles arrived, %d of them templates, %d failed on the way; dead letters by code: %v", total, templates, tries, codes)
	if total < soakPeople || templates == 0 {
		s.Error("hardly anything was said")
	}
}

// arrived demands of each answer that was sent that it is on a phone or a dead letter, and
// that none is still on its way.
func (s *soak) arrived(seen map[string]int, dead map[int64]bool) {
	rows, err := s.app.Journal.Read().QueryContext(s.Context(), "select id, state, parts, rests, coalesce(error, '') from outbox")
	s.must(err)
	defer rows.Close()
	for rows.Next() {
		var id, state, parts, rests int64
		var why string
		s.must(rows.Scan(&id, &state, &parts, &rests, &why))
		switch {
		case state == 2 && parts == 0, state == 3 && !dead[id]: // said with another, or not to be said any more
		case dead[id]:
		case state != 2:
			s.Errorf("answer %d is in state %d, rests %d: %s", id, state, rests, why)
		}
		for part := range parts {
			if seen[fmt.Sprintf("%s.%d.%d", s.app.Journal.Word(), id, part+1)] != 1 && !dead[id] {
				s.Errorf("answer %d counts as sent, and is not on the phone", id)
			}
		}
	}
	s.must(rows.Err())
}

// costs demands that the journal knows what was charged, to the last millionth.
func (s *soak) costs(charged map[tariff.Category]int64) {
	now := s.clock.Now()
	var want []journal.Spent
	for category, n := range charged {
		cost := s.card.Many(tariff.Sent{Country: "IN", Category: category, At: now, Billable: true}, n)
		want = append(want, journal.Spent{Category: string(category), N: n, Cost: int64(cost)})
	}
	slices.SortFunc(want, func(a, b journal.Spent) int { return strings.Compare(a.Category, b.Category) })
	got, err := s.app.Journal.Spent(s.Context(), s.card.Month(now), 0)
	s.must(err)
	if !slices.Equal(got, want) {
		s.Errorf("metered %+v, charged %+v", got, want)
	}
	var sum int64
	for _, g := range got {
		sum += g.Cost
	}
	s.Logf("metered %+v: %s", got, tariff.Micro(sum))
}
