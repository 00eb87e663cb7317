package sound

import (
	"context"
	"encoding/binary"
	"io"

	"github.com/hajimehoshi/go-mp3"
)

// mp3Sample is bytes of one of the decoder's: it always makes two channels of 16 bits.
const mp3Sample = 4

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
	m := &mp3Reader{
		feed:    newFeed(mpegFrames{rest: data[start:], first: first}),
		samples: make([]byte, first.samples()*mp3Sample),
	}
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
	feed    *feed
	decoder *mp3.Decoder
	samples []byte // of a frame
	mean    []float32
	any     bool // some frame could be decoded
}

// decode is the samples of the frame that is in the feed, the mean of both channels.
func (m *mp3Reader) decode() []float32 {
	if m.decodeFrame() != nil {
		clear(m.samples)
		m.decoder = nil
		m.feed.lose()
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
		if m.decoder, err = mp3.NewDecoder(m.feed); err != nil {
			return err
		}
	}
	_, err = io.ReadFull(m.decoder, m.samples)
	return err
}
