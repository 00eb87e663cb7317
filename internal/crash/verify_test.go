package crash

import (
	"strconv"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// row is a message as the journal has it.
type row struct {
	seq   int64
	shop  bot.ShopID
	turn  bot.TurnID
	state int
	id    string
}

// ledger is what the journal says, beside what was meant.
type ledger struct {
	*stand
	app    *app.App
	rows   []row
	papers map[bot.ShopID]*paper
	pages  map[bot.TurnID]*page
	after  map[bot.TurnID]sums     // what the turn's totals were on paper when it was done
	who    map[bot.TurnID]string   // who is answered
	says   map[bot.TurnID][]string // parts of the keys the turn must answer with
	turnOf map[int64]bot.TurnID    // by number of the answer
	errs   int

	undoneNow int // messages not worked
	sendings  []sending
	doubles   int // bubbles that came again
	unsure    int // bubbles taken without the bot's being told so
	dropped   int // answers taken back before they were sent
}

// maxComplaints is how many faults of one run are told.
const maxComplaints = 20

func (l *ledger) complain(format string, args ...any) {
	l.t.Helper()
	if l.errs++; l.errs <= maxComplaints {
		l.t.Errorf(format, args...)
	}
}

// verify holds everything against the paper.
func (s *stand) verify() *ledger {
	s.t.Helper()
	l := &ledger{
		stand: s, app: s.open(), papers: map[bot.ShopID]*paper{}, pages: map[bot.TurnID]*page{}, after: map[bot.TurnID]sums{},
		who: map[bot.TurnID]string{}, says: map[bot.TurnID][]string{}, turnOf: map[int64]bot.TurnID{},
	}
	defer l.app.Close()
	l.inbox()
	l.outbox()
	l.replay()
	l.outcomes()
	l.answers()
	l.phones()
	l.books()
	if l.errs > maxComplaints {
		s.t.Errorf("and %d complaints more", l.errs-maxComplaints)
	}
	return l
}

// inbox: every message that was taken is there once, and is worked.
func (l *ledger) inbox() {
	rows, err := l.db.QueryContext(l.t.Context(), "select id, shop, turn, state, blind from inbox order by id")
	if err != nil {
		l.t.Fatal(err)
	}
	defer rows.Close()
	names := map[string]string{} // what was sent, by its index
	for id := range l.crowd.sent {
		names[l.app.Journal.Keys().Blind("message|"+cloudapi.Name, id)] = id
	}
	seen := map[string]bool{}
	for rows.Next() {
		var r row
		if err := rows.Scan(&r.seq, &r.shop, &r.turn, &r.state, &r.id); err != nil {
			l.t.Fatal(err)
		}
		r.id = names[r.id]
		l.rows = append(l.rows, r)
		if seen[r.id] || l.crowd.sent[r.id] == nil {
			l.complain("message %d (%s) is there twice, or was never sent", r.seq, r.id)
		}
		seen[r.id] = true
		if r.state != 1 || r.turn == 0 {
			l.undoneNow++
			l.complain("message %d (%s) is not worked", r.seq, r.id)
		}
	}
	if err := rows.Err(); err != nil {
		l.t.Fatal(err)
	}
	for id, m := range l.crowd.sent {
		if m.acked && !seen[id] {
			l.complain("%s (%q) was taken and is not there", id, m.word.text)
		}
	}
}

// sending is an answer as the journal has it.
type sending struct {
	id    int64
	turn  bot.TurnID
	state int
	why   string
}

// outbox reads what was to be sent.
func (l *ledger) outbox() {
	rows, err := l.db.QueryContext(l.t.Context(), "select id, turn, state, coalesce(error, '') from outbox order by id")
	if err != nil {
		l.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var s sending
		if err := rows.Scan(&s.id, &s.turn, &s.state, &s.why); err != nil {
			l.t.Fatal(err)
		}
		l.turnOf[s.id] = s.turn
		l.sendings = append(l.sendings, s)
	}
	if err := rows.Err(); err != nil {
		l.t.Fatal(err)
	}
}

// outcomes: every turn is of messages and is answered once. Only the answer of a
// turn that was taken back before it was sent is dropped.
func (l *ledger) outcomes() {
	answered, turns := map[bot.TurnID]int{}, map[bot.TurnID]bool{}
	for _, s := range l.sendings {
		answered[s.turn]++
		switch back := l.pages[s.turn] != nil && l.pages[s.turn].once; {
		case s.state == 2:
		case back:
			l.dropped++
		default:
			l.complain("the answer of turn %d is in state %d: %s", s.turn, s.state, s.why)
		}
	}
	for _, r := range l.rows {
		if turns[r.turn] {
			continue
		}
		turns[r.turn] = true
		pg, n := l.pages[r.turn], answered[r.turn]
		switch {
		case n == 0 && pg != nil && pg.once:
			l.dropped++
		case n != 1:
			l.complain("turn %d (%q) has %d answers", r.turn, l.crowd.sent[r.id].word.text, n)
		}
	}
	if n, ok := l.number("select count(*) from turn"); !ok || n != int64(len(turns)) {
		l.complain("%d turns are of messages, and there are %d", len(turns), n)
	}
}

// replay writes the paper, in the order in which the inbox has what was said.
func (l *ledger) replay() {
	for _, r := range l.rows {
		m := l.crowd.sent[r.id]
		if m == nil {
			continue
		}
		p := l.papers[r.shop]
		if p == nil {
			p = newPaper()
			l.papers[r.shop] = p
		}
		pg := p.write(l.page(p, m))
		if old := l.pages[r.turn]; old == nil || len(pg.lines) > 0 {
			l.pages[r.turn] = pg // of a burst, the message that did something
		}
		l.after[r.turn], l.who[r.turn] = clone(p.total), m.by
		if part := says(m, pg); part != "" {
			l.says[r.turn] = append(l.says[r.turn], part)
		}
	}
}

// page is what a message should have come to.
func (l *ledger) page(p *paper, m *message) *page {
	switch m.word.kind {
	case writes:
		return entry(m.by, m.word.moves)
	case puts:
		return correct(m.by, p.last(m.by), m.word.moves)
	case undoes:
		return undo(m.by, p.last(m.by), false)
	case taps:
		return undo(m.by, l.pages[l.turnOf[answer(m.tap.ref)]], false)
	default:
		return &page{by: m.by}
	}
}

// says is part of the key that a message is answered with.
func says(m *message, pg *page) string {
	switch {
	case m.word.kind != undoes && m.word.kind != taps:
		return m.word.says
	case pg.takes != nil:
		return "book."
	default:
		return "bot.undo."
	}
}

func clone(s sums) sums {
	out := make(sums, len(s))
	for name, n := range s {
		out[name] = n
	}
	return out
}

// answer is the number of the answer a bubble belongs to, 0 for none of ours.
func answer(ref string) int64 {
	of, _, ok := bot.ParseRef(ref)
	n, err := strconv.ParseInt(of[strings.LastIndexByte(of, '.')+1:], 10, 64)
	if !ok || err != nil {
		return 0
	}
	return n
}

// answers: what each turn says is what the paper came to when it was done.
func (l *ledger) answers() {
	shops := map[bot.TurnID]bot.ShopID{}
	for _, r := range l.rows {
		shops[r.turn] = r.shop
	}
	for turn, of := range shops {
		record, err := l.app.Journal.Turn(l.t.Context(), of, turn)
		if err != nil {
			l.complain("turn %d: %v", turn, err)
			continue
		}
		var keys []string
		for _, r := range record.Replies {
			keys = append(keys, r.Key)
			for _, c := range l.claims(r) {
				if want := l.after[turn][c.name]; c.n != want {
					l.complain("turn %d says in %s that %s is %d, on paper it is %d", turn, r.Key, c.name, c.n, want)
				}
			}
		}
		for _, part := range l.says[turn] {
			if !strings.Contains(strings.Join(keys, " "), part) {
				l.complain("turn %d answers with %v, not with %s", turn, keys, part)
			}
		}
	}
}

// claim is a sum that a reply tells.
type claim struct {
	name string
	n    int64
	per  int64
}

// claims are the sums a reply tells.
func (l *ledger) claims(r bot.Reply) (out []claim) {
	v, err := r.Args.Values()
	if err != nil {
		l.t.Fatal(err)
	}
	add := func(arg, name string, sign, per int64) {
		if got, ok := v[arg]; ok && got.Kind != "" {
			out = append(out, claim{name, sign * got.N, per})
		}
	}
	if item := map[string]string{"sugar": "chini", "maggi": "maggi"}[v["Item"].ID]; item != "" {
		add("Stock", "qty "+item, 1, 1000)
		if strings.HasPrefix(r.Key, "stock.check.") {
			add("Qty", "qty "+item, 1, 1000)
		}
	}
	if c := strings.ToLower(v["Customer"].Text); c != "" {
		add("Balance", "due "+c, 1, 100)
		add("Advance", "due "+c, -1, 100)
	}
	return out
}
