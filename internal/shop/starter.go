package shop

import (
	"bufio"
	"embed"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed starter/*.tsv
var starterFiles embed.FS

// starters are the catalogues by trade, read once; nothing changes them.
var starters = sync.OnceValues(readStarters)

// catalogue is one trade's starter items.
type catalogue struct {
	items   []Item
	ordered []Item // the same by id
	byID    map[string]Item
	hash    string
}

// Starter are the items a shop of that kind knows from the start: names, units
// and usual prices. The list is the caller's; what its items point to is shared
// and not to be changed. ErrStarter for a kind there is no catalogue of.
func Starter(kind string) ([]Item, error) {
	c, err := starter(kind)
	return append([]Item(nil), c.items...), err
}

// StarterHash changes when the catalogue of that kind does.
func StarterHash(kind string) (string, error) {
	c, err := starter(kind)
	return c.hash, err
}

func starter(kind string) (catalogue, error) {
	all, err := starters()
	if err != nil {
		return catalogue{}, err
	}
	c, ok := all[Trade(kind)]
	if !ok {
		return catalogue{}, fmt.Errorf("shop: starter %q: %w", kind, ErrStarter)
	}
	return c, nil
}

// starterItem finds an item in the catalogue of a trade, or of any other: a
// shop that changes its trade keeps what it has sold.
func starterItem(t Trade, id string) (Item, bool) {
	all, err := starters()
	if err != nil {
		return Item{}, false
	}
	for _, k := range append([]Trade{t}, Trades()...) {
		if it, ok := all[k].byID[id]; ok {
			return it, true
		}
	}
	return Item{}, false
}

func readStarters() (map[Trade]catalogue, error) {
	all := map[Trade]catalogue{}
	for _, t := range Trades() {
		raw, err := starterFiles.ReadFile("starter/" + string(t) + ".tsv")
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("shop: starter %s: %w", t, err)
		}
		items, err := ReadStarter(strings.NewReader(string(raw)))
		if err != nil {
			return nil, fmt.Errorf("shop: starter %s: %w", t, err)
		}
		if err := addNames(starterFiles, t, items); err != nil {
			return nil, fmt.Errorf("shop: starter %s: %w", t, err)
		}
		ordered := slices.SortedFunc(slices.Values(items), func(a, b Item) int { return strings.Compare(a.ID, b.ID) })
		c := catalogue{items: items, ordered: ordered, byID: make(map[string]Item, len(items)), hash: hashOf(items)}
		for _, it := range items {
			c.byID[it.ID] = it
		}
		all[t] = c
	}
	return all, nil
}

// hashOf changes when anything of some items does.
func hashOf(items []Item) string {
	h := fnv.New64a()
	for _, it := range items {
		fmt.Fprintf(h, "%q %v %+v\n", it.ID, it.Also, it.facts()) // maps are printed in order
	}
	return strconv.FormatUint(h.Sum64(), 36)
}

// starterLangs are the languages that a starter catalogue names its items in.
var starterLangs = [...]string{"en", "hi", "hi-Latn"}

// starterFields are the columns of a starter file; the first line names them.
const starterFields = 9

// ReadStarter reads a starter catalogue: a header, then tab-separated lines of
// id, category, unit, usual price in rupees, pack, English, Hindi and romanised
// Hindi name, and aliases with a | between. A pack is "box=12" or, with several
// joined by |, "12 packet = 1 box". Lines that are empty or start with # are
// skipped. ErrStarter says which line is wrong.
func ReadStarter(r io.Reader) ([]Item, error) {
	var items []Item
	seen := map[string]bool{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimRight(lines.Text(), "\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "id\t") {
			continue
		}
		it, err := starterLine(strings.Split(line, "\t"))
		if err == nil && seen[it.ID] {
			err = fmt.Errorf("%q is there already", it.ID)
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w: %w", n, ErrStarter, err)
		}
		seen[it.ID] = true
		items = append(items, it)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrStarter, err)
	}
	return items, nil
}

// starterLine reads one item.
func starterLine(f []string) (Item, error) {
	for len(f) < starterFields {
		f = append(f, "") // trailing columns may be missing
	}
	it := Item{ID: strings.TrimSpace(f[0]), Category: strings.TrimSpace(f[1]), Unit: strings.TrimSpace(f[2])}
	if it.ID == "" || it.Unit == "" || len(f) > starterFields {
		return it, errors.New("want id, category, unit, price, pack, three names, aliases")
	}
	var err error
	if it.Price, err = rupees(f[3]); err != nil {
		return it, err
	}
	if it.Packs, err = packs(f[4], it.Unit); err != nil {
		return it, err
	}
	for n, lang := range starterLangs {
		name := strings.TrimSpace(f[5+n])
		if name == "" {
			continue
		}
		if !plainName(name) {
			return it, fmt.Errorf("name %q: %w", name, ErrName)
		}
		if it.Names == nil {
			it.Names, it.Name = map[string]string{}, name
		}
		it.Names[lang] = name
	}
	if it.Name == "" {
		return it, ErrName
	}
	it.Aliases = list(f[8])
	return it, nil
}

// list reads what is joined by |.
func list(s string) []string {
	var out []string
	for a := range strings.SplitSeq(s, "|") {
		if a = strings.TrimSpace(a); a != "" {
			out = append(out, a)
		}
	}
	return out
}

// rupees reads an amount in rupees with at most two decimals; nothing is 0.
func rupees(s string) (Money, error) {
	n, err := decimal(s, 2)
	if err != nil || Money(n) > MaxMoney {
		return 0, fmt.Errorf("price %q", s)
	}
	return Money(n), nil
}

// decimal reads a plain decimal number in units of 10^-places; nothing is 0.
func decimal(s string, places int) (int64, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return 0, nil
	}
	units, part, _ := strings.Cut(s, ".")
	if len(part) > places || len(units) > 12 || strings.ContainsAny(units+part, "+-") {
		return 0, strconv.ErrSyntax
	}
	return strconv.ParseInt(units+part+strings.Repeat("0", places-len(part)), 10, 64)
}

// packs reads pack sizes; "box=12" is twelve of the item's unit.
func packs(s, unit string) ([]Pack, error) {
	var out []Pack
	for _, one := range list(s) {
		left, right, ok := strings.Cut(one, "=")
		if !ok {
			return nil, fmt.Errorf("pack %q", one)
		}
		p := Pack{Big: 1000, BigUnit: strings.TrimSpace(left), SmallUnit: unit}
		var err error
		if small, name, spelled := strings.Cut(strings.TrimSpace(left), " "); spelled {
			big, bigName, _ := strings.Cut(strings.TrimSpace(right), " ")
			p.SmallUnit, p.BigUnit = strings.TrimSpace(name), strings.TrimSpace(bigName)
			p.Small, err = decimal(small, 3)
			if n, failed := decimal(big, 3); failed == nil {
				p.Big = n
			}
		} else {
			p.Small, err = decimal(right, 3)
		}
		if err != nil || p.Small <= 0 || p.Big <= 0 || p.BigUnit == "" || p.SmallUnit == p.BigUnit {
			return nil, fmt.Errorf("pack %q", one)
		}
		out = append(out, p)
	}
	return out, nil
}
