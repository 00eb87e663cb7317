package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// tooLong lists what is over the budget, the longest first.
func (m *measured) tooLong() []string {
	over := append(above(m.funcs, maxFunc), above(m.files, maxFile)...)
	slices.SortFunc(over, longestFirst)
	lines := make([]string, 0, len(over))
	for _, p := range over {
		lines = append(lines, fmt.Sprintf("%d lines: %s", p.lines, p.name))
	}
	return lines
}

// above picks the parts longer than limit.
func above(parts []part, limit int) []part {
	var over []part
	for _, p := range parts {
		if p.lines > limit {
			over = append(over, p)
		}
	}
	return over
}

func longestFirst(a, b part) int { return b.lines - a.lines }

// report writes the figures as a table, and what breaks the budget below it.
func report(m *measured) string {
	var b strings.Builder
	b.WriteString("                 count  median     p90     max\n")
	row(&b, "functions", m.funcs)
	row(&b, "files", m.files)
	row(&b, "test functions", m.testFuncs)
	row(&b, "test files", m.testFiles)
	row(&b, "transcripts", m.transcripts)
	code, tests := total(m.files), total(m.testFiles)
	fmt.Fprintf(&b, "\n%d lines of code, %d of tests, %d of transcripts; tests : code = %.2f\n",
		code, tests, total(m.transcripts), float64(tests)/float64(max(code, 1)))
	fmt.Fprintf(&b, "%d functions above 30 lines (few may be)\n", len(above(m.funcs, 30)))
	over := m.tooLong()
	if len(over) == 0 {
		fmt.Fprintf(&b, "budget kept: no function above %d lines, no file above %d\n", maxFunc, maxFile)
		return b.String()
	}
	fmt.Fprintf(&b, "over the budget (functions %d lines, files %d):\n", maxFunc, maxFile)
	for _, line := range over {
		fmt.Fprintf(&b, "  %s\n", line)
	}
	return b.String()
}

// row writes the figures of one kind of part, in lines.
func row(b *strings.Builder, title string, parts []part) {
	fmt.Fprintf(b, "%-14s %7d %7d %7d %7d\n", title, len(parts), rank(parts, 0.5), rank(parts, 0.9), rank(parts, 1))
}

// rank is the length that the given share of the parts does not exceed
// (nearest rank), 0 when there are none.
func rank(parts []part, share float64) int {
	if len(parts) == 0 {
		return 0
	}
	lines := make([]int, 0, len(parts))
	for _, p := range parts {
		lines = append(lines, p.lines)
	}
	slices.Sort(lines)
	at := int(math.Ceil(share*float64(len(lines)))) - 1
	return lines[min(max(at, 0), len(lines)-1)]
}

// total adds up lines.
func total(parts []part) int {
	n := 0
	for _, p := range parts {
		n += p.lines
	}
	return n
}
