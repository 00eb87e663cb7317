package backup_test

import (
	"context"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/internal/backup"
)

// TestSecret has a locked backup take the data's key along, and a plain one not.
func TestSecret(t *testing.T) {
	here := inFile(t)
	here.open(t).day()
	for _, k := range []*backup.Key{key, nil} {
		c := here.config(t)
		c.Key, c.Secret = k, "the data's key"
		raw := written(t, c)
		done, err := backup.Restore(context.Background(), inFile(t).config(t), file(t, raw))
		want := map[bool]string{true: "the data's key"}[k != nil]
		if err != nil || done.Secret != want {
			t.Errorf("locked with %s: it holds %q, %v", k.Name(), done.Secret, err)
		}
		if strings.Contains(string(raw), "the data's key") {
			t.Error("the key is to be read in the file")
		}
	}
}
