package sms

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// The places that a pattern can have.
const (
	inTo       = "to"
	inText     = "text"
	inRef      = "ref"
	inSender   = "sender"
	inEntity   = "entity"
	inTemplate = "template"
	inCoding   = "coding"
)

var (
	guarded = []string{inTo, inRef, inSender, inEntity, inTemplate, inCoding} // where no text may stand
	all     = append([]string{inText}, guarded...)
)

// ready is the configuration with what was left out, and made ready for use.
func (c Config) ready() (Config, gateway, error) {
	if c.Method == "" {
		c.Method = http.MethodPost
	}
	if c.Body == "" {
		c.Body = map[bool]Body{true: Query, false: Form}[c.Method == http.MethodGet]
	}
	if c.Segments == 0 {
		c.Segments = DefaultSegments
	}
	if c.PerSecond == 0 {
		c.PerSecond = DefaultPerSecond
	}
	if err := c.check(); err != nil {
		return c, gateway{}, err
	}
	g := gateway{method: c.Method, body: c.Body}
	for _, read := range []func(*gateway) error{c.place, c.headers, c.fields, c.names, c.templates, c.answer, c.reports} {
		if err := read(&g); err != nil {
			return c, g, err
		}
	}
	if !g.uses(inTo) || !g.uses(inText) {
		return c, g, errors.New("{to} and {text} must stand somewhere")
	}
	if g.uses(inTemplate) && len(g.wordings) == 0 {
		return c, g, errors.New("{template} stands there, and there is no [template.default]")
	}
	if g.uses(inCoding) && (c.Coding.Plain == "" || c.Coding.Unicode == "") {
		return c, g, errors.New("{coding} stands there, and [coding] lacks plain or unicode")
	}
	return c, g, nil
}

// check looks at what is told in one word.
func (c Config) check() error {
	switch {
	case c.Method != http.MethodPost && c.Method != http.MethodGet:
		return errors.New("method is POST or GET")
	case c.Body != Form && c.Body != JSON && c.Body != Query:
		return errors.New("body is form, json or query")
	case c.Method == http.MethodGet && c.Body != Query:
		return errors.New("a GET has no body: its fields stand in the query")
	case c.Segments < 1 || c.Segments > MaxSegments:
		return fmt.Errorf("segments are 1 to %d", MaxSegments)
	case c.PerSecond < 0:
		return errors.New("per_second is not negative")
	}
	return nil
}

// place reads where the gateway is.
func (c Config) place(g *gateway) error {
	text := c.URL
	if name, ok := strings.CutPrefix(text, envPrefix); ok {
		var err error
		if text, err = environment(name); err != nil {
			return fmt.Errorf("url: %w", err)
		}
	}
	path, query, asked := strings.Cut(text, "?")
	var err error
	if g.path, err = parse(path, guarded...); err != nil {
		return fmt.Errorf("url: %w", err)
	}
	if g.query, err = parse(query, all...); err != nil {
		return fmt.Errorf("url: %w", err)
	}
	g.asked = asked
	one, two := g.address(same("1")), g.address(same("2"))
	u, err := url.Parse(one)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" {
		return errors.New("url must be a plain address, as https://gateway.example/send")
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return errors.New("url must be https, or http on this machine")
	}
	if other, err := url.Parse(two); err != nil || other.Host != u.Host {
		return errors.New("url must name its host")
	}
	g.host = u.Scheme + "://" + u.Host
	return nil
}

// same gives every place one value.
func same(value string) map[string]string {
	out := map[string]string{}
	for _, name := range all {
		out[name] = value
	}
	return out
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// ours are headers that are written from the rest of the request.
var ours = []string{"Host", "Content-Length", "Transfer-Encoding", "Connection"}

// headers reads the headers, and who calls.
func (c Config) headers(g *gateway) (err error) {
	g.headers = map[string]pattern{}
	for name, value := range c.Headers {
		name = http.CanonicalHeaderKey(name)
		if !token(name) || slices.Contains(ours, name) {
			return fmt.Errorf("headers: %q cannot be set", name)
		}
		if g.headers[name], err = parse(value, guarded...); err != nil {
			return fmt.Errorf("headers: %s: %w", name, err)
		}
		if control(g.headers[name].fill(nil, asIs)) {
			return fmt.Errorf("headers: %s has a control character", name)
		}
	}
	if g.user, err = value("user", c.User); err != nil {
		return err
	}
	g.password, err = value("password", c.Password)
	return err
}

// value reads what has no places in it but the environment's.
func value(what, text string) (string, error) {
	p, err := parse(text)
	if err != nil {
		return "", fmt.Errorf("%s: %w", what, err)
	}
	return p.fill(nil, asIs), nil
}

// token reports whether a header can be called so.
func token(name string) bool {
	return name != "" && strings.IndexFunc(name, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, r)
	}) < 0
}

// control reports whether a text has what a header cannot hold.
func control(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f }) >= 0
}

// names reads who is registered.
func (c Config) names(g *gateway) (err error) {
	if g.sender, err = value("sender", c.Sender); err != nil {
		return err
	}
	if g.entity, err = value("entity", c.Entity); err != nil {
		return err
	}
	if control(g.sender + g.entity) {
		return errors.New("sender or entity has a control character")
	}
	g.coding, g.most = c.Coding, c.Segments
	if control(c.Coding.Plain + c.Coding.Unicode) {
		return errors.New("coding has a control character")
	}
	return nil
}
