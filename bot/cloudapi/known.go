package cloudapi

import (
	"strings"
	"sync"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// known is what a channel has learned of its number from what it was told.
type known struct {
	mu    sync.Mutex
	shown string // the phone number, in digits
	limit string // how many people may be written to in a day
}

// number takes note of the phone number.
func (k *known) number(shown wire.String) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if f := figures(shown); f != "" {
		k.shown = f
	}
}

// is reports whether a phone number in digits is this one.
func (k *known) is(number string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return number != "" && number == k.shown
}

// our is the phone number in digits, "" while it was not told.
func (k *known) our() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.shown
}

// lowers takes note of a limit, and reports whether it is below the last.
func (k *known) lowers(limit string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	before := k.limit
	if _, read := tier(limit); read {
		k.limit = limit
	}
	return lower(before, limit)
}

// figures are the digits of a phone number, however it is written.
func figures(phone wire.String) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, string(phone))
}
