package journal

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// maxThings is how many things one deed names; of more it says only that there
// were more.
const maxThings = 12

// deedOf is what a turn does with the shop's data. A question that was answered is
// a read, and so is an errand left open whose question tells something. A turn
// that hands over a file is an export. One that touches nothing, such as a
// greeting, has no act. The body is what the turn's row keeps, before anything is
// sealed.
func deedOf(c bot.Commit, body string) Deed {
	d := Deed{Shop: c.Shop, Person: c.Person, Turn: c.Turn}
	switch {
	case c.Undoes != 0 && len(c.Finished) == 0:
		d.Act = ActUndo
	case slices.ContainsFunc(c.Replies, func(r bot.Reply) bool { return len(r.Files) > 0 }):
		d.Act = ActExport
	case c.Changes > 0 || c.Undoes != 0:
		d.Act = ActWrite
	case len(c.Finished) > 0 || slices.ContainsFunc(c.Replies, tells):
		d.Act = ActRead
	default:
		return d
	}
	what := append(errands(c), things(body)...)
	if c.Job != "" {
		what, d.Person = append([]string{"job:" + c.Job}, what...), 0
	}
	if c.Changes > 0 {
		what = append(what, fmt.Sprintf("changes:%d", c.Changes))
	}
	if c.Undoes != 0 {
		what = append(what, fmt.Sprintf("undoes:%d", c.Undoes))
	}
	d.What = strings.Join(what, " ")
	return d
}

// tells reports whether a reply can hold something of the shop: what the engine
// says on its own account cannot, but the choices it offers can.
func tells(r bot.Reply) bool {
	own := strings.HasPrefix(r.Key, "bot.")
	return !own && len(r.Args) > 0 || len(r.Files) > 0 ||
		slices.ContainsFunc(r.Choices, func(c bot.Choice) bool { return len(c.Args) > 0 })
}

// errands are those a turn finished, or else the one it left open, or else those
// whose words it said.
func errands(c bot.Commit) []string {
	var out []string
	add := func(errand string) {
		if errand != "" && !slices.Contains(out, errand) {
			out = append(out, errand)
		}
	}
	for _, f := range c.Finished {
		add(f.Errand)
	}
	if top := c.Session.Top(); len(out) == 0 && top != nil && !c.Unasked {
		add(top.Errand)
	}
	if len(out) > 0 {
		return out
	}
	for _, r := range c.Replies {
		if tells(r) {
			parts := strings.SplitN(r.Key, ".", 3)
			add(strings.Join(parts[:min(2, len(parts))], "."))
		}
	}
	return out
}

// things are the kinds and ids of what stands in a turn's JSON, such as "item:rice".
// A value begins with its kind and its id, and no text can look like one: there
// the quotes would be escaped.
func things(body string) (out []string) {
	const kind, id = `{"kind":"`, `,"id":"`
	for {
		at := strings.Index(body, kind)
		if at < 0 {
			return out
		}
		name, rest, _ := strings.Cut(body[at+len(kind):], `"`)
		body = rest
		rest, named := strings.CutPrefix(rest, id)
		number, _, _ := strings.Cut(rest, `"`)
		thing := name + ":" + number
		if !named || strings.ContainsAny(number, "\\ ") || slices.Contains(out, thing) {
			continue
		}
		if len(out) == maxThings {
			return append(out, "more")
		}
		out = append(out, thing)
	}
}
