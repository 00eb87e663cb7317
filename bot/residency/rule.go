// Package residency keeps data in a country: it knows which places outside the
// process are there, says of a configuration what is not, and lets no connection
// out to anywhere else.
//
//	rule, err := residency.New("in", "db.example.in")
//	err = rule.Check(residency.Place{Setting: "--db", At: "postgres://db.example.in/shop"})
//	client := &http.Client{Transport: rule.Transport(transport)}
//
// What a place is known by is its name, since an address tells nothing of a
// country. Loopback and private addresses are the operator's own network, and so
// are the names he lists: for both he has said where they are.
//
// A nil [Rule] keeps nothing anywhere: everything is allowed.
package residency

import (
	"cmp"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Errors of this package.
var (
	// ErrUnknown says that nothing is known of a country, or that a name listed by
	// the operator is none.
	ErrUnknown = errors.New("residency: not understood")
	// ErrAbroad says that a place is not in the country, as far as anybody knows.
	ErrAbroad = errors.New("residency: not in the country")
)

// Rule is a country and the places in it. Make one with [New]; its methods are
// safe for concurrent use.
type Rule struct {
	country  string
	patterns []string // what the names of places in it look like
	refused  atomic.Int64
	met      sync.Map // addresses that names in it were found at
}

// New is the rule of a country, "in" for India; "" is none. Allowed are names of
// hosts, or *.name for all below one, of which the operator says that they are
// there. [ErrUnknown] when there is no list for the country, or a name is none.
func New(country string, allowed ...string) (*Rule, error) {
	if country == "" {
		return nil, nil //nolint:nilnil // no rule is a rule that allows everything
	}
	known, ok := known[strings.ToLower(country)]
	if !ok {
		return nil, fmt.Errorf("%w: no list of places for %q; there is one for in (India)", ErrUnknown, country)
	}
	r := &Rule{country: strings.ToLower(country)}
	for _, e := range known {
		r.patterns = append(r.patterns, e.names...)
	}
	for _, name := range allowed {
		name = plain(strings.TrimSpace(name))
		if bare := strings.TrimPrefix(name, "*."); bare == "" || strings.ContainsAny(bare, "*/:@ ") && !isAddress(bare) {
			return nil, fmt.Errorf("%w: %q is not the name of a host", ErrUnknown, name)
		}
		r.patterns = append(r.patterns, name)
	}
	return r, nil
}

// Place is somewhere data goes, and the setting that says so.
type Place struct {
	Setting string // as the operator knows it: "--db"
	At      string // a URL, or a host with or without a port; "" is nowhere
	Say     string // how the operator says that it is there; "" is --residency-allow HOST
}

// Own reports whether a place is in the operator's own network, where nobody else sees what
// goes there.
func (p Place) Own() bool {
	host, err := hostOf(p.At)
	return err == nil && own(plain(host))
}

// Check says which places are not in the country: one sentence, which names the
// settings and never repeats what stands in them but the host. It wraps
// [ErrAbroad].
func (r *Rule) Check(places ...Place) error {
	if r == nil {
		return nil
	}
	var abroad, say []string
	for _, p := range places {
		if p.At == "" {
			continue
		}
		host, err := hostOf(p.At)
		switch {
		case err != nil:
			abroad = append(abroad, p.Setting+" (which cannot be read)")
		case !r.Allows(host):
			abroad = append(abroad, fmt.Sprintf("%s (%s)", p.Setting, host))
			say = append(say, cmp.Or(p.Say, "--residency-allow HOST"))
		}
	}
	slices.Sort(say)
	if len(abroad) == 0 {
		return nil
	}
	advice := "choose a place that is"
	if len(say) > 0 {
		advice += ", or say so with " + strings.Join(slices.Compact(say), ", ")
	}
	return fmt.Errorf("%w: --residency %s is set, and %s not known to be there; %s", ErrAbroad, r.country, are(abroad), advice)
}

// are joins places for a sentence about them.
func are(places []string) string {
	if len(places) == 1 {
		return places[0] + " is"
	}
	return strings.Join(places, ", ") + " are"
}

// Allows reports whether a host is in the country: it is known to be, it is
// listed, or it is an address of the operator's own network.
func (r *Rule) Allows(host string) bool {
	if r == nil {
		return true
	}
	host = plain(host)
	if own(host) {
		return true
	}
	return slices.ContainsFunc(r.patterns, func(pattern string) bool { return fits(pattern, host) })
}

// Refused counts the connections that were not let out.
func (r *Rule) Refused() int64 {
	if r == nil {
		return 0
	}
	return r.refused.Load()
}

// fits reports whether a host is what a pattern means: "a.b" is a.b, "*.a.b" is
// anything below it.
func fits(pattern, host string) bool {
	if below, ok := strings.CutPrefix(pattern, "*"); ok {
		return strings.HasSuffix(host, below) && len(host) > len(below)
	}
	return host == pattern
}

// plain is a name as it is compared.
func plain(host string) string {
	return strings.Trim(strings.ToLower(strings.TrimSuffix(host, ".")), "[]")
}

// own reports whether a host is this machine, or an address that no packet leaves the
// operator's network for. Link-local ones are left out: what answers there is somebody
// else's.
func own(host string) bool {
	if host == "localhost" {
		return true
	}
	at, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	at = at.Unmap()
	return at.IsLoopback() || at.IsPrivate()
}

func isAddress(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil
}

// hostOf is the host of a URL, or of a host with or without a port. A path on
// this machine, as of a socket, is localhost.
func hostOf(at string) (string, error) {
	if strings.HasPrefix(at, "/") || strings.HasPrefix(at, "@") {
		return "localhost", nil
	}
	if !strings.Contains(at, "://") {
		at = "//" + at
	}
	u, err := url.Parse(at)
	if err != nil {
		return "", ErrUnknown // the cause may quote a password
	}
	if u.Hostname() == "" {
		return "", ErrUnknown
	}
	return u.Hostname(), nil
}
