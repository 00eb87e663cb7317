package locales

// Quantity prints thousandths of a unit with the unit's word: 2000 of "kg" is
// "2 kg", and "2 किलो" in Hindi; 1000 of "packet" is "1 packet" and 2000 is
// "2 packets". Without a unit it is the bare figure. A unit the language has no
// word for is printed as it is called.
func Quantity(lang string, thousandths int64, unit string) string {
	return quantity(tongueOf(lang), thousandths, unit)
}

func quantity(t *tongue, thousandths int64, unit string) string {
	b := appendNumber(make([]byte, 0, 48), thousandths)
	if unit == "" {
		return string(b)
	}
	b = append(b, ' ')
	return string(append(b, t.unit(unit).counted(thousandths)...))
}
