package tariff

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

// ErrCard says that a rate card cannot be used, why, and what to do.
var ErrCard = errors.New("tariff: the rate card cannot be used")

// What a card may say.
const (
	maxCard = 1 << 20      // bytes
	maxRate = 1000 * Rupee // more is a slip of the pen; so nine billion messages can be summed
	maxTax  = thousand     // as much again
	rupees  = "INR"        // what amounts are counted in
	zone    = "Asia/Kolkata"
)

// file is a card as it is written. What people may get wrong is read as whatever
// it is, so that the complaint can say which issue it is of.
type file struct {
	Currency string      `toml:"currency"`
	Zone     string      `toml:"zone"`
	Issues   []fileIssue `toml:"issue"`
}

type fileIssue struct {
	From   any                            `toml:"from"`
	Source string                         `toml:"source"`
	Tax    any                            `toml:"tax"`
	Rates  map[string]map[string]fileLine `toml:"rates"`
}

type fileLine struct {
	Rate  any        `toml:"rate"`
	Free  any        `toml:"free"`
	Tiers []fileTier `toml:"tiers"`
}

type fileTier struct {
	From any `toml:"from"`
	Rate any `toml:"rate"`
}

// ReadFile reads a rate card from a file, see [Read].
func ReadFile(path string) (Card, error) {
	raw, err := os.ReadFile(path) //nolint:gosec // the operator's own choice
	if err != nil {
		return Card{}, fmt.Errorf("%w: %w", ErrCard, err)
	}
	c, err := Read(bytes.NewReader(raw))
	if err != nil {
		return Card{}, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}

// Read reads a rate card: TOML, as the one built in is written. It takes nothing
// that is left out, unknown, negative or said twice: [ErrCard] says where and what
// to do.
func Read(r io.Reader) (Card, error) {
	var f file
	if err := decode(r, &f); err != nil {
		return Card{}, err
	}
	c, err := f.card()
	if err != nil {
		return Card{}, fmt.Errorf("%w: %w", ErrCard, err)
	}
	return c, nil
}

// decode reads TOML into a file, all of it known.
func decode(r io.Reader, into any) error {
	raw, err := io.ReadAll(io.LimitReader(r, maxCard+1))
	if err != nil {
		return fmt.Errorf("tariff: read: %w", err)
	}
	if len(raw) > maxCard {
		return fmt.Errorf("%w: it is longer than %d bytes", ErrCard, maxCard)
	}
	meta, err := toml.Decode(string(raw), into)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrCard, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return fmt.Errorf("%w: nothing is called %s: correct its name, or take it out", ErrCard, unknown[0])
	}
	return nil
}

// inINR refuses a card in anything but rupees.
func inINR(currency string) error {
	switch currency {
	case "":
		return errors.New(`it has no currency: add currency = "INR" and rates in rupees`)
	case rupees:
		return nil
	}
	return fmt.Errorf("currency is %q: rates are in rupees here, so take the card in INR", currency)
}

// card is what the file says.
func (f file) card() (Card, error) {
	if err := inINR(f.Currency); err != nil {
		return Card{}, err
	}
	if len(f.Issues) == 0 {
		return Card{}, errors.New("it has no rates: add an [[issue]] with the day it is from and its rates")
	}
	if f.Zone == "" {
		f.Zone = zone
	}
	loc, err := time.LoadLocation(f.Zone)
	if err != nil || f.Zone == "Local" {
		return Card{}, fmt.Errorf("zone: there is no %q: name it as %s is named", f.Zone, zone)
	}
	c := Card{Currency: f.Currency, Zone: loc}
	for n, i := range f.Issues {
		issue, err := i.issue(loc)
		if err != nil {
			return Card{}, fmt.Errorf("issue %d: %w", n+1, err)
		}
		if n > 0 && !issue.From.After(c.Issues[n-1].From) {
			return Card{}, fmt.Errorf("issue %d: from is not after that of the issue before it: put the older first, and one for each day", n+1)
		}
		c.Issues = append(c.Issues, issue)
	}
	return c, nil
}

// issue is one of the card's, in the account's zone.
func (i fileIssue) issue(loc *time.Location) (Issue, error) {
	text, _ := i.From.(string)
	from, err := time.ParseInLocation(time.DateOnly, text, loc)
	if err != nil || from.Year() < 1 {
		return Issue{}, errors.New(`from: write the first day it is for, in quotes: from = "2026-10-01"`)
	}
	if i.Tax == nil {
		return Issue{}, errors.New("tax is missing: write what comes on top in thousandths, 180 for 18 %, or 0")
	}
	tax, err := count(i.Tax, maxTax)
	if err != nil {
		return Issue{}, fmt.Errorf("tax: %w", err)
	}
	if len(i.Rates) == 0 {
		return Issue{}, errors.New("rates are missing: add [issue.rates.IN] with a rate for each category")
	}
	out := Issue{From: from, Source: strings.TrimSpace(i.Source), Tax: tax, Rates: map[string]Rates{}}
	for _, name := range slices.Sorted(maps.Keys(i.Rates)) {
		country, err := countryNamed(name)
		if err != nil {
			return Issue{}, fmt.Errorf("rates.%s: %w", name, err)
		}
		if out.Rates[country] != nil {
			return Issue{}, fmt.Errorf("rates.%s: %s is there twice: leave one", name, country)
		}
		if out.Rates[country], err = ratesOf(i.Rates[name]); err != nil {
			return Issue{}, fmt.Errorf("rates.%s.%w", name, err)
		}
	}
	return out, nil
}
