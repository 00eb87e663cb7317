package app_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/internal/app"
)

// TestParts finds in an assistant's database no tables but those of its parts: a
// backup would leave the others out.
func TestParts(t *testing.T) {
	w := open(t)
	rows, err := w.Journal.Read().QueryContext(t.Context(), `select name from sqlite_schema where name like 'goose\_%' escape '\' and type = 'table'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var there, known []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		there = append(there, strings.TrimPrefix(name, "goose_"))
	}
	parts, err := app.Parts()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts {
		known = append(known, p.Name)
	}
	slices.Sort(there)
	slices.Sort(known)
	if !slices.Equal(there, known) {
		t.Errorf("there are tables of %v, app.Parts knows %v", there, known)
	}
}
