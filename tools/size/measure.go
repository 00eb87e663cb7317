package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"strings"
)

// part is one function or file and its length.
type part struct {
	name  string // "bot/turn.go:41 Turn.Say", or a file's path
	lines int
}

// measured is what was found in a tree.
type measured struct {
	funcs, files         []part // outside tests
	testFuncs, testFiles []part
	transcripts          []part // txtar conversations
}

// measure reads every Go file and transcript below the root of tree.
func measure(tree fs.FS) (*measured, error) {
	m := &measured{}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("size: walk: %w", err)
		}
		if d.IsDir() {
			if skipped(tree, name) {
				return fs.SkipDir
			}
			return nil
		}
		return m.add(tree, name)
	})
	return m, err
}

// skipped reports whether a folder is none of ours: hidden, built, data, or a
// module of its own.
func skipped(tree fs.FS, dir string) bool {
	if dir == "." {
		return false
	}
	switch base := path.Base(dir); {
	case strings.HasPrefix(base, "."), strings.HasPrefix(base, "_"), dir == "bin", dir == "data":
		return true
	}
	_, err := fs.Stat(tree, path.Join(dir, "go.mod"))
	return err == nil
}

// add measures one file, if it is of a kind that counts.
func (m *measured) add(tree fs.FS, name string) error {
	goFile := strings.HasSuffix(name, ".go") && !strings.Contains(name, "testdata/")
	if !goFile && !strings.HasSuffix(name, ".txtar") {
		return nil
	}
	src, err := fs.ReadFile(tree, name)
	if err != nil {
		return fmt.Errorf("size: read: %w", err)
	}
	whole := part{name: name, lines: countLines(src)}
	if !goFile {
		m.transcripts = append(m.transcripts, whole)
		return nil
	}
	return m.addGo(whole, src)
}

// addGo measures one Go file and its functions.
func (m *measured) addGo(whole part, src []byte) error {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, whole.name, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return fmt.Errorf("size: parse: %w", err)
	}
	if ast.IsGenerated(file) {
		return nil
	}
	files, funcs := &m.files, &m.funcs
	if strings.HasSuffix(whole.name, "_test.go") {
		files, funcs = &m.testFiles, &m.testFuncs
	}
	*files = append(*files, whole)
	*funcs = append(*funcs, functions(set, file)...)
	return nil
}

// functions lists the functions and methods of a file, and function literals
// that stand outside of any; a literal inside counts as lines of its function.
func functions(set *token.FileSet, file *ast.File) []part {
	var found []part
	add := func(n ast.Node, name string) {
		at := set.Position(n.Pos())
		found = append(found, part{
			name:  fmt.Sprintf("%s:%d %s", at.Filename, at.Line, name),
			lines: set.Position(n.End()).Line - at.Line + 1,
		})
	}
	for _, decl := range file.Decls {
		ast.Inspect(decl, func(n ast.Node) bool {
			switch f := n.(type) {
			case *ast.FuncDecl:
				if f.Body != nil {
					add(span{f.Type.Func, f.End()}, funcName(f))
				}
				return false
			case *ast.FuncLit:
				add(f, "func literal")
				return false
			}
			return true
		})
	}
	return found
}

// span is a stretch of source: a function without its doc comment.
type span struct{ from, to token.Pos }

// Pos is where the stretch begins.
func (s span) Pos() token.Pos { return s.from }

// End is where it ends.
func (s span) End() token.Pos { return s.to }

// funcName writes a function's name with its receiver's: "Turn.Say".
func funcName(f *ast.FuncDecl) string {
	if f.Recv == nil || len(f.Recv.List) == 0 {
		return f.Name.Name
	}
	recv := f.Recv.List[0].Type
	for {
		switch t := recv.(type) {
		case *ast.StarExpr:
			recv = t.X
		case *ast.IndexExpr:
			recv = t.X
		case *ast.IndexListExpr:
			recv = t.X
		case *ast.Ident:
			return t.Name + "." + f.Name.Name
		default:
			return f.Name.Name
		}
	}
}

// countLines counts lines, a last one without line end included.
func countLines(src []byte) int {
	n := bytes.Count(src, []byte("\n"))
	if len(src) > 0 && src[len(src)-1] != '\n' {
		n++
	}
	return n
}
