package seal

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// TestCacheIsBounded keeps what was used last.
func TestCacheIsBounded(t *testing.T) {
	c, now := newCache(), time.Unix(1e9, 0)
	put := func(shop bot.ShopID, keys int) {
		s := newSet(now)
		for n := range keys {
			s.put(fmt.Sprint(n), &key{id: int64(n + 1)})
		}
		c.keep(shop, s)
	}
	put(1, maxOpened/2)
	put(2, maxOpened/4)
	if c.of(1, now) == nil {
		t.Fatal("not kept")
	}
	put(3, maxOpened/3)
	if c.of(1, now) == nil || c.of(2, now) != nil || c.of(3, now) == nil || c.weight > maxOpened {
		t.Errorf("weight %d", c.weight)
	}
	put(3, 1)
	if c.of(3, now.Add(fresh+1)) != nil || c.of(3, now) != nil {
		t.Error("believed in for too long")
	}
	c.drop(1)
	c.drop(9)
	if c.of(1, now) != nil || c.weight != 0 || c.order.Len() != 0 {
		t.Errorf("weight %d", c.weight)
	}
}

// TestHandler finds numbers wherever a record has them, and leaves alone what is
// none.
func TestHandler(t *testing.T) {
	for text, want := range map[string]string{
		"to 919812345670":                 "to #<919812345670>",
		"+91 98123 45670, late":           "#<919812345670>, late",
		"(98123)45670":                    "(#<9812345670>",
		"98123-45670":                     "#<9812345670>",
		"turn 12 of shop 345":             "turn 12 of shop 345",
		"wamid.HBgMOTE5ODEyMzQ1NjcwFQIA":  "wamid.HBgMOTE5ODEyMzQ1NjcwFQIA",
		"3f2919812345670ab":               "3f2919812345670ab",
		"2026-03-02T03:30:00Z 1234567890": "2026-03-02T03:30:00Z #<1234567890>",
	} {
		if got := scrub(text, func(n string) string { return "<" + n + ">" }); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
	var out bytes.Buffer
	h := NewHandler(slog.NewTextHandler(&out, nil))
	log := slog.New(h).With("who", "919812345670").WithGroup("g")
	log.Info("to 919812345670", "err", errors.New("no 919812345670"), "n", 7, slog.Group("in", "to", "919812345670"))
	h.Use(func(string) string { return "abc" })
	log.Info("to 919812345670", "list", []string{"919812345670"}, "at", time.Unix(1e9, 0))
	said := out.String()
	if strings.Contains(said, "9198") || strings.Count(said, "#abc") != 2 || !strings.Contains(said, "g.n=7") || !strings.Contains(said, "2001-09-0") {
		t.Errorf("logged\n%s", said)
	}
}

// FuzzDecode reads anything, and writes back what it read.
func FuzzDecode(f *testing.F) {
	f.Add(encode(7, make([]byte, overhead)))
	f.Add("~7~")
	f.Add("~07~AAAA")
	f.Fuzz(func(t *testing.T, text string) {
		key, locked, ok := decode(text)
		if !ok {
			return
		}
		if k, l, ok := decode(encode(key, locked)); !ok || k != key || !bytes.Equal(l, locked) {
			t.Errorf("%q: %d %x %v", text, k, l, ok)
		}
		_, _, _ = decodeFile([]byte(text))
	})
}
