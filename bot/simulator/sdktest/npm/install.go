package npm

import (
	"context"
	"fmt"
	"os/exec"
	"regexp"
	"slices"
	"strings"
)

// missingError says what the machine lacks, in words for a person.
type missingError string

func (e missingError) Error() string { return "npm: " + string(e) }

// outOfReach are npm's codes for a registry that did not answer. Anything else,
// such as a checksum that differs, is no lack but a fault.
var outOfReach = []string{"EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "EHOSTUNREACH", "ENETUNREACH", "ENOTCACHED", "ENOTFOUND", "ETIMEDOUT"}

var code = regexp.MustCompile(`(?m)^npm (?:error|ERR!) code (\S+)`)

// npm installs what the lock in dir lists, and runs no script of any package.
func npm(ctx context.Context, dir string) error {
	cmd := exec.CommandContext(ctx, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier")
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err == nil {
		return nil
	}
	return failed(string(out), err)
}

// failed is why npm did not install, by what it printed.
func failed(out string, err error) error {
	if m := code.FindStringSubmatch(out); len(m) == 2 && slices.Contains(outOfReach, m[1]) {
		return missingError("the registry is out of reach: " + m[1])
	}
	return fmt.Errorf("npm: ci: %w\n%s", err, strings.TrimSpace(out))
}
