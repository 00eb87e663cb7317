package app_test

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/internal/app"
)

var (
	growthTurns = flag.Int("growth-turns", 300, "how many messages BenchmarkGrowth sends one after the other, and half as many by the clock")
	growth      = flag.String("growth", "1000", "how many shops BenchmarkGrowth puts into a database, several numbers with commas between")
	growthOn    = flag.String("growth-on", "SQLite,PostgreSQL", "which databases BenchmarkGrowth uses")
)

const (
	talkers    = 200 // shops opened by talking; the rest are copies
	fillRounds = 20  // those who talk lie between copies, as early and late customers do
	loadRate   = 50  // a second
	looksTimes = 100
	oldTurns   = 500 // made older than they are kept
	dontNeed   = 4   // POSIX_FADV_DONTNEED
)

// BenchmarkGrowth tells what a message costs with so many shops in the database:
// the same messages to the same 200 shops, that lie scattered among copies of one.
func BenchmarkGrowth(b *testing.B) {
	b.Run("statements", hearStatements)
	for _, size := range strings.Split(*growth, ",") {
		n, err := strconv.Atoi(size)
		if err != nil || n <= talkers {
			b.Fatalf("-growth: more than %d shops are needed", talkers)
		}
		if strings.Contains(*growthOn, "SQLite") {
			b.Run("SQLite/"+size, func(b *testing.B) { newGrown(b, nil, n).measure(b) })
		}
		if strings.Contains(*growthOn, "PostgreSQL") {
			b.Run("PostgreSQL/"+size, func(b *testing.B) { newGrown(b, bottest.StartPostgres(b), n).measure(b) })
		}
	}
}

// grown is a database full of shops.
type grown struct {
	*ground
	server *bottest.Postgres // nil for a file
	shops  int
	random *rand.Rand
}

// newGrown fills one.
func newGrown(b *testing.B, server *bottest.Postgres, shops int) *grown {
	b.Helper()
	url := ""
	if server != nil {
		url = server.Database(b)
	}
	g := &grown{ground: newGround(b, url), server: server, shops: shops, random: rand.New(rand.NewPCG(1, uint64(shops)))}
	begin := time.Now()
	g.fill(b)
	fmt.Printf("%s: %d shops in %s, filled in %.0f s, load %s\n", b.Name(), shops, bytesOf(g.size(b)), time.Since(begin).Seconds(), load())
	return g
}

// fill opens shops by talking, and copies one of them between them.
func (g *grown) fill(b *testing.B) {
	b.Helper()
	g.hurry(b)
	w, err := app.Open(b.Context(), g.config(b))
	if err != nil {
		b.Fatal(err)
	}
	talk := &world{App: w, post: newPost()}
	c := newCopier(b, g.db, g.server != nil, g.opens(b, talk, "original", originalWords))
	fmt.Printf("%s: %d rows a copy\n", b.Name(), c.width())
	left := g.shops - talkers - 1
	for round := range fillRounds {
		n := left / (fillRounds - round)
		c.add(b, n)
		left -= n
		for i := range talkers / fillRounds {
			g.opens(b, talk, talker(round*talkers/fillRounds+i), openingWords)
		}
	}
	after := []string{"pragma wal_checkpoint(truncate)"} // no statistics: the program never has any made
	if g.server != nil {
		after = []string{"alter system reset all", "vacuum (analyze)", "checkpoint"} // what its own housekeeping does sooner or later
	}
	for _, query := range after {
		c.run(b, query)
	}
	if err := errors.Join(w.Close(), c.conn.Close()); err != nil {
		b.Fatal(err)
	}
}

// hurry has the server fill without regard for a power failure, and be as it was once
// it has been started anew, which cool does.
func (g *grown) hurry(t testing.TB) {
	if g.server == nil {
		return
	}
	for _, setting := range []string{
		"fsync = off", "full_page_writes = off", "max_wal_size = '8GB'", "autovacuum = off", "shared_buffers = '2GB'",
	} {
		g.exec(t, "alter system set "+setting)
	}
	g.stop()
	g.server.Start(t)
}

// stop kills the server. Connections from before are not used again.
func (g *grown) stop() {
	g.db.SetMaxIdleConns(0)
	g.db.SetMaxIdleConns(2)
	g.server.Kill()
}

// config is the assistant's while shops are opened.
func (g *grown) config(t testing.TB) app.Config {
	ears, err := learnt()
	if err != nil {
		t.Fatal(err)
	}
	return app.Config{
		Data: g.dir, DB: g.url, Clock: app.SystemClock{}, Channels: []bot.Channel{newPost()}, Lang: "hi-Latn", Ears: ears,
	}
}

