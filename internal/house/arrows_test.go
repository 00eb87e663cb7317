package house

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

// TestArrows fails on an import that the plan does not allow.
func TestArrows(t *testing.T) {
	for _, broken := range violations(ourGraph(t), plan) {
		t.Error(broken)
	}
}

// violations lists every import in g that rules forbid, in order of package.
func violations(g graph, rules map[string]rule) []string {
	var broken []string
	for _, pkg := range slices.Sorted(maps.Keys(g)) {
		r, ok := ruleOf(pkg, rules)
		if !ok {
			broken = append(broken, fmt.Sprintf("%s is not in the plan: enter it in internal/house/plan_test.go", pkg))
			continue
		}
		for _, imported := range g[pkg] {
			if why := r.forbids(imported); why != "" {
				broken = append(broken, fmt.Sprintf("%s must not import %s: %s", pkg, imported, why))
			}
		}
	}
	return broken
}

// ruleOf finds the rule of a package: its own, or that of its kind.
func ruleOf(pkg string, rules map[string]rule) (rule, bool) {
	if r, ok := rules[pkg]; ok {
		return r, true
	}
	r, ok := rules[path.Dir(pkg)+"/*"]
	return r, ok
}

// forbids says why an import is not allowed, or "" when it is.
func (r rule) forbids(imported string) string {
	own, isOurs := strings.CutPrefix(imported, module+"/")
	switch {
	case imported == "C":
		return "the bot builds without a C compiler"
	case isOurs:
		return unless(slices.ContainsFunc(r.ours, func(p string) bool { return covers(p, own) }), "no such arrow in the plan")
	case standard(imported):
		return ""
	}
	return unless(slices.ContainsFunc(r.theirs, func(p string) bool { return within(p, imported) }), "not among the modules this package may use")
}

// unless returns why when ok is false.
func unless(ok bool, why string) string {
	if ok {
		return ""
	}
	return why
}

// covers reports whether a pattern of the plan means the package.
func covers(pattern, pkg string) bool {
	if kind, ok := strings.CutSuffix(pattern, "/*"); ok {
		return path.Dir(pkg) == kind
	}
	return pattern == everything || pattern == pkg
}

// within reports whether imported is the package or module, or lies below it.
func within(module, imported string) bool {
	return module == everything || imported == module || strings.HasPrefix(imported, module+"/")
}

// standard reports whether an import path is of the standard library: only
// other people's begin with a host name.
func standard(imported string) bool {
	host, _, _ := strings.Cut(imported, "/")
	return !strings.Contains(host, ".")
}

