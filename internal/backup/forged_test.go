package backup_test

import (
	"bytes"
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/internal/backup"
)

// forged is a backup with another payload and right sums.
func forged(t testing.TB, payload []byte, k *backup.Key) string {
	t.Helper()
	raw, err := backup.Forge(payload, k)
	if err != nil {
		t.Fatal(err)
	}
	return file(t, raw)
}

// swap puts one text in the place of another, which must be there.
func swap(t testing.TB, payload []byte, old, with string) []byte {
	t.Helper()
	if !bytes.Contains(payload, []byte(old)) {
		t.Fatalf("there is no %q in\n%s", old, payload)
	}
	return bytes.Replace(payload, []byte(old), []byte(with), 1)
}

// TestForged has backups whose sums are right and whose contents are not, so that
// the restore is well under way when it finds out: nothing of it is left.
func TestForged(t *testing.T) {
	here := inFile(t)
	w := here.open(t)
	w.day()
	w.blob("a", []byte("photo"))
	payload, err := backup.Payload(written(t, here.config(t)), key)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(payload), "\n")
	last := lines[len(lines)-2]
	blob := `{"blob":{"shop":1,"key":"`
	keys := []*backup.Key{key, nil} // by turns
	for name, bent := range map[string][]byte{
		"no header":             swap(t, payload, `{"made"`, `{"made`),
		"an empty payload":      nil,
		"only a header":         []byte(lines[0]),
		"a row less":            swap(t, payload, lines[1], ""),
		"a row altered":         swap(t, payload, `"Asia/Kolkata"`, `"Asia/Dhaka"`),
		"a text for a number":   swap(t, payload, `,"Asia/Kolkata"`, `,7`),
		"a row that is none":    swap(t, payload, lines[1], "{}\n"),
		"another table":         swap(t, payload, `{"name":"alias"`, `{"name":"aliases"`),
		"no end":                swap(t, payload, last, ""),
		"two ends":              swap(t, payload, last, last+last),
		"another end":           swap(t, payload, `"sum":"`, `"sum":"0`),
		"the end of an end":     swap(t, payload, last, last[:len(last)-1]),
		"a blob from elsewhere": swap(t, payload, blob, `{"blob":{"shop":1,"key":"../`),
		"a shorter blob":        swap(t, payload, `"size":49`, `"size":48`),
		"a longer blob":         swap(t, payload, `"size":49`, `"size":500`),
		"a negative blob":       swap(t, payload, `"size":49`, `"size":-49`),
		"a later version":       swap(t, payload, bookVersion.FindString(string(payload)), `"book":999`),
		"an unknown part":       swap(t, payload, `"parts":{`, `"parts":{"astrology":1,`),
		"more rows than it has": swap(t, payload, `"rows":3`, `"rows":4000000000000`),
		"fewer rows than none":  swap(t, payload, `"rows":3`, `"rows":-3`),
	} {
		keys[0], keys[1] = keys[1], keys[0]
		there := inFile(t)
		_, err := backup.Restore(t.Context(), there.config(t), forged(t, bent, keys[0]))
		if !isAny(err, backup.ErrDamaged, backup.ErrNewer) {
			t.Errorf("%s: %v", name, err)
		}
		there.untouched(t)
	}
	same := restored(t, inFile(t), forged(t, payload, nil))
	alikeBooks(t, w, same)
}

// bookVersion is how far the tables of the book have come.
var bookVersion = regexp.MustCompile(`"book":\d+`)

// alias is the beginning of the row of an address: its channel, its index, whose it
// is.
var alias = regexp.MustCompile(`(\["wire","~[^"]{24}",)\d,`)

// forgedIntoPostgres finds out at the very end; and rows that refer to what is
// not there are refused by whichever database it is.
func forgedIntoPostgres(t *testing.T, kinds []maker) {
	here := inFile(t)
	w := here.open(t)
	w.day()
	payload, err := backup.Payload(written(t, here.config(t)), key)
	if err != nil {
		t.Fatal(err)
	}
	rows := alias.FindAllStringSubmatch(string(payload), -1)
	for _, to := range kinds {
		for name, bent := range map[string][]byte{
			"another end": swap(t, payload, `"sum":"`, `"sum":"0`),
			"no such row": swap(t, payload, rows[0][0], rows[0][1]+`77,`),
			"a row twice": swap(t, payload, rows[0][0], rows[1][1]+`1,`),
		} {
			there := to.make(t)
			if _, err := backup.Restore(t.Context(), there.config(t), forged(t, bent, key)); err == nil {
				t.Errorf("%s: %s was taken", to.name, name)
			}
			there.untouched(t)
		}
	}
}

// cancelled stops a restore before it begins, and in its middle.
func cancelled(t *testing.T, kinds []maker) {
	here := inFile(t)
	here.open(t).day()
	path := saved(t, here.config(t)).Path
	for _, to := range kinds {
		there := to.make(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := backup.Restore(ctx, there.config(t), path); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", to.name, err)
		}
		there.untouched(t)
	}
}

// alikeBooks fails unless the books of two assistants are the same.
func alikeBooks(t *testing.T, w, other *world) {
	t.Helper()
	for who, want := range w.books() {
		if got := other.books()[who]; got != want {
			t.Errorf("the book of %s is\n%s\nit was\n%s", who, got, want)
		}
	}
}

// FuzzEnvelope has any file looked at.
func FuzzEnvelope(f *testing.F) {
	for _, seed := range []string{"", "sahayak-backup 1 plain\n", "sahayak-backup 1 key 12345678\n" + strings.Repeat("x", 200)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		there := inFile(t)
		if _, err := backup.Restore(t.Context(), there.config(t), file(t, raw)); err != nil {
			there.untouched(t)
		}
	})
}
