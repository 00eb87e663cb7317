package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/sahayak-dev/sahayak/intents"
	"github.com/sahayak-dev/sahayak/internal/labelled"
)

// evalCommand measures on public data.
type evalCommand struct {
	Intents evalIntents `cmd:"" help:"Train the learner on a data set, and say how well it does."`
}

// evalIntents trains the learner of understanding on any labelled set.
type evalIntents struct {
	Train string `required:"" help:"What to learn: CSV with columns text and label, or CLINC150's JSON." type:"existingfile" placeholder:"FILE"`
	Test  string `required:"" help:"What to measure on." type:"existingfile" placeholder:"FILE"`
	Valid string `help:"What to choose the threshold on." type:"existingfile" placeholder:"FILE"`
}

// mostLabels is how many labels the learner can tell apart.
const mostLabels = 256

// Run trains and measures.
func (c evalIntents) Run(t *terminal) error {
	train, err := labelled.ReadFile(c.Train, labelled.Train)
	if err != nil {
		return err
	}
	test, err := labelled.ReadFile(c.Test, labelled.Test)
	if err != nil {
		return err
	}
	labels := map[string]bool{}
	for _, l := range train {
		labels[l.Label] = true
	}
	if len(labels) > mostLabels {
		return fmt.Errorf("%s has %d labels, and at most %d can be told apart", c.Train, len(labels), mostLabels)
	}
	begin := time.Now()
	learnt := intents.Learn(train)
	took := time.Since(begin)
	chosen, err := c.threshold(learnt)
	if err != nil {
		return err
	}
	begin = time.Now()
	rows := labelled.Measure(learnt, test)
	each := time.Since(begin) / time.Duration(len(test))
	if _, err := fmt.Fprintf(t.out, "%d lines of %d labels learnt in %v; %d lines measured, %v each\n\n",
		len(train), len(labels), took.Round(time.Millisecond), len(test), each.Round(time.Microsecond)); err != nil {
		return err
	}
	if err := labelled.Report(t.out, rows, chosen); err != nil {
		return err
	}
	at := slices.IndexFunc(rows, func(r labelled.Row) bool { return r.Threshold == max(chosen, 0) })
	_, err = fmt.Fprintf(t.out, "\nin scope by argmax %.2f %%; at the threshold %.2f: in scope %.2f %%, out-of-scope recall %.2f %%, MCC %.3f\n",
		100*rows[0].InScope, rows[at].Threshold, 100*rows[at].InScope, 100*rows[at].Recall, rows[at].MCC)
	return err
}

// threshold chooses one on the validation set; without one it is negative.
func (c evalIntents) threshold(learnt *intents.Classifier) (float64, error) {
	if c.Valid == "" {
		return -1, nil
	}
	valid, err := labelled.ReadFile(c.Valid, labelled.Validation)
	if err != nil {
		return 0, err
	}
	return labelled.Choose(learnt, valid), nil
}