// TestViolations proves, on graphs made for it, that the checker can fail.
func TestViolations(t *testing.T) {
	const ours = module + "/"
	tests := []struct {
		pkg, imported string
		want          string // part of the complaint, "" for none
	}{
		{"bot", "context", ""},
		{"bot", "database/sql", ""},
		{"bot", "github.com/google/uuid", "not among the modules"},
		{"bot", ours + "dialogs", "no such arrow"},
		{"bot", ours + "internal/shop", "no such arrow"},
		{"bot", "C", "C compiler"},
		{"dialogs", "github.com/looplab/fsm", ""},
		{"dialogs", "github.com/looplab/fsmx", "not among the modules"},
		{"intents", ours + "locales", ""},
		{"intents", "golang.org/x/text/unicode/norm", ""},
		{"intents", ours + "dialogs", "no such arrow"},
		{"locales", ours + "bot", ""},
		{"locales", ours + "intents", "no such arrow"},
		{"bot/bottest", "golang.org/x/tools/txtar", ""},
		{"bot/bottest", "golang.org/x/tools/go/packages", "not among the modules"},
		{"bot/simulator", ours + "bot/cloudapi/wire", ""},
		{"bot/console", ours + "bot/cloudapi", "no such arrow"},
		{"bot/redis", ours + "bot/journal", "no such arrow"},
		{"bot/telegram", ours + "bot", "not in the plan"},
		{"skills/udhaar", ours + "internal/shop", ""},
		{"skills/udhaar", ours + "dialogs", ""},
		{"skills/udhaar", ours + "internal/shop/book", "no such arrow"},
		{"skills/udhaar", ours + "skills/stock", "no such arrow"},
		{"skills/udhaar", ours + "bot/journal", "no such arrow"},
		{"skills/udhaar", "github.com/tmc/langchaingo/llms", "not among the modules"},
		{"skills/udhaar/deep", ours + "bot", "not in the plan"},
		{"skills", ours + "skills/udhaar", ""},
		{"skills", ours + "skills/udhaar/deep", "no such arrow"},
		{"skills", ours + "bot/console", "no such arrow"},
		{"internal/shop", ours + "bot", "no such arrow"},
		{"internal/shop/book", ours + "bot/journal", ""},
		{"internal/shop/book", ours + "skills/udhaar", "no such arrow"},
		{"internal/util", "fmt", "not in the plan"},
		{"cmd/bot", ours + "skills/udhaar", ""},
		{"cmd/bot", "github.com/alecthomas/kong", ""},
		{"cmd/other", ours + "bot", "not in the plan"},
		{".", "fmt", "not in the plan"},
	}
	for _, tt := range tests {
		t.Run(tt.pkg+" imports "+tt.imported, func(t *testing.T) {
			got := strings.Join(violations(graph{tt.pkg: {"strings", tt.imported}}, plan), "\n")
			switch {
			case tt.want == "" && got != "":
				t.Errorf("complains: %s", got)
			case tt.want != "" && !strings.Contains(got, tt.want):
				t.Errorf("says %q, want %q in it", got, tt.want)
			}
		})
	}
}

// TestPlan holds the plan itself to its promises, so that an arrow cannot be
// made right by writing it in.
func TestPlan(t *testing.T) {
	for pkg, r := range plan {
		for _, to := range r.ours {
			if _, ok := plan[to]; !ok && to != everything {
				t.Errorf("%s may import %s, which is not in the plan", pkg, to)
			}
			if framework(pkg) && !framework(to) {
				t.Errorf("%s is of the framework and must know nothing of %s", pkg, to)
			}
		}
	}
	if r := plan["bot"]; len(r.ours)+len(r.theirs) > 0 {
		t.Errorf("bot stands on the standard library alone, not on %v %v", r.ours, r.theirs)
	}
	if r := plan["internal/shop"]; len(r.ours)+len(r.theirs) > 0 {
		t.Errorf("internal/shop stands on the standard library alone, not on %v %v", r.ours, r.theirs)
	}
	if loop := cycle(plan); loop != "" {
		t.Errorf("the plan goes in a circle at %s", loop)
	}
}

// framework reports whether a package must be usable for a bot of another trade.
func framework(pkg string) bool {
	top, _, _ := strings.Cut(pkg, "/")
	return slices.Contains([]string{"bot", "dialogs", "intents", "locales"}, top)
}

// cycle returns a package that the arrows lead back to, or "".
func cycle(rules map[string]rule) string {
	const under, done = 1, 2
	state := map[string]int{}
	var visit func(string) string
	visit = func(pkg string) string {
		if state[pkg] != 0 {
			return unless(state[pkg] == done, pkg)
		}
		state[pkg] = under
		for _, to := range rules[pkg].ours {
			if loop := visit(to); loop != "" {
				return loop
			}
		}
		state[pkg] = done
		return ""
	}
	for _, pkg := range slices.Sorted(maps.Keys(rules)) {
		if loop := visit(pkg); loop != "" {
			return loop
		}
	}
	return ""
}

func TestCycle(t *testing.T) {
	straight := map[string]rule{"a": {ours: []string{"b", "c"}}, "b": {ours: []string{"c"}}, "c": {}}
	if loop := cycle(straight); loop != "" {
		t.Errorf("a straight plan has a circle at %s", loop)
	}
	straight["c"] = rule{ours: []string{"a"}}
	if cycle(straight) == "" {
		t.Error("a circle was not found")
	}
}
