package backup

import "testing"

// TestWord tells the word of a database from all other rows.
func TestWord(t *testing.T) {
	self, other := table{name: "self"}, table{name: "person"}
	for line, want := range map[string]bool{
		`["word","abcdefgh"]`: true, `["word","abcdefgh"]` + "\n": true, `["wording","x"]`: false, `["other","word"]`: false, ``: false,
	} {
		if isWord(self, []byte(line)) != want || isWord(other, []byte(line)) {
			t.Errorf("%q: want %v", line, want)
		}
	}
	row := []any{"word", "abcdefgh"}
	if rename(other, row); row[1] != "abcdefgh" {
		t.Error("a row of another table was changed")
	}
	if rename(self, row); row[1] == "abcdefgh" || row[0] != "word" {
		t.Errorf("it is %v", row)
	}
	kept := []any{"other", "abcdefgh"}
	if rename(self, kept); kept[1] != "abcdefgh" {
		t.Error("something else the database knows of itself was changed")
	}
}
