package intents

import (
	"bufio"
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"fmt"
)

func TestZZ(t *testing.T) {
	c, _ := readCorpus(skillsAt("../skills"))
	learnt := map[string]bool{}
	for _, p := range c.phrases {
		learnt[spoken(tokenise(p.Text))] = true
	}
	f, _ := os.Open("testdata/sentences.tsv")
	u := understander(t)
	n, ok := 0, 0
	for s := bufio.NewScanner(f); s.Scan(); {
		text, want, _ := strings.Cut(s.Text(), "\t")
		if learnt[spoken(tokenise(normalise(text)))] {
			fmt.Printf("LEARNT\t%s\t%s\n", text, want)
			continue
		}
		var ws []string
		for _, c := range strings.Split(want, " ; ") {
			fields := strings.Fields(c)
			slices.Sort(fields[1:])
			ws = append(ws, strings.Join(fields, " "))
		}
		got, _ := u.Understand(context.Background(), say(text))
		n++
		if told(got) == strings.Join(ws, " ; ") {
			ok++
			fmt.Printf("OK\t%s\t%s\n", text, want)
			continue
		}
		fmt.Printf("BAD\t%s\t%s\t%s\n", text, want, told(got))
	}
	fmt.Println(n, ok)
}
