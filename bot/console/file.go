package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/transcript"
)

// MaxFile is how many bytes a file has that is sent from a terminal.
const MaxFile = 16 << 20

var _ bot.Fetcher = (*Console)(nil)

// types are those of files by the ends of their names; whatever else is octets.
var types = map[string]string{
	".ogg": "audio/ogg; codecs=opus", ".oga": "audio/ogg; codecs=opus", ".opus": "audio/ogg; codecs=opus",
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".aac": "audio/aac", ".amr": "audio/amr", ".wav": "audio/wav",
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".pdf": "application/pdf", ".csv": "text/csv", ".txt": "text/plain",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// mediaOf is a file as it is sent, to be fetched by its path. Its error is for who sits at the
// terminal.
func mediaOf(kind, name string) (bot.Media, error) {
	at, err := filepath.Abs(name)
	if err != nil {
		return bot.Media{}, fmt.Errorf("cannot find %s", name)
	}
	info, err := os.Stat(at)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return bot.Media{}, fmt.Errorf("there is no file %s", name)
	case err != nil || !info.Mode().IsRegular():
		return bot.Media{}, fmt.Errorf("%s cannot be read", name)
	case info.Size() == 0:
		return bot.Media{}, fmt.Errorf("%s is empty", name)
	case info.Size() > MaxFile:
		return bot.Media{}, fmt.Errorf("%s is larger than %d MB", name, MaxFile>>20)
	}
	mime, ok := types[strings.ToLower(filepath.Ext(at))]
	if !ok {
		mime = "application/octet-stream"
	}
	return bot.Media{Kind: kind, Voice: kind == "audio", Type: mime, Ref: at, Name: filepath.Base(at)}, nil
}

// Fetch reads a file that was sent from this terminal, now or before the program was
// started anew.
func (*Console) Fetch(_ context.Context, m bot.Media) (bot.Attachment, error) {
	f, err := os.Open(m.Ref)
	if err != nil {
		return bot.Attachment{}, fmt.Errorf("console: fetch: %w: %w", bot.ErrMedia, err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return bot.Attachment{}, fmt.Errorf("console: fetch: no file: %w", bot.ErrMedia)
	}
	data, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	if err != nil {
		return bot.Attachment{}, fmt.Errorf("console: fetch: %w", err)
	}
	if len(data) > MaxFile {
		return bot.Attachment{}, fmt.Errorf("console: fetch: too large: %w", bot.ErrMedia)
	}
	return bot.Attachment{Kind: m.Kind, Voice: m.Voice, Type: m.Type, Name: m.Name, Data: data}, nil
}

// told is a file of a bubble in a line, with where it was saved.
func (c *Console) told(id string, a *bot.Attachment) (string, error) {
	line := transcript.File(a.Name)
	if a.Kind == "audio" {
		line = transcript.Sound(a.Seconds)
	}
	if c.save == "" {
		return line, nil
	}
	at := filepath.Join(c.save, id+"-"+filepath.Base(a.Name))
	if a.Name == "" {
		at = filepath.Join(c.save, id+ending(a.Type))
	}
	if err := os.WriteFile(at, a.Data, 0o600); err != nil {
		return "", fmt.Errorf("console: save: %w", err)
	}
	return strings.TrimRight(line, " ") + " " + at, nil
}

// ending is how the name of a file of some type ends.
func ending(mime string) string {
	mime, _, _ = strings.Cut(mime, ";")
	switch mime {
	case "audio/ogg":
		return ".ogg"
	case "audio/mpeg":
		return ".mp3"
	case "image/png":
		return ".png"
	case "image/jpeg":
		return ".jpg"
	}
	return ""
}
