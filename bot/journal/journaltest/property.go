package journaltest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// property lives random days on one journal and on the model. Each day has its
// own channel and people, so that the journal need not be made anew.
func property(w *world) {
	days := 0
	rapid.Check(w.T, func(t *rapid.T) {
		days++
		d := &day{
			T: t, w: w, channel: fmt.Sprintf("day %d", days), touched: map[bot.ShopID]bool{},
			m: &model{now: w.clock.Now(), people: map[string]sender{}, known: map[string]bool{}, shops: map[bot.ShopID]*shop{}},
		}
		d.open()
		t.Repeat(map[string]func(*rapid.T){
			"receive": d.receive, "commit": d.commit, "send": d.send, "wait": d.wait, "": d.compare,
		})
	})
}

// day is one run of the property.
type day struct {
	*rapid.T
	w       *world
	m       *model
	channel string
	claimed []bot.Outgoing
	touched map[bot.ShopID]bool // by the last step; only they are compared
}

func (d *day) ok(err error) {
	if err != nil {
		d.Fatalf("%v", err)
	}
}

// open makes two shops: anil's, where bina works too, and chetan's. Dev is
// another address of anil's.
func (d *day) open() {
	for _, address := range []string{"anil", "bina", "chetan"} {
		d.take(d.message(address, address+" opens"))
	}
	anil, bina := d.m.people["anil"], d.m.people["bina"]
	d.ok(d.w.Write(d.w.ctx, func(ctx context.Context, t bot.Tx) error {
		return errors.Join(d.w.AddMember(ctx, t, anil.shop, bina.person, bot.Staff),
			d.w.Enter(ctx, t, bina.person, anil.shop), d.w.Alias(ctx, t, anil.person, d.channel, "dev"))
	}))
	d.m.people["bina"] = sender{bina.person, anil.shop}
	d.m.people["dev"] = anil
}

func (d *day) message(address, id string) bot.Message {
	return bot.Message{Channel: d.channel, ID: id, Address: address, Text: id, At: d.m.now}
}

func (d *day) receive(t *rapid.T) {
	var batch []bot.Message
	for range rapid.IntRange(1, 3).Draw(t, "messages") {
		address := rapid.SampledFrom([]string{"anil", "bina", "chetan", "dev", "esha"}).Draw(t, "address")
		batch = append(batch, d.message(address, fmt.Sprint(rapid.IntRange(0, 60).Draw(t, "id"))))
	}
	d.take(batch...)
}

// take receives messages on both sides.
func (d *day) take(batch ...bot.Message) {
	fresh, err := d.w.Receive(d.w.ctx, batch...)
	d.ok(err)
	for _, m := range batch {
		if d.m.known[m.ID] {
			continue
		}
		d.m.known[m.ID] = true
		if len(fresh) == 0 || fresh[0].ID != m.ID {
			d.Fatalf("a new message was dropped")
		}
		d.keep(fresh[0])
		fresh = fresh[1:]
	}
	if len(fresh) > 0 {
		d.Fatalf("a known message was taken for new")
	}
}

func (d *day) keep(m bot.Message) {
	who, known := d.m.people[m.Address]
	if !known {
		who = sender{m.From, m.Shop}
		if d.m.people[m.Address] = who; d.m.shops[m.Shop] != nil {
			d.Fatalf("a stranger was put in shop %d", m.Shop)
		}
		d.m.shops[m.Shop] = &shop{sessions: map[bot.PersonID]int64{}}
	}
	if who != (sender{m.From, m.Shop}) {
		d.Fatalf("%s became %d in %d, was %v", m.Address, m.From, m.Shop, who)
	}
	d.touched[m.Shop] = true
	s := d.m.shops[m.Shop]
	if n := len(s.inbox); n > 0 && s.inbox[n-1].seq >= m.Seq {
		d.Fatalf("message numbers do not rise")
	}
	s.inbox = append(s.inbox, &message{seq: m.Seq, address: m.Address, person: m.From})
}

// mostly draws usual four times out of five, else one of the others.
func mostly[T any](t *rapid.T, label string, usual T, others ...T) T {
	if len(others) == 0 || rapid.IntRange(0, 4).Draw(t, label+"?") < 4 {
		return usual
	}
	return rapid.SampledFrom(others).Draw(t, label)
}

func (d *day) commit(t *rapid.T) {
	ids := d.shopIDs()
	id := rapid.SampledFrom(ids).Draw(t, "shop")
	d.touched[id] = true
	s := d.m.shops[id]
	c := d.plan(t, id, s)
	applies := mostly(t, "applies", true, false)
	got := d.w.Commit(d.w.ctx, c, func(ctx context.Context, tx bot.Tx) error {
		err := write(c, 1)(ctx, tx)
		if !applies {
			return errApply
		}
		return err
	})
	if want := d.m.commit(c, applies); !errors.Is(got, want) {
		d.Fatalf("commit %+v: got %v, want %v", c, got, want)
	}
}

