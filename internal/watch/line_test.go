package watch

import (
	"encoding/json"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

func logger(w io.Writer) *slog.Logger {
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// TestLine reads a turn's line back.
func TestLine(t *testing.T) {
	var out strings.Builder
	s := newStand(t, func(c *Config) {
		c.Log, c.Hash = logger(&out), func(a string) string { return "#" + a[len(a)-1:] }
	})
	s.Observe(bot.Trace{
		Turn: 7, Shop: 3, Person: 9, Channel: "wire", Address: "919800000001", Text: "ramesh ko 500 udhaar",
		Received: morning, Began: morning.Add(1500 * time.Microsecond), Finished: frames("udhaar.give"),
		Steps: []bot.Step{{Name: "understand", Took: 250 * time.Microsecond}, {Name: "commit", Took: 3 * time.Millisecond}},
	})
	var line struct {
		Msg     string
		Turn    int64
		Shop    int64
		Errands []string
		Result  string
		Channel string
		From    string
		MS      map[string]float64
	}
	if err := json.Unmarshal([]byte(out.String()), &line); err != nil {
		t.Fatalf("%s: %v", &out, err)
	}
	if line.Msg != "turn" || line.Turn != 7 || line.Shop != 3 || line.Errands[0] != "udhaar.give" || line.Result != done || line.Channel != "wire" || line.From != "#1" {
		t.Errorf("got %+v", line)
	}
	if line.MS["wait"] != 1.5 || line.MS["understand"] != .25 || line.MS["commit"] != 3 {
		t.Errorf("got %v", line.MS)
	}
	if strings.Count(out.String(), "\n") != 1 || strings.Contains(out.String(), "9198") || strings.Contains(out.String(), "ramesh") {
		t.Errorf("got %s", &out)
	}
}

// TestHash is the same for one address in one process, and for no other.
func TestHash(t *testing.T) {
	one, two := hashed(), hashed()
	a := one("919800000001")
	if len(a) != hashLength || a != one("919800000001") || a == one("919800000002") || a == two("919800000001") {
		t.Errorf("%s, %s, %s", a, one("919800000002"), two("919800000001"))
	}
}
