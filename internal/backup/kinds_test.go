package backup_test

import "testing"

// TestBothKinds is what must hold whichever databases a backup is of and goes to.
// A server takes a while to start, so they share one.
func TestBothKinds(t *testing.T) {
	kinds := makers(t)
	for _, part := range []struct {
		name string
		test func(*testing.T, []maker)
	}{
		{"directions", directions},
		{"numbers go on", numbersGoOn},
		{"one moment", eachOneMoment},
		{"nobody waits", nobodyWaits},
		{"an old version", oldVersion},
		{"nothing to back up", nothing},
		{"a database that is not empty", notEmptyPostgres},
		{"two restores", twoRestores},
		{"forged", forgedIntoPostgres},
		{"cancelled", cancelled},
	} {
		t.Run(part.name, func(t *testing.T) { part.test(t, kinds) })
	}
}
