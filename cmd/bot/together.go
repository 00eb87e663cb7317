package main

import (
	"errors"
	"sync"
)

// together runs things beside each other until all have ended; when the first
// does, the others are told to stop.
func together(stop func(), run ...func() error) error {
	var running sync.WaitGroup
	faults := make([]error, len(run))
	for i, run := range run {
		running.Go(func() {
			faults[i] = run()
			stop()
		})
	}
	running.Wait()
	return errors.Join(faults...)
}
