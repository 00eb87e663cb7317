package npm

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// TestModules brings what is listed, and finds it the second time.
func TestModules(t *testing.T) {
	dir := Modules(t)
	for name, want := range listed(t) {
		raw, err := os.ReadFile(filepath.Join(dir, name, "package.json"))
		if err != nil {
			t.Error(err)
			continue
		}
		var got struct{ Version string }
		if err := json.Unmarshal(raw, &got); err != nil || got.Version != want {
			t.Errorf("%s is %s, want %s (%v)", name, got.Version, want, err)
		}
	}
	again, err := modules(t.Context(), cache(), func(context.Context, string) error { return errors.New("installed again") })
	if again != dir || err != nil {
		t.Errorf("%s, %v", again, err)
	}
}

// TestLock sees that versions are exact, that each has a checksum, and that no
// registry is named.
func TestLock(t *testing.T) {
	exact := regexp.MustCompile(`^\d+\.\d+\.\d+$`)
	for name, version := range listed(t) {
		if !exact.MatchString(version) {
			t.Errorf("%s: %s is no exact version", name, version)
		}
	}
	var l struct {
		Packages map[string]struct{ Version, Integrity, Resolved string }
	}
	if err := json.Unmarshal(lock, &l); err != nil {
		t.Fatal(err)
	}
	if len(l.Packages) <= len(listed(t)) {
		t.Errorf("%d packages in the lock", len(l.Packages))
	}
	for name, p := range l.Packages {
		if name != "" && (!strings.HasPrefix(p.Integrity, "sha512-") || !exact.MatchString(p.Version) || p.Resolved != "") {
			t.Errorf("%s: %+v", name, p)
		}
	}
	if at := regexp.MustCompile(`(?i)https?:|registry`).FindString(string(manifest) + string(lock)); at != "" {
		t.Errorf("an address is named: %q", at)
	}
}

func listed(t *testing.T) map[string]string {
	t.Helper()
	var m struct{ Dependencies map[string]string }
	if err := json.Unmarshal(manifest, &m); err != nil || len(m.Dependencies) == 0 {
		t.Fatal(m, err)
	}
	return m.Dependencies
}

// TestManyAtOnce has several install at the same time, as test binaries do.
func TestManyAtOnce(t *testing.T) {
	programs(t, "node", "npm")
	home, together := t.TempDir(), make(chan struct{})
	var all sync.WaitGroup
	all.Add(4)
	go func() { all.Wait(); close(together) }()
	install := func(_ context.Context, dir string) error {
		all.Done()
		<-together
		return os.Mkdir(filepath.Join(dir, "node_modules"), 0o700)
	}
	var done sync.WaitGroup
	for range 4 {
		done.Go(func() {
			if dir, err := modules(t.Context(), home, install); err != nil {
				t.Error(dir, err)
			}
		})
	}
	done.Wait()
	if left, err := os.ReadDir(home); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestFailedInstall leaves nothing that the next one could take for done.
func TestFailedInstall(t *testing.T) {
	programs(t, "node", "npm")
	home, broken := t.TempDir(), errors.New("broken")
	_, err := modules(t.Context(), home, func(_ context.Context, dir string) error {
		_ = os.Mkdir(filepath.Join(dir, "node_modules"), 0o700)
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("%v, want %v", err, broken)
	}
	if left, err := os.ReadDir(home); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestNothingInstalled(t *testing.T) {
	for name, there := range map[string][]string{"node": {"npm"}, "npm": {"node"}} {
		programs(t, there...)
		_, err := modules(t.Context(), t.TempDir(), nil)
		var missing missingError
		if !errors.As(err, &missing) || !strings.HasPrefix(err.Error(), "npm: "+name+" is not installed") {
			t.Errorf("without %s: %v", name, err)
		}
	}
}

// programs makes these the only programs on the path.
func programs(t *testing.T, names ...string) {
	t.Helper()
	dir := t.TempDir()
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir)
}

func TestFailed(t *testing.T) {
	exit := errors.New("exit status 1")
	for name, tt := range map[string]struct {
		out     string
		missing bool
	}{
		"no network":       {"npm warn EBADENGINE\nnpm error code ENOTFOUND\nnpm error errno ENOTFOUND", true},
		"an older npm":     {"npm ERR! code EAI_AGAIN\n", true},
		"another checksum": {"npm error code EINTEGRITY\nnpm error sha512-… integrity checksum failed", false},
		"another lock":     {"npm error code EUSAGE\nnpm error ENOTFOUND", false},
		"nothing said":     {"", false},
	} {
		err := failed(tt.out, exit)
		if _, missing := err.(missingError); missing != tt.missing || (!missing && !errors.Is(err, exit)) { //nolint:errorlint // it is made here, and not wrapped
			t.Errorf("%s: %v", name, err)
		}
	}
}
