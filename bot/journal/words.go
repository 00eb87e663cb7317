package journal

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// words are PostgreSQL's words for which SQLite has others. The rest it takes as
// they are: it keeps the type's name and goes by what it resembles.
var words = []struct {
	theirs *regexp.Regexp
	ours   string
}{
	// autoincrement, because the number of a message names its turn for good.
	{regexp.MustCompile(`(?i)\bbigserial\s+primary\s+key\b`), "integer primary key autoincrement"},
	{regexp.MustCompile(`(?i)\bbytea\b`), "blob"},
	// A number that is the key is the row's own, and needs no index.
	{regexp.MustCompile(`(?i)\bbigint\s+(not\s+null\s+)?primary\s+key\b`), "integer ${1}primary key"},
}

// keyed is a table whose key is several columns.
var keyed = regexp.MustCompile(`(?i)create table (\w+) \([^;]*\n\tprimary key \([^)]*\)\n\);`)

// clustered has the rows of such a table lie in the order of their key, and not
// beside an index of it: half the pages to write, and none to look up
// (https://www.sqlite.org/withoutrowid.html). It is for short rows that are found by
// their key: one with a body would spill over, and where another index leads to a row,
// its number is found six times as fast as its key.
func clustered(text []byte) []byte {
	return keyed.ReplaceAllFunc(text, func(table []byte) []byte {
		name := keyed.FindSubmatch(table)[1]
		indexed := bytes.Contains(text, slices.Concat([]byte(" on "), name, []byte(" (")))
		if indexed || bytes.Contains(table, []byte("\tbody ")) {
			return table
		}
		return append(slices.Clip(table[:len(table)-1]), " without rowid;"...)
	})
}

// locks are what a query says in PostgreSQL to keep rows for itself. SQLite has
// one writer, who needs none.
var locks = strings.NewReplacer(" for update skip locked", "", " for update", "", " for no key update", "",
	" for key share of s", "", " for key share", "")

// unlocked is a query as SQLite takes it.
func unlocked(query string) string {
	if !strings.Contains(query, " for ") {
		return query
	}
	return locks.Replace(query)
}

// native is a query as SQLite runs it best. A bare parameter for a limit it looks
// into when it plans, and so plans again whenever another may stand there, which is
// every time; into a sum it does not look.
func native(query string) string {
	return strings.ReplaceAll(unlocked(query), " limit $", " limit 0 + $")
}

// inSQLite is a folder of migrations whose PostgreSQL reads as SQLite.
type inSQLite struct{ fs.FS }

// Open opens a file; one that ends in .sql is translated.
func (d inSQLite) Open(name string) (fs.File, error) {
	f, err := d.FS.Open(name)
	if err != nil || path.Ext(name) != ".sql" {
		return f, err
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	for _, w := range words {
		text = w.theirs.ReplaceAll(text, []byte(w.ours))
	}
	return &translated{Reader: bytes.NewReader(clustered(text)), info: info}, nil
}

// translated is a migration in memory.
type translated struct {
	*bytes.Reader
	info fs.FileInfo
}

// Stat describes the file with the length it has after translation.
func (t *translated) Stat() (fs.FileInfo, error) { return resized{t.info, t.Reader.Size()}, nil }

// Close does nothing: there is nothing to give back.
func (t *translated) Close() error { return nil }

type resized struct {
	fs.FileInfo
	size int64
}

func (r resized) Size() int64 { return r.size }
