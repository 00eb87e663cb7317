package sound

import (
	"context"
	"errors"
	"time"
)

// Errors of sounds that cannot be worked with.
var (
	// ErrKind says that a file is of a kind that is not read here: a voice note is.
	ErrKind = errors.New("sound: this kind of file is not read")
	// ErrLarge says that a file has more bytes, or lasts longer, than is allowed.
	ErrLarge = errors.New("sound: too large or too long")
	// ErrBroken says that a file is not what it begins as, or has nothing in it.
	ErrBroken = errors.New("sound: broken file")
)

// Limits are how much of a sound is read.
type Limits struct {
	Bytes  int           // of the file
	Length time.Duration // of what it plays
}

// Decode reads a file of any kind that is known by its beginning: Ogg Opus, MP3, WAV, and
// what ffmpeg reads where that is installed (M4A, AMR). What lasts longer than the limit is
// [ErrLarge], and never takes more memory than the limit needs.
func Decode(ctx context.Context, data []byte, limits Limits) (Clip, error) {
	if len(data) > limits.Bytes {
		return nil, ErrLarge
	}
	if len(data) == 0 {
		return nil, ErrBroken
	}
	clip, err := read(ctx, data, limits.Length)
	switch {
	case err != nil:
		return nil, err
	case len(clip) == 0:
		return nil, ErrBroken
	}
	return clip, nil
}

// read reads a file by what it begins with. What we know by name and cannot read
// ourselves (MPEG 2.5, ADPCM) is tried the other way too.
func read(ctx context.Context, data []byte, length time.Duration) (Clip, error) {
	t := newTape(length)
	err := ErrKind
	switch {
	case IsNote(data):
		err = readOpus(ctx, data, t)
	case isWAV(data):
		err = readWAV(ctx, data, t)
	case isMP3(data):
		err = readMP3(ctx, data, t)
	}
	if !errors.Is(err, ErrKind) {
		return t.clip, err
	}
	format, known := formatOf(data)
	if !known {
		return nil, err
	}
	other := newTape(length)
	if otherErr := readByFFmpeg(ctx, data, format, other); !errors.Is(otherErr, ErrKind) {
		return other.clip, otherErr
	}
	return nil, err // which says more
}
