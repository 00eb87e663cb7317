package wire_test

import (
	"testing"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

func TestFormatOf(t *testing.T) {
	const mb = 1 << 20
	for _, c := range []struct {
		mime, kind string
		max        int64
		as         string
		ok         bool
	}{
		{"audio/ogg; codecs=opus", "audio", 16 * mb, "audio", true},
		{"Image/JPEG", "image", 5 * mb, "image", true},
		{"image/webp", "sticker", 500 << 10, "sticker", true},
		{"image/png", "", 5 * mb, "image", true},
		{"application/pdf", "document", 100 * mb, "document", true},
		{"image/jpeg", "document", 100 * mb, "document", true},
		{"text/csv", "document", 100 * mb, "document", true},
		{"image/webp", "image", 100 * mb, "document", false},
		{"image/gif", "image", 100 * mb, "document", false},
		{"audio/ogg", "video", 100 * mb, "document", false},
		{"text/csv", "", 100 * mb, "document", false},
		{"", "document", 0, "", false},
		{"no type", "document", 0, "", false},
	} {
		f, ok := wire.FormatOf(c.mime, c.kind)
		if ok != c.ok || f.Max != c.max || f.Kind != c.as {
			t.Errorf("%s as %s: %+v, %v", c.mime, c.kind, f, ok)
		}
	}
}

func TestMaxOf(t *testing.T) {
	for kind, want := range map[string]int64{
		"image": 5 << 20, "audio": 16 << 20, "video": 16 << 20, "document": 100 << 20, "sticker": 500 << 10, "": 100 << 20,
	} {
		if got := wire.MaxOf(kind); got != want {
			t.Errorf("%s: %d, want %d", kind, got, want)
		}
	}
}
