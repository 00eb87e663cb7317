package watch

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
)

// deploy is the folder of what an operator takes as it is.
const deploy = "../../deploy"

// TestRulesAndDashboardKnowOurMetrics finds every metric and label that the alerts
// and the dashboard name among those there are, in expressions that can be read.
func TestRulesAndDashboardKnowOurMetrics(t *testing.T) {
	known := described(t)
	for where, expressions := range map[string][]string{"alerts.yml": alerts(t), "dashboard.json": panels(t)} {
		if len(expressions) < 10 {
			t.Errorf("%s: only %d expressions", where, len(expressions))
		}
		for _, expression := range expressions {
			for _, fault := range faults(expression, known) {
				t.Errorf("%s: %s: %s", where, expression, fault)
			}
		}
	}
}

// described lists the metrics there are, with their labels.
func described(t *testing.T) map[string][]string {
	t.Helper()
	descs := make(chan *prometheus.Desc, 1000)
	newStand(t, nil).meter.registry.Describe(descs)
	close(descs)
	known := map[string][]string{"up": {"job", "instance"}}
	form := regexp.MustCompile(`fqName: "([^"]+)".*variableLabels: \{([^}]*)\}`)
	for d := range descs {
		found := form.FindStringSubmatch(d.String())
		if found == nil {
			t.Fatalf("cannot read %s", d)
		}
		labels := append(strings.Split(found[2], ","), "job", "instance", "le", "quantile")
		for _, suffix := range []string{"", "_bucket", "_sum", "_count"} {
			known[found[1]+suffix] = labels
		}
	}
	if known["sahayak_turns_total"] == nil || known["go_goroutines"] == nil {
		t.Fatalf("the registry tells of %d metrics only", len(known))
	}
	return known
}

var (
	matchers = regexp.MustCompile(`([a-z_]+)\{([^}]*)\}`)
	matcher  = regexp.MustCompile(`^([a-z_]+)(=|!=|=~|!~)"[^"]*"$`)
	grouping = regexp.MustCompile(`\b(by|without) \(([a-z_, ]*)\)`)
	ranges   = regexp.MustCompile(`\[[0-9]+[smhd]\]|\boffset [0-9]+[smhd]`)
	words    = regexp.MustCompile(`[a-zA-Z_][a-zA-Z0-9_]*(\s*\()?`)
	rest     = regexp.MustCompile(`^[-+*/<>=!(),.0-9\s]*$`)
)

// functions are those we use.
var functions = []string{"sum", "max", "min", "rate", "increase", "histogram_quantile", "topk", "scalar"}

// faults reads an expression of Prometheus and says what is wrong with it: a metric,
// label or function that is not there, or no form at all.
func faults(expression string, known map[string][]string) (out []string) {
	complain := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	plain, labels := expression, []string(nil)
	for _, m := range matchers.FindAllStringSubmatch(expression, -1) {
		for _, one := range strings.Split(m[2], ",") {
			found := matcher.FindStringSubmatch(strings.TrimSpace(one))
			if found == nil {
				complain("no matcher: %s", one)
			} else if !slices.Contains(known[m[1]], found[1]) {
				complain("%s has no label %s", m[1], found[1])
			}
		}
	}
	plain = matchers.ReplaceAllString(plain, "$1")
	for _, g := range grouping.FindAllStringSubmatch(plain, -1) {
		labels = append(labels, strings.Split(strings.ReplaceAll(g[2], " ", ""), ",")...)
	}
	plain = ranges.ReplaceAllString(grouping.ReplaceAllString(plain, ""), "")
	metrics := 0
	for _, word := range words.FindAllString(plain, -1) {
		name, called := strings.CutSuffix(word, "(")
		switch name = strings.TrimSpace(name); {
		case called && !slices.Contains(functions, name):
			complain("no function %s", name)
		case !called && known[name] == nil:
			complain("no metric %s", name)
		case !called:
			metrics++
			for _, label := range labels {
				if !slices.Contains(known[name], label) {
					complain("%s has no label %s", name, label)
				}
			}
		}
	}
	if left := words.ReplaceAllString(plain, ""); !rest.MatchString(left) || strings.Count(expression, "(") != strings.Count(expression, ")") || metrics == 0 {
		complain("cannot be read")
	}
	return out
}

// TestFaults proves that the reader finds what is wrong.
func TestFaults(t *testing.T) {
	known := map[string][]string{"a_total": {"kind", "job"}, "b": {"job"}}
	for expression, good := range map[string]bool{
		`sum by (kind) (rate(a_total{kind="x"}[5m])) > 0.5`: true,
		`max(b) - max(b offset 1h) > 0`:                     true,
		`c > 0`:                                             false,
		`a_total{colour="x"}`:                               false,
		`a_total{kind=x}`:                                   false,
		`sum by (kind) (b)`:                                 false,
		`summ(b)`:                                           false,
		`sum(b`:                                             false,
		`b > "x"`:                                           false,
		`1 + 1`:                                             false,
		``:                                                  false,
	} {
		if found := faults(expression, known); (len(found) == 0) != good {
			t.Errorf("%q: %q", expression, found)
		}
	}
}

