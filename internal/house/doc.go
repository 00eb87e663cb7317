// Package house holds the rules the whole tree is built by, as tests: which
// package may import which, how long functions and files may be, and what a
// decision record looks like. It has no code of its own.
//
// The arrows between packages stand in one table, in plan_test.go. A new package
// enters it in the commit that brings it:
//
//	"bot/console": {ours: []string{"bot"}},
//
// Whoever breaks a rule learns it from
//
//	go test ./internal/house
package house
