package journal

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"
)

func TestTranslation(t *testing.T) {
	for theirs, ours := range map[string]string{
		"id bigserial primary key,":                                             "id integer primary key autoincrement,",
		"id BIGSERIAL\n\tPRIMARY KEY,":                                          "id integer primary key autoincrement,",
		"body bytea not null":                                                   "body blob not null",
		"bytea_size bigint":                                                     "bytea_size bigint",
		"n bigint, t text, b boolean":                                           "n bigint, t text, b boolean",
		"shop bigint primary key,":                                              "shop integer primary key,",
		"id bigint not null primary key -- its own":                             "id integer not null primary key -- its own",
		"create table a (\n\tb bigint,\n\tprimary key (b, c)\n);":               "create table a (\n\tb bigint,\n\tprimary key (b, c)\n) without rowid;",
		"create table a (\n\tb bigint,\n\tbody text,\n\tprimary key (b, c)\n);": "create table a (\n\tb bigint,\n\tbody text,\n\tprimary key (b, c)\n);",
		"create table a (\n\tb bigint,\n\tprimary key (b, c)\n);\ncreate index a_c on a (c);": "create table a (\n\tb bigint,\n\tprimary key (b, c)\n);\ncreate index a_c on a (c);",
		"create table a (\n\tb bigint\n);\ncreate table d (\n\tbody text\n);":                 "create table a (\n\tb bigint\n);\ncreate table d (\n\tbody text\n);",
	} {
		files := inSQLite{fstest.MapFS{"1_a.sql": {Data: []byte(theirs)}, "1_a.txt": {Data: []byte(theirs)}}}
		for name, want := range map[string]string{"1_a.sql": ours, "1_a.txt": theirs} {
			got, err := fs.ReadFile(files, name)
			if err != nil || string(got) != want {
				t.Errorf("%s: %q became %q, %v; want %q", name, theirs, got, err, want)
			}
		}
	}
}

// TestNative reads the whole text of a query as SQLite is given it; given that
// again it leaves it as it is.
func TestNative(t *testing.T) {
	for query, want := range map[string]string{
		"select id from shop where id > $1 order by id limit $2 for update skip locked": "select id from shop where id > $1 order by id limit 0 + $2",
		"select id from shop limit 1":                                    "select id from shop limit 1",
		"delete from a where b in (select b from a limit $1) and c = $2": "delete from a where b in (select b from a limit 0 + $1) and c = $2",
		"select id from shop where id = $1 for key share":                "select id from shop where id = $1",
	} {
		if got := native(query); got != want || native(got) != got {
			t.Errorf("%q became %q, then %q; want %q", query, got, native(got), want)
		}
	}
}

func TestTranslationIsAFolder(t *testing.T) {
	files := inSQLite{fstest.MapFS{"1_a.sql": {Data: []byte("a bytea")}, "read.me": {}}}
	names, err := fs.Glob(files, "*.sql")
	if err != nil || len(names) != 1 {
		t.Fatalf("found %v, %v", names, err)
	}
	info, err := fs.Stat(files, names[0])
	if err != nil || info.Size() != int64(len("a blob")) || info.Name() != "1_a.sql" {
		t.Errorf("it is %v, %v", info, err)
	}
	if _, err := files.Open("2_b.sql"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

// FuzzTranslation checks that translating twice is translating once, whatever
// the text.
func FuzzTranslation(f *testing.F) {
	f.Add("create table a (id bigserial primary key, b bytea);")
	f.Add("create table a (\n\tb bigint,\n\tprimary key (b, c)\n);\ncreate table d (\n\tb bigint primary key\n);")
	f.Add("bigserial primary\x00key bytea\xff")
	f.Fuzz(func(t *testing.T, text string) {
		once := translate(t, text)
		if twice := translate(t, once); twice != once {
			t.Errorf("%q, then %q", once, twice)
		}
	})
}

func translate(t *testing.T, text string) string {
	t.Helper()
	out, err := fs.ReadFile(inSQLite{fstest.MapFS{"1.sql": {Data: []byte(text)}}}, "1.sql")
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
