package tariff

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
)

// ratesOf are a country's, one for every category.
func ratesOf(lines map[string]fileLine) (Rates, error) {
	for _, name := range slices.Sorted(maps.Keys(lines)) {
		if !slices.Contains(Categories(), Category(name)) {
			return nil, fmt.Errorf("%s: it is none of %v", name, Categories())
		}
	}
	out := Rates{}
	for _, of := range Categories() {
		line, ok := lines[string(of)]
		if !ok {
			return nil, fmt.Errorf(`%s is missing: write its rate, "0" if it is free`, of)
		}
		var err error
		if out[of], err = line.line(); err != nil {
			return nil, fmt.Errorf("%s.%w", of, err)
		}
	}
	return out, nil
}

// line is what one category costs.
func (l fileLine) line() (Line, error) {
	rate, err := amount(l.Rate)
	if err != nil {
		return Line{}, fmt.Errorf("rate: %w", err)
	}
	out := Line{Rate: rate}
	if l.Free != nil {
		if out.Free, err = count(l.Free, math.MaxInt64); err != nil {
			return Line{}, fmt.Errorf("free: %w", err)
		}
	}
	before := int64(1) // the message that the rate itself begins with
	for n, t := range l.Tiers {
		tier, err := t.tier()
		if err != nil {
			return Line{}, fmt.Errorf("tiers[%d].%w", n+1, err)
		}
		if tier.From <= before {
			return Line{}, fmt.Errorf("tiers[%d].from: %d overlaps what is before it, which begins with message %d: put the tiers in order, each with its first message", n+1, tier.From, before)
		}
		before, out.Tiers = tier.From, append(out.Tiers, tier)
	}
	return out, nil
}

func (t fileTier) tier() (Tier, error) {
	from, err := count(t.From, math.MaxInt64)
	if err != nil {
		return Tier{}, fmt.Errorf("from: %w", err)
	}
	rate, err := amount(t.Rate)
	if err != nil {
		return Tier{}, fmt.Errorf("rate: %w", err)
	}
	return Tier{From: from, Rate: rate}, nil
}

// amount reads a rate. A number without quotes is not taken: it would have been
// through a float before anybody sees it.
func amount(v any) (Micro, error) {
	if v == nil {
		return 0, errors.New(`it is missing: write rupees in quotes, rate = "0.1150"`)
	}
	text, ok := v.(string)
	if !ok {
		return 0, fmt.Errorf("%v has no quotes: %w", v, errAmount)
	}
	m, err := parse(text)
	if err != nil {
		return 0, fmt.Errorf("%q: %w", text, err)
	}
	if m > maxRate {
		return 0, fmt.Errorf("%s is too much: write rupees, up to %s", m, maxRate)
	}
	return m, nil
}

// count reads a whole number from 0 to most.
func count(v any, most int64) (int64, error) {
	if v == nil {
		return 0, fmt.Errorf("it is missing: write a whole number from 0 to %d", most)
	}
	n, ok := v.(int64)
	if !ok || n < 0 || n > most {
		return 0, fmt.Errorf("%v: write a whole number from 0 to %d, without quotes", v, most)
	}
	return n, nil
}