// plan draws a turn: usually a right one.
func (d *day) plan(t *rapid.T, id bot.ShopID, s *shop) bot.Commit {
	from := rapid.SampledFrom(s.inbox).Draw(t, "any message")
	if open := s.pending(); len(open) > 0 {
		from = mostly(t, "first", open[0], s.inbox...)
	}
	c := bot.Commit{
		Turn: bot.TurnID(from.seq), Shop: id, Person: from.person, Seqs: []int64{from.seq}, At: d.m.now,
		ShopRev: s.rev + mostly(t, "shop rev", int64(0), -1, 1),
		Session: bot.Session{Rev: s.sessions[from.person] + mostly(t, "session rev", int64(1), 0, 2)},
		Changes: rapid.IntRange(0, 2).Draw(t, "changes"),
	}
	for _, m := range s.pending() {
		if m.seq > from.seq && m.person == from.person && rapid.Bool().Draw(t, "burst") {
			c.Seqs = append(c.Seqs, m.seq)
		}
	}
	if rapid.Bool().Draw(t, "speaks") {
		c.Replies, c.To = []bot.Reply{{Key: "x"}}, []bot.Target{{Channel: d.channel, Address: from.address}}
	}
	if len(s.turns) > 0 && rapid.IntRange(0, 2).Draw(t, "undo?") == 0 {
		c.Undoes = rapid.SampledFrom(s.turns).Draw(t, "undoes").id
		c.Own = rapid.Bool().Draw(t, "own")
	}
	if rapid.Bool().Draw(t, "finishes") {
		c.Finished = []bot.Frame{{Errand: "x"}}
	}
	return c
}

func (d *day) shopIDs() (ids []bot.ShopID) {
	for id := range d.m.shops {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, cmp.Compare)
	return ids
}

// send claims some bubbles and settles some of those claimed so far.
func (d *day) send(t *rapid.T) {
	limit := rapid.IntRange(1, 3).Draw(t, "limit")
	out, err := d.w.Claim(d.w.ctx, d.channel, nil, limit)
	d.ok(err)
	var turns []bot.TurnID
	for _, o := range out {
		turns = append(turns, o.Turn)
	}
	if want := d.m.claim(limit); !slices.Equal(turns, want) {
		d.Fatalf("claimed bubbles of %v, want %v", turns, want)
	}
	d.claimed = append(d.claimed, out...)
	if len(d.claimed) == 0 {
		return
	}
	o := rapid.SampledFrom(d.claimed).Draw(t, "settled")
	r, b := bot.Receipt{ID: o.ID, Tries: o.Tries}, d.m.bubble(o.Turn)
	last := !b.over && !b.free && o.Tries+1 == b.took
	switch rapid.IntRange(0, 2).Draw(t, "how") {
	case 0:
		r.Parts = []string{fmt.Sprint(o.ID)}
		b.over = true
	case 1:
		r.Err = "for good"
		b.over = b.over || last
	case 2:
		r.Err, r.Retry = "later", d.m.now.Add(time.Second)
		if last {
			b.free, b.due = true, r.Retry
		}
	}
	d.ok(d.w.Settle(d.w.ctx, r))
}

func (d *day) wait(t *rapid.T) {
	by := time.Duration(rapid.IntRange(1, 90).Draw(t, "seconds")) * time.Second
	d.w.clock.Advance(by)
	d.m.now = d.m.now.Add(by)
}

// compare reads back everything of the shops touched.
func (d *day) compare(*rapid.T) {
	for id := range d.touched {
		s := d.m.shops[id]
		var open []int64
		for _, m := range s.pending() {
			open = append(open, m.seq)
		}
		list, err := d.w.Pending(d.w.ctx, id, 1000)
		d.ok(err)
		if got := seqs(list); !slices.Equal(got, open) {
			d.Fatalf("shop %d has pending %v, want %v", id, got, open)
		}
		if sum := d.w.effects(id); sum != s.sum {
			d.Fatalf("shop %d has effects %d, want %d", id, sum, s.sum)
		}
		for _, want := range s.turns {
			got, err := d.w.Turn(d.w.ctx, id, want.id)
			d.ok(err)
			if got.UndoneBy != want.undoneBy || got.Undoes != want.undoes || got.Changes != want.changes {
				d.Fatalf("turn %d is %+v, want %+v", want.id, got, want)
			}
		}
		d.comparePeople(id, s)
	}
	clear(d.touched)
}

func (d *day) comparePeople(id bot.ShopID, s *shop) {
	for _, who := range d.m.people {
		base, err := d.w.Base(d.w.ctx, id, who.person)
		d.ok(err)
		if base.ShopRev != s.rev || base.SessionRev != s.sessions[who.person] {
			d.Fatalf("shop %d starts from %+v, want %d and %d", id, base, s.rev, s.sessions[who.person])
		}
		last, err := d.w.LastUndoable(d.w.ctx, id, who.person)
		if want := s.lastUndoable(who.person); last != want || (want == 0) != errors.Is(err, bot.ErrNothing) {
			d.Fatalf("undo in shop %d takes back %d (%v), want %d", id, last, err, want)
		}
	}
}
