package sound

import (
	"context"
	"time"
)

// What a voice note is made as. At 16 kbit/s speech at 16 kHz is as good as a phone plays
// it, and half a megabyte lasts for four minutes.
const (
	noteBitrate    = 16000
	noteComplexity = 5
	notePacket     = Rate / 50 // samples: 20 ms
	// maxNote is bytes of a file that WhatsApp still plays as a voice note: 512 kB, as
	// Meta's page on audio messages says; whoever counts 1024 to each, it is below that.
	maxNote = 512_000
	// noteSerial tells a stream from others in its file. There are none.
	noteSerial = 1
)

// Note is a voice note: a file of Ogg Opus with one channel, and what a phone shows of it
// before it is played.
type Note struct {
	Data    []byte
	Seconds int
	Wave    []byte // see [Clip.Wave]
}

// Length is how long it plays, to the second.
func (n Note) Length() time.Duration { return time.Duration(n.Seconds) * time.Second }

// Encoder makes voice notes. It is safe for concurrent use.
type Encoder struct {
	lib        *libopus
	complexity int32
	most       int // bytes of a note
}

// OpenEncoder finds libopus on this machine. [ErrNoEncoder] when it is not installed, and
// which package it is in.
func OpenEncoder() (*Encoder, error) {
	lib, err := openLibopus(libopusName)
	if err != nil {
		return nil, err
	}
	return &Encoder{lib: lib, complexity: noteComplexity, most: maxNote}, nil
}

// Encode makes a voice note of a clip. [ErrBroken] when there is nothing in it, [ErrLarge]
// when WhatsApp would not play the note as one.
func (e *Encoder) Encode(ctx context.Context, c Clip) (Note, error) {
	if len(c) == 0 {
		return Note{}, ErrBroken
	}
	opus, err := e.lib.encoder(noteBitrate, e.complexity)
	if err != nil {
		return Note{}, err
	}
	defer opus.close()
	w := newOggWriter(noteSerial, opus.lookahead*opusRatio)
	samples, room := make([]int16, notePacket), make([]byte, maxPacket)
	for at := 0; at < len(c)+opus.lookahead; at += notePacket {
		if err := ctx.Err(); err != nil {
			return Note{}, err
		}
		clear(samples[copy(samples, c[min(at, len(c)):]):])
		packet, err := opus.packet(samples, room)
		if err != nil {
			return Note{}, err
		}
		if w.add(packet, notePacket*opusRatio); w.size() > e.most {
			return Note{}, ErrLarge
		}
	}
	data := w.end(len(c) * opusRatio)
	if len(data) > e.most {
		return Note{}, ErrLarge
	}
	return Note{Data: data, Seconds: seconds(c.Length()), Wave: c.Wave()}, nil
}
