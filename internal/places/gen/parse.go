package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/sahayak-dev/sahayak/internal/places"
)

// office is one post office of GeoNames' list.
type office struct {
	pin             uint64
	state, district string
	at              places.Point
	guessed         bool // at is the middle of something larger
}

// parseOffices reads GeoNames' table of postal codes: one office a line, columns
// apart by tabs (country, code, office, state, its code, district, its code, block,
// its code, latitude, longitude, accuracy).
func parseOffices(raw []byte) ([]office, error) {
	var out []office
	for n, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		col := strings.Split(line, "\t")
		if len(col) != 12 || len(col[1]) != 6 {
			return nil, fmt.Errorf("line %d: %d columns", n+1, len(col))
		}
		pin, err := strconv.ParseUint(col[1], 10, 32)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n+1, err)
		}
		at, ok := places.ParsePoint(col[9] + "," + col[10])
		if !ok {
			return nil, fmt.Errorf("line %d: no such place", n+1)
		}
		out = append(out, office{pin: pin, state: stateOf(named(col[3]), named(col[5])), district: named(col[5]), at: at, guessed: col[11] == "1"})
	}
	return out, nil
}

// named is what a state or a district is called today, where the list is late.
func named(name string) string {
	name, _, _ = strings.Cut(name, "(") // "Raigarh(MH)": the state stands beside it
	switch name = strings.TrimSpace(name); name {
	case "Chattisgarh":
		return "Chhattisgarh"
	case "Pondicherry":
		return "Puducherry"
	}
	return strings.ReplaceAll(name, " & ", " and ")
}

// stateOf is the state a district is in since Ladakh became a union territory.
func stateOf(state, district string) string {
	if district == "Leh" || district == "Kargil" {
		return "Ladakh"
	}
	return state
}

// line is one code of the list of middles.
var line = regexp.MustCompile(`"(\d{6})":\s*\{\s*"lat":\s*([-\d.]+),\s*"lng":\s*([-\d.]+)`)

// crowd is how many codes may be said to lie at one point: more of them were put
// there for want of anything better.
const crowd = 3

// parseMiddles reads where the middles of codes are.
func parseMiddles(raw []byte) (map[uint64]places.Point, error) {
	out, codes := map[uint64]places.Point{}, map[places.Point]int{}
	for _, m := range line.FindAllStringSubmatch(string(raw), -1) {
		pin, err := strconv.ParseUint(m[1], 10, 32)
		if err != nil {
			return nil, err
		}
		at, ok := places.ParsePoint(m[2] + "," + m[3])
		if !ok {
			return nil, fmt.Errorf("%s: no such place", m[1])
		}
		out[pin] = at
		codes[at]++
	}
	for pin, at := range out {
		if codes[at] > crowd {
			delete(out, pin)
		}
	}
	return out, nil
}
