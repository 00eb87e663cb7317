package simulator_test

import (
	"os"
	"os/exec"
	"testing"
)

// TestModulesOfThePage runs the unit tests of the page's modules in Node. Without
// Node they are skipped, but not in CI.
func TestModulesOfThePage(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		const missing = "Node is not installed (Debian package nodejs)"
		if os.Getenv("CI") == "true" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	tests := []string{"--test"}
	files, err := os.ReadDir("page_test")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests: %v", err)
	}
	for _, f := range files {
		tests = append(tests, "page_test/"+f.Name())
	}
	out, err := exec.CommandContext(t.Context(), node, tests...).CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