// talker is the address of somebody who opened his shop by talking.
func talker(n int) string { return fmt.Sprint("talker", n) }

// errandsOfGrowth are what is measured, each apart.
var errandsOfGrowth = []struct{ name, text string }{
	{"sale", "2 kilo chini becha 90"}, {"stock", "chini kitni bachi hai"}, {"credit", "ramesh ko 100 udhaar diya"},
}

// measure tells what the database costs.
func (g *grown) measure(b *testing.B) {
	g.cool(b)
	begin := time.Now()
	s := speakingAt(b, g.dir, g.on)
	fmt.Printf("  opened, nothing of it in memory: %s\n", millis(time.Since(begin)))
	g.warmUp(b, s)
	g.oneByOne(b, s)
	g.byTheClock(b, s)
	g.looks(b, s)
	g.prunes(b, s)
	g.plans(b)
}

// cool has nothing of the database in memory, as after the machine was started. What
// others use stays.
func (g *grown) cool(b *testing.B) {
	b.Helper()
	dir := g.dir
	if g.server != nil {
		if err := g.db.QueryRowContext(b.Context(), "show data_directory").Scan(&dir); err != nil {
			b.Fatal(err)
		}
		g.stop()
	}
	syscall.Sync()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) || err == nil && !d.Type().IsRegular() {
			return nil
		}
		if err != nil {
			return err
		}
		f, err := os.Open(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // the server is still putting its things away
		}
		if err != nil {
			return err
		}
		defer f.Close()
		if _, _, wrong := syscall.Syscall6(syscall.SYS_FADVISE64, f.Fd(), 0, 0, dontNeed, 0, 0); wrong != 0 {
			return wrong
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	if g.server != nil {
		g.server.Start(b)
	}
}

// warmUp has each shop sell once: most of what that reads must come from the disk.
func (g *grown) warmUp(b *testing.B, s *speaker) {
	var took []time.Duration
	for _, n := range g.random.Perm(talkers) {
		took = append(took, s.turn(b, talker(n), errandsOfGrowth[0].text))
	}
	fmt.Printf("  first sale of each shop, from the disk: %s\n", inWords(took))
}

// oneByOne sends one message after the other, to shops in random order.
func (g *grown) oneByOne(b *testing.B, s *speaker) {
	took := make([][]time.Duration, len(errandsOfGrowth))
	begin, bots, server := time.Now(), ownCPU(), g.serverCPU(b)
	for n := range *growthTurns {
		kind := n % len(errandsOfGrowth)
		took[kind] = append(took[kind], s.turn(b, talker(g.random.IntN(talkers)), errandsOfGrowth[kind].text))
	}
	turns := time.Duration(*growthTurns)
	bots, server = (ownCPU()-bots)/turns, (g.serverCPU(b)-server)/turns
	for kind, e := range errandsOfGrowth {
		fmt.Printf("  %s: %s\n", e.name, inWords(took[kind]))
	}
	fmt.Printf("  CPU a message: bot %s, server %s; %d messages in %.1f s, load %s\n",
		millis(bots), millis(server), *growthTurns, time.Since(begin).Seconds(), load())
	b.ReportMetric(float64(bots.Microseconds())/1000, "bot-ms/turn")
	b.ReportMetric(float64(server.Microseconds())/1000, "server-ms/turn")
	percentiles(b, slices.Clone(took[1]))
}

// byTheClock sends messages at random instants, whether those before are answered or
// not, and tells how long questions after the stock took since they were due. Nobody
// writes while he is not answered.
func (g *grown) byTheClock(b *testing.B, s *speaker) {
	var (
		crew sync.WaitGroup
		mu   sync.Mutex
		took []time.Duration
		busy = map[string]bool{}
	)
	begin, due := time.Now(), time.Duration(0)
	for n := range *growthTurns / 2 {
		due += time.Duration(g.random.ExpFloat64() * float64(time.Second) / loadRate)
		<-app.SystemClock{}.After(time.Until(begin.Add(due)))
		mu.Lock()
		who := talker(g.random.IntN(talkers))
		for busy[who] {
			who = talker(g.random.IntN(talkers))
		}
		busy[who] = true
		mu.Unlock()
		at, kind := begin.Add(due), n%len(errandsOfGrowth)
		crew.Go(func() {
			s.turn(b, who, errandsOfGrowth[kind].text)
			mu.Lock()
			defer mu.Unlock()
			delete(busy, who)
			if kind == 1 {
				took = append(took, time.Since(at))
			}
		})
	}
	crew.Wait()
	fmt.Printf("  stock, %d messages a second: %s, load %s\n", loadRate, inWords(took), load())
}
