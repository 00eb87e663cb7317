package seal

import (
	"container/list"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Bounds on the keys a process keeps opened.
const (
	// maxOpened is how many data keys are kept: at most some 90 MB, where fifteen
	// thousand shops write in ten minutes. Each that is not kept costs its shop's
	// next turn a query and an unwrapping of all its keys.
	maxOpened = 60_000
	// fresh is how long they are believed in: a key that another process deleted
	// is of no use here after that.
	fresh = 10 * time.Minute
)

// set is the keys of one shop as they were read. It is not changed once it is in
// the cache.
type set struct {
	shop   bot.ShopID
	at     time.Time
	keys   map[int64]*key
	newest map[string]*key // by owner
	gone   sync.Map        // numbers that were asked for and are not there
}

func newSet(at time.Time) *set {
	return &set{at: at, keys: map[int64]*key{}, newest: map[string]*key{}}
}

// put adds a key; later ones are newer.
func (s *set) put(owner string, d *key) {
	s.keys[d.id] = d
	s.newest[owner] = d
}

// weight is what the set counts in the cache.
func (s *set) weight() int { return len(s.keys) + 1 }

// cache is the sets that were used last.
type cache struct {
	mu     sync.Mutex
	sets   map[bot.ShopID]*list.Element
	order  *list.List // the last used first
	weight int
}

func newCache() *cache { return &cache{sets: map[bot.ShopID]*list.Element{}, order: list.New()} }

// of is the set of a shop; nil when it is not there or too old.
func (c *cache) of(shop bot.ShopID, now time.Time) *set {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.sets[shop]
	if e == nil {
		return nil
	}
	s := e.Value.(*set) //nolint:errcheck // nothing else is put in
	if age := now.Sub(s.at); age > fresh || age < 0 {
		c.remove(e)
		return nil
	}
	c.order.MoveToFront(e)
	return s
}

// keep puts a set in, and takes out what was not used for longest.
func (c *cache) keep(shop bot.ShopID, s *set) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s.shop = shop
	if e := c.sets[shop]; e != nil {
		c.remove(e)
	}
	c.sets[shop] = c.order.PushFront(s)
	c.weight += s.weight()
	for c.weight > maxOpened && c.order.Len() > 1 {
		c.remove(c.order.Back())
	}
}

// drop forgets the set of a shop.
func (c *cache) drop(shop bot.ShopID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.sets[shop]; e != nil {
		c.remove(e)
	}
}

func (c *cache) remove(e *list.Element) {
	s := c.order.Remove(e).(*set) //nolint:errcheck // nothing else is put in
	delete(c.sets, s.shop)
	c.weight -= s.weight()
}
