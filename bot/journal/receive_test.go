package journal_test

import (
	"errors"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// FuzzReceive receives messages of any content: each is refused as invalid, or
// reads back as it was returned.
func FuzzReceive(f *testing.F) {
	j := at(f, filepath.Join(f.TempDir(), "bot.db"))
	f.Add("console", "1", "anil", "2 kilo chini becha 90", "", "image", int64(0), 18.5)
	f.Add("", "\x00", "\xff", "\xed\xa0\x80", "1.1|2", "", int64(-1<<62), 0.0)
	f.Add("c", "'; drop table inbox; --", "रमेश", "<&>\u2028", "x", "location", int64(1<<62), -180.0)
	f.Fuzz(func(t *testing.T, channel, id, address, text, pick, kind string, at int64, lat float64) {
		m := bot.Message{
			Channel: channel, ID: id, Address: address, Name: text, Text: text, Pick: pick, ReplyTo: text,
			Heard: &bot.Heard{Alternatives: []string{text}}, Media: []bot.Media{{Kind: kind, Lat: lat}}, At: time.Unix(at, 0),
		}
		fresh, err := j.Receive(t.Context(), m)
		if err != nil {
			if !errors.Is(err, journal.ErrInvalid) {
				t.Fatal(err)
			}
			return
		}
		if len(fresh) == 0 {
			return // the fuzzer repeats itself
		}
		list, err := j.Pending(t.Context(), fresh[0].Shop, 1<<20)
		if err != nil || len(list) == 0 {
			t.Fatalf("nothing is pending: %v", err)
		}
		if got := list[len(list)-1]; !reflect.DeepEqual(got, fresh[0]) {
			t.Fatalf("got  %+v\nwant %+v", got, fresh[0])
		}
	})
}
