package opinion

import (
	"container/list"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/intents"
)

// maxMemo is how many answers are remembered.
const maxMemo = 4096

// memo remembers what was answered, the last used longest. It is safe for concurrent use.
type memo struct {
	keep  time.Duration
	mu    sync.Mutex
	order *list.List // of *remembered, the last used first
	byKey map[question]*list.Element
}

// question is what a model was asked: the same from whoever asks.
type question struct{ text, open string }

type remembered struct {
	question
	answer []intents.Proposal
	until  time.Time
}

func newMemo(keep time.Duration) *memo {
	return &memo{keep: keep, order: list.New(), byKey: map[question]*list.Element{}}
}

// of is what was answered to a question, if that is remembered.
func (m *memo) of(q question, now time.Time) ([]intents.Proposal, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e := m.byKey[q]
	if e == nil {
		return nil, false
	}
	r, _ := e.Value.(*remembered)
	if !now.Before(r.until) {
		m.drop(e)
		return nil, false
	}
	m.order.MoveToFront(e)
	return r.answer, true
}

// put remembers an answer. It is not to be changed after that.
func (m *memo) put(q question, answer []intents.Proposal, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if e := m.byKey[q]; e != nil {
		m.drop(e)
	}
	m.byKey[q] = m.order.PushFront(&remembered{q, answer, now.Add(m.keep)})
	if m.order.Len() > maxMemo {
		m.drop(m.order.Back())
	}
}

func (m *memo) drop(e *list.Element) {
	r, _ := m.order.Remove(e).(*remembered)
	delete(m.byKey, r.question)
}
