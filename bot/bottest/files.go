package bottest

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// standIns are the smallest files of each kind, for a transcript that names one
// which does not lie beside it.
var standIns = map[string]bot.Attachment{
	"image":    {Type: "image/jpeg", Data: []byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9")},
	"audio":    {Type: "audio/ogg", Data: []byte("OggS\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x13OpusHead\x01\x01\x38\x01\x80\x3e\x00\x00\x00\x00\x00")},
	"document": {Type: "application/pdf", Data: []byte("%PDF-1.4\n%%EOF\n")},
}

// types are those of files by the ends of their names.
var types = map[string]string{
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".ogg": "audio/ogg", ".mp3": "audio/mpeg",
	".pdf": "application/pdf", ".csv": "text/csv", ".txt": "text/plain",
}

// file is what a line of a transcript sends: the file beside the transcript, or
// the smallest of its kind. What is spoken is a voice note.
func (p *player) file(kind, name string) *bot.Attachment {
	out := standIns[kind]
	out.Kind, out.Name, out.Voice = kind, name, kind == "audio"
	data, err := os.ReadFile(filepath.Join(p.home, filepath.Base(name)))
	switch {
	case err == nil:
		out.Data = data
	case !errors.Is(err, fs.ErrNotExist):
		p.t.Fatal(err)
	}
	if mime, ok := types[strings.ToLower(filepath.Ext(name))]; ok && err == nil {
		out.Type = mime
	}
	return &out
}
