package app_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// How a statement is answered is asked of the databases themselves: PostgreSQL says
// so of each statement as it runs (auto_explain), with the pages it touched, which
// do not depend on what else the machine does. SQLite is then asked for its plan of
// the same statements.

// dayOfWords has a shop do what shops do, each thing once.
var dayOfWords = append(slices.Clone(openingWords),
	"chini kitni bachi hai", "ramesh ka hisaab", "kiska kitna udhaar baki hai", "aaj kitna becha", "sabse zyada kya bika", "undo", "kya khatam hone wala hai",
)

// statementsOfADay are those PostgreSQL heard in one, for SQLite to be asked of too.
var statementsOfADay []string

// hearStatements hears them in a database that is new.
func hearStatements(b *testing.B) {
	server := bottest.StartPostgres(b)
	g := &grown{ground: newGround(b, server.Database(b)), server: server, random: rand.New(rand.NewPCG(1, 1))}
	w := openAt(b, g.dir, g.on)
	for n := range talkers {
		g.opens(b, w, talker(n), openingWords[:1])
	}
	statementsOfADay = slices.Sorted(maps.Keys(g.day(b).told))
}

// day has everything done once that is done each day, heard by PostgreSQL.
func (g *grown) day(b *testing.B) *explained {
	e := &explained{told: map[string]*heardOf{}}
	through := *g.ground
	through.url = e.listen(b, g.url)
	w := openAt(b, g.dir, through.on)
	p := &person{world: w, address: "somebody new"}
	for range 2 { // what is new, then what is known
		for _, text := range dayOfWords {
			p.tells(b, text)
		}
	}
	for _, l := range g.looksOf(w.App) {
		if err := l.look(b.Context()); err != nil {
			b.Fatalf("%s: %v", l.name, err)
		}
	}
	g.ages(b)
	g.prune(b, w.App)
	return e
}

// plans prints how each statement of a day is answered, and names those that read
// all of a table that grows with the shops.
func (g *grown) plans(b *testing.B) {
	if g.server == nil {
		before := g.plansInSQLite(b)
		printPlans(b, before)
		g.exec(b, "pragma analysis_limit = 400; analyze") // as whoever keeps the file may have had it done
		after := g.plansInSQLite(b)
		maps.DeleteFunc(after, func(query, how string) bool { return before[query] == how })
		fmt.Printf("  %d statements are answered otherwise once the file is analyzed\n", len(after))
		printPlans(b, after)
		return
	}
	how := map[string]string{}
	for query, is := range g.day(b).told {
		how[query] = fmt.Sprintf("%5d pages, %s", is.pages, strings.Join(slices.Sorted(maps.Keys(is.nodes)), "; "))
	}
	printPlans(b, how)
}

// plansInSQLite are those of the statements PostgreSQL heard.
func (g *grown) plansInSQLite(b *testing.B) map[string]string {
	how := map[string]string{}
	for _, query := range statementsOfADay {
		how[query] = strings.Join(g.inSQLite(b, query), "; ")
	}
	return how
}

func printPlans(b *testing.B, how map[string]string) {
	b.Helper()
	for _, query := range slices.Sorted(maps.Keys(how)) {
		fault := ""
		if table := readWhole(how[query]); table != "" {
			fault = "FAULT "
			b.Errorf("reads all of %s: %s", table, query)
		}
		fmt.Printf("  %s%s | %s\n", fault, how[query], query)
	}
}

// What is read from one end to the other, in the words of each database.
var (
	readsTable = regexp.MustCompile(`(?:Seq Scan on|SCAN) (\w+)(?: USING (?:COVERING )?INDEX (\w+))?`)
	readsIndex = regexp.MustCompile(`Index (?:Only )?Scan (?:Backward )?using (\w+) on (\w+) \(all\)`)
)

// waiting are the indexes of what waits and of what was given up: they do not grow
// with the shops.
var waiting = []string{"inbox_pending", "outbox_channel", "outbox_address", "outbox_dead"}

// readWhole is the first table that grows with the shops and is read whole.
func readWhole(how string) string {
	for _, m := range readsTable.FindAllStringSubmatch(how, -1) {
		if grows(m[1]) && !slices.Contains(waiting, m[2]) {
			return m[1]
		}
	}
	for _, m := range readsIndex.FindAllStringSubmatch(how, -1) {
		if grows(m[2]) && !slices.Contains(waiting, m[1]) {
			return m[2]
		}
	}
	return ""
}

// grows reports whether a table does, with the shops.
func grows(table string) bool {
	return slices.ContainsFunc(copied, func(x struct{ table, of string }) bool { return x.table == table })
}

// locksOf is what SQLite does not know of a statement.
var locksOf = regexp.MustCompile(` for (update|key share)( skip locked)?`)

