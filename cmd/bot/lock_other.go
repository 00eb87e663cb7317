//go:build !unix

package main

// lockFolder does nothing where a file cannot be locked for a process's life.
func lockFolder(string) (unlock func(), err error) { return func() {}, nil }
