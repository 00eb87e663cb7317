package sphinx

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// ErrMissing says that the program or its model is not installed.
var ErrMissing = errors.New("sphinx: pocketsphinx is not installed (Debian and Ubuntu: apt-get install pocketsphinx pocketsphinx-en-us)")

// DefaultModel is where Debian puts the model of American speech.
const DefaultModel = "/usr/share/pocketsphinx/model/en-us/en-us"

// last is how long a program that was told to end may hold on to its output.
const last = time.Second

// maxHeard is how many bytes of what was heard are read.
const maxHeard = 64 << 10

// engine is the program and its model.
type engine struct{ path, model string }

// findEngine finds the program, and sees that the model is there.
func findEngine(model string) (engine, error) {
	path, err := exec.LookPath("pocketsphinx_batch")
	if err != nil {
		return engine{}, fmt.Errorf("%w: %w", ErrMissing, err)
	}
	if _, err := os.Stat(filepath.Join(model, "mdef")); err != nil {
		return engine{}, fmt.Errorf("%w: %w", ErrMissing, err)
	}
	return engine{path, model}, nil
}

// The files of one note.
const (
	noteName = "note"
	noteFile = noteName + ".wav"
	listFile = "list"
	segFile  = "heard"
)

// decode hears a clip by a grammar: the names of the words, in order.
func (e engine) decode(ctx context.Context, g *grammar, c sound.Clip) ([]string, error) {
	dir, err := os.MkdirTemp(g.dir, noteName)
	if err != nil {
		return nil, fmt.Errorf("sphinx: hear: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // what stays goes with the grammar
	for name, text := range map[string][]byte{noteFile: c.WAV(), listFile: []byte(noteName + "\n")} {
		if err := write(dir, name, text); err != nil {
			return nil, err
		}
	}
	cmd := exec.CommandContext(ctx, e.path, e.args(g, dir)...) //nolint:gosec // found at the start
	cmd.WaitDelay = last
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return nil, fmt.Errorf("sphinx: hear: %w", err)
	}
	f, err := os.Open(filepath.Join(dir, segFile)) //nolint:gosec // in a folder of our own
	if err != nil {
		return nil, fmt.Errorf("sphinx: hear: %w", err)
	}
	defer func() { _ = f.Close() }()
	raw, err := io.ReadAll(io.LimitReader(f, maxHeard))
	if err != nil {
		return nil, fmt.Errorf("sphinx: hear: %w", err)
	}
	return words(raw), nil
}

// args are what the program is told: files, and how wide it searches. What it says of its
// work goes nowhere: that has what was heard in it.
func (e engine) args(g *grammar, dir string) []string {
	return []string{
		"-hmm", e.model, "-dict", filepath.Join(g.dir, dictFile), "-fsg", filepath.Join(g.dir, fsgFile),
		"-ctl", filepath.Join(dir, listFile), "-cepdir", dir, "-cepext", ".wav", "-adcin", "yes", "-adchdr", "44",
		"-hypseg", filepath.Join(dir, segFile), "-logfn", os.DevNull, "-bestpath", "no",
		"-lw", "6", "-beam", "1e-90", "-pbeam", "1e-90", "-wbeam", "1e-70",
	}
}

// word is the name of one in what the program heard, which is of the form
// "note S 0 T -123 A -100 L -23 0 -5 -1 w3 25 …": scores, names, and where each begins.
var word = regexp.MustCompile(`^(w[0-9]+|x_[A-Z]+)(\([0-9]+\))?$`)

// words are the names of words in what was heard.
func words(raw []byte) []string {
	line, _, _ := bytes.Cut(raw, []byte("\n"))
	var out []string
	for _, field := range strings.Fields(string(line)) {
		if m := word.FindStringSubmatch(field); m != nil {
			out = append(out, m[1])
		}
	}
	return out
}
