package main

import (
	"io"
	"sync"
)

// serial lets several bots, and whoever started them, write to one place.
type serial struct {
	mu  sync.Mutex
	out io.Writer
}

// Write writes p whole before anybody else writes.
func (s *serial) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.Write(p)
}
