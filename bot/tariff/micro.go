package tariff

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Micro is an amount in millionths of a rupee: ₹0.1150 is 115000. It holds more
// than nine trillion rupees.
type Micro int64

// What the units of money are in millionths of a rupee.
const (
	Rupee Micro = 1_000_000
	Paisa       = Rupee / 100
)

// How a fraction of a rupee is written.
const (
	mostDigits  = 6 // all that an amount holds
	fewDigits   = 4 // as rate cards write them
	decimalBase = 10
)

// Paise is the amount in whole paise, half a paisa rounded up. It is for sums:
// whoever rounds every message may be half a paisa out for each.
func (m Micro) Paise() int64 {
	whole := floor(m, Paisa)
	if m-whole*Paisa >= Paisa/2 {
		whole++
	}
	return int64(whole)
}

// floor divides down, also below zero.
func floor(m, by Micro) Micro {
	if m%by < 0 {
		return m/by - 1
	}
	return m / by
}

// String writes the amount exactly, in rupees with four digits behind the point
// or as many as it takes: "₹0.1150", "₹1.018458".
func (m Micro) String() string {
	sign, n := "", uint64(m)
	if m < 0 {
		sign, n = "-", -uint64(m)
	}
	fraction := fmt.Sprintf("%0*d", mostDigits, n%uint64(Rupee))
	for len(fraction) > fewDigits && strings.HasSuffix(fraction, "0") {
		fraction = fraction[:len(fraction)-1]
	}
	return sign + "₹" + strconv.FormatUint(n/uint64(Rupee), decimalBase) + "." + fraction
}

// errAmount says what an amount looks like.
var errAmount = errors.New(`write rupees as "0.1150": digits, and up to six behind a point`)

// parse reads rupees: "0.1150", "2". It is exact, and takes no sign.
func parse(text string) (Micro, error) {
	whole, fraction, point := strings.Cut(text, ".")
	if whole == "" || point && fraction == "" || len(fraction) > mostDigits {
		return 0, errAmount
	}
	digits := whole + fraction + strings.Repeat("0", mostDigits-len(fraction))
	if strings.Trim(digits, "0123456789") != "" {
		return 0, errAmount
	}
	n, err := strconv.ParseInt(digits, decimalBase, 64)
	if err != nil {
		return 0, fmt.Errorf("%q is no amount: %w", text, errAmount)
	}
	return Micro(n), nil
}
