package shop

import (
	"encoding/json"
	"time"
)

// Day is a day of the shop's calendar, "2006-01-02"; days compare as text. Its
// JSON is a value of kind date.
type Day string

// DayOf is the day that t falls on in zone.
func DayOf(t time.Time, zone *time.Location) Day { return Day(t.In(zone).Format(time.DateOnly)) }

// Plus is the day n days later, or d itself when d is no day.
func (d Day) Plus(n int) Day {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d
	}
	return Day(t.AddDate(0, 0, n).Format(time.DateOnly))
}

// Valid reports whether d is a day there is.
func (d Day) Valid() bool {
	_, err := time.Parse(time.DateOnly, string(d))
	return err == nil
}

// MarshalJSON writes d as a value.
func (d Day) MarshalJSON() ([]byte, error) {
	return json.Marshal(value{Kind: kindDate, From: string(d)})
}

// UnmarshalJSON reads a value; of a period, its first day.
func (d *Day) UnmarshalJSON(raw []byte) error {
	if string(raw) == "null" {
		return nil
	}
	v, err := readValue(raw, kindDate, kindPeriod)
	if err == nil {
		*d = Day(v.From)
	}
	return err
}

// Period is a span of days, both ends included. An empty From or To is open.
// Its JSON is a value of kind period.
type Period struct {
	From Day
	To   Day
	Name string // canonical: "last_week"
}

// Over is the period of one day.
func Over(d Day) Period { return Period{From: d, To: d} }

// Back is the period of the n days that end with d.
func Back(d Day, n int) Period { return Period{From: d.Plus(1 - n), To: d} }

// Has reports whether d lies in p.
func (p Period) Has(d Day) bool {
	return (p.From == "" || d >= p.From) && (p.To == "" || d <= p.To)
}

// Days is how many days p has; 0 when an end is open.
func (p Period) Days() int {
	from, err := time.Parse(time.DateOnly, string(p.From))
	if err != nil {
		return 0
	}
	to, err := time.Parse(time.DateOnly, string(p.To))
	if err != nil || to.Before(from) {
		return 0
	}
	return int(to.Sub(from)/(24*time.Hour)) + 1
}

// MarshalJSON writes p as a value.
func (p Period) MarshalJSON() ([]byte, error) {
	return json.Marshal(value{Kind: kindPeriod, From: string(p.From), To: string(p.To), Text: p.Name})
}

// UnmarshalJSON reads a value; a date is a period of one day.
func (p *Period) UnmarshalJSON(raw []byte) error {
	if string(raw) == "null" {
		return nil
	}
	v, err := readValue(raw, kindPeriod, kindDate)
	if err != nil {
		return err
	}
	*p = Period{From: Day(v.From), To: Day(v.To), Name: v.Text}
	if v.Kind == kindDate {
		p.To, p.Name = p.From, ""
	}
	return nil
}
