package tariff

import (
	"fmt"
	"strconv"
	"strings"
)

// inRupees writes a sum as people in India do, rounded to the paisa: "₹1,25,000.00".
func inRupees(m Micro) string {
	paise := m.Paise()
	sign := ""
	if paise < 0 {
		sign, paise = "-", -paise
	}
	whole := strconv.FormatInt(paise/hundred, decimalBase)
	return fmt.Sprintf("%s₹%s.%02d", sign, group(whole, lakhDigits), paise%hundred)
}

// grouped writes a number of things in thousands: "100,000".
func grouped(n int64) string { return group(strconv.FormatInt(n, decimalBase), thousandDigits) }

// How many digits stand together before the last three.
const (
	lakhDigits     = 2
	thousandDigits = 3
)

// group puts commas before the last three digits and each so many before those.
func group(digits string, each int) string {
	if len(digits) <= thousandDigits {
		return digits
	}
	at := len(digits) - thousandDigits
	parts := []string{digits[at:]}
	for ; at > 0; at -= each {
		parts = append([]string{digits[max(at-each, 0):at]}, parts...)
	}
	return strings.Join(parts, ",")
}

// share writes thousandths as a percentage: "18 %", "12.5 %".
func share(thousandths int64) string {
	const ten = 10
	if thousandths%ten == 0 {
		return fmt.Sprintf("%d %%", thousandths/ten)
	}
	return fmt.Sprintf("%d.%d %%", thousandths/ten, thousandths%ten)
}
