package opinion

import (
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// budget counts the questions of a day, each person's and all. It is safe for concurrent
// use. A process counts its own: shops stay with one for long, and begin anew with the next.
type budget struct {
	person, all int

	mu    sync.Mutex
	day   string // of India, where it is every shop's
	spent map[payer]int
	total int
}

// payer is a person in a shop.
type payer struct {
	shop   bot.ShopID
	person bot.PersonID
}

// india is where a day of the budget begins.
var india = time.FixedZone("IST", 19800)

// take reports whether somebody may ask once more today, and counts it.
func (b *budget) take(p payer, now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if day := now.In(india).Format(time.DateOnly); day != b.day {
		b.day, b.spent, b.total = day, map[payer]int{}, 0
	}
	if b.total >= b.all || b.spent[p] >= b.person {
		return false
	}
	b.spent[p]++
	b.total++
	return true
}
