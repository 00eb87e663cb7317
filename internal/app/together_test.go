package app_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// turnsEach is how many sentences each person of a shop says.
const turnsEach = 30

// opening fills the shelf before people write at once.
const opening = "1000 kilo chini aaya"

// sentence is the n-th thing a person says: udhaar, money back, and a sale, all
// for the same customer and of the same item.
func sentence(n int) string {
	switch n % 3 {
	case 0:
		return fmt.Sprintf("ramesh ko %d udhaar diya", 100+n)
	case 1:
		return fmt.Sprintf("ramesh ne %d diye", 10+n)
	}
	return "2 kilo chini becha"
}

// record is what a turn did and what it said of it: a trace with only what can
// be written down and read again.
type record struct {
	Turn   bot.TurnID
	Person bot.PersonID
	Text   string
	Key    string
	Args   map[string]bot.Value
}

func recordOf(t rapid.TB, trace bot.Trace) record {
	t.Helper()
	if len(trace.Replies) != 1 {
		t.Fatalf("turn %d (%q) has %d replies", trace.Turn, trace.Text, len(trace.Replies))
	}
	r := trace.Replies[0]
	return record{Turn: trace.Turn, Person: trace.Person, Text: trace.Text, Key: r.Key, Args: values(t, r)}
}

// TestTwoPeopleOfOneShop has the owner and his staff write at once, each waiting
// for his answer before he goes on, with two engines at work on the same file.
func TestTwoPeopleOfOneShop(t *testing.T) {
	dir := t.TempDir()
	first := openAt(t, dir)
	first.Engine.Clock = app.SystemClock{} // who was silent since the tests' own morning would have to prove himself
	owner := first.stranger()
	owner.says(t, opening)
	staff := owner.member(t, bot.Staff)
	second := openAt(t, dir)
	told := newGossip()
	for _, w := range []*world{first, second} {
		w.Engine.Clock = app.SystemClock{} // what one engine leaves behind, the sweep finds
		w.Engine.Observe = told.hear
		run(t, w)
	}
	var crew sync.WaitGroup
	for i, p := range []*person{owner, staff} {
		worlds := []*world{first, second}
		crew.Go(func() {
			for n := range turnsEach {
				// By turns through one engine and the other, as a channel would after a reconnect.
				if err := told.ask(t.Context(), worlds[(n+i)%2], p, fmt.Sprintf("%s-%d", p.address, n), sentence(n)); err != nil {
					t.Errorf("%s, %d: %v", p.address, n, err)
					return
				}
			}
		})
	}
	crew.Wait()
	var all []record
	for _, trace := range told.heard() {
		all = append(all, recordOf(t, trace))
	}
	consistent(t, first, owner.shop(t), all, 2)
}

// run lets an engine work until the test ends.
func run(t *testing.T, w *world) {
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.Engine.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// gossip hears the turns of several engines, and says when a person's was worked.
type gossip struct {
	mu    sync.Mutex
	all   []bot.Trace
	await map[bot.PersonID]chan struct{}
}

func newGossip() *gossip { return &gossip{await: map[bot.PersonID]chan struct{}{}} }

func (g *gossip) hear(t bot.Trace) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.all = append(g.all, t)
	if worked := g.await[t.Person]; worked != nil {
		worked <- struct{}{}
	}
}

func (g *gossip) heard() []bot.Trace {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.all)
}

// ask sends a sentence and returns when it has been worked.
func (g *gossip) ask(ctx context.Context, w *world, p *person, id, text string) error {
	who, _, err := w.Journal.Person(ctx, p.post.Name(), p.address)
	if err != nil {
		return err
	}
	worked := make(chan struct{}, turnsEach)
	g.mu.Lock()
	g.await[who] = worked
	g.mu.Unlock()
	m := bot.Message{Channel: p.post.Name(), ID: id, Address: p.address, Text: text, At: morning}
	for range 2 { // delivered twice: the second is dropped
		if err := w.Engine.Receive(ctx, m); err != nil {
			return err
		}
	}
	select {
	case <-worked:
		return nil
	case <-time.After(time.Minute): // long after every retry: it is lost
		return fmt.Errorf("%q was never worked", text)
	}
}

// consistent fails unless each sentence is one turn, each answer's sums are what
// the book had at that turn, and the book is the sum of all.
func consistent(t *testing.T, w *world, id bot.ShopID, all []record, people int) {
	t.Helper()
	slices.SortFunc(all, func(a, b record) int { return int(a.Turn - b.Turn) })
	if len(all) != people*turnsEach {
		t.Fatalf("%d turns for %d sentences", len(all), people*turnsEach)
	}
	said := map[string]int{}
	due, stock, cash := int64(0), int64(1_000_000), int64(0)
	for i, r := range all {
		if i > 0 && r.Turn == all[i-1].Turn {
			t.Fatalf("turn %d was worked twice", r.Turn)
		}
		said[fmt.Sprint(r.Person, " ", r.Text)]++
		amount := numberIn(r.Text) * 100
		switch {
		case strings.Contains(r.Text, "udhaar"):
			due += amount
			expect(t, r, "Balance", due)
		case strings.Contains(r.Text, "diye"):
			due, cash = due-amount, cash+amount
			expect(t, r, "Amount", amount)
			if _, ahead := r.Args["Advance"]; ahead {
				expect(t, r, "Advance", -due)
			} else {
				expect(t, r, "Balance", due)
			}
		default:
			stock, cash = stock-2000, cash+9000
			expect(t, r, "Stock", stock)
		}
	}
	for text, n := range said {
		if n != 1 && !strings.HasSuffix(text, "becha") {
			t.Errorf("%q was worked %d times", text, n)
		}
	}
	lines := w.dump(t, id)
	for _, want := range []string{
		fmt.Sprintf("balance    Ramesh %s\n", rupees(due)),
		fmt.Sprintf("cash       %s\n", rupees(cash)),
		fmt.Sprintf("stock      sugar %s kg\n", dec(stock, 1000)),
	} {
		if !strings.Contains(lines, want) {
			t.Errorf("the book lacks %q:\n%s", want, lines)
		}
	}
	w.sound(t, id)
	oneTurnEach(t, w)
}

