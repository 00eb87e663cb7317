package stock

import "github.com/sahayak-dev/sahayak/internal/shop"

// The grains a number of days may be said in.
var grains = map[string]int{"day": 1, "week": 7, "month": 30, "year": 365}

// longest is how many days a window has at most.
const longest = 3 * 365

// windowOf is how many days a number and a grain are; what was not said is the usual.
func windowOf(n shop.Number, grain string, usual int) int {
	days := n.Whole()
	if days == 0 && grain == "" {
		return usual
	}
	each := max(grains[grain], 1)
	if days = max(days, 1); days > longest/each {
		return longest
	}
	return days * each
}
