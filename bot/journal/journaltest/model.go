package journaltest

import (
	"errors"
	"slices"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// model is a journal as plainly as it can be written: lists in memory, for one
// thread. The suite's random days hold the journal against it.
type model struct {
	now    time.Time
	people map[string]sender // by address
	known  map[string]bool   // message ids
	shops  map[bot.ShopID]*shop
	outbox []*bubble
}

type sender struct {
	person bot.PersonID
	shop   bot.ShopID
}

type shop struct {
	rev      int64
	sessions map[bot.PersonID]int64
	inbox    []*message
	turns    []*turn
	sum      int64
}

type message struct {
	seq     int64
	address string
	person  bot.PersonID
	done    bool
}

type turn struct {
	id       bot.TurnID
	person   bot.PersonID
	changes  int
	undoes   bot.TurnID
	own      bool
	errands  int
	undoneBy bot.TurnID
}

type bubble struct {
	turn bot.TurnID
	to   string
	took int // claims so far
	due  time.Time
	free bool // queued, not claimed
	over bool // sent, failed or dropped
}

func (s *shop) pending() (out []*message) {
	for _, m := range s.inbox {
		if !m.done {
			out = append(out, m)
		}
	}
	return out
}

func (s *shop) turn(id bot.TurnID) *turn {
	i := slices.IndexFunc(s.turns, func(t *turn) bool { return t.id == id })
	if i < 0 {
		return nil
	}
	return s.turns[i]
}

func (s *shop) lastUndoable(person bot.PersonID) (last bot.TurnID) {
	for _, t := range s.turns {
		if t.person == person && t.changes > 0 && (t.undoes == 0 || t.errands > 0) && t.undoneBy == 0 {
			last = max(last, t.id)
		}
	}
	return last
}

var errApply = errors.New("the domain refuses")

// commit does what Commit must do, or says what it must say.
func (m *model) commit(c bot.Commit, applies bool) error {
	s := m.shops[c.Shop]
	if err := s.ready(c); err != nil {
		return err
	}
	marks, err := s.marks(c)
	if err != nil {
		return err
	}
	if !applies {
		return errApply
	}
	for _, msg := range s.inbox {
		msg.done = msg.done || slices.Contains(c.Seqs, msg.seq)
	}
	for id, by := range marks {
		if s.turn(id).undoneBy = by; by != 0 {
			m.drop(id)
		}
	}
	s.turns = append(s.turns, &turn{
		id: c.Turn, person: c.Person, changes: c.Changes, undoes: c.Undoes, own: c.Own, errands: len(c.Finished),
	})
	s.sessions[c.Person]++
	s.sum++
	if c.Changes > 0 {
		s.rev++
	}
	if len(c.Replies) > 0 {
		m.outbox = append(m.outbox, &bubble{turn: c.Turn, to: c.To[0].Address, due: m.now, free: true})
	}
	return nil
}

// ready checks the messages and the revisions.
func (s *shop) ready(c bot.Commit) error {
	if len(c.Seqs) == 0 || slices.Min(c.Seqs) != int64(c.Turn) {
		return journal.ErrInvalid
	}
	for _, seq := range c.Seqs {
		i := slices.IndexFunc(s.inbox, func(m *message) bool { return m.seq == seq })
		if i < 0 {
			return bot.ErrNotFound
		}
		if s.inbox[i].done {
			return bot.ErrDone
		}
	}
	if s.pending()[0].seq < c.Seqs[0] {
		return bot.ErrNotNext
	}
	if c.ShopRev != s.rev || c.Session.Rev != s.sessions[c.Person]+1 {
		return bot.ErrStale
	}
	return nil
}

// marks says who undoes whom after the commit, for the turns where that changes:
// a turn stands when what undid it was undone.
func (s *shop) marks(c bot.Commit) (map[bot.TurnID]bot.TurnID, error) {
	out := map[bot.TurnID]bot.TurnID{}
	if c.Undoes == 0 {
		return out, nil
	}
	t := s.turn(c.Undoes)
	if t == nil {
		return nil, bot.ErrNotFound
	}
	by, own := c.Turn, c.Own
	for mark := true; t != nil; mark = !mark {
		if mark && t.undoneBy != 0 {
			return nil, bot.ErrUndone
		}
		out[t.id] = 0
		if mark {
			out[t.id] = by
		}
		if own {
			break
		}
		by, own, t = t.id, t.own, s.turn(t.undoes)
	}
	return out, nil
}

// drop forgets bubbles of a turn that nobody has claimed.
func (m *model) drop(id bot.TurnID) {
	for _, b := range m.outbox {
		if b.turn == id && b.free {
			b.over = true
		}
	}
}

// claim takes what is due, oldest first.
func (m *model) claim(limit int) (out []bot.TurnID) {
	first := map[string]bool{} // addresses with an earlier one that is not over
	for _, b := range m.outbox {
		if b.over || first[b.to] {
			continue
		}
		first[b.to] = true
		if b.due.After(m.now) || len(out) == limit {
			continue
		}
		b.free, b.due = false, m.now.Add(journal.ClaimTimeout)
		b.took++
		out = append(out, b.turn)
	}
	return out
}

func (m *model) bubble(id bot.TurnID) *bubble {
	i := slices.IndexFunc(m.outbox, func(b *bubble) bool { return b.turn == id })
	return m.outbox[i]
}
