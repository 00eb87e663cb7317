package backup

import (
	"slices"
	"time"
)

// header says what follows in a backup.
type header struct {
	Made    time.Time        `json:"made"`
	Program string           `json:"program"`           // the version that made it
	Parts   map[string]int64 `json:"parts"`             // the version each part's tables are in
	Tables  []tableHead      `json:"tables"`            // in the order of their rows
	Unnamed bool             `json:"unnamed,omitempty"` // the database's word is in no sum
	Secret  string           `json:"secret,omitempty"`  // what the data is sealed with, when the backup takes it along
}

// tableHead says what follows of one table.
type tableHead struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
	Rows    int64    `json:"rows"`
	Last    int64    `json:"last,omitempty"` // the highest number the table ever gave a row
}

// blobHead comes before the bytes of a blob.
type blobHead struct {
	Shop int64  `json:"shop"`
	Key  string `json:"key"`
	Size int64  `json:"size"`
}

// ending is what a backup ends with.
type ending struct {
	Rows  int64  `json:"rows"`
	Blobs int64  `json:"blobs"`
	Sum   string `json:"sum"` // of the rows, in any order
}

// entry is a line after the rows: a blob's, or the last.
type entry struct {
	Blob *blobHead `json:"blob,omitempty"`
	End  *ending   `json:"end,omitempty"`
}

// fits reports whether the tables a backup names are those that its versions
// have.
func (h header) fits(tables []table) bool {
	return slices.EqualFunc(h.Tables, tables, func(h tableHead, t table) bool {
		return h.Name == t.name && slices.Equal(h.Columns, t.names()) && h.Rows >= 0 && h.Last >= 0
	})
}
