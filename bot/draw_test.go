package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
)

// sketches draws what is asked for, or fails as its kind says.
type sketches struct{}

func (sketches) Draw(_ context.Context, d Drawing) (Attachment, error) {
	switch d.Kind {
	case "gone":
		return Attachment{}, fmt.Errorf("sketch: %w", ErrNotFound)
	case "broken":
		return Attachment{}, errors.New("no ink")
	}
	return Attachment{Kind: "document", Name: fmt.Sprint(d.Kind, " ", d.Shop, " ", d.Turn, " ", d.Lang)}, nil
}

// TestFilesOfReplies goes through what becomes of the files of an answer: the last
// goes with the last words, each other by itself ahead of them; what is gone is left
// out, and what cannot be drawn now is tried again.
func TestFilesOfReplies(t *testing.T) {
	e := &Engine{Config: Config{Writer: echo{}, Draw: sketches{}, Log: slog.New(slog.DiscardHandler)}}
	reply := func(text string, kinds ...string) Reply {
		r := Reply{Key: "k", Args: Args{"T": text}}
		for _, k := range kinds {
			r.Files = append(r.Files, File{Kind: k})
		}
		return r
	}
	for name, c := range map[string]struct {
		replies []Reply
		want    string // of each bubble its words and its file
		fails   bool
	}{
		"none":           {[]Reply{reply("a")}, "a:;", false},
		"one":            {[]Reply{reply("a", "bill"), reply("b")}, "a\nb:bill 3 7 hi;", false},
		"two":            {[]Reply{reply("a", "bill"), reply("b", "khata")}, ":bill 3 7 hi;a\nb:khata 3 7 hi;", false},
		"gone meanwhile": {[]Reply{reply("a", "gone")}, "a:;", false},
		"not now":        {[]Reply{reply("a", "broken")}, "", true},
	} {
		o := Outgoing{Shop: 3, Turn: 7, Lang: "hi", Ref: "w.1", Replies: c.replies}
		got, failed := "", error(nil)
		for i, b := range e.bubbles(o, ChannelLimits{}) {
			if b.Ref != refOf("w.1", i+1) {
				t.Errorf("%s: bubble %d is called %q", name, i, b.Ref)
			}
			if failed = e.draws(t.Context(), o, &b); failed != nil {
				break
			}
			file := ""
			if b.Attach != nil {
				file = b.Attach.Name
			}
			got += b.Text + ":" + file + ";"
		}
		var known *SendError
		if c.fails != (failed != nil) || c.fails && (!errors.As(failed, &known) || known.Fault != Transient) || got != c.want {
			t.Errorf("%s: %q, %v", name, got, failed)
		}
	}
	e.Draw = nil
	b := e.bubbles(Outgoing{Replies: []Reply{reply("a", "bill")}}, ChannelLimits{})[0]
	if err := e.draws(t.Context(), Outgoing{}, &b); err != nil || b.Attach != nil {
		t.Errorf("drawn by nobody: %+v, %v", b.Attach, err)
	}
}
