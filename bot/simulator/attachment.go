package simulator

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// attachment checks a file by its id, or fetches it from a link. What is wrong
// with a file is told in a status, after the message was taken.
func (e *Emulator) attachment(ctx context.Context, kind string, m *wire.Media, d *draft) *refusal {
	switch {
	case m == nil:
		return missing(kind)
	case (m.ID == "") == (m.Link == ""):
		return refuse(wire.CodeParameter, "Param %s must have exactly one of id and link", kind)
	case utf8.RuneCountInString(string(m.Caption)) > wire.MaxCaption:
		return refuse(wire.CodeParameter, "Param %s['caption'] must be at most %d characters long.", kind, wire.MaxCaption)
	case m.Caption != "" && (kind == wire.TypeAudio || kind == wire.TypeSticker):
		return refuse(wire.CodeParameter, "Unexpected key \"caption\" on param %q.", kind)
	case utf8.RuneCountInString(string(m.Filename)) > MaxText:
		return refuse(wire.CodeParameter, "Param %s['filename'] is too long", kind)
	}
	f, why, r := e.source(ctx, kind, m)
	if r != nil {
		return r
	}
	d.Text, d.fault = string(m.Caption), why
	if why == nil && bool(m.Voice) && bare(f.Type) != "audio/ogg" {
		d.fault = failure(wire.CodeMediaUp, "A voice message must be an .ogg file encoded with the OPUS codec")
	}
	if f == nil {
		d.Media = &Media{Kind: kind, Name: string(m.Filename)}
		return nil
	}
	d.Media = f.media(bool(m.Voice))
	if d.Media.Kind = kind; m.Filename != "" {
		d.Media.Name = string(m.Filename)
	}
	return nil
}

// source finds the file of a message; why says what is wrong with it.
func (e *Emulator) source(ctx context.Context, kind string, m *wire.Media) (f *file, why *wire.Error, r *refusal) {
	if m.Link != "" {
		f, err := e.fetch(ctx, kind, string(m.Link))
		if err != nil {
			return nil, failure(wire.CodeMediaDown, "Failed to download the media from the sender: "+err.Error()), nil
		}
		return f, nil, nil
	}
	f = e.files.find(string(m.ID))
	if f == nil || f.From != FromBot || f.expired(e.clock.Now()) {
		return nil, nil, refuse(wire.CodeParameter, "Invalid parameter: media id %q is not there", clip(string(m.ID), MaxName))
	}
	if format, ok := wire.FormatOf(f.Type, kind); !ok || f.Size > format.Max {
		return f, failure(wire.CodeMediaUp, fmt.Sprintf("A file of type %s cannot be sent as %s", bare(f.Type), kind)), nil
	}
	return f, nil, nil
}

// fetch gets a file from a link, as the Graph API does.
func (e *Emulator) fetch(ctx context.Context, kind, link string) (*file, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, link, http.NoBody)
	if err != nil || (r.URL.Scheme != "http" && r.URL.Scheme != "https") {
		return nil, errors.New("it is no http address")
	}
	client := &http.Client{Timeout: PostTimeout}
	res, err := client.Do(r)
	if err != nil {
		return nil, errors.New("it cannot be reached")
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("it answers %s", res.Status)
	}
	told := res.Header.Get("Content-Type")
	format, ok := wire.FormatOf(told, kind)
	if !ok {
		return nil, fmt.Errorf("a file of type %s cannot be sent as %s", clip(told, MaxName), kind)
	}
	data, err := io.ReadAll(io.LimitReader(res.Body, format.Max+1))
	switch {
	case err != nil:
		return nil, errors.New("it broke off")
	case int64(len(data)) > format.Max:
		return nil, fmt.Errorf("it is larger than %d bytes", format.Max)
	case !agree(told, look(data)):
		return nil, fmt.Errorf("it is called %s and is %s", format.Type, look(data))
	}
	return e.keep(file{From: FromBot, Kind: kind, Type: clip(told, MaxName), Name: strings.Trim(path.Base(r.URL.Path), "/.")}, data)
}
