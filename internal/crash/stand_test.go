package crash

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/cloudapi"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// form is one way of running bots, and how long it is tormented.
type form struct {
	name     string
	redis    bool
	postgres bool
	bots     int
	burst    time.Duration
	shops    int
	each     int // messages of a person, about
	lasting  time.Duration
	kills    int
	alone    bool                      // one person a shop: nothing here touches the database before the bots do
	folder   func(t *testing.T) string // where the data is; nil is a temporary folder
}

// stand is everything of one run.
type stand struct {
	t      *testing.T
	form   form
	seed   uint64
	folder string
	data   string // the bots' folder
	url    string // of PostgreSQL's database, "" for a file
	pg     *bottest.Postgres
	redis  *memory
	bots   []*process
	post   *poster
	cloud  *cloud
	crowd  *crowd
	db     *sql.DB // to look at what is written, from outside
	faults []*fault
}

// newStand starts the servers, and makes bots that are not started yet.
func newStand(t *testing.T, f form, seed uint64) *stand {
	t.Helper()
	s := &stand{t: t, form: f, seed: seed, folder: t.TempDir()}
	s.data = filepath.Join(s.folder, "data")
	if f.folder != nil {
		s.data = f.folder(t)
	}
	if f.redis {
		s.redis = newMemory(t)
	}
	if f.postgres {
		s.pg = bottest.StartPostgres(t)
		s.url = s.pg.Database(t)
	}
	exe, err := build()
	if err == nil {
		_, err = ears()
	}
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	s.post = newPoster(ctx, nil)
	s.cloud = newCloud(t, seed, s.post)
	for i := range f.bots {
		s.bots = append(s.bots, s.newBot(i, exe))
		s.post.hooks = append(s.post.hooks, "http://"+s.bots[i].addr+"/webhook")
	}
	s.crowd = newCrowd(seed, f, s.cloud, s.post)
	if !f.alone {
		s.employ()
	}
	s.look()
	return s
}

// newBot is one bot of the number.
func (s *stand) newBot(i int, exe string) *process {
	p := &process{t: s.t, name: fmt.Sprintf("bot %d", i+1), exe: exe, addr: free(s.t), log: filepath.Join(s.folder, fmt.Sprintf("bot%d.log", i+1))}
	p.args = []string{
		"run", "--addr", p.addr, "--data", s.data, "--burst", s.form.burst.String(),
		"--lang", "hi-Latn", "--cloudapi-number", number, "--cloudapi-version", version, "--cloudapi-graph", s.cloud.server.URL,
	}
	if s.url != "" {
		p.args = append(p.args, "--db", s.url)
	}
	if s.redis != nil {
		p.args = append(p.args, "--redis", s.redis.url())
	}
	return p
}

// ears are made once for all openings.
var ears = sync.OnceValues(app.Ears)

// open puts the assistant together in this process, to be asked.
func (s *stand) open() *app.App {
	s.t.Helper()
	learnt, err := ears()
	if err != nil {
		s.t.Fatal(err)
	}
	a, err := app.Open(s.t.Context(), app.Config{Data: s.data, DB: s.url, Ears: learnt, Clock: app.SystemClock{}, Lang: "hi-Latn"})
	if err != nil {
		s.t.Fatal(err)
	}
	return a
}

// employ makes the second ones in a shop members of it. It also makes the tables
// and has the ears learn, once for all.
func (s *stand) employ() {
	s.t.Helper()
	a := s.open()
	defer a.Close()
	for _, people := range s.crowd.shops {
		for _, p := range people[1:] {
			if err := a.Join(s.t.Context(), cloudapi.Name, people[0].address, p.address, bot.Manager); err != nil {
				s.t.Fatal(err)
			}
		}
	}
}

// look opens the database, to look at it from outside.
func (s *stand) look() {
	s.t.Helper()
	var err error
	if s.url != "" {
		s.db, err = sql.Open("pgx", s.url)
	} else {
		s.db, err = sql.Open("sqlite", "file:"+filepath.Join(s.data, app.Database)+"?_pragma=busy_timeout(10000)&_pragma=query_only(1)")
	}
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = s.db.Close() })
}

// number asks the database for one; false while it is away.
func (s *stand) number(query string, args ...any) (n int64, ok bool) {
	ctx, cancel := context.WithTimeout(s.t.Context(), 5*time.Second)
	defer cancel()
	err := s.db.QueryRowContext(ctx, query, args...).Scan(&n)
	return n, err == nil
}

// undone is how many messages are not worked and how many answers not sent.
func (s *stand) undone() (messages, answers int64, ok bool) {
	messages, ok = s.number("select count(*) from inbox where state = 0")
	answers, ok2 := s.number("select count(*) from outbox where state < 2")
	return messages, answers, ok && ok2
}
