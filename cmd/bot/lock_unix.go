//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// lockFolder keeps a data folder for one page: two would answer on each other's
// phones. The lock ends with the process, however that ends.
func lockFolder(dir string) (unlock func(), err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("cannot write in the data folder (%w); choose another with --data DIR", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "page.lock"), os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // a folder of the operator's choice
	if err != nil {
		return nil, fmt.Errorf("cannot write in the data folder (%w); choose another with --data DIR", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("another bot shows its page on %s already; stop that one, or choose another folder with --data DIR", dir)
	}
	return func() { _ = f.Close() }, nil
}
