package locales

import (
	"net/url"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// Arg is an argument as a text sees it. {{.Amount}} prints it for the eye; the
// methods are what else a text may ask of it. Where it is read aloud, figures and days
// print as words. An absent argument is nil: it prints as nothing, every method answers as if it were nothing, and
// {{if .Amount}} is false. Zero is a figure, not nothing.
//
//	money      ₹1,25,000   ₹90.50   −₹90; with a unit a rate: ₹60/kg
//	quantity   2 kg   2.5 kg   1 packet; Text "all": all
//	number     1,25,000   2.5
//	date       15 Mar; Text "year": 15 Mar 2026
//	period     last week; 1–15 Mar
//	language   its name in the reader's language
//	letter     its text in its own language, for the reader to pass on
//	anything else by its name in the reader's language, or as it was said
type Arg struct {
	value bot.Value
	in    *edition
}

// newArg wraps v for the reader of an edition; nil when it would print as
// nothing.
func newArg(v bot.Value, in *edition) *Arg {
	for _, text := range []*string{&v.Text, &v.Unit, &v.From, &v.To} {
		*text = strings.ToValidUTF8(*text, "") // nobody can read half a letter
	}
	a := &Arg{value: v, in: in}
	switch v.Kind {
	case bot.Money, bot.Quantity, bot.Number:
		return a
	}
	if a.String() == "" {
		return nil
	}
	return a
}

// String prints the argument for the eye.
func (a *Arg) String() string {
	if a == nil {
		return ""
	}
	v, t := a.value, a.in.tongue
	if a.in.reader != nil {
		if said, ok := a.in.reader.value(v); ok {
			return said
		}
	}
	switch v.Kind {
	case bot.Money:
		return printMoney(t, v)
	case bot.Quantity:
		return printQuantity(t, v)
	case bot.Number:
		return Number(a.in.lang, v.N)
	case bot.Date:
		return printDay(t, v.From, v.Text == "year")
	case bot.Period:
		return printPeriod(t, v.Text, v.From, v.To)
	case bot.Language:
		return printLanguage(t, v.Text)
	case bot.Text:
		if name, ok := v.Names[a.in.lang]; ok {
			return name
		}
		return v.Text
	case bot.Letter:
		return a.letter()
	}
	return printName(a.in, v)
}

// letter is a text in the language of whom it is for; none when there is none.
func (a *Arg) letter() string {
	text, err := a.in.whole.Write(a.value.Unit, a.value.Text, a.value.Args)
	if err != nil {
		return ""
	}
	return text
}

// Link is what to tap to send a letter: WhatsApp opens with the text written to
// the number it goes to. It is nothing for what is no letter.
func (a *Arg) Link() string {
	if a == nil || a.value.Kind != bot.Letter || a.value.ID == "" || a.in.reader != nil {
		return ""
	}
	return "https://wa.me/" + a.value.ID + "?text=" + strings.ReplaceAll(url.QueryEscape(a.letter()), "+", "%20")
}

// Plain prints a figure bare, as a machine would: no grouping, no ₹, no unit
// ("125000", "90.50", "-2.5"). It is for numbers that are names, such as a
// turn's. What is no figure prints as ever.
func (a *Arg) Plain() string {
	switch {
	case a == nil:
		return ""
	case !a.figure():
		return a.String()
	}
	bare := Number
	if a.value.Kind == bot.Money {
		bare = Money
	}
	return strings.NewReplacer(",", "", "₹", "", minus, "-").Replace(bare(a.in.lang, a.value.N))
}

// Abs is a figure without its sign, for texts that say the direction in words.
func (a *Arg) Abs() *Arg {
	if !a.Negative() || a.value.N == -a.value.N {
		return a
	}
	positive := *a
	positive.value.N = -a.value.N
	return &positive
}

// Year is a day with its year, whatever the day itself asks for.
func (a *Arg) Year() *Arg {
	if a == nil || a.value.Kind != bot.Date {
		return a
	}
	dated := *a
	dated.value.Text = "year"
	return &dated
}

// Unit prints the unit's word alone, as it follows this figure.
func (a *Arg) Unit() string {
	if a == nil || a.value.Unit == "" {
		return ""
	}
	return a.in.tongue.unit(a.value.Unit).counted(a.value.N)
}

// Own prints a language by what its own speakers call it, for lists in which
// everybody must find his.
func (a *Arg) Own() string {
	if a == nil {
		return ""
	}
	return printLanguage(tongueOf(a.value.Text), a.value.Text)
}

// Negative reports whether the argument is a figure below zero.
func (a *Arg) Negative() bool { return a != nil && a.figure() && a.value.N < 0 }

// Positive reports whether the argument is a figure above zero.
func (a *Arg) Positive() bool { return a != nil && a.figure() && a.value.N > 0 }

// Zero reports whether the argument is the figure zero.
func (a *Arg) Zero() bool { return a != nil && a.figure() && a.value.N == 0 }

// Is reports whether the argument has the canonical text given: which of a
// skill's listed values it is, or which period.
func (a *Arg) Is(text string) bool { return a != nil && a.value.Text == text }

// figure reports whether N counts.
func (a *Arg) figure() bool {
	switch a.value.Kind {
	case bot.Money, bot.Quantity, bot.Number:
		return true
	}
	return false
}

// count is the argument as a plural rule takes it; nil when it is no number.
func (a *Arg) count() any {
	switch {
	case a == nil || a.value.Kind != bot.Number:
		return nil
	case a.value.N%1000 == 0:
		return a.value.N / 1000
	}
	return a.Plain()
}

func printMoney(t *tongue, v bot.Value) string {
	if v.Unit != "" {
		return rate(t, v.N, v.Unit)
	}
	return Money("", v.N)
}

func printQuantity(t *tongue, v bot.Value) string {
	if v.Text == "all" {
		return t.Lot
	}
	return quantity(t, v.N, v.Unit)
}
