package wire

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// String is a string that is also read from a number or a truth value, as some
// senders write ids. Anything else reads as "". It never holds a NUL, which
// databases refuse.
type String string

// UnmarshalJSON never fails.
func (s *String) UnmarshalJSON(raw []byte) error {
	switch raw[0] {
	case '"':
		var text string
		if json.Unmarshal(raw, &text) == nil {
			*s = String(strings.ReplaceAll(text, "\x00", ""))
		}
	case '{', '[', 'n':
		*s = ""
	default:
		*s = String(raw)
	}
	return nil
}

// Bool is a truth value that is also read from "true", "1" and 1. Anything else
// reads as false.
type Bool bool

// UnmarshalJSON never fails.
func (b *Bool) UnmarshalJSON(raw []byte) error {
	text := bare(raw)
	*b = Bool(text == "1" || strings.EqualFold(text, "true"))
	return nil
}

// Int is a whole number that is also read from a string or a fraction. What is
// no number reads as 0.
type Int int64

// UnmarshalJSON never fails.
func (i *Int) UnmarshalJSON(raw []byte) error {
	*i = Int(integer(bare(raw)))
	return nil
}

// bare is a scalar without its quotes.
func bare(raw []byte) string {
	return strings.TrimSpace(strings.Trim(string(raw), `"`))
}

// integer is the whole part of a number, 0 for what is none or does not fit.
func integer(text string) int64 {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || !(f > -1e18 && f < 1e18) { // NaN is no number either
		return 0
	}
	return int64(f)
}

// Stamp is a time. It is written as a string of seconds since 1970, as WhatsApp
// does, and read from a string or a number of seconds, milliseconds,
// microseconds or nanoseconds, or in RFC 3339. What is no time from 2000 to 2099
// reads as zero.
type Stamp struct{ time.Time }

// At is a stamp of a time, for writing.
func At(t time.Time) Stamp { return Stamp{t} }

// UnmarshalJSON never fails.
func (s *Stamp) UnmarshalJSON(raw []byte) error {
	text := bare(raw)
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t = instant(text)
	}
	if t = t.UTC(); t.Year() < 2000 || t.Year() > 2099 {
		t = time.Time{}
	}
	s.Time = t
	return nil
}

// MarshalJSON writes seconds since 1970 in a string; the zero time is "0".
func (s Stamp) MarshalJSON() ([]byte, error) {
	if s.IsZero() {
		return []byte(`"0"`), nil
	}
	return []byte(`"` + strconv.FormatInt(s.Unix(), 10) + `"`), nil
}

// instant reads a number since 1970, whose size tells its unit.
func instant(text string) time.Time {
	n := integer(text)
	switch {
	case n < 1e11: // seconds until the year 5138
		return time.Unix(n, 0)
	case n < 1e14:
		return time.UnixMilli(n)
	case n < 1e17:
		return time.UnixMicro(n)
	}
	return time.Unix(0, n)
}

// Degrees is a coordinate that is also read from a string. What is no number
// reads as 361, which is nowhere.
type Degrees float64

// Nowhere is a coordinate that could not be read.
const Nowhere Degrees = 361

// UnmarshalJSON never fails.
func (d *Degrees) UnmarshalJSON(raw []byte) error {
	f, err := strconv.ParseFloat(bare(raw), 64)
	if err != nil || !(f >= -360 && f <= 360) {
		f = float64(Nowhere)
	}
	*d = Degrees(f)
	return nil
}
