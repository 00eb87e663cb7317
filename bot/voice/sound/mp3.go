package sound

import (
	"context"
	"encoding/binary"
	"io"

	"github.com/hajimehoshi/go-mp3"
)

const (
	// mp3Sample is bytes of one of the decoder's: it always makes two channels of 16 bits.
	mp3Sample = 4
	// mp3Begin is how many bits of a frame say how far before it its data begin.
	mp3Begin, mp3BeginHalf = 9, 8
)

// isMP3 reports whether a file is MPEG audio, of a kind that is read here or another.
func isMP3(data []byte) bool {
	_, ok := mp3Start(data)
	return ok
}

// readMP3 puts an MP3 file on a tape, frame by frame. The decoder is only ever shown whole
// frames whose data are there: what else is in files has made it panic, ask for half a
// gigabyte, or make noise. A frame that it cannot decode is silence.
func readMP3(ctx context.Context, data []byte, t *tape) error {
	start, _ := mp3Start(data)
	first := headerAt(data[start:])
	switch {
	case first.version() == mpegVersion25:
		return errMPEG25
	case !first.read():
		return ErrKind
	}
	m := &mp3Reader{feed: feed{frames: mpegFrames{rest: data[start:], first: first}}, samples: make([]byte, first.samples()*mp3Sample)}
	var r *resampler
	if first.rate() != Rate {
		r = newResampler(first.rate())
	}
	var out []float32
	for m.feed.load() {
		if err := ctx.Err(); err != nil {
			return err
		}
		var err error
		if out, err = t.addAt(r, out[:0], m.decode()); err != nil {
			return err
		}
	}
	if !m.any {
		return ErrBroken
	}
	return t.endAt(r, out)
}

// mp3Reader decodes one frame after the other.
type mp3Reader struct {
	feed    feed
	decoder *mp3.Decoder
	samples []byte // of a frame
	mean    []float32
	any     bool // some frame could be decoded
}

// decode is the samples of the frame that is in the feed, the mean of both channels.
func (m *mp3Reader) decode() []float32 {
	if m.decodeFrame() != nil {
		clear(m.samples)
		m.decoder, m.feed.kept = nil, 0
	} else {
		m.any = true
	}
	m.mean = m.mean[:0]
	for b := m.samples; len(b) > 0; b = b[mp3Sample:] {
		left, right := int16(binary.LittleEndian.Uint16(b)), int16(binary.LittleEndian.Uint16(b[sampleBytes:]))
		m.mean = append(m.mean, (float32(left)+float32(right))/2)
	}
	return m.mean
}

// decodeFrame has the decoder do it, which must not take us along.
func (m *mp3Reader) decodeFrame() (err error) {
	defer func() {
		if recover() != nil {
			err = ErrBroken
		}
	}()
	if m.decoder == nil {
		if m.decoder, err = mp3.NewDecoder(&m.feed); err != nil {
			return err
		}
	}
	_, err = io.ReadFull(m.decoder, m.samples)
	return err
}

// feed shows the decoder one frame at a time.
type feed struct {
	frames mpegFrames
	frame  []byte // what is left of it
	kept   int    // bytes of data that the decoder has from the frames before
	begun  bool
}

// Read is what is left of the frame.
func (f *feed) Read(p []byte) (int, error) {
	if len(f.frame) == 0 {
		return 0, io.EOF
	}
	n := copy(p, f.frame)
	f.frame = f.frame[n:]
	return n, nil
}

// load takes the next frame; false when there is none. The first may have nothing in it but
// how long the file is.
func (f *feed) load() bool {
	frame, h, ok := f.frames.next()
	if ok && !f.begun && about(frame, h) {
		frame, h, ok = f.frames.next()
	}
	if !ok {
		return false
	}
	f.begun = true
	f.frame = f.whole(frame, h)
	return true
}

// about reports whether a frame is about the file ("Xing" and "Info" where its data begin).
func about(frame []byte, h mpeg) bool {
	at := h.before()
	return len(frame) >= at+4 && (string(frame[at:at+4]) == "Xing" || string(frame[at:at+4]) == "Info")
}

// whole is a frame as the decoder can take it. One whose data begin in frames that were
// lost is made to say that it has none: then it is silence, and its bytes are there for the
// frames after it.
func (f *feed) whole(frame []byte, h mpeg) []byte {
	side := frame[h.before()-h.side() : h.before()]
	bits, data := mp3Begin, len(frame)-h.before()
	if h.halves() > 1 {
		bits = mp3BeginHalf
	}
	begin := int(binary.BigEndian.Uint16(side)) >> (16 - bits)
	if begin <= f.kept {
		f.kept = begin + data
		return frame
	}
	begin, f.kept = f.kept, f.kept+data
	frame = append([]byte(nil), frame...)
	side = frame[h.before()-h.side() : h.before()]
	clear(side)
	binary.BigEndian.PutUint16(side, uint16(begin<<(16-bits)))
	return frame
}
