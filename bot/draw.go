package bot

import (
	"context"
	"errors"
	"fmt"
)

// Drawer draws the files of replies. What a file holds is never written into the
// journal: a reply says which file, and it is drawn each time it is sent.
type Drawer interface {
	// Draw makes a file as things stood when its turn was committed.
	// [ErrNotFound] when there is nothing left to draw: the words go without it.
	Draw(ctx context.Context, d Drawing) (Attachment, error)
}

// Drawing is a file that is to be drawn.
type Drawing struct {
	File
	Shop ShopID
	Turn TurnID
	Lang string // BCP 47 tag of the reader
}

// Attach puts a file under what was said last.
func (t *Turn) Attach(f File) {
	if n := len(t.said); n > 0 {
		t.said[n-1].Files = append(t.said[n-1].Files, f)
	}
}

// draws draws the file of a bubble, if it has one that is not drawn yet.
func (e *Engine) draws(ctx context.Context, o Outgoing, b *Bubble) error {
	if b.file == nil || e.Draw == nil {
		return nil
	}
	limited, cancel := context.WithTimeout(ctx, SendTimeout)
	defer cancel()
	a, err := e.Draw.Draw(limited, Drawing{File: *b.file, Shop: o.Shop, Turn: o.Turn, Lang: o.Lang})
	if errors.Is(err, ErrNotFound) {
		e.Log.Warn("nothing to draw", "kind", b.file.Kind, "turn", o.Turn)
		return nil
	}
	if err != nil {
		return &SendError{Fault: Transient, Err: fmt.Errorf("bot: draw %s: %w", b.file.Kind, err)}
	}
	b.Attach = &a
	return nil
}

// withFiles gives the files of replies to bubbles: the last goes with the last
// words, those before it each by itself ahead of them.
func withFiles(bubbles []Bubble, o Outgoing) []Bubble {
	var files []File
	for _, r := range o.Replies {
		files = append(files, r.Files...)
	}
	n := len(bubbles)
	if len(files) == 0 || n == 0 {
		return bubbles
	}
	last := bubbles[n-1]
	out := bubbles[:n-1]
	for i := range files[:len(files)-1] {
		out = append(out, Bubble{Address: o.Address, Turn: o.Turn, file: &files[i]})
	}
	last.file = &files[len(files)-1]
	out = append(out, last)
	for i := range out {
		out[i].Ref = refOf(o.Ref, i+1)
	}
	return out
}
