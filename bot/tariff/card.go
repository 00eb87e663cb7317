package tariff

import "time"

// Card is what messages cost, and since when. *Card is safe for use by several at
// once. One that is empty makes everything free: take [Default], or [Read] one.
type Card struct {
	Currency string         // of all its rates; INR
	Zone     *time.Location // the account's, in which its months begin
	Issues   []Issue        // one follows the other
}

// Issue is a card as it stands from a day on, until the next one.
type Issue struct {
	From   time.Time // its first moment
	Source string    // where it is from and when that was looked at, for whoever checks it
	Tax    int64     // on top, in thousandths: 180 is 18 %
	Rates  map[string]Rates
}

// Rates are what one country's messages cost. The countries are named as in ISO
// 3166, "IN".
type Rates map[Category]Line

// Line is what the messages of one category cost.
type Line struct {
	Rate  Micro  // of one
	Free  int64  // so many of a number's in a month cost nothing
	Tiers []Tier // in order of From
}

// Tier is a rate for those who send much.
type Tier struct {
	From int64 // the first message of the month that it is for; 1 is the month's first
	Rate Micro
}

// Month names the month of the account in which a message is counted: "2026-10".
func (c *Card) Month(at time.Time) string {
	if c.Zone == nil {
		return at.UTC().Format("2006-01")
	}
	return at.In(c.Zone).Format("2006-01")
}

// Issue is the card as it stands at a time. What was sent before the first issue
// is reckoned by the first: it is not free because nobody wrote its price down.
func (c *Card) Issue(at time.Time) Issue {
	var standing Issue
	for n, i := range c.Issues {
		if n == 0 || !at.Before(i.From) {
			standing = i
		}
	}
	return standing
}

// Tax is what comes on top of a sum of messages, half a millionth rounded up. A
// bill is taxed once, as a whole.
func (c *Card) Tax(at time.Time, sum Micro) Micro { return c.Issue(at).tax(sum) }

// thousand is what a tax is counted in.
const thousand = 1000

func (i Issue) tax(sum Micro) Micro {
	whole := floor(sum, thousand)
	return whole*Micro(i.Tax) + floor((sum-whole*thousand)*Micro(i.Tax)+thousand/2, thousand)
}

// line is what a category costs in a country. Where the card does not know the
// country or the category, it is the dearest that it does know, nothing free and
// nothing less for many, so that nothing is counted under what it costs.
func (i Issue) line(country string, of Category) Line {
	if rates, ok := i.Rates[country]; ok {
		return rates.line(of)
	}
	var dearest Micro
	for _, rates := range i.Rates {
		dearest = max(dearest, rates.line(of).dearest())
	}
	return Line{Rate: dearest}
}

func (r Rates) line(of Category) Line {
	if l, ok := r[of]; ok {
		return l
	}
	var dearest Micro
	for _, l := range r {
		dearest = max(dearest, l.dearest())
	}
	return Line{Rate: dearest}
}

// dearest is the most that a message may cost.
func (l Line) dearest() Micro {
	most := l.Rate
	for _, t := range l.Tiers {
		most = max(most, t.Rate)
	}
	return most
}
