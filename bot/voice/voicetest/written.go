package voicetest

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// Written is what was understood, each command its errand and its slots in order; "" when
// nobody would act on it.
func Written(u bot.Understanding) string {
	if u.Unsure {
		return ""
	}
	var out []string
	for _, c := range u.Commands {
		out = append(out, written(c))
	}
	return strings.Join(out, " ; ")
}

func written(c bot.Command) string {
	fields := []string{cmp.Or(c.Errand, string(c.Kind))}
	for slot, v := range c.Slots {
		fields = append(fields, slot+"="+value(v))
	}
	slices.Sort(fields[1:])
	return strings.Join(fields, " ")
}

// value is a value of a slot: an id, rupees, a quantity with its unit.
func value(v bot.Value) string {
	const paise, thousandths = 100, 1000
	switch v.Kind {
	case bot.Item, bot.Customer:
		return cmp.Or(v.ID, "?"+v.Text)
	case bot.Money:
		return number(v.N, paise)
	case bot.Quantity:
		return cmp.Or(v.Text, number(v.N, thousandths)+v.Unit)
	case bot.Number:
		return number(v.N, thousandths)
	default:
		return v.Text
	}
}

func number(n int64, parts float64) string {
	return strconv.FormatFloat(float64(n)/parts, 'g', -1, 64)
}
