package journal

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// TestKeptTooLate has somebody say that his voice is not to be kept after it was asked
// whether it may be, and before it is: neither row nor file stays.
func TestKeptTooLate(t *testing.T) {
	ctx, clock := t.Context(), bottest.NewClock(time.Unix(1e9, 0))
	dir := t.TempDir()
	j, err := Open(ctx, Config{Path: filepath.Join(dir, "bot.db"), Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	fresh, err := j.Receive(ctx, bot.Message{Channel: "console", ID: "1", Address: "anil"})
	if err != nil {
		t.Fatal(err)
	}
	m := fresh[0]
	note := noted{shop: m.Shop, of: m.From, expires: clock.Now().Add(time.Hour)}
	if key, err := j.keepBlob(ctx, note, []byte("awaaz")); key == "" || err != nil {
		t.Fatalf("who said nothing has %q kept, %v", key, err)
	}
	turn := bot.NewTurn(bot.TurnID(m.Seq), m.Shop, m.From, clock.Now())
	turn.Do(bot.Preference{Name: bot.Sound, Value: bot.Unkept})
	if err := j.Write(ctx, func(ctx context.Context, tx bot.Tx) error { return j.Enrol(ctx, tx, turn) }); err != nil {
		t.Fatal(err)
	}
	if key, err := j.keepBlob(ctx, note, []byte("awaaz")); key != "" || err != nil {
		t.Errorf("kept as %q, %v", key, err)
	}
	err = filepath.WalkDir(filepath.Join(dir, "blobs"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			t.Errorf("%s is still there", filepath.Base(path))
		}
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
}
