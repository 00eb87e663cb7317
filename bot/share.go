package bot

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Sharing is how several processes divide the work on one journal. None of it is
// needed to be right: revisions see to that, also when two do the same.
type Sharing interface {
	// Leases lists what is and was held.
	Leases(ctx context.Context) ([]Lease, error)
	// Hold renews, takes and gives up leases, and returns those taken. One can be
	// taken that nobody holds, or is held for longer than a lease can last.
	Hold(ctx context.Context, h Holding) (taken []string, err error)
	// WaitingIn lists shops like Waiting, of some partitions; see [Partition].
	WaitingIn(ctx context.Context, parts []int, limit int) ([]ShopID, error)
	// Overdue lists shops, of any partition, with messages that came before a time
	// and are not worked yet.
	Overdue(ctx context.Context, before time.Time, limit int) ([]ShopID, error)
	// Hint tells other processes where there is work. It may get lost.
	Hint(ctx context.Context, h Hint) error
	// Hints calls hear with what others tell, until ctx ends.
	Hints(ctx context.Context, hear func(Hint))
}

// Lease is the right of one process to do something.
type Lease struct {
	Name  string
	Owner string
	Epoch int64 // how often it changed hands
	Until time.Time
}

// Holding is what a process does to its leases.
type Holding struct {
	Owner string
	Until time.Time // when those kept and taken run out
	Keep  []string
	Take  []string
	Drop  []string
}

// Hint says where there is work: shops with messages, channels with answers to be
// sent, leases that were given up or are to be.
type Hint struct {
	Shops  []ShopID `json:"shops,omitempty"`
	Sends  []string `json:"sends,omitempty"`
	Leases bool     `json:"leases,omitempty"`
}

// Partition is the part of the shops that a shop belongs to, from 0 to
// [Partitions]-1. Shops are numbered as they come, so all parts are alike.
func Partition(shop ShopID) int { return int(shop % Partitions) }

// The names of leases.
const (
	processLease = "process/" // held by everybody who is alive, one each
	shopsLease   = "shops/"   // to work the shops of a partition
	sendLease    = "send/"    // to send on a channel
	timeLease    = "time"     // to fire jobs
)

// division is what one process should do next to its leases, given all there are.
// Everybody computes the same ideal from who is alive: each lease belongs to the
// process whose name makes the greatest hash with the lease's. So few change
// hands when a process comes or goes.
func division(leases []Lease, wanted []string, owner string, now time.Time) (h Holding, alive int) {
	self := processLease + owner
	held, known := map[string]bool{}, map[string]Lease{}
	owners := []string{owner}
	for _, l := range leases {
		known[l.Name] = l
		if !l.live(now) {
			continue
		}
		if l.Owner == owner {
			held[l.Name] = true
		} else if strings.HasPrefix(l.Name, processLease) {
			owners = append(owners, l.Owner)
		}
	}
	h.Owner = owner
	for _, name := range append([]string{self}, wanted...) {
		l, there := known[name]
		switch ours := name == self || ideal(name, owners) == owner; {
		case ours && held[name]:
			h.Keep = append(h.Keep, name)
		case ours && (!there || !l.live(now)):
			h.Take = append(h.Take, name)
		case !ours && held[name]:
			h.Drop = append(h.Drop, name)
		}
	}
	return h, len(owners)
}

// live reports whether a lease is held. One that would last longer than any can
// was taken by a clock that ran ahead.
func (l Lease) live(now time.Time) bool {
	return l.Until.After(now) && !l.Until.After(now.Add(2*LeaseTime))
}

// ideal is who should hold a lease.
func ideal(name string, owners []string) string {
	return slices.MaxFunc(owners, func(a, b string) int {
		return cmp.Or(cmp.Compare(weight(name, a), weight(name, b)), strings.Compare(a, b))
	})
}

func weight(name, owner string) uint64 {
	sum := sha256.Sum256([]byte(name + "\x00" + owner))
	return binary.BigEndian.Uint64(sum[:8])
}

// partitionLease names the lease of a partition.
func partitionLease(part int) string { return shopsLease + strconv.Itoa(part) }