// oneTurnEach fails unless every message is worked, in a turn of its own.
func oneTurnEach(t *testing.T, w *world) {
	t.Helper()
	var messages, pending, turns, bubbles int
	err := w.Journal.Read().QueryRowContext(t.Context(), `select (select count(*) from inbox), (select count(*) from inbox where state = 0),
		(select count(distinct turn) from inbox where state = 1), (select count(distinct turn) from outbox)`).
		Scan(&messages, &pending, &turns, &bubbles)
	if err != nil || pending != 0 || turns != messages || bubbles != messages {
		t.Errorf("%d messages, %d pending, %d turns, %d bubbles, %v", messages, pending, turns, bubbles, err)
	}
}

func expect(t *testing.T, r record, arg string, want int64) {
	t.Helper()
	if got, ok := r.Args[arg]; !ok || got.N != want {
		t.Errorf("turn %d, %q: %s says %s %d, the book had %d", r.Turn, r.Text, r.Key, arg, got.N, want)
	}
}

// numberIn is the first whole number of a sentence.
func numberIn(text string) int64 {
	for _, word := range strings.Fields(text) {
		if n, err := strconv.ParseInt(word, 10, 64); err == nil {
			return n
		}
	}
	return 0
}

// What a child process is told: the folder, and who it is.
const (
	childFolder = "APP_TEST_FOLDER"
	childWriter = "APP_TEST_WRITER"
	childDB     = "APP_TEST_DB"
)

// TestMain is also the program of the child processes.
func TestMain(m *testing.M) {
	if os.Getenv(childFolder) != "" {
		if err := child(context.Background()); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	bottest.HurryUnderRace(20)
	os.Exit(m.Run())
}

// child says a person's sentences one by one, working whatever waits, and writes
// down every turn it committed.
func child(ctx context.Context) error {
	ears, err := learnt()
	if err != nil {
		return err
	}
	var wrong error
	post, out := newPost(), json.NewEncoder(os.Stdout)
	a, err := app.Open(ctx, app.Config{
		Data: os.Getenv(childFolder), DB: os.Getenv(childDB), Clock: app.SystemClock{}, Channels: []bot.Channel{post}, Lang: "hi-Latn", Ears: ears,
		Observe: func(t bot.Trace) {
			for _, r := range t.Replies[:1] {
				v, err := r.Args.Values()
				if err == nil {
					err = out.Encode(record{Turn: t.Turn, Person: t.Person, Text: t.Text, Key: r.Key, Args: v})
				}
				if err != nil {
					wrong = err
				}
			}
		},
	})
	if err != nil {
		return err
	}
	for n := range turnsEach {
		m := bot.Message{
			Channel: post.Name(), ID: fmt.Sprintf("%s-%d", os.Getenv(childWriter), n),
			Address: os.Getenv(childWriter), Text: sentence(n), At: morning,
		}
		if err := a.Engine.Receive(ctx, m); err != nil {
			return err
		}
		if err := a.Engine.Settle(ctx); err != nil {
			return err
		}
	}
	if wrong != nil {
		return wrong
	}
	return a.Close()
}

// TestTwoProcessesOneShop has three people of one shop write at once, each
// through a process of his own, on one file.
func TestTwoProcessesOneShop(t *testing.T) {
	dir := t.TempDir()
	w := openAt(t, dir)
	w.Engine.Clock = app.SystemClock{} // as in TestTwoPeopleOfOneShop
	owner := w.stranger()
	owner.says(t, opening)
	var children []*exec.Cmd
	var outs []*bufio.Scanner
	for _, p := range []*person{owner, owner.member(t, bot.Staff), owner.member(t, bot.Manager)} {
		c := exec.CommandContext(t.Context(), os.Args[0])
		c.Env, c.Stderr = append(os.Environ(), childFolder+"="+dir, childWriter+"="+p.address), os.Stderr
		if database != nil {
			c.Env = append(c.Env, childDB+"="+database(t, dir))
		}
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		children, outs = append(children, c), append(outs, bufio.NewScanner(out))
	}
	all := make([][]record, len(children))
	var crew sync.WaitGroup
	for i, c := range children {
		crew.Go(func() {
			for outs[i].Scan() {
				var r record
				if err := json.Unmarshal(outs[i].Bytes(), &r); err != nil {
					t.Error(err)
				}
				all[i] = append(all[i], r)
			}
			if err := c.Wait(); err != nil {
				t.Error(err)
			}
		})
	}
	crew.Wait()
	consistent(t, w, owner.shop(t), slices.Concat(all...), len(children))
}
