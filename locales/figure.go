package locales

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// How figures stand in a text. The first that fits is how one is read.
var (
	dayAndClock = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})( \d{1,2}:\d{2})`)
	dayOfYear   = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{4})`)
	clockTime   = regexp.MustCompile(`^(\d{1,2}):(\d{2})`)
	digitsAlone = regexp.MustCompile(`^(?:…\d+|\+\d{1,3}[ -]?\d{5}[ -]?\d{5}|\d{5}[ -]\d{5}|\+?\d{6,}|0\d+)`)
	fromTo      = regexp.MustCompile(`^(\d{1,5}) ?[–-] ?(\d{1,5})`)
	plainFigure = regexp.MustCompile(`^([−-]?)(₹? ?)(\d{1,3}(?:,\d{2,3})*,\d{3}|\d+)(?:\.(\d{1,3}))?( ?%|×)?`)
)

// figures puts every figure of a text into words.
func (r *reader) figures(text string) string {
	text = digitsOf(text)
	var out strings.Builder
	last := ' '
	for len(text) > 0 {
		said, size := r.figure(last, text)
		if size == 0 {
			c, n := utf8.DecodeRuneInString(text)
			out.WriteRune(c)
			last, text = c, text[n:]
			continue
		}
		text = text[size:]
		if partOfWord(last) {
			out.WriteByte(' ')
		}
		out.WriteString(said)
		if startsWithLetter(text) {
			out.WriteString(r.space(text))
		}
		last, _ = utf8.DecodeLastRuneInString(said)
	}
	return out.String()
}

// figure reads the figure that a text begins with, after a rune, and says how many bytes
// it is long; 0 when there is none.
func (r *reader) figure(last rune, text string) (said string, size int) {
	switch c, n := utf8.DecodeRuneInString(text); {
	case c == '−' && startsWithLetter(text[n:]):
		return r.Minus, n
	case c == '-' && last != ' ' && last != '(', !strings.ContainsRune("0123456789₹−-…+", c):
		return "", 0
	}
	for _, read := range []func(string) (string, int){r.moment, r.named, r.span, r.plainly} {
		if said, size := read(text); size > 0 {
			return said, size
		}
	}
	return "", 0
}

// moment reads a day or a time of day.
func (r *reader) moment(text string) (string, int) {
	if m := dayAndClock.FindStringSubmatch(text); m != nil {
		if d, err := time.Parse("2/1/2006", m[1]+"/"+m[2]+"/2000"); err == nil {
			return r.on(d, false), len(m[0]) - len(m[3])
		}
	}
	if m := dayOfYear.FindStringSubmatch(text); m != nil {
		if d, err := time.Parse("2/1/2006", m[0]); err == nil {
			return r.on(d, true), len(m[0])
		}
	}
	m := clockTime.FindStringSubmatch(text)
	if len(m) == 0 {
		return "", 0
	}
	hour, minute, rest := atoi(m[1]), atoi(m[2]), text[len(m[0]):]
	if hour > 23 || minute > 59 || startsWithDigit(rest) {
		return "", 0
	}
	return r.clock(hour, minute, m[1][0] == '0', rest), len(m[0])
}

// named reads a number that nobody counts with: of a telephone, a place, a ticket.
func (r *reader) named(text string) (string, int) {
	m := digitsAlone.FindString(text)
	if m == "" || strings.HasPrefix(text[len(m):], ".") && startsWithDigit(text[len(m)+1:]) {
		return "", 0
	}
	return r.digits(figuresOf(m)), len(m)
}

// span reads from one number to another. What does not grow is a name: 50-50.
func (r *reader) span(text string) (string, int) {
	m := fromTo.FindStringSubmatch(text)
	if len(m) == 0 {
		return "", 0
	}
	from, to := atoi(m[1]), atoi(m[2])
	if from >= to || continues(text[len(m[0]):]) {
		return "", 0
	}
	return fmt.Sprintf(r.Range, r.whole(uint64(from)), r.whole(uint64(to))), len(m[0])
}

// plainly reads a number, a sum or a percentage.
func (r *reader) plainly(text string) (string, int) {
	m := plainFigure.FindStringSubmatch(text)
	if m == nil {
		return "", 0
	}
	minus, rupees, digits, decimals, after := m[1], strings.TrimSpace(m[2]), strings.ReplaceAll(m[3], ",", ""), m[4], m[5]
	rest := text[len(m[0]):]
	n, err := strconv.ParseUint(digits, 10, 48)
	var said string
	switch {
	case err != nil || startsWithDigit(rest):
		said = r.digits(digits + decimals)
	case rupees != "" && len(decimals) < 3:
		said = r.money(n*100 + uint64(atoi((decimals + "00")[:2])))
	default:
		said = r.number(n*1000+uint64(atoi((decimals + "000")[:3])), after+rest)
	}
	if minus != "" {
		said = r.Minus + " " + said
	}
	switch strings.TrimSpace(after) {
	case "%":
		said = fmt.Sprintf(r.Percent, said)
	case "×":
		if startsWithDigit(strings.TrimLeft(rest, " ₹")) {
			return said, len(m[0]) - len(after)
		}
		said = r.often(n, said)
	}
	return said, len(m[0])
}

// often reads how often something was.
func (r *reader) often(n uint64, said string) string {
	if n == 1 && r.Once != "" {
		return r.Once
	}
	return fmt.Sprintf(r.Times, said)
}

// zeros are the first digits of the scripts that somebody here may write figures in.
const zeros = "०০੦૦୦௦౦೦൦٠۰０"

// digitsOf writes the digits of other scripts as 0 to 9.
func digitsOf(text string) string {
	return strings.Map(func(c rune) rune {
		if c < utf8.RuneSelf || !unicode.IsDigit(c) {
			return c
		}
		for _, zero := range zeros {
			if c >= zero && c <= zero+9 {
				return '0' + (c - zero)
			}
		}
		return c
	}, text)
}

// startsWithLetter reports whether a text begins with a letter.
func startsWithLetter(text string) bool {
	c, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(c)
}

// startsWithDigit reports whether a text begins with a figure.
func startsWithDigit(text string) bool { return text != "" && text[0] >= '0' && text[0] <= '9' }

// continues reports whether what follows belongs to the same figure.
func continues(rest string) bool {
	return startsWithDigit(rest) || rest != "" && strings.ContainsRune(".,-:/", rune(rest[0])) && startsWithDigit(rest[1:])
}
