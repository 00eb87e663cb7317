package main

import (
	"cmp"
	"maps"
	"slices"

	"github.com/sahayak-dev/sahayak/internal/places"
)

// code is a line of the table.
type code struct {
	pin   uint64
	where [2]string // district and state
	at    places.Point
	blur  int  // metres
	rough bool // at is not sure, or not known at all
}

// Where two sources are farther than apart from each other, the codes around decide:
// those that begin with the same three digits belong to one sorting district. What
// is farther than astray from the middle of that is wrong.
const (
	apart  = 10_000
	astray = 120_000
)

// codes brings both sources down to one line a code, in order.
func codes(offices []office, middles map[uint64]places.Point) []code {
	by := map[uint64][]office{}
	for _, o := range offices {
		by[o.pin] = append(by[o.pin], o)
	}
	district, towns := districts(middles), towns()
	var out []code
	for _, pin := range slices.Sorted(maps.Keys(by)) {
		c := code{pin: pin, where: commonest(by[pin])}
		listed, told := listed(by[pin])
		at, known := middles[pin]
		home, homed := district[pin/1000]
		if known && told && homed && at.To(listed) > apart && at.To(home) > astray && listed.To(home) < at.To(home) {
			known = false
		}
		switch town, is := towns[pin]; {
		case is:
			c.at = town
		case known:
			c.at = at
		case told:
			c.at, c.rough = listed, true
		default:
			c.rough = true
		}
		out = append(out, c)
	}
	blur(out)
	return out
}

// towns are where neither list knows the middle of a region that would be taken for
// abroad without it.
func towns() map[uint64]places.Point {
	out := map[uint64]places.Point{}
	for pin, at := range map[uint64]string{194101: "34.1642,77.5848", 194103: "34.5553,76.1262", 194401: "34.5450,77.5600", 682555: "10.5669,72.6420"} {
		out[pin], _ = places.ParsePoint(at)
	}
	return out
}

// listed is the middle of the offices of a code, as far as they were looked up and
// not guessed.
func listed(offices []office) (places.Point, bool) {
	var all []places.Point
	for _, o := range offices {
		if !o.guessed {
			all = append(all, o.at)
		}
	}
	if len(all) == 0 {
		return places.Point{}, false
	}
	return median(all), true
}

// districts are the middles of sorting districts.
func districts(middles map[uint64]places.Point) map[uint64]places.Point {
	by := map[uint64][]places.Point{}
	for _, pin := range slices.Sorted(maps.Keys(middles)) {
		by[pin/1000] = append(by[pin/1000], middles[pin])
	}
	out := map[uint64]places.Point{}
	for district, all := range by {
		out[district] = median(all)
	}
	return out
}

// commonest is where most of the offices are said to be.
func commonest(offices []office) [2]string {
	votes := map[[2]string]int{}
	for _, o := range offices {
		votes[[2]string{o.district, o.state}]++
	}
	return slices.MaxFunc(slices.SortedFunc(maps.Keys(votes), func(a, b [2]string) int {
		return cmp.Or(cmp.Compare(a[1], b[1]), cmp.Compare(a[0], b[0]))
	}), func(a, b [2]string) int { return cmp.Compare(votes[a], votes[b]) })
}

// median is the middle north and the middle east: one point that is said to lie in
// another state does not move it.
func median(all []places.Point) places.Point {
	var lat, lon []int32
	for _, p := range all {
		lat, lon = append(lat, p.Lat), append(lon, p.Lon)
	}
	slices.Sort(lat)
	slices.Sort(lon)
	return places.Point{Lat: lat[len(lat)/2], Lon: lon[len(lon)/2]}
}

// neighbours is how many codes around one tell how wide its area is.
const neighbours = 3

// blur says of each code how far it is to the next few, on the whole; of one that is
// rough, the most there is.
func blur(all []code) {
	north := slices.DeleteFunc(slices.Clone(all), func(c code) bool { return c.rough })
	slices.SortFunc(north, func(a, b code) int { return cmp.Or(cmp.Compare(a.at.Lat, b.at.Lat), cmp.Compare(a.pin, b.pin)) })
	by := map[uint64]int{}
	for i, c := range north {
		by[c.pin] = min(toNext(north, i), maxBlur-blurUnit)
	}
	for i := range all {
		if all[i].blur = by[all[i].pin]; all[i].rough {
			all[i].blur = maxBlur
		}
	}
}

// toNext is the mean way from one code to the nearest others; all lie from south to
// north.
func toNext(all []code, i int) int {
	near := make([]int, neighbours)
	for k := range near {
		near[k] = maxBlur
	}
	take := func(c code) (more bool) {
		up := places.Point{Lat: c.at.Lat, Lon: all[i].at.Lon}
		if all[i].at.To(up) > near[neighbours-1] {
			return false
		}
		if d := all[i].at.To(c.at); d < near[neighbours-1] {
			near[neighbours-1] = d
			slices.Sort(near)
		}
		return true
	}
	for _, c := range all[i+1:] {
		if !take(c) {
			break
		}
	}
	for _, c := range slices.Backward(all[:i]) {
		if !take(c) {
			break
		}
	}
	sum := 0
	for _, d := range near {
		sum += d
	}
	return sum / neighbours
}
