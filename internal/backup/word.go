package backup

import (
	"bytes"

	"github.com/sahayak-dev/sahayak/bot/journal"
)

// isWord reports whether a line is the row with the word by which a database is
// told from what it was before it was restored. It is no data: the same data has
// the same sum under any word.
func isWord(t table, line []byte) bool {
	return t.name == journal.SelfTable && bytes.HasPrefix(line, []byte(`["`+journal.WordRow+`",`))
}

// rename gives a restored database a word of its own. What was sent since the
// backup, and is told of only now, is not taken for something that will be sent
// again under the same number; and sessions that Redis remembers from then are not
// its own.
func rename(t table, row []any) {
	if t.name == journal.SelfTable && len(row) == 2 && row[0] == journal.WordRow {
		row[1] = journal.NewWord()
	}
}
