package locales

import (
	"fmt"
	"reflect"
	"strings"
	"text/template/parse"
	"unicode"
)

// reading walks a parsed text. It knows only what a text may use; with anything
// that moves the dot, such as a loop, a field would no longer be an argument.
type reading struct {
	plain   strings.Builder
	needs   map[string]bool
	strange []string
}

// node reads one node of a template and all below it.
func (r *reading) node(n parse.Node) error {
	switch n := n.(type) {
	case *parse.ListNode:
		return r.list(n)
	case *parse.TextNode:
		r.plain.Write(n.Text)
		return nil
	case *parse.ActionNode:
		return r.node(n.Pipe)
	case *parse.IfNode:
		return r.branch(n)
	case *parse.PipeNode:
		return r.pipe(n)
	case *parse.CommandNode:
		return r.args(n)
	case *parse.FieldNode:
		r.field(n.Ident)
		return nil
	case *parse.IdentifierNode, *parse.StringNode, *parse.NumberNode, *parse.BoolNode:
		return nil
	}
	return fmt.Errorf("a text may not use %s", n)
}

func (r *reading) list(n *parse.ListNode) error {
	if n == nil {
		return nil
	}
	for _, child := range n.Nodes {
		if err := r.node(child); err != nil {
			return err
		}
	}
	return nil
}

func (r *reading) branch(n *parse.IfNode) error {
	if err := r.node(n.Pipe); err != nil {
		return err
	}
	if err := r.list(n.List); err != nil {
		return err
	}
	return r.list(n.ElseList)
}

func (r *reading) pipe(n *parse.PipeNode) error {
	if len(n.Decl) > 0 {
		return fmt.Errorf("a text may not use variables: %s", n)
	}
	for _, command := range n.Cmds {
		if err := r.node(command); err != nil {
			return err
		}
	}
	return nil
}

func (r *reading) args(n *parse.CommandNode) error {
	for _, arg := range n.Args {
		if err := r.node(arg); err != nil {
			return err
		}
	}
	return nil
}

// field notes an argument and what is asked of it: {{.Amount}}, {{.Amount.Plain}}.
func (r *reading) field(idents []string) {
	r.needs[idents[0]] = true
	if first := []rune(idents[0])[0]; !unicode.IsUpper(first) {
		r.strange = append(r.strange, idents[0])
	}
	asked := reflect.TypeFor[*Arg]()
	for _, name := range idents[1:] {
		method, ok := asked.MethodByName(name)
		if !ok {
			r.strange = append(r.strange, strings.Join(idents, "."))
			return
		}
		asked = method.Type.Out(0)
	}
}
