package cloudapi

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// archive is what WhatsApp takes no file of: "Param file must be a file with one of
// the supported types". What is in it goes in documents of their own.
const archive = "application/zip"

// mostUnpacked is how many files of an archive are sent.
const mostUnpacked = 10

// unpack makes a bubble of each text file in the archive that a bubble has; the last
// keeps its words and choices. A bubble with anything else stays as it is.
func unpack(b bot.Bubble) ([]bot.Bubble, error) {
	if b.Attach == nil || b.Attach.Type != archive {
		return []bot.Bubble{b}, nil
	}
	r, err := zip.NewReader(bytes.NewReader(b.Attach.Data), int64(len(b.Attach.Data)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", bot.ErrMedia, err)
	}
	if n := len(r.File); n == 0 || n > mostUnpacked {
		return nil, fmt.Errorf("%w: %d files in one", bot.ErrMedia, n)
	}
	var out []bot.Bubble
	for _, f := range r.File {
		text, err := unpacked(f)
		if err != nil {
			return nil, err
		}
		one := bot.Bubble{Address: b.Address}
		one.Attach = &bot.Attachment{Kind: b.Attach.Kind, Type: "text/plain", Name: path.Base(f.Name), Data: text}
		out = append(out, one)
	}
	last := &out[len(out)-1]
	b.Attach = last.Attach
	*last = b
	return out, nil
}

// unpacked is what a file of an archive holds: no more than may be sent at all.
func unpacked(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", bot.ErrMedia, err)
	}
	defer func() { _ = r.Close() }() // it was read
	most := wire.MaxOf(wire.TypeDocument)
	text, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", bot.ErrMedia, err)
	}
	if int64(len(text)) > most {
		return nil, fmt.Errorf("%w: over %d bytes", bot.ErrMedia, most)
	}
	return text, nil
}