// panels are the dashboard's expressions; every panel has some, and a title.
func panels(t *testing.T) (expressions []string) {
	t.Helper()
	var board struct {
		Panels []struct {
			ID      int
			Type    string
			Title   string
			Targets []struct{ Expr string }
		}
	}
	if err := json.Unmarshal(read(t, "dashboard.json"), &board); err != nil {
		t.Fatal(err)
	}
	var rows []string
	seen := map[int]bool{}
	for _, p := range board.Panels {
		if p.Title == "" || seen[p.ID] || p.Type != "row" && len(p.Targets) == 0 {
			t.Errorf("a panel is %+v", p)
		}
		seen[p.ID] = true
		if p.Type == "row" {
			rows = append(rows, p.Title)
		}
		for _, target := range p.Targets {
			expressions = append(expressions, target.Expr)
		}
	}
	if want := []string{"Traffic", "Latency", "Backlog", "Outbox", "Errors", "Leases", "Machine"}; !slices.Equal(rows, want) {
		t.Errorf("rows are %q, want %q", rows, want)
	}
	return expressions
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(deploy, name))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// alerts are the expressions of the rules, which must be whole.
func alerts(t *testing.T) (expressions []string) {
	t.Helper()
	rules, err := parseRules(string(read(t, "alerts.yml")))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, r := range rules {
		if name := r["alert"]; !alertNames.MatchString(name) || seen[name] || r["expr"] == "" {
			t.Errorf("a rule is %v", r)
		}
		seen[r["alert"]] = true
		if !strings.HasPrefix(r["annotations"], `{summary: "`) || r["labels"] != "{severity: page}" && r["labels"] != "{severity: ticket}" {
			t.Errorf("%s has labels %s and says %s", r["alert"], r["labels"], r["annotations"])
		}
		expressions = append(expressions, r["expr"])
	}
	return expressions
}

var (
	alertNames = regexp.MustCompile(`^Sahayak[A-Z][A-Za-z]+$`)
	ruleLine   = regexp.MustCompile(`^(      - |        )(alert|expr|for|labels|annotations): (.+)$`)
	duration   = regexp.MustCompile(`^[0-9]+[smhd]$`)
)

// parseRules reads rules as we write them, a line a field, and refuses all else of
// YAML. A scalar that YAML would read otherwise than it stands there is refused too.
func parseRules(text string) (rules []map[string]string, err error) {
	head := []string{"groups:", "  - name: sahayak", "    rules:"}
	for n, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		if len(head) > 0 {
			if line != head[0] {
				return nil, fmt.Errorf("line %d: %q, want %q", n+1, line, head[0])
			}
			head = head[1:]
			continue
		}
		found := ruleLine.FindStringSubmatch(line)
		if found == nil || (found[2] == "alert") != (found[1] != "        ") {
			return nil, fmt.Errorf("line %d: no field of a rule: %q", n+1, line)
		}
		key, value := found[2], found[3]
		if key == "alert" {
			rules = append(rules, map[string]string{})
		}
		flow := key == "labels" || key == "annotations"
		switch {
		case len(rules) == 0 || rules[len(rules)-1][key] != "":
			return nil, fmt.Errorf("line %d: out of place", n+1)
		case flow != (strings.HasPrefix(value, "{") && strings.HasSuffix(value, "}")):
			return nil, fmt.Errorf("line %d: a map where a text belongs, or the other way", n+1)
		case !flow && (strings.ContainsAny(value[:1], "\"'{[&*!|>%@`-") || strings.Contains(value, ": ") || strings.Contains(value, " #")):
			return nil, fmt.Errorf("line %d: needs quotes", n+1)
		case key == "for" && !duration.MatchString(value):
			return nil, fmt.Errorf("line %d: no duration", n+1)
		}
		rules[len(rules)-1][key] = value
	}
	return rules, nil
}

// TestParseRules proves that bad rules are refused.
func TestParseRules(t *testing.T) {
	const head = "groups:\n  - name: sahayak\n    rules:\n"
	for text, good := range map[string]bool{
		head + "      - alert: A\n        expr: x > 0\n        for: 1m\n": true,
		head + "      - alert: A\n      - expr: x > 0\n":                  false,
		head + "        expr: x > 0\n":                                    false,
		head + "      - alert: A\n        expr: x\n        expr: y\n":     false,
		head + "      - alert: A\n        expr: 'x\n":                     false,
		head + "      - alert: A\n        for: soon\n":                    false,
		head + "      - alert: A\n        labels: page\n":                 false,
		head + "      - alert: A\n         expr: x\n":                     false,
		"rules:\n": false,
	} {
		if _, err := parseRules(text); (err == nil) != good {
			t.Errorf("%q: %v", text, err)
		}
	}
}
