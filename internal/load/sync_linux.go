package load

import (
	"os"
	"syscall"
)

// syncData brings a file's data to the disk.
func syncData(f *os.File) error { return syscall.Fdatasync(int(f.Fd())) }
