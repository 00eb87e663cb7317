package npm

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed" // the two files below
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// What is to be brought, and its checksums.
var (
	//go:embed package.json
	manifest []byte
	//go:embed package-lock.json
	lock []byte
)

// Modules returns the node_modules folder with everything that package-lock.json
// lists. The first call on a machine installs it into the user's cache folder
// and takes seconds; the folder is shared, so nothing may be written there.
// Without Node or npm, or when the registry is out of reach, the test is
// skipped; where CI=true says that everything must be there, it fails.
func Modules(t testing.TB) string {
	t.Helper()
	dir, err := modules(t.Context(), cache(), npm)
	var missing missingError
	switch {
	case err == nil:
		return dir
	case errors.As(err, &missing) && os.Getenv("CI") != "true":
		t.Skip(err)
	default:
		t.Fatal(err)
	}
	return ""
}

// cache is where what was installed is kept.
func cache() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return os.TempDir() // a user without a home still has this one
	}
	return dir
}

// modules returns the node_modules folder in its place in cache, where install
// puts it when it is not there.
func modules(ctx context.Context, cache string, install func(context.Context, string) error) (string, error) {
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			return "", missingError(program + " is not installed (Debian packages nodejs and npm)")
		}
	}
	sum := sha256.Sum256(bytes.Join([][]byte{manifest, lock}, []byte{0}))
	home := filepath.Join(cache, "sahayak-node-"+hex.EncodeToString(sum[:8]))
	dir := filepath.Join(home, "node_modules")
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	if err := fill(ctx, home, install); err != nil {
		return "", err
	}
	return dir, nil
}

// fill installs beside home and moves the result there in one step: nobody finds
// half of it, whatever is killed and however many try at once.
func fill(ctx context.Context, home string, install func(context.Context, string) error) error {
	if err := os.MkdirAll(filepath.Dir(home), 0o700); err != nil {
		return fmt.Errorf("npm: cache: %w", err)
	}
	fresh, err := os.MkdirTemp(filepath.Dir(home), filepath.Base(home)+"-")
	if err != nil {
		return fmt.Errorf("npm: cache: %w", err)
	}
	defer func() { _ = os.RemoveAll(fresh) }() // gone already when all went well
	for name, text := range map[string][]byte{"package.json": manifest, "package-lock.json": lock} {
		if err := os.WriteFile(filepath.Join(fresh, name), text, 0o600); err != nil {
			return fmt.Errorf("npm: cache: %w", err)
		}
	}
	if err := install(ctx, fresh); err != nil {
		return err
	}
	err = os.Rename(fresh, home)
	if _, gone := os.Stat(home); err != nil && gone != nil {
		return fmt.Errorf("npm: cache: %w", err)
	}
	return nil // another process may have been faster: its folder holds the same
}
