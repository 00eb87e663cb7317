package sphinx

import (
	"fmt"
	"slices"
	"strings"
)

// node is a place in a sentence: what may follow, and whether it may end here.
type node struct {
	next map[token]*node
	end  bool
	id   int // of what can follow; -1 before that is known
}

func newNode() *node { return &node{next: map[token]*node{}, id: -1} }

// plant makes one tree of all sentences.
func plant(sentences []string) *node {
	root := newNode()
	for _, s := range sentences[:min(len(sentences), maxSentences)] {
		tokens := parse(s)
		if len(tokens) == 0 {
			continue
		}
		n := root
		for _, t := range tokens {
			if n.next[t] == nil {
				n.next[t] = newNode()
			}
			n = n.next[t]
		}
		n.end = true
	}
	return root
}

// sorted are the tokens that may follow, in an order that does not change.
func (n *node) sorted() []token {
	out := make([]token, 0, len(n.next))
	for t := range n.next {
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b token) int { return strings.Compare(a.slot+"\x00"+a.text, b.slot+"\x00"+b.text) })
	return out
}

// fold makes one node of all after which the same may be said, so that "उधार दिया" after
// an amount is there once.
func (n *node) fold(seen map[string]*node) *node {
	if n.id >= 0 {
		return n
	}
	var key strings.Builder
	fmt.Fprintf(&key, "%v", n.end)
	for _, t := range n.sorted() {
		n.next[t] = n.next[t].fold(seen)
		fmt.Fprintf(&key, "|%s}%s>%d", t.slot, t.text, n.next[t].id)
	}
	if same, ok := seen[key.String()]; ok {
		return same
	}
	n.id = len(seen)
	seen[key.String()] = n
	return n
}

// arc leads from one state of a network to another by a word; "" is without one.
type arc struct {
	from, to int
	word     string
	weight   float64
}

// network is what the recogniser walks through.
type network struct {
	states int
	arcs   []arc
}

// start and stop are the states where a sentence begins and ends.
const (
	start = 0
	stop  = 1
)

// state adds one.
func (n *network) state() int {
	n.states++
	return n.states - 1
}

// said is something that may be said, and how likely it is.
type said struct {
	text   string
	weight float64
}

// fan leads from one state to another by any of several texts. Those that begin alike
// share their beginning.
func (n *network) fan(from, to int, ways []said) {
	begun := map[string]int{}
	done := map[string]bool{}
	for _, w := range ways {
		words := strings.Fields(w.text)
		if text := strings.Join(words, " "); !done[text] {
			done[text] = true
			n.way(from, to, words, w.weight, begun)
		}
	}
}

// way leads from one state to another by words.
func (n *network) way(from, to int, words []string, weight float64, begun map[string]int) {
	if len(words) == 0 {
		n.arcs = append(n.arcs, arc{from, to, "", weight})
		return
	}
	head := ""
	for _, w := range words[:len(words)-1] {
		head += w + " "
		at, ok := begun[head]
		if !ok {
			at = n.state()
			begun[head] = at
			n.arcs = append(n.arcs, arc{from, at, w, 1})
		}
		from = at
	}
	n.arcs = append(n.arcs, arc{from, to, words[len(words)-1], weight})
}

// weave makes the network of a vocabulary in a language.
func weave(v Vocabulary, lang string) *network {
	root := plant(v.Sentences)
	root = root.fold(map[string]*node{})
	n := &network{states: stop + 1}
	w := weaver{network: n, slots: v.Slots, figures: figuresOf(lang), at: map[*node]int{root: start}}
	w.node(root)
	return n
}

// weaver makes a network of folded sentences.
type weaver struct {
	*network
	slots   map[string][]string
	figures *figures
	at      map[*node]int
}

// node weaves what follows a node, whose state is known.
func (w *weaver) node(n *node) {
	from := w.at[n]
	if n.end {
		w.fan(from, stop, []said{{"", 1}})
	}
	for _, t := range n.sorted() {
		next := n.next[t]
		to, known := w.at[next]
		if !known {
			to = w.state()
			w.at[next] = to
		}
		w.token(from, to, t)
		if !known {
			w.node(next)
		}
	}
}

// token weaves a word, or all that may stand in a slot.
func (w *weaver) token(from, to int, t token) {
	switch t.slot {
	case "":
		w.fan(from, to, []said{{t.text, 1}})
	case amountSlot:
		w.figures.amount(w.network, from, to)
	case countSlot:
		w.figures.count(w.network, from, to)
	default:
		var ways []said
		values := w.slots[t.slot]
		for _, v := range values[:min(len(values), maxValues)] {
			if v = strings.Join(strings.Fields(v), " "); v != "" {
				ways = append(ways, said{join(v, t.text), 1})
			}
		}
		w.fan(from, to, ways)
	}
}
