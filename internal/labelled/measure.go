package labelled

import (
	"fmt"
	"io"
	"math"

	"github.com/sahayak-dev/sahayak/intents"
)

// Row is how a set went with one threshold: a line whose label is less probable is
// taken to be out of scope.
type Row struct {
	Threshold float64
	InScope   float64 // share of lines in scope whose label was right
	Recall    float64 // share of lines out of scope that were left alone; NaN without any
	MCC       float64 // Matthews correlation over all labels, out of scope being one
}

// Thresholds are 0 to 0.95 in steps of 0.05.
func Thresholds() []float64 {
	out := make([]float64, 20)
	for i := range out {
		out[i] = float64(i) / 20
	}
	return out
}

// guess is what one line was taken for.
type guess struct {
	want, got string
	p         float64
}

// Measure classifies lines and tells how each threshold does.
func Measure(c *intents.Classifier, lines []intents.Labelled) []Row {
	guesses := make([]guess, len(lines))
	for i, l := range lines {
		guesses[i].want = l.Label
		guesses[i].got, guesses[i].p = c.Classify(l.Text)
	}
	rows := make([]Row, 0, 20)
	for _, at := range Thresholds() {
		rows = append(rows, row(guesses, at))
	}
	return rows
}

// row counts what one threshold does.
func row(guesses []guess, at float64) Row {
	var in, right, out, left float64
	pairs := make([][2]string, 0, len(guesses))
	for _, g := range guesses {
		want, got := g.want, g.got
		if OutOfScope(want) {
			want = outOfScope[0]
		}
		if g.p < at || OutOfScope(got) {
			got = outOfScope[0]
		}
		pairs = append(pairs, [2]string{want, got})
		if want == outOfScope[0] {
			out++
			left += one(got == want)
			continue
		}
		in++
		right += one(got == want)
	}
	return Row{Threshold: at, InScope: right / in, Recall: left / out, MCC: mcc(pairs)}
}

// one is 1 for true.
func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// mcc is the correlation of Matthews for many classes, after Gorodkin (2004): the
// covariance of what was wanted and what was said, over the root of their variances.
func mcc(pairs [][2]string) float64 {
	wanted, said := map[string]float64{}, map[string]float64{}
	n, right := float64(len(pairs)), 0.0
	for _, p := range pairs {
		wanted[p[0]]++
		said[p[1]]++
		right += one(p[0] == p[1])
	}
	var both, wantedSquares, saidSquares float64
	for label, w := range wanted {
		both += w * said[label]
		wantedSquares += w * w
	}
	for _, s := range said {
		saidSquares += s * s
	}
	spread := math.Sqrt(n*n-wantedSquares) * math.Sqrt(n*n-saidSquares)
	if spread == 0 {
		return 0
	}
	return (n*right - both) / spread
}

// given is how much of the accuracy in scope a threshold may cost.
const given = 0.015

// Choose picks the threshold for a validation set: the highest that gives up at most
// three lines in two hundred of those that were right. A shopkeeper who is asked once too
// often forgives; one whose question about petrol became a sale does not.
func Choose(c *intents.Classifier, lines []intents.Labelled) float64 {
	rows := Measure(c, lines)
	at := 0.0
	for _, r := range rows {
		if r.InScope >= rows[0].InScope-given {
			at = r.Threshold
		}
	}
	return at
}

// Report writes rows as a table, the chosen threshold marked; a negative one marks none.
func Report(w io.Writer, rows []Row, chosen float64) error {
	if _, err := fmt.Fprintln(w, "| threshold | in scope | out-of-scope recall | MCC |\n|---|---|---|---|"); err != nil {
		return err
	}
	for _, r := range rows {
		mark := ""
		if r.Threshold == chosen {
			mark = " chosen"
		}
		recall := "-"
		if !math.IsNaN(r.Recall) {
			recall = fmt.Sprintf("%.1f %%", 100*r.Recall)
		}
		if _, err := fmt.Fprintf(w, "| %.2f%s | %.1f %% | %s | %.3f |\n", r.Threshold, mark, 100*r.InScope, recall, r.MCC); err != nil {
			return err
		}
	}
	return nil
}
