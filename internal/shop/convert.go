package shop

import "math"

// Pack says that Small of one unit are Big of another: 12 packet = 1 box. Both
// are in thousandths.
type Pack struct {
	Small     int64  `json:"small"`
	SmallUnit string `json:"small_unit"`
	Big       int64  `json:"big"`
	BigUnit   string `json:"big_unit"`
}

// ratio is how many of one unit another is.
type ratio struct{ num, den int64 }

// base returns the family of a unit and how many thousandths of the family's
// base unit one of it is.
func base(unit string) (family string, n int64) {
	switch unit {
	case "kg":
		return "g", 1_000_000
	case "quintal":
		return "g", 100_000_000
	case "pav":
		return "g", 250_000
	case "ser":
		return "g", 933_100
	case "tola":
		return "g", 11_664
	case "g":
		return "g", 1_000
	case "mg":
		return "g", 1
	case "l":
		return "ml", 1_000_000
	case "ml":
		return "ml", 1_000
	case "m":
		return "cm", 100_000
	case "cm":
		return "cm", 1_000
	case "foot":
		return "cm", 30_480
	case "gaz":
		return "cm", 91_440
	case "dozen":
		return "pcs", 12_000
	case "pair":
		return "pcs", 2_000
	case "gross":
		return "pcs", 144_000
	}
	if counted(unit) {
		return "pcs", 1_000
	}
	return unit, 1_000
}

// counted reports whether one of the unit is one thing over the counter, so
// that "5 piece" of what is kept in packets are five packets. A box or a bag is
// not: what is in it differs.
func counted(unit string) bool {
	switch unit {
	case "pcs", "packet", "bottle", "strip", "tube", "tin", "jar", "pouch", "bar", "sachet", "can", "roll", "set":
		return true
	}
	return false
}

// ratio says how many of unit to one of unit from is; false when they have
// nothing to do with each other. The item's own packs come before what units
// mean anywhere, so a packet of ten is ten pieces.
func (i Item) ratio(from, to string) (ratio, bool) {
	if from == "" || from == to {
		return ratio{1, 1}, true
	}
	for _, p := range i.Packs {
		if r, ok := p.ratio(from, to); ok {
			return r, true
		}
	}
	return between(from, to)
}

// ratio leads from one unit to the other over the pack, each end by what units
// mean anywhere. Where small and big are both things that are counted ("10 pcs
// = 1 packet"), only the big unit's own name means the big one.
func (p Pack) ratio(from, to string) (ratio, bool) {
	if p.Small <= 0 || p.Big <= 0 {
		return ratio{}, false
	}
	_, nested := between(p.SmallUnit, p.BigUnit)
	if !nested || from == p.BigUnit {
		if r, ok := chain(from, p.BigUnit, ratio{p.Small, p.Big}, p.SmallUnit, to); ok {
			return r, true
		}
	}
	if nested && to != p.BigUnit {
		return ratio{}, false
	}
	return chain(from, p.SmallUnit, ratio{p.Big, p.Small}, p.BigUnit, to)
}

// chain goes from → a, a → b by the step, b → to.
func chain(from, a string, step ratio, b, to string) (ratio, bool) {
	first, ok := between(from, a)
	if !ok {
		return ratio{}, false
	}
	last, ok := between(b, to)
	if !ok {
		return ratio{}, false
	}
	both, ok := first.times(step)
	if !ok {
		return ratio{}, false
	}
	return both.times(last)
}

// between converts by what units mean anywhere.
func between(from, to string) (ratio, bool) {
	if from == to {
		return ratio{1, 1}, true
	}
	f, n := base(from)
	t, m := base(to)
	if f != t || f == "" {
		return ratio{}, false
	}
	return ratio{n, m}.lowest(), true
}

// times multiplies two ratios; the zero ratio when they grow out of bounds.
func (r ratio) times(s ratio) (ratio, bool) {
	if r.num > math.MaxInt32 || r.den > math.MaxInt32 || s.num > math.MaxInt32 || s.den > math.MaxInt32 {
		return ratio{}, false
	}
	return ratio{r.num * s.num, r.den * s.den}.lowest(), true
}

// lowest cancels common factors.
func (r ratio) lowest() ratio {
	a, b := r.num, r.den
	for b != 0 {
		a, b = b, a%b
	}
	return ratio{r.num / a, r.den / a}
}
