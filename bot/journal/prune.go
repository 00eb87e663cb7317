package journal

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// stride is how much one step of pruning looks at and removes at most.
type stride struct {
	look  int
	turns int // with their answers and bubbles; blobs
	rows  int // of what stands alone
}

// easy is so little that a turn does not notice waiting for it.
var easy = stride{look: 1000, turns: 50, rows: 200}

// Pruning is one run over all that is kept for a time, in small steps. It keeps no
// place: what is removed is not met again, so a run that was broken off is gone on
// with by the next, and two at once only meet each other's gaps.
type Pruning struct {
	j      *Journal
	keep   Keep
	stride stride
	stages []stage
	after  int64 // the last row this stage looked at
	told   map[bot.ShopID]*removed
	looked int // sessions in this run
}

// stage removes a bounded number of what is old of one kind, and says how many and
// whether there is more to look at.
type stage func(ctx context.Context) (n int, more bool, err error)

// Prune begins a run. Numbers of rows grow with time, so each kind is gone over
// from its oldest row until a stretch of them is young; a clock that ran ahead for
// a while delays what was written then by as much.
func (j *Journal) Prune(k Keep) *Pruning {
	p := &Pruning{j: j, keep: k, stride: easy, told: map[bot.ShopID]*removed{}}
	p.stages = []stage{p.turns, p.messages, p.handovers, p.sessions, p.unreadable, p.deeds, p.knocks, p.speech, p.files}
	return p
}

// Step does a small part of the run and returns how many rows it removed; done
// says that the run is over. What it removes of a shop is in the audit, one row for
// each shop and run, written with the removal.
func (p *Pruning) Step(ctx context.Context) (n int, done bool, err error) {
	if len(p.stages) == 0 {
		return 0, true, nil
	}
	n, more, err := p.stages[0](ctx)
	if err != nil {
		return 0, false, wrap("prune", err)
	}
	if !more {
		p.stages, p.after = p.stages[1:], 0
	}
	return n, len(p.stages) == 0, nil
}

// removed is what a run removed of one shop, and the audit row that says so.
type removed struct {
	deed  int64
	count map[string]int
}

// String is the count in words of the audit.
func (r removed) String() string {
	parts := []string{"retention"}
	for _, what := range slices.Sorted(maps.Keys(r.count)) {
		parts = append(parts, fmt.Sprintf("%s:%d", what, r.count[what]))
	}
	return strings.Join(parts, " ")
}

// remove runs one unit that removes things of some kind, and writes the audit with
// it. What take returns is how many it removed of each shop.
func (p *Pruning) remove(ctx context.Context, what string, take func(context.Context, bot.Tx) (map[bot.ShopID]int, error)) (n int, err error) {
	var told map[bot.ShopID]*removed
	err = p.j.Write(ctx, func(ctx context.Context, t bot.Tx) error {
		n, told = 0, map[bot.ShopID]*removed{} // of a run that was rolled back
		gone, err := take(ctx, t)
		if err != nil {
			return err
		}
		for _, shop := range slices.Sorted(maps.Keys(gone)) {
			n += gone[shop]
			if told[shop], err = p.tell(ctx, t, shop, what, gone[shop]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	maps.Copy(p.told, told)
	return n, nil
}

// tell brings a shop's audit row of this run up to date.
func (p *Pruning) tell(ctx context.Context, t bot.Tx, shop bot.ShopID, what string, n int) (*removed, error) {
	now := removed{count: map[string]int{}}
	if before := p.told[shop]; before != nil {
		now.deed, now.count = before.deed, maps.Clone(before.count)
	}
	now.count[what] += n
	var err error
	if now.deed == 0 {
		now.deed, err = p.j.note(ctx, t, Deed{Shop: shop, Act: ActDelete, What: now.String()})
	} else {
		_, err = t.ExecContext(ctx, "update audit set what = $1 where id = $2", now.String(), now.deed)
	}
	return &now, err
}
