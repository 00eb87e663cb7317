package app_test

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/seal"
)

// sealedIn says of each column that is sealed with a shop's or a customer's key
// where that binds it: the row, from the columns that follow.
var sealedIn = []struct {
	query string // what stands there, and what its row is called
	place string
}{
	{"select body, channel || '|' || blind from inbox where shop = $1", "inbox.body"},
	{"select body, cast(id as text) from turn where shop = $1", "turn.body"},
	{"select body, cast(turn as text) from outbox where shop = $1", "outbox.body"},
	{"select body, cast(person as text) from checkpoint where shop = $1", "checkpoint.body"},
	{"select args, cast(turn as text) from reminder where shop = $1", "reminder.args"},
	{"select name, '' from profile where shop = $1", "profile.name"},
	{"select place, '' from profile where shop = $1", "profile.place"},
	{"select value, name from setting where shop = $1", "setting.value"},
	{"select facts, id from customer where shop = $1", "customer.facts"},
	{"select note, turn || '.' || n from entry where shop = $1", "entry.note"},
	{"select before, turn || '.' || n from change where shop = $1", "change.before"},
	{"select after, turn || '.' || n from change where shop = $1", "change.after"},
}

// opened is all of a shop that can be read: what stands in its rows as it is, and
// what the keys that remain open.
func (w *world) opened(t rapid.TB, of bot.ShopID) string {
	t.Helper()
	var out strings.Builder
	for _, column := range sealedIn {
		for _, row := range w.pairsOf(t, column.query, of) {
			plain, err := w.Journal.Keys().Open(context.Background(), seal.Place{Shop: of, Column: column.place, Row: row[1]}, row[0])
			if err == nil {
				fmt.Fprintf(&out, "%s %s: %s\n", column.place, row[1], plain)
			}
		}
	}
	for _, table := range w.tables(t) {
		out.WriteString(w.plain(t, table, of))
	}
	return strings.ToLower(out.String())
}

// pairsOf reads two columns of a shop.
func (w *world) pairsOf(t rapid.TB, query string, of bot.ShopID) (out [][2]string) {
	t.Helper()
	rows, err := w.Journal.Read().QueryContext(context.Background(), query, of)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	for rows.Next() {
		var row [2]string
		if err := rows.Scan(&row[0], &row[1]); err != nil {
			t.Fatal(err)
		}
		out = append(out, row)
	}
	return out
}

// tables are those of which every row says whose it is.
func (w *world) tables(t rapid.TB) []string {
	t.Helper()
	all, err := w.Journal.Tables(context.Background(), "shop")
	if err != nil || len(all) < 15 {
		t.Fatal(all, err)
	}
	return all
}

// plain are a shop's rows of a table as they stand.
func (w *world) plain(t rapid.TB, table string, of bot.ShopID) string {
	t.Helper()
	if table == "schedule" {
		return "" // its shop is how far a job has come
	}
	rows, err := w.Journal.Read().QueryContext(context.Background(), "select * from "+table+" where shop = $1", of)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out strings.Builder
	for rows.Next() {
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		row := make([]sql.NullString, len(columns))
		into := make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		for _, cell := range row {
			out.WriteString(table + " " + cell.String + "\n")
		}
	}
	return out.String()
}

// gives gives somebody or something up, as it is done.
func (p *person) gives(t rapid.TB, what string) answer {
	t.Helper()
	p.says(t, what)
	p.says(t, "mita do")
	return p.says(t, "haan")
}

