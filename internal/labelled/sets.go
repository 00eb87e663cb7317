// Package labelled measures the learner of package intents on labelled data sets: how
// many lines it gets right, and how many that belong to no label it leaves alone.
package labelled

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/sahayak-dev/sahayak/intents"
)

// ErrSet says that a file is no data set.
var ErrSet = errors.New("not a data set")

// outOfScope are the labels of lines that belong to no other.
var outOfScope = []string{"oos", "NO_NODES_DETECTED"}

// OutOfScope reports whether a label says that a line belongs to no other.
func OutOfScope(label string) bool { return slices.Contains(outOfScope, label) }

// Part is what a set is read for.
type Part int

// The parts of a set: to learn from, to choose the threshold on, to measure with.
const (
	Train Part = iota
	Validation
	Test
)

// clinc are the keys of CLINC150's files that hold each part.
var clinc = [...][]string{Train: {"train"}, Validation: {"val", "oos_val"}, Test: {"test", "oos_test"}}

// ReadFile reads one part of a set: CSV with a header and the columns text and label,
// which has one part only, or JSON as CLINC150 has it. Errors wrap [ErrSet] or are those
// of the file.
func ReadFile(path string, part Part) ([]intents.Labelled, error) {
	f, err := os.Open(filepath.Clean(path))
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	var lines []intents.Labelled
	if filepath.Ext(path) == ".json" {
		lines, err = readJSON(f, clinc[part])
	} else {
		lines, err = readCSV(f)
	}
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w: %w", path, ErrSet, err)
	case len(lines) == 0:
		return nil, fmt.Errorf("%s: %w: it has no lines", path, ErrSet)
	}
	return lines, nil
}

// readJSON reads the lists under some keys, each of [text, label].
func readJSON(r io.Reader, keys []string) ([]intents.Labelled, error) {
	var all map[string][][2]string
	if err := json.NewDecoder(r).Decode(&all); err != nil {
		return nil, err
	}
	var out []intents.Labelled
	for _, key := range keys {
		for _, l := range all[key] {
			out = append(out, intents.Labelled{Text: l[0], Label: l[1]})
		}
	}
	return out, nil
}

// readCSV reads the first two columns below the header.
func readCSV(r io.Reader) ([]intents.Labelled, error) {
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 || len(rows[0]) < 2 {
		return nil, errors.New("it has no columns text and label")
	}
	out := make([]intents.Labelled, 0, len(rows))
	for _, row := range rows[1:] {
		out = append(out, intents.Labelled{Text: row[0], Label: row[1]})
	}
	return out, nil
}
