package bot_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// playing names the folder whose transcripts a child process plays.
const playing = "BOT_TEST_TRANSCRIPTS"

// TestPlayed plays the transcripts of a folder that the test below has written.
func TestPlayed(t *testing.T) {
	dir := os.Getenv(playing)
	if dir == "" {
		return // nothing of its own to check
	}
	bottest.Run(t, filepath.Join(dir, "*.txtar"), open)
}

const right = `people: staff
# a comment stays where it is
> add ali
< tally.add.ask.n Who=ali
> it's 5
< tally.add.done N=5 Total=5 Who=ali
< [undo]

staff> total ali
<@staff
< tally.total Total=5 Who=ali
-- book --
ali 5
`

// runChild plays one transcript in a process of its own and returns the
// transcript as it is afterwards, what was printed, and whether it passed.
func runChild(t *testing.T, transcript string, args ...string) (after, printed string, passed bool) {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "it.txtar")
	if err := os.WriteFile(file, []byte(transcript), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], append([]string{"-test.run=^TestPlayed$"}, args...)...)
	cmd.Env = append(os.Environ(), playing+"="+dir)
	out, err := cmd.CombinedOutput()
	raw, readErr := os.ReadFile(file)
	if readErr != nil {
		t.Fatal(readErr)
	}
	return string(raw), string(out), err == nil
}

// TestTranscriptsFail says that a transcript that is wrong anywhere fails, and
// says where.
func TestTranscriptsFail(t *testing.T) {
	if after, out, ok := runChild(t, right); !ok || after != right {
		t.Fatalf("a right one fails:\n%s", out)
	}
	for name, c := range map[string][2]string{
		"another answer":         {"Total=5 Who=ali\n< [undo]", "Total=6 Who=ali\n< [undo]"},
		"an answer is missing":   {"< tally.add.ask.n Who=ali\n", ""},
		"an answer too many":     {"< [undo]\n", "< [undo]\n< more\n"},
		"a choice is missing":    {"< [undo]\n", ""},
		"to another person":      {"<@staff\n", ""},
		"another book":           {"-- book --\nali 5\n", "-- book --\nali 6\n"},
		"no such choice":         {"> it's 5", "> [no such]"},
		"no such bubble":         {"> it's 5", "> ^9 it's 5"},
		"a line nobody can read": {"> it's 5", ">+soon"},
		"a start nobody can":     {"people: staff", "now: soon"},
	} {
		wrong := strings.Replace(right, c[0], c[1], 1)
		if wrong == right {
			t.Fatalf("%s: nothing was changed", name)
		}
		after, out, ok := runChild(t, wrong)
		if ok || !strings.Contains(out, "--- FAIL: TestPlayed/it/plain") {
			t.Errorf("%s passes:\n%s", name, out)
		}
		if after != wrong {
			t.Errorf("%s: was rewritten unasked", name)
		}
	}
}

// TestTranscriptsUpdate rewrites the bot's side, and only that.
func TestTranscriptsUpdate(t *testing.T) {
	wrong := strings.NewReplacer(
		"< tally.add.ask.n Who=ali\n", "", "< [undo]\n", "< [what]\n< ever\n", "<@staff\n", "", "ali 5\n", "",
	).Replace(right)
	if after, out, ok := runChild(t, wrong, "-update"); !ok || after != right {
		t.Errorf("got\n%s\n%s", after, out)
	}
	if after, _, ok := runChild(t, right, "-update"); !ok || after != right {
		t.Errorf("a right one was changed:\n%s", after)
	}
	noBook, _, _ := strings.Cut(right, "-- book")
	if after, _, ok := runChild(t, noBook, "-update"); !ok || after != noBook {
		t.Errorf("a book was added:\n%s", after)
	}
}

// TestNoTranscripts says that a glob which matches nothing is a fault.
func TestNoTranscripts(t *testing.T) {
	cmd := exec.Command(os.Args[0], "-test.run=^TestPlayed$")
	cmd.Env = append(os.Environ(), playing+"="+t.TempDir())
	if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(string(out), "no transcripts match") {
		t.Errorf("passes: %s", out)
	}
}
