package crash

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// figures are what one run came to, by what they are of.
type figures struct {
	name  string
	order []string
	of    map[string]string
}

func (f *figures) add(what, format string, args ...any) {
	f.order = append(f.order, what)
	f.of[what] = fmt.Sprintf(format, args...)
}

// table is the runs side by side. It is safe for concurrent use.
type table struct {
	mu   sync.Mutex
	runs []*figures
}

// report writes the figures of a run, and fails when it took too long to recover.
func (s *stand) report(l *ledger, worked, sent time.Duration) *figures {
	out, c := &figures{name: s.form.name, of: map[string]string{}}, s.cloud
	out.add("people, shops", "%d, %d", s.crowd.people(), s.form.shops)
	out.add("messages, every one worked once", "%d", len(l.rows))
	out.add("webhooks delivered again after they were taken", "%d", s.crowd.again)
	out.add("deliveries refused or cut, and repeated", "%d", s.post.failed.Load())
	for _, what := range kinds(s.faults) {
		out.add(what, "%s", sumUp(what, s.faults))
	}
	out.add("starts of bots", "%d", s.starts())
	out.add("sendings that failed before they were taken", "%d", c.turned+c.count[refusedBroken]+c.count[refusedDown]+c.count[refusedRate]+c.count[refusedPair]+c.count[lostCut])
	out.add("sendings taken without the bot's hearing of it", "%d", l.unsure)
	out.add("statuses told, never told", "%d, %d", c.statuses, c.lost)
	out.add("bubbles on phones", "%d", len(c.accepted))
	out.add("of these doubled, each after an uncertain sending or a kill", "%d", l.doubles)
	out.add("answers taken back before they were sent", "%d", l.dropped)
	out.add("after the last fault: all worked, all sent", "%.1f s, %.1f s", worked.Seconds(), sent.Seconds())
	out.add("undone", "%d", l.undoneNow)
	out.add("differences between book, phones and paper", "%d", l.errs)
	s.t.Logf("%s", (&table{runs: []*figures{out}}).markdown())
	if worked > time.Minute || sent > time.Minute {
		s.t.Errorf("everything was worked %v and sent %v after the last fault; a minute is promised", worked, sent)
	}
	if *keep || s.t.Failed() {
		for _, b := range s.bots {
			raw, _ := os.ReadFile(b.log)
			s.t.Logf("%s, %d starts:\n%s", b.name, b.starts, raw[max(0, len(raw)-20_000):])
		}
	}
	return out
}

// people is how many people write.
func (c *crowd) people() (n int) {
	for _, shop := range c.shops {
		n += len(shop)
	}
	return n
}

func (s *stand) starts() (n int) {
	for _, b := range s.bots {
		n += b.starts
	}
	return n
}

// kinds are what went wrong, each kind once, as they came.
func kinds(faults []*fault) (out []string) {
	seen := map[string]bool{}
	for _, f := range faults {
		if !seen[f.what] {
			out, seen[f.what] = append(out, f.what), true
		}
	}
	return out
}

// sumUp sums up the faults of a kind: how many, and how soon they were made up for
// at worst.
func sumUp(what string, faults []*fault) string {
	n := 0
	var again, worked time.Duration
	for _, f := range faults {
		if f.what == what {
			n, again, worked = n+1, max(again, f.again), max(worked, f.worked)
		}
	}
	return fmt.Sprintf("%d×; %.1f s, %.1f s", n, again.Seconds(), worked.Seconds())
}

// markdown is the table as it stands in a page.
func (t *table) markdown() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var out strings.Builder
	head, rule := "|", "|---|"
	var order []string
	for _, f := range t.runs {
		head, rule = head+" | "+f.name, rule+"---|"
		for _, what := range f.order {
			if !contains(order, what) {
				order = append(order, what)
			}
		}
	}
	fmt.Fprintf(&out, "%s |\n%s\n", head, rule)
	for _, what := range order {
		fmt.Fprintf(&out, "| %s", what)
		for _, f := range t.runs {
			fmt.Fprintf(&out, " | %s", or(f.of[what], "–"))
		}
		out.WriteString(" |\n")
	}
	return "\n" + out.String()
}

func contains(list []string, one string) bool {
	for _, other := range list {
		if other == one {
			return true
		}
	}
	return false
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// The marks in a page between which the table is written.
const (
	beginMark = "<!-- crash: written by make crash -->\n"
	endMark   = "<!-- crash: end -->\n"
)

// write writes the table into a file: between the marks where it has them, else as
// all of it.
func (t *table) write(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	raw, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	return os.WriteFile(path, []byte(placed(string(raw), t.markdown())), 0o600)
}

// placed is a page with the table in its place.
func placed(page, table string) string {
	before, rest, there := strings.Cut(page, beginMark)
	_, after, ends := strings.Cut(rest, endMark)
	if !there || !ends {
		return strings.TrimLeft(table, "\n")
	}
	return before + beginMark + table + "\n" + endMark + after
}

func TestTable(t *testing.T) {
	one, two := &figures{name: "one", of: map[string]string{}}, &figures{name: "two", of: map[string]string{}}
	one.add("messages", "%d", 5)
	two.add("messages", "%d", 6)
	two.add("killed", "%d", 7)
	got := (&table{runs: []*figures{one, two}}).markdown()
	want := "\n| | one | two |\n|---|---|---|\n| messages | 5 | 6 |\n| killed | – | 7 |\n"
	if got != want {
		t.Errorf("it is %q, want %q", got, want)
	}
	page := "# a\n" + beginMark + "old\n" + endMark + "# b\n"
	if got, want := placed(page, want), "# a\n"+beginMark+want+"\n"+endMark+"# b\n"; got != want {
		t.Errorf("the page is %q, want %q", got, want)
	}
	if got := placed("# a\n", "\nnew\n"); got != "new\n" {
		t.Errorf("a page without marks is %q", got)
	}
}
