package bottest

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/transcript"
)

var update = flag.Bool("update", false, "rewrite the bot's side of the transcripts")

// Updating reports whether the flag -update is set: goldens are rewritten then,
// not compared.
func Updating() bool { return *update }

// World is a bot under test.
type World struct {
	Engine *bot.Engine
	Join   func(ctx context.Context, of, address string, role bot.Role) error // makes who writes from an address a member of the shop of who writes from another
	Book   func(ctx context.Context, of string) string                        // what stands in the book of the shop he is in who writes from an address
	Close  func() error
}

// Open makes the world of a transcript on a folder, or opens it again where it
// was. The head holds the transcript's directives ("shop: demo"). Addresses in
// the world are those of the channel.
type Open func(t testing.TB, dir string, c *Clock, ch bot.Channel, head map[string]string) World

// OpenFar makes the far end of a conversation whose time a clock tells. What it
// runs ends with the test.
type OpenFar func(t testing.TB, c *Clock) Far

// passes are how a transcript is played.
var passes = []string{"plain", "restarted", "redelivered"}

// played are the passes of this build. The race detector makes a database so slow that
// a program started anew before every line is all a test would do; it hears each
// conversation once, and the others are for a build without it.
func played() []string {
	if RaceDetector {
		return passes[:1]
	}
	return passes
}

// wired is the simplest far end.
func wired(_ testing.TB, c *Clock) Far { return &Wire{Clock: c} }

// Run plays every transcript that matches the glob: once as it stands, once
// with the program started anew before every line, once with every message
// delivered twice; under the race detector only as it stands. With -update it
// rewrites the bot's side instead.
//
// A transcript is a txtar archive: the conversation, then "-- book --" with
// what must stand in the book at its end. Its head may set "shop", "lang",
// "now" (2006-01-02 15:04, UTC), "burst", and "people" ("staff manager").
func Run(t *testing.T, glob string, open Open) {
	t.Helper()
	if !*update {
		each(t, found(t, glob), func(t *testing.T, file string) { checkAll(t, file, played(), open, wired) })
		return
	}
	each(t, found(t, glob), func(t *testing.T, file string) { rewrite(t, file, open) })
}

// RunOver plays transcripts as [Run] does, over any channel, and never rewrites
// them. Only the passes that are named are played ("plain", "restarted",
// "redelivered"); those of [Run] when none is. A transcript with an archive in it is left out:
// some channels send one in pieces, which is for them to test.
func RunOver(t *testing.T, glob string, open Open, far OpenFar, only ...string) {
	t.Helper()
	if len(only) == 0 {
		only = played()
	}
	whole := slices.DeleteFunc(found(t, glob), func(file string) bool { return packed(t, file) })
	each(t, whole, func(t *testing.T, file string) { checkAll(t, file, only, open, far) })
}

func checkAll(t *testing.T, file string, only []string, open Open, far OpenFar) {
	t.Helper()
	for _, pass := range only {
		t.Run(pass, func(t *testing.T) { check(t, file, pass, open, far) })
	}
}

// typed is the pass in which nobody has buttons.
const typed = "typed"

// RunTyped plays transcripts as [Run] does the first time, over a channel without
// buttons: choices are shown as lines of the text ([bot.Bubble.Listed]), and what is
// tapped in the transcript is typed or said instead, by its number or its words, in one
// way after the other ("1", "१", "1.", "1)", "1️⃣", "pehla", the words, nearly the words, a voice
// note). An older bubble's choice is taken in answer to it. All must go as with a tap.
//
// Transcripts in which nobody taps go no other way than in [Run], which reads their
// bubbles as menus too, and are left out; so are those with a reason in but, by name.
func RunTyped(t *testing.T, glob string, open Open, but map[string]string) {
	t.Helper()
	if *update {
		return // choices are tapped when transcripts are rewritten
	}
	files := found(t, glob)
	for name := range but {
		if !slices.ContainsFunc(files, func(file string) bool { return nameOf(file) == name }) {
			t.Errorf("there is no transcript %s to leave out", name)
		}
	}
	each(t, files, func(t *testing.T, file string) {
		t.Helper()
		if but[nameOf(file)] == "" && taps(t, file) {
			check(t, file, typed, open, func(_ testing.TB, c *Clock) Far { return unbuttoned{&Wire{Clock: c}} })
		}
	})
}

