package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/console"
	"github.com/sahayak-dev/sahayak/bot/transcript"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// deaf is an understander for what is only looked at.
type deaf struct{}

func (deaf) Understand(context.Context, bot.Utterance) (bot.Understanding, error) {
	return bot.Understanding{}, errors.New("deaf")
}

// TestRecords writes the conversation down: what was said is in it as it was
// said, what was answered as it was printed.
func TestRecords(t *testing.T) {
	file := filepath.Join(t.TempDir(), "talk.txtar")
	out := pipe(t, bought+sold+"x\n", "chat", "--data", t.TempDir(), "--record", file)
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var typed, answered []string
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSuffix(line, "\n")
		if rest, ok := strings.CutPrefix(line, "<"); ok {
			if rest = strings.TrimPrefix(rest, " "); rest != "" {
				answered = append(answered, rest)
			}
			continue
		}
		if _, err := transcript.ParseLine(line); err != nil {
			t.Errorf("%q: %v", line, err)
		}
		typed = append(typed, strings.TrimPrefix(line, "> ")+"\n")
	}
	if got := strings.Join(typed, ""); got != bought+sold+"x\n" {
		t.Errorf("typed %q", got)
	}
	if got, want := strings.Join(answered, "\n"), strings.ReplaceAll(strings.TrimSpace(out), "\n\n", "\n"); got != want {
		t.Errorf("answered\n%s\nprinted\n%s", got, want)
	}
}

func TestExplains(t *testing.T) {
	out := pipe(t, sold, "chat", "--data", t.TempDir(), "--explain")
	says(t, out, "start sales.record", `"money"`, "begin", "commit", "₹90")
}

// TestSpeaksInTheTerminal works what is heard in a voice note, says of a file that is not
// there that it is not, and keeps the files of answers where it is told to.
func TestSpeaksInTheTerminal(t *testing.T) {
	dir := t.TempDir()
	out := pipe(t, bought+"🎤 do kilo chini nabbe rupaye mein bechi\n@none.ogg\npoora hisaab excel mein bhejo\n", "chat", "--data", t.TempDir(), "--save", dir)
	saved, err := filepath.Glob(filepath.Join(dir, "*.zip"))
	if err != nil || len(saved) != 1 {
		t.Fatalf("saved %q, %v: %s", saved, err, out)
	}
	says(t, out, "2 kilo: ₹90", "there is no file none.ogg\n\n", ".zip "+saved[0]+"\n")
}

// TestTerminal talks as at a terminal, where the engine runs beside: the last
// line is answered also when he leaves right behind it.
func TestTerminal(t *testing.T) {
	var out bytes.Buffer
	screen := console.New(console.Options{Person: "owner", Run: "r", Out: &out, Fancy: true})
	a, err := app.Open(t.Context(), app.Config{Data: t.TempDir(), Clock: app.SystemClock{}, Channels: []bot.Channel{screen}, Lang: "hi-Latn"})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	c := chatCommand{Shop: "own"}
	if err := c.talk(&terminal{ctx: t.Context(), in: strings.NewReader(bought + sold), out: &out}, a, screen, true); err != nil {
		t.Fatal(err)
	}
	says(t, out.String(), greeting, "₹2,000", "₹90", "48")
}

func TestNotATerminal(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "x"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, end := range []any{file, &bytes.Buffer{}, nil} {
		if isTerminal(end) {
			t.Errorf("%T is taken for a terminal", end)
		}
	}
}

// reference is the book after lines worked in peace.
func reference(t *testing.T, lines ...string) string {
	t.Helper()
	dir := t.TempDir()
	pipe(t, strings.Join(lines, ""), "chat", "--data", dir)
	return dump(t, dir, "owner")
}

// TestTerminated is sent SIGTERM in the middle of a pipe: while it waits for a
// line, while it reads half of one, and while it works one. It ends well, and
// what it has answered stands in the book, whole.
func TestTerminated(t *testing.T) {
	whole := []string{reference(t, bought), reference(t, bought, sold), reference(t, bought, sold, sold)}
	for name, c := range map[string]struct {
		more string
		may  []string // books it may leave
	}{
		"while it waits":  {"", whole[:1]},
		"half a line":     {"2 kilo chini be", whole[:1]},
		"while it works":  {sold, whole[:2]},
		"with more to do": {sold + sold, whole},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			answers := terminated(t, dir, c.more)
			got := dump(t, dir, "owner")
			for n, book := range whole {
				if got != book {
					continue
				}
				if n >= len(c.may) {
					t.Errorf("it did more than it was told: %s", got)
				}
				if answers != n+1 {
					t.Errorf("%d turns stand in the book, %d were answered", n+1, answers)
				}
				return
			}
			t.Errorf("half a turn stands in the book:\n%s", got)
		})
	}
}

// terminated has the program answer one line, gives it more and ends it. It
// returns how many answers there were.
func terminated(t *testing.T, dir, more string) int {
	t.Helper()
	cmd := program("chat", "--data", dir)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	answers, first := 0, make(chan struct{})
	var once sync.Once
	var reading sync.WaitGroup
	reading.Go(func() {
		scan := bufio.NewScanner(out)
		for scan.Scan() {
			if scan.Text() == "" {
				answers++
				once.Do(func() { close(first) })
			}
		}
		once.Do(func() { close(first) })
	})
	if _, err := io.WriteString(in, bought); err != nil {
		t.Fatal(err)
	}
	<-first
	if _, err := io.WriteString(in, more); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	reading.Wait() // its standard input stays open all the time
	if err := cmd.Wait(); err != nil || errs.Len() > 0 {
		t.Errorf("ended with %v, said %q", err, errs.String())
	}
	return answers
}
