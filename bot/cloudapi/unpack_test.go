package cloudapi

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// packed is an archive of so many files.
func packed(t *testing.T, files int) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for n := range files {
		f, err := w.Create(fmt.Sprintf("khata/sheet%d.csv", n))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := fmt.Fprintf(f, "item,%d\n", n); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestArchivesGoInPieces sends each file of an archive by itself, the words with
// the last.
func TestArchivesGoInPieces(t *testing.T) {
	b := bot.Bubble{Address: "91", Text: "all of it", Attach: &bot.Attachment{Kind: "document", Type: archive, Name: "a.zip", Data: packed(t, 3)}}
	got, err := unpack(b)
	if err != nil || len(got) != 3 {
		t.Fatalf("%d bubbles: %v", len(got), err)
	}
	for n, piece := range got {
		words := ""
		if n == 2 {
			words = "all of it"
		}
		a := piece.Attach
		if piece.Address != "91" || piece.Text != words || a.Type != "text/plain" || a.Name != fmt.Sprintf("sheet%d.csv", n) || string(a.Data) != fmt.Sprintf("item,%d\n", n) {
			t.Errorf("%d: %+v %+v", n, piece, a)
		}
	}
	if b.Attach.Name != "a.zip" {
		t.Error("the bubble itself was changed")
	}
}

func TestArchivesThatAreNotSent(t *testing.T) {
	for name, data := range map[string][]byte{"empty": packed(t, 0), "of too many": packed(t, mostUnpacked+1), "none": []byte("PK?")} {
		if _, err := unpack(bot.Bubble{Attach: &bot.Attachment{Type: archive, Data: data}}); !errors.Is(err, bot.ErrMedia) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got, err := unpack(bot.Bubble{Text: "words"}); err != nil || len(got) != 1 || got[0].Text != "words" {
		t.Errorf("words alone: %v, %v", got, err)
	}
}