// inFiles reports whether a text stands in any file of a folder.
func inFiles(t rapid.TB, dir, text string) (in []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if strings.Contains(strings.ToLower(string(data)), text) {
			in = append(in, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// chatters has somebody talk of customers, as it comes.
func (p *person) chatters(t *rapid.T, names ...string) {
	for range rapid.IntRange(1, 6).Draw(t, "sentences") {
		name := rapid.SampledFrom(names).Draw(t, "name")
		p.says(t, rapid.SampledFrom([]string{
			name + " ko 500 udhaar diya", name + " ne 200 diye", name + " ka kitna baaki hai",
			"2 kilo chini 90 " + name + " ko udhaar becha", "kis kis ka udhaar baaki hai", name + " ko udhaar", "galti se", "2 kilo chini becha 90",
			"nahi, 300", name + " ki limit 300", "alert dikhao", "dekh liya", name + " ka number 9812345670",
		}).Draw(t, "sentence"))
	}
}

// cases is how many cases a property of rights is tried with: fewer on a server.
func cases() int {
	if database != nil {
		return 8
	}
	return 100
}

// TestProperty62_CustomerIsDestroyed gives customers up: at once nobody is told of
// them any more, and once the day has come nothing of them is in any table or file,
// in the clear or for any key that remains. What the shop sold and is owed by others
// is as it was, and so is all of another shop, which has a customer of the same name.
func TestProperty62_CustomerIsDestroyed(t *testing.T) {
	dir := t.TempDir()
	w := openAt(t, dir)
	bottest.Fewer(t, cases(), func(rt *rapid.T) {
		mine, other := w.stranger(), w.stranger()
		for _, p := range []*person{mine, other} {
			p.says(rt, "zubeida ko 500 udhaar diya")
			p.says(rt, "farokh ko 40 udhaar diya")
			p.chatters(rt, "zubeida", "farokh")
			p.says(rt, "zubeida ko 500 udhaar diya") // "galti se" may have taken the account away
		}
		of, theirs := mine.shop(rt), other.shop(rt)
		number, err := w.Book.CustomerNamed(context.Background(), of, "zubeida")
		if err != nil {
			rt.Fatal(err)
		}
		if all := w.opened(rt, of); !strings.Contains(all, "zubeida") || !strings.Contains(all, number) {
			rt.Fatal("the test sees nothing")
		}
		if a := mine.gives(rt, "zubeida ka khata mita do"); !a.said("settings.delete.done.customer") {
			rt.Fatal(a.text())
		}
		if a := mine.says(rt, "kis kis ka udhaar baaki hai"); strings.Contains(strings.ToLower(a.text()), "zubeida") {
			rt.Fatalf("told at once: %s", a.text())
		}
		if rapid.IntRange(0, 3).Draw(rt, "taken back") == 0 {
			mine.says(rt, rapid.SampledFrom([]string{"zubeida ka khata wapas lao", "mitaya hua khata wapas lao"}).Draw(rt, "words"))
		}
		mine.chatters(rt, "farokh")
		_, gone := w.Book.CustomerNamed(context.Background(), of, "zubeida")
		back := gone == nil // by then, or by a "galti se" that meant it
		totals, book := w.plain(rt, "day_total", of)+w.plain(rt, "stock", of)+w.plain(rt, "cash", of), w.dump(rt, theirs)
		neighbour := w.opened(rt, theirs)
		w.clock.Advance(time.Duration(rapid.IntRange(0, 29).Draw(rt, "days")) * 24 * time.Hour)
		if customers, _, err := w.Destroy(context.Background()); customers != 0 || err != nil {
			rt.Fatalf("%d before their day, %v", customers, err)
		}
		w.clock.Advance(31 * 24 * time.Hour)
		customers, shops, err := w.Destroy(context.Background())
		if err != nil || shops != 0 || customers == 1 == back {
			rt.Fatalf("%d customers and %d shops, taken back %v: %v", customers, shops, back, err)
		}
		all := w.opened(rt, of)
		for _, secret := range []string{"zubeida", number} {
			if at := strings.Index(all, secret); at >= 0 != back {
				rt.Fatalf("taken back %v: %q stands …%s…", back, secret, all[max(0, at-200):min(len(all), max(0, at)+100)])
			}
		}
		if in := inFiles(rt, dir, "zubeida"); in != nil {
			rt.Fatal(in)
		}
		if now := w.plain(rt, "day_total", of) + w.plain(rt, "stock", of) + w.plain(rt, "cash", of); now != totals {
			rt.Fatalf("sums were %s\nthey are %s", totals, now)
		}
		if w.dump(rt, theirs) != book || w.opened(rt, theirs) != neighbour {
			rt.Fatal("another shop is not as it was")
		}
		if again, _, err := w.Destroy(context.Background()); again != 0 || err != nil {
			rt.Fatal(again, err)
		}
		mine.chatters(rt, "farokh", "zubeida") // the book goes on, and another of that name is another
	})
}

// TestProperty62_ShopIsDestroyed gives a shop up: nothing is answered from it or
// written, and once the day has come it is gone. Its neighbour is as it was.
func TestProperty62_ShopIsDestroyed(t *testing.T) {
	w := open(t)
	bottest.Fewer(t, cases(), func(rt *rapid.T) {
		mine, other := w.stranger(), w.stranger()
		mine.chatters(rt, "zubeida", "farokh")
		mine.says(rt, "zubeida ko 500 udhaar diya")
		other.chatters(rt, "zubeida", "farokh")
		staff := mine.member(rt, bot.Staff)
		of, theirs := mine.shop(rt), other.shop(rt)
		if a := mine.gives(rt, "dukaan delete karo"); !a.said("settings.delete.done.shop") {
			rt.Fatal(a.text())
		}
		book, neighbour := w.dump(rt, of), w.dump(rt, theirs)
		for _, p := range []*person{mine, staff} {
			a := p.says(rt, rapid.SampledFrom([]string{"zubeida ka kitna baaki hai", "2 kilo chini becha 90", "galti se", "haan", "help", "export my data"}).Draw(rt, "text"))
			if strings.Contains(a.text(), "500") || w.dump(rt, of) != book {
				rt.Fatal(a.text())
			}
		}
		back := rapid.IntRange(0, 3).Draw(rt, "taken back") == 0
		if back {
			if a := mine.says(rt, "dukaan wapas lao"); !a.said("settings.restore.shop") {
				rt.Fatal(a.text())
			}
		}
		w.clock.Advance(29 * 24 * time.Hour)
		if _, shops, err := w.Destroy(context.Background()); shops != 0 || err != nil {
			rt.Fatalf("%d before its day, %v", shops, err)
		}
		w.clock.Advance(24 * time.Hour)
		_, shops, err := w.Destroy(context.Background())
		if err != nil || shops == 1 == back {
			rt.Fatalf("%d shops, taken back %v: %v", shops, back, err)
		}
		left := w.opened(rt, of)
		if !back && (strings.Contains(left, "zubeida") || strings.Count(left, "\n") > 12) || back && !strings.Contains(left, "zubeida") {
			rt.Fatalf("taken back %v: left is %s", back, left)
		}
		if w.dump(rt, theirs) != neighbour {
			rt.Fatal("the neighbour is not as he was")
		}
		if !back && mine.says(rt, "namaste").Shop == of {
			rt.Fatal("he is back in what was destroyed")
		}
	})
}

// TestProperty46_RightsAreAudited finds what was handed over, given up and destroyed
// in the audit, with who and when, and nobody's name.
func TestProperty46_RightsAreAudited(t *testing.T) {
	w := open(t)
	p := w.stranger()
	p.says(t, "zubeida ko 500 udhaar diya")
	p.says(t, "mera sara data bhejo")
	p.gives(t, "zubeida ka khata mita do")
	of := p.shop(t)
	number, err := w.Book.CustomerNamed(t.Context(), of, "zubeida")
	if err == nil {
		t.Fatalf("%s is still named", number)
	}
	w.clock.Advance(31 * 24 * time.Hour)
	if customers, _, err := w.Destroy(t.Context()); customers != 1 || err != nil {
		t.Fatal(customers, err)
	}
	deeds, err := w.Journal.Audit(t.Context(), of, morning, 100)
	if err != nil {
		t.Fatal(err)
	}
	has := func(act journal.Act, what string, by bool) {
		t.Helper()
		if !slices.ContainsFunc(deeds, func(d journal.Deed) bool {
			return d.Act == act && strings.Contains(d.What, what) && (d.Person != 0) == by && !d.At.IsZero()
		}) {
			t.Errorf("no %s of %q in %+v", act, what, deeds)
		}
	}
	has(journal.ActExport, "settings.export", true)
	has(journal.ActWrite, "settings.delete customer:x", true)
	has(journal.ActDelete, "customer:x", false)
}
