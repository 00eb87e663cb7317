package house

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

const (
	root   = "../.."
	module = "github.com/sahayak-dev/sahayak"
)

// graph is who imports what: import paths by package folder, tests aside.
type graph map[string][]string

// importGraph reads the imports of every Go file below the root of tree, for
// whatever platform it is. It parses instead of asking the go command, so that a
// package that does not compile cannot hide what it imports.
func importGraph(tree fs.FS) (graph, error) {
	found := map[string]map[string]bool{}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && foreign(tree, name):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		dir := path.Dir(name)
		if found[dir] == nil {
			found[dir] = map[string]bool{}
		}
		return readImports(tree, name, found[dir])
	})
	g := graph{}
	for dir, imports := range found {
		g[dir] = slices.Sorted(maps.Keys(imports))
	}
	return g, err
}

// foreign reports whether a folder holds none of our packages.
func foreign(tree fs.FS, dir string) bool {
	if dir == "." {
		return false
	}
	base := path.Base(dir)
	if base == "testdata" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") || dir == "bin" || dir == "data" {
		return true
	}
	_, err := fs.Stat(tree, path.Join(dir, "go.mod"))
	return err == nil
}

// readImports adds the imports of one file to found.
func readImports(tree fs.FS, name string, found map[string]bool) error {
	src, err := fs.ReadFile(tree, name)
	if err != nil {
		return err
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
	if err != nil {
		return fmt.Errorf("house: imports: %w", err)
	}
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return fmt.Errorf("house: imports of %s: %w", name, err)
		}
		found[imported] = true
	}
	return nil
}

func TestImportGraph(t *testing.T) {
	files := map[string]string{
		"go.mod":                "module " + module,
		"bot/a.go":              "package bot\nimport \"fmt\"\n",
		"bot/b.go":              "//go:build windows\n\npackage bot\nimport _ \"os\"\nimport x \"fmt\"\nfunc broken( {",
		"bot/a_test.go":         "package bot\nimport \"github.com/only/tests\"\n",
		"bot/testdata/x/a.go":   "package x\nimport \"github.com/only/data\"\n",
		"tools/go.mod":          "module theirs",
		"tools/size/main.go":    "package main\nimport \"github.com/only/tools\"\n",
		".hidden/a.go":          "package x\nimport \"github.com/only/hidden\"\n",
		"internal/shop/shop.go": "package shop\n",
	}
	tree := fstest.MapFS{}
	for name, src := range files {
		tree[name] = &fstest.MapFile{Data: []byte(src)}
	}
	got, err := importGraph(tree)
	if err != nil {
		t.Fatal(err)
	}
	want := graph{"bot": {"fmt", "os"}, "internal/shop": {}}
	if !maps.EqualFunc(got, want, slices.Equal) {
		t.Errorf("graph = %v, want %v", got, want)
	}
	tree["bot/c.go"] = &fstest.MapFile{Data: []byte("not Go")}
	if _, err := importGraph(tree); err == nil {
		t.Error("no error for a file whose imports cannot be read")
	}
}

// ourGraph is the import graph of this module.
func ourGraph(t *testing.T) graph {
	t.Helper()
	g, err := importGraph(os.DirFS(root))
	if err != nil {
		t.Fatal(err)
	}
	if len(g["bot"]) == 0 {
		t.Fatal("the walk did not find package bot: it looks in the wrong place")
	}
	return g
}
