package tariff

// Cap is how much may be spent in a month: by one shop, or by the operator on all
// of them. The zero value is no cap.
type Cap struct{ Limit Micro }

// Level is how near a cap what was spent has come.
type Level int

// The levels, in the order in which they are reached.
const (
	Below   Level = iota
	Warn80        // four fifths of it are spent
	Warn90        // nine tenths
	Reached       // all
)

// percent is from how much of a cap on a level holds.
var percent = map[Level]Micro{Warn80: 80, Warn90: 90, Reached: hundred}

const hundred = 100

// String names a level, for notices and metrics.
func (l Level) String() string {
	switch l {
	case Warn80:
		return "warn80"
	case Warn90:
		return "warn90"
	case Reached:
		return "reached"
	}
	return "below"
}

// Level is how near the cap is.
func (c Cap) Level(spent Micro) Level {
	for level := Reached; level > Below && c.Limit > 0; level-- {
		if spent >= c.at(level) {
			return level
		}
	}
	return Below
}

// at is the least that must be spent for a level.
func (c Cap) at(level Level) Micro {
	p := percent[level]
	whole, rest := c.Limit/hundred, c.Limit%hundred
	return whole*p + (rest*p+hundred-1)/hundred
}

// Crossed are the levels that were reached between one sum and a later one of the
// same month, in order. Whoever asks each time the sum grows hears of each level
// once, also where one step goes past several.
func (c Cap) Crossed(before, after Micro) []Level {
	var crossed []Level
	for level := c.Level(before) + 1; level <= c.Level(after); level++ {
		crossed = append(crossed, level)
	}
	return crossed
}
