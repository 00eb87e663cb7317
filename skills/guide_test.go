package skills_test

import (
	"errors"
	"go/format"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/bottest"
)

const guide = "../docs/writing-a-skill.md"

// block is one fenced block of the guide.
type block struct {
	path string // of the file it is, "" for none
	info string // what stands after the fence
	body string
}

var fenced = regexp.MustCompile("(?m)(?:^\\*\\*`([^`\n]+)`\\*\\*\n\n)?^```([^\n]*)\n((?s:.*?))^```$")

// TestGuide does what docs/writing-a-skill.md says, in a copy of the module,
// and runs the tests of the skill that comes of it. With -update the skill's
// transcripts, as the bot has them now, go into the guide.
func TestGuide(t *testing.T) {
	raw, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := copyModule(dir); err != nil {
		t.Fatal(err)
	}
	blocks := blocksOf(string(raw))
	for _, b := range blocks {
		follow(t, dir, b)
	}
	if bottest.Updating() {
		run(t, dir, "go", "test", "./skills/advance/", "-update")
		rewriteGuide(t, dir, string(raw), blocks)
		return
	}
	run(t, dir, "go", "vet", "./skills/...")
	run(t, dir, "go", "test", "./skills/advance/")
}

// TestGuideIsWhole guards the test above: blocks it does not see are not tested.
func TestGuideIsWhole(t *testing.T) {
	raw, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	var files, edits int
	for _, b := range blocksOf(string(raw)) {
		switch {
		case b.path != "":
			files++
		case b.info == "diff" || b.info == "sh run":
			edits++
		}
	}
	if named := strings.Count(string(raw), "\n**`"); files == 0 || files != named {
		t.Errorf("%d files were found, and %d are named", files, named)
	}
	if edits != 2 {
		t.Errorf("%d edits were found, want the line in skills.go and the phrases taken out", edits)
	}
}

func blocksOf(text string) []block {
	var out []block
	for _, m := range fenced.FindAllStringSubmatch(text, -1) {
		out = append(out, block{path: m[1], info: m[2], body: m[3]})
	}
	return out
}

// follow does what one block says: writes a file, edits one, or runs a command.
func follow(t *testing.T, dir string, b block) {
	switch {
	case b.path != "":
		if strings.HasSuffix(b.path, ".go") {
			if tidy, err := format.Source([]byte(b.body)); err != nil || string(tidy) != b.body {
				t.Errorf("%s is not formatted: %v", b.path, err)
			}
		}
		write(t, filepath.Join(dir, b.path), b.body)
	case b.info == "diff":
		patch(t, dir, b.body)
	case b.info == "sh run":
		run(t, dir, "sh", "-e", "-c", b.body)
	}
}

func write(t *testing.T, file, text string) {
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// patch edits a file as a person would who reads the diff: each new line goes
// below the line shown above it.
func patch(t *testing.T, dir, diff string) {
	name, diff, ok := strings.Cut(strings.TrimPrefix(diff, "--- "), "\n")
	raw, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil || !ok {
		t.Fatalf("patch %q: %v", name, err)
	}
	lines, at := strings.Split(string(raw), "\n"), 0
	for line := range strings.Lines(diff) {
		line = strings.TrimSuffix(line, "\n")
		if line[0] == '+' {
			if lines[at] != line[1:] { // else somebody has followed the guide here
				lines = slices.Insert(lines, at, line[1:])
			}
			at++
			continue
		}
		below := slices.Index(lines[at:], line[1:])
		if below < 0 {
			t.Fatalf("%s has no line %q any more", name, line[1:])
		}
		at += below + 1
	}
	write(t, filepath.Join(dir, name), strings.Join(lines, "\n"))
}

// run runs a command in the copy as the bot is built: without C.
func run(t *testing.T, dir, name string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
}

// copyModule copies what the module is built from.
func copyModule(dir string) error {
	const root = ".."
	return filepath.WalkDir(root, func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, file)
		switch {
		case err != nil:
			return err
		case e.IsDir() && slices.Contains([]string{".git", "bin", "data", "tools"}, rel):
			return fs.SkipDir
		case e.IsDir():
			return os.MkdirAll(filepath.Join(dir, rel), 0o750)
		case !e.Type().IsRegular():
			return nil
		}
		raw, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) { // something temporary
			return nil
		}
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(dir, rel), raw, 0o600)
	})
}

// rewriteGuide puts the transcripts of the copy into the guide.
func rewriteGuide(t *testing.T, dir, text string, blocks []block) {
	for _, b := range blocks {
		if !strings.HasSuffix(b.path, ".txtar") {
			continue
		}
		now, err := os.ReadFile(filepath.Join(dir, b.path))
		if err != nil {
			t.Fatal(err)
		}
		text = strings.Replace(text, "```"+b.info+"\n"+b.body+"```", "```"+b.info+"\n"+string(now)+"```", 1)
	}
	if err := os.WriteFile(guide, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
