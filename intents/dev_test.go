package intents

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// devLine is one line of the development set.
type devLine struct {
	text string
	want []string // one per command: errand, then its slots in order
}

// devSet reads testdata/dev.tsv.
func devSet(t testing.TB) []devLine {
	t.Helper()
	f, err := os.Open("testdata/dev.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []devLine
	for s := bufio.NewScanner(f); s.Scan(); {
		if strings.HasPrefix(s.Text(), "#") {
			continue
		}
		text, want, ok := strings.Cut(s.Text(), "\t")
		if !ok {
			t.Fatalf("no tab in %q", s.Text())
		}
		l := devLine{text: text}
		for _, c := range strings.Split(want, " ; ") {
			fields := strings.Fields(c)
			slices.Sort(fields[1:])
			l.want = append(l.want, strings.Join(fields, " "))
		}
		out = append(out, l)
	}
	return out
}

// short writes a command the way the development set does.
func short(c bot.Command) string {
	fields := []string{cmp.Or(c.Errand, string(c.Kind))}
	for slot, v := range c.Slots {
		fields = append(fields, slot+"="+shortValue(v))
	}
	slices.Sort(fields[1:])
	return strings.Join(fields, " ")
}

// shortValue writes a value the way the development set does.
func shortValue(v bot.Value) string {
	text := strings.ReplaceAll(v.Text, " ", "_")
	switch v.Kind {
	case bot.Item, bot.Customer:
		switch {
		case v.ID != "":
			return v.ID
		case v.Ambiguous():
			return "~" + text
		}
		return "?" + text
	case bot.Money:
		if v.Unit != "" {
			return fmt.Sprintf("%g/%s", float64(v.N)/100, v.Unit)
		}
		return fmt.Sprintf("%g", float64(v.N)/100)
	case bot.Quantity:
		if v.Text != "" {
			return v.Text
		}
		return fmt.Sprintf("%g%s", float64(v.N)/1000, v.Unit)
	case bot.Number:
		return fmt.Sprintf("%g", float64(v.N)/1000)
	}
	return text
}

// outcome is how the development set went.
type outcome struct {
	lines, errands, slots int // in scope: lines, right errands, right errands and slots
	oos, refused          int // out of scope: lines, those not acted on
	asked                 int // in scope: not acted on, but asked about with the right errand near
	wrong                 int // in scope: acted on as something else
	missed                []string
}

// runDev understands every line.
func runDev(t testing.TB, u *ear) outcome {
	t.Helper()
	var o outcome
	for _, l := range devSet(t) {
		got, err := u.Understand(context.Background(), say(l.text))
		if err != nil {
			t.Fatal(err)
		}
		var commands []string
		for _, c := range got.Commands {
			commands = append(commands, short(c))
		}
		o.count(l, got, commands)
	}
	return o
}

// count adds one line.
func (o *outcome) count(l devLine, got bot.Understanding, commands []string) {
	note := func() {
		o.missed = append(o.missed, fmt.Sprintf("%s\n\twant %q\n\tgot  %q unsure=%v near=%v", l.text, l.want, commands, got.Unsure, got.Nearest))
	}
	if l.want[0] == outOfScope {
		o.oos++
		if len(commands) == 0 || got.Unsure {
			o.refused++
			return
		}
		note()
		return
	}
	o.lines++
	name := func(s string) string { first, _, _ := strings.Cut(s, " "); return first }
	same := slices.EqualFunc(l.want, commands, func(a, b string) bool { return name(a) == name(b) })
	switch {
	case got.Unsure || len(commands) == 0:
		if slices.Contains(got.Nearest, name(l.want[0])) {
			o.asked++
		}
	case same:
		o.errands++
		if slices.Equal(l.want, commands) {
			o.slots++
			return
		}
	default:
		o.wrong++
	}
	note()
}

// What the development set must reach, of 223 lines in scope and 24 out of it.
// Measured: 218 errands right, all with every slot right, 3 taken for something
// else, 2 asked back; nothing out of scope acted on. The set was looked at while
// rules were written: [TestPhrasesNotLearnt] is the fairer measure.
const (
	leastErrands = 217
	leastSlots   = 216
	mostTaken    = 4
)

func TestDevelopmentSet(t *testing.T) {
	o := runDev(t, understander(t))
	t.Logf("in scope %d: errand %d (%.1f %%), errand and slots %d (%.1f %%), asked back %d, wrong %d; out of scope %d, refused %d",
		o.lines, o.errands, 100*float64(o.errands)/float64(o.lines), o.slots, 100*float64(o.slots)/float64(o.lines), o.asked, o.wrong, o.oos, o.refused)
	for _, m := range o.missed {
		t.Log(m)
	}
	if o.errands < leastErrands || o.slots < leastSlots || o.wrong > mostTaken || o.refused < o.oos {
		t.Error("worse than it was")
	}
}

func TestDevelopmentSetIsNotLearnt(t *testing.T) {
	c, err := readCorpus(skillsAt("../skills"))
	if err != nil {
		t.Fatal(err)
	}
	learnt := map[string]Phrase{}
	for _, p := range c.phrases {
		if _, command := commands[p.Errand]; !command { // greetings are the same everywhere
			learnt[spoken(tokenise(p.Text))] = p
		}
	}
	for _, l := range devSet(t) {
		if p, ok := learnt[spoken(tokenise(normalise(l.text)))]; ok {
			t.Errorf("%q stands at %s:%d of %s", l.text, p.File, p.Line, p.Errand)
		}
	}
}