// taps reports whether somebody takes a choice in a transcript.
func taps(t *testing.T, file string) bool {
	t.Helper()
	_, lines := parse(string(read(t, file).Comment))
	return slices.ContainsFunc(lines, func(line string) bool {
		if !transcript.IsSaid(line) {
			return false
		}
		l, err := transcript.ParseLine(line)
		return err == nil && l.Tap != ""
	})
}

// packed reports whether a transcript has an archive in an answer, which a channel
// may send in pieces.
func packed(t *testing.T, file string) bool {
	t.Helper()
	text, err := os.ReadFile(filepath.Clean(file))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "< 📎 ") && strings.HasSuffix(strings.TrimSpace(line), ".zip") {
			return true
		}
	}
	return false
}

// found are the transcripts that match the glob.
func found(t *testing.T, glob string) []string {
	t.Helper()
	files, err := filepath.Glob(glob)
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts match %s (%v)", glob, err)
	}
	return files
}

// nameOf is what a transcript is called.
func nameOf(file string) string { return strings.TrimSuffix(filepath.Base(file), ".txtar") }

// each does something with every transcript.
func each(t *testing.T, files []string, do func(t *testing.T, file string)) {
	t.Helper()
	for _, file := range files {
		t.Run(nameOf(file), func(t *testing.T) { do(t, file) })
	}
}

// Play has the conversations that match the glob, once, without looking at the
// answers: for finding out what they cover.
func Play(t *testing.T, glob string, open Open) {
	t.Helper()
	files, err := filepath.Glob(glob)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		play(t, file, "plain", open, wired)
	}
}

func check(t *testing.T, file, pass string, open Open, far OpenFar) {
	archive, got := read(t, file), play(t, file, pass, open, far)
	if want := string(txtar.Format(archive)); string(txtar.Format(got)) != want {
		t.Errorf("%s (%s):\n%s", file, pass, diff(want, string(txtar.Format(got))))
	}
}

func rewrite(t *testing.T, file string, open Open) {
	archive := play(t, file, "plain", open, wired)
	if err := os.WriteFile(file, txtar.Format(archive), 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, file string) *txtar.Archive {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return archive
}

// play has the conversation of a file and returns it as it went.
func play(t *testing.T, file, pass string, open Open, far OpenFar) *txtar.Archive {
	archive := read(t, file)
	head, lines := parse(string(archive.Comment))
	clock := NewClock(start(t, head["now"]))
	p := &player{
		t: t, pass: pass, open: open, head: head, dir: t.TempDir(), home: filepath.Dir(file),
		far: far(t, clock), clock: clock, names: map[string]string{}, last: map[string]string{},
	}
	if pass == typed {
		p.typist = newTypist(filepath.Base(file), head["lang"])
	}
	p.start()
	defer func() { p.close() }()
	var out strings.Builder
	for _, line := range lines {
		if strings.HasPrefix(line, "<") {
			continue
		}
		out.WriteString(line + "\n")
		if transcript.IsSaid(line) {
			out.WriteString(p.line(line))
		}
	}
	return &txtar.Archive{Comment: []byte(out.String()), Files: p.files(archive.Files)}
}

// files brings "-- book --" up to date.
func (p *player) files(files []txtar.File) []txtar.File {
	out := append([]txtar.File(nil), files...)
	for i := range out {
		if out[i].Name == "book" {
			out[i].Data = []byte(p.world.Book(p.t.Context(), p.address(owner)))
		}
	}
	return out
}

// parse splits a conversation into its directives and its lines; directives
// stay among the lines.
func parse(text string) (map[string]string, []string) {
	head := map[string]string{}
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for _, line := range lines {
		if key, value, ok := strings.Cut(line, ": "); ok && !transcript.IsSaid(line) && !strings.HasPrefix(line, "<") && !strings.HasPrefix(line, "#") {
			head[key] = value
		}
	}
	return head, lines
}

// start is when a transcript begins: a Monday morning in India unless it says.
func start(t *testing.T, at string) time.Time {
	if at == "" {
		at = "2026-03-02 03:30"
	}
	now, err := time.Parse("2006-01-02 15:04", at)
	if err != nil {
		t.Fatal(err)
	}
	return now
}

// diff shows the first lines that differ.
func diff(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			lo := max(0, i-4)
			return "want:\n" + strings.Join(w[lo:min(len(w), i+5)], "\n") + "\n\ngot:\n" + strings.Join(g[lo:min(len(g), i+5)], "\n")
		}
	}
	return "want:\n" + want + "\ngot:\n" + got
}
