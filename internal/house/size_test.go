package house

import (
	"os/exec"
	"testing"
)

// TestSize fails when a function or file is longer than the budget allows. The
// measuring is tools/size's; TestArrows in this package reads the same files,
// which is how go test knows when to measure again.
func TestSize(t *testing.T) {
	out, err := exec.Command("go", "run", "-C", root+"/tools", "./size", "..").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("\n%s", out)
}
