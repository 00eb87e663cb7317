package locales

// Money prints paise as rupees in Indian grouping, with two decimals only when
// there are paise: "₹1,25,000", "₹90.50", "−₹90". Rupees look the same in every
// language so far; lang is there for one in which they do not.
func Money(_ string, paise int64) string {
	return string(appendMoney(make([]byte, 0, 32), paise))
}

// Rate prints a price per unit: 6000 paise a "kg" is "₹60/kg", and "₹60/किलो" in
// Hindi.
func Rate(lang string, paise int64, unit string) string {
	return rate(tongueOf(lang), paise, unit)
}

func rate(t *tongue, paise int64, unit string) string {
	b := append(appendMoney(make([]byte, 0, 40), paise), '/')
	return string(append(b, t.unit(unit).each...))
}

// appendMoney appends paise as rupees.
func appendMoney(b []byte, paise int64) []byte {
	n, negative := magnitude(paise)
	if negative {
		b = append(b, minus...)
	}
	b = append(b, "₹"...)
	return appendPaise(appendGrouped(b, n/100), n%100)
}

// appendPaise appends a point and two digits, or nothing for 0.
func appendPaise(b []byte, paise uint64) []byte {
	if paise == 0 {
		return b
	}
	return append(b, '.', byte('0'+paise/10), byte('0'+paise%10))
}