// inSQLite is SQLite's plan; nothing for what it does not know.
func (g *grown) inSQLite(t testing.TB, query string) (steps []string) {
	query = locksOf.ReplaceAllString(query, "")
	args := make([]any, strings.Count(query, "$"))
	for i := range args {
		args[i] = 1
	}
	rows, err := g.db.QueryContext(t.Context(), "explain query plan "+query, args...)
	if err != nil {
		return []string{"PostgreSQL's own"}
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	return steps
}

// heardOf is what PostgreSQL said of one statement.
type heardOf struct {
	nodes map[string]bool // "Index Scan using x on y"
	pages int             // touched, at most
	runs  int
}

// explained listens between the assistant and its server, and keeps what is said of
// statements.
type explained struct {
	mu   sync.Mutex
	told map[string]*heardOf
}

// listen is the address to go through to the server at url.
func (e *explained) listen(t testing.TB, at string) string {
	t.Helper()
	u, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	server := u.Host
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go e.pass(conn, server)
		}
	}()
	u.Host = l.Addr().String()
	q := u.Query()
	for name, value := range map[string]string{
		"session_preload_libraries": "auto_explain", "client_min_messages": "log",
		"auto_explain.log_min_duration": "0", "auto_explain.log_analyze": "on", "auto_explain.log_buffers": "on",
		"auto_explain.log_timing": "off", "auto_explain.log_nested_statements": "on",
	} {
		q.Set(name, value)
	}
	u.RawQuery = q.Encode()
	return u.String()
}

// pass carries a connection through.
func (e *explained) pass(conn net.Conn, server string) {
	defer conn.Close()
	to, err := net.Dial("tcp", server)
	if err != nil {
		return
	}
	defer to.Close()
	go func() {
		_, _ = io.Copy(to, conn)
		_ = to.Close()
	}()
	from := bufio.NewReader(to)
	for {
		head := make([]byte, 5)
		if _, err := io.ReadFull(from, head); err != nil {
			return
		}
		body := make([]byte, binary.BigEndian.Uint32(head[1:])-4)
		if _, err := io.ReadFull(from, body); err != nil {
			return
		}
		if head[0] == 'N' { // a notice
			e.hear(body)
			continue
		}
		if _, err := conn.Write(slices.Concat(head, body)); err != nil {
			return
		}
	}
}

// hear keeps what a notice says, if it is of a statement.
func (e *explained) hear(notice []byte) {
	for _, field := range bytes.Split(notice, []byte{0}) {
		if len(field) == 0 || field[0] != 'M' {
			continue
		}
		_, text, ok := strings.Cut(string(field[1:]), "Query Text: ")
		at := firstNode.FindStringIndex(text)
		if !ok || at == nil {
			continue
		}
		e.note(strings.Join(strings.Fields(text[:at[0]]), " "), text[at[0]:])
	}
}

var (
	firstNode = regexp.MustCompile(`(?m)^\S.*\(cost=`)
	scanNode  = regexp.MustCompile(`(?m)^[^\S\n]*(?:->  )?((?:Parallel )?(?:Seq Scan|Index Scan|Index Only Scan|Bitmap Heap Scan|Bitmap Index Scan|Tid Scan)(?: Backward)?(?: using \S+)? on \S+)`)
	hitPages  = regexp.MustCompile(`Buffers: shared([^\n]*)`)
	number    = regexp.MustCompile(`(?:hit|read)=(\d+)`)
)

// nodesOf are the scans of a plan. An index without a condition is read from one end
// to the other, unless enough was found before.
func nodesOf(plan string) (nodes []string) {
	at := scanNode.FindAllStringSubmatchIndex(plan, -1)
	for i, m := range at {
		node, rest := plan[m[2]:m[3]], plan[m[3]:]
		if i+1 < len(at) {
			rest = plan[m[3]:at[i+1][0]]
		}
		if strings.HasPrefix(node, "Index") && !strings.Contains(rest, "Index Cond:") {
			node += " (all)"
		}
		nodes = append(nodes, node)
	}
	return nodes
}

func (e *explained) note(query, plan string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	is := e.told[query]
	if is == nil {
		is = &heardOf{nodes: map[string]bool{}}
		e.told[query] = is
	}
	is.runs++
	for _, node := range nodesOf(plan) {
		is.nodes[node] = true
	}
	pages := 0
	if top := hitPages.FindStringSubmatch(plan); top != nil {
		for _, n := range number.FindAllStringSubmatch(top[1], -1) {
			have, _ := strconv.Atoi(n[1])
			pages += have
		}
	}
	is.pages = max(is.pages, pages)
}

// TestWhatIsReadWholeIsFound knows a table that is read whole when it sees one.
func TestWhatIsReadWholeIsFound(t *testing.T) {
	plan := "Limit  (cost=0.1..2 rows=1 width=8) (actual rows=1 loops=1)\n" +
		"  ->  Index Scan using turn_pkey on turn  (cost=0.1..2 rows=9 width=8) (actual rows=1 loops=1)\n"
	for how, want := range map[string]string{
		strings.Join(nodesOf(plan), "; "):                                  "turn",
		strings.Join(nodesOf(plan+"        Index Cond: (id = 1)\n"), "; "): "",
		"Seq Scan on lease; Parallel Seq Scan on entry":                    "entry",
		"Seq Scan on lease":                                                "",
		"SEARCH shop USING INTEGER PRIMARY KEY (rowid=?); SCAN item":       "item",
		"SCAN inbox USING COVERING INDEX inbox_pending":                    "",
		"SCAN inbox USING COVERING INDEX inbox_all":                        "inbox",
	} {
		if got := readWhole(how); got != want {
			t.Errorf("%q reads all of %q, not %q", how, got, want)
		}
	}
}
