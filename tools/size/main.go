// Command size measures how long functions and files are, and how much of the
// tree is tests. It prints the figures and ends with status 1 when something is
// longer than the budget allows:
//
//	size .
//
// A function counts from its func keyword to its closing brace, a file from its
// first line to its last. Tests may be long; generated code, testdata and other
// modules below the folder are left out.
package main

import (
	"fmt"
	"os"
)

// The budget: what no file or function outside tests may exceed, in lines.
const (
	maxFunc = 60
	maxFile = 350
)

func main() {
	root := "."
	if len(os.Args) > 1 {
		root = os.Args[1]
	}
	m, err := measure(os.DirFS(root))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	fmt.Print(report(m))
	if len(m.tooLong()) > 0 {
		os.Exit(1)
	}
}
