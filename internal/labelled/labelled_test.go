package labelled

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/intents"
)

// write puts a file where the test can read it.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadFile(t *testing.T) {
	table := write(t, "set.csv", "text,label\n\"hello, there\",greet\nwhat is this,NO_NODES_DETECTED\n")
	lines, err := ReadFile(table, Test)
	if err != nil || len(lines) != 2 || lines[0] != (intents.Labelled{Text: "hello, there", Label: "greet"}) || !OutOfScope(lines[1].Label) {
		t.Errorf("%v, %v", lines, err)
	}
	set := write(t, "set.json", `{"train":[["a","x"]],"val":[["b","x"]],"oos_val":[["c","oos"]],"test":[["d","x"]]}`)
	for part, want := range map[Part]int{Train: 1, Validation: 2, Test: 1} {
		if lines, err := ReadFile(set, part); err != nil || len(lines) != want {
			t.Errorf("part %d: %v, %v", part, lines, err)
		}
	}
	for name, text := range map[string]string{"a.json": "{", "b.csv": "", "c.csv": "text\nx\n", "d.json": "{}"} {
		if _, err := ReadFile(write(t, name, text), Train); !errors.Is(err, ErrSet) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := ReadFile("nowhere.csv", Train); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

// TestCorrelation holds the figure against the one for two classes, (tp·tn − fp·fn) over
// the root of the product of the four sums.
func TestCorrelation(t *testing.T) {
	pairs := [][2]string{}
	for kind, n := range map[[2]string]int{{"a", "a"}: 6, {"b", "b"}: 3, {"a", "b"}: 1, {"b", "a"}: 2} {
		for range n {
			pairs = append(pairs, kind)
		}
	}
	want := (6.0*3 - 2*1) / math.Sqrt((6+2)*(6+1)*(3+2)*(3+1))
	if got := mcc(pairs); math.Abs(got-want) > 1e-9 {
		t.Errorf("%v, want %v", got, want)
	}
	if got := mcc([][2]string{{"a", "a"}}); got != 0 {
		t.Errorf("of one class alone: %v", got)
	}
}

func TestMeasureAndChoose(t *testing.T) {
	c := intents.Learn([]intents.Labelled{
		{Text: "sugar please", Label: "buy"},
		{Text: "sell me sugar", Label: "buy"},
		{Text: "rice please", Label: "buy"},
		{Text: "good morning", Label: "greet"},
		{Text: "hello good day", Label: "greet"},
		{Text: "morning to you", Label: "greet"},
	})
	test := []intents.Labelled{{Text: "sugar please", Label: "buy"}, {Text: "good morning", Label: "greet"}, {Text: "zxqv wpkt", Label: "oos"}}
	rows := Measure(c, test)
	if len(rows) != 20 || rows[0].Threshold != 0 || rows[19].Threshold != 0.95 || rows[0].InScope != 1 {
		t.Fatalf("%+v", rows)
	}
	for i := 1; i < len(rows); i++ {
		if rows[i].InScope > rows[i-1].InScope || rows[i].Recall < rows[i-1].Recall {
			t.Errorf("a higher threshold leaves fewer lines alone: %+v, %+v", rows[i-1], rows[i])
		}
	}
	chosen := Choose(c, test)
	var out strings.Builder
	if err := Report(&out, rows, chosen); err != nil || strings.Count(out.String(), "chosen") != 1 || strings.Count(out.String(), "\n") != 22 {
		t.Errorf("%v\n%s", err, out.String())
	}
}
