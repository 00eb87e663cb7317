//go:build race

package bottest

// RaceDetector is whether the race detector is built in.
const RaceDetector = true
