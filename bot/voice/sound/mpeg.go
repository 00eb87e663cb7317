package sound

import (
	"encoding/binary"
	"fmt"
)

// The header of a frame of MPEG audio (ISO/IEC 11172-3, section 2.4.2.3; 13818-3 for half
// the rates).
const (
	mpegHeader    = 4
	mpegSync      = 0xffe00000
	mpegSame      = 0xfffe0c00 // of the header: what all frames of a file have in common
	mpegVersion1  = 3
	mpegVersion2  = 2
	mpegVersion25 = 0
	mpegLayer3    = 1
	mpegCRC       = 2 // bytes, where there is a sum

	mpegGranule   = 576 // samples; a frame of MPEG 1 has two
	mpegReserved  = 3   // of the rates
	mpegFree      = 0   // of the bit rates: any
	mpegForbidden = 15
	mpegMono      = 3 // of the modes

	id3Header = 10
	id3Footer = 0x10 // of its flags: it ends with its header again

	// maxJunk is how far into a file its first frame may be.
	maxJunk = 4096
	// surely is how many frames in a row make a file MP3.
	surely = 3
)

// errMPEG25 is about what the decoder does not know. Speech at 8 kHz is written so.
var errMPEG25 = fmt.Errorf("MPEG 2.5: %w", ErrKind)

var (
	mpegRates = [...]int{44100, 48000, 32000}
	mpegBits  = [...][15]int{ // thousands a second, by version
		mpegVersion1: {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
		mpegVersion2: {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
	}
)

// mpeg is a frame's header.
type mpeg uint32

func (m mpeg) version() uint32 { return uint32(m) >> 19 & 3 }
func (m mpeg) layer() uint32   { return uint32(m) >> 17 & 3 }
func (m mpeg) bits() uint32    { return uint32(m) >> 12 & 15 }
func (m mpeg) padding() int    { return int(m >> 9 & 1) }
func (m mpeg) mono() bool      { return m>>6&3 == mpegMono }
func (m mpeg) summed() bool    { return m>>16&1 == 0 }

// valid reports whether it is one at all, of layer III.
func (m mpeg) valid() bool {
	return m&mpegSync == mpegSync && m.version() != 1 && m.layer() == mpegLayer3 &&
		m.bits() != mpegForbidden && m>>10&3 != mpegReserved && m&3 != 2
}

// read reports whether it is one that is read here.
func (m mpeg) read() bool {
	return m.valid() && m.version() != mpegVersion25 && m.bits() != mpegFree
}

// rate is samples a second.
func (m mpeg) rate() int {
	return mpegRates[m>>10&3] / m.halves()
}

// halves is 2 where rate and frames are half those of MPEG 1.
func (m mpeg) halves() int {
	if m.version() == mpegVersion1 {
		return 1
	}
	return 2
}

// samples is how many a frame has.
func (m mpeg) samples() int { return 2 * mpegGranule / m.halves() }

// size is the frame's length in bytes.
func (m mpeg) size() int {
	return m.samples()/8*mpegBits[m.version()][m.bits()]*1000/m.rate() + m.padding()
}

// doubled is twice the length of a frame of half the rates, without padding: odd where half
// a byte is lost by rounding.
func (m mpeg) doubled() int {
	return 2 * mpegGranule / 8 * mpegBits[m.version()][m.bits()] * 1000 / m.rate()
}

// side is how many bytes say how the frame's samples are packed.
func (m mpeg) side() int {
	const mono, stereo, halfMono, halfStereo = 17, 32, 9, 17
	switch one := m.version() == mpegVersion1; {
	case one && m.mono():
		return mono
	case one:
		return stereo
	case m.mono():
		return halfMono
	}
	return halfStereo
}

// before is the bytes of a frame before what its samples are packed into.
func (m mpeg) before() int {
	n := mpegHeader + m.side()
	if m.summed() {
		n += mpegCRC
	}
	return n
}

// headerAt is the header that data begins with; no valid one when it is too short.
func headerAt(data []byte) mpeg {
	if len(data) < mpegHeader {
		return 0
	}
	return mpeg(binary.BigEndian.Uint32(data))
}

// mpegFrames finds the frames of a file, one after the other.
type mpegFrames struct {
	rest  []byte
	first mpeg // all others are like it
}

// next is the next frame and its header. What lies before it is passed over.
func (f *mpegFrames) next() (frame []byte, header mpeg, ok bool) {
	for ; len(f.rest) >= mpegHeader; f.rest = f.rest[1:] {
		if !f.like(f.rest) {
			continue
		}
		h := headerAt(f.rest)
		size := h.size()
		if size < h.before() || size > len(f.rest) {
			continue
		}
		frame, f.rest = f.rest[:size:size], f.rest[size:]
		return frame, h, true
	}
	return nil, 0, false
}

// like reports whether data begins with a header like the first.
func (f *mpegFrames) like(data []byte) bool {
	h := headerAt(data)
	return h.read() && uint32(h)&mpegSame == uint32(f.first)&mpegSame
}

// mp3Start is where the first frame is: after what players know a song by, or after some
// junk if several frames follow in a row there. Where there is none, ok is false.
func mp3Start(data []byte) (start int, ok bool) {
	tags := id3(data)
	if h := headerAt(data[tags:]); h.valid() && (!h.read() || row(data[tags:]) > 0) {
		return tags, true
	}
	for at := tags; at < min(len(data), tags+maxJunk); at++ {
		if row(data[at:]) >= surely {
			return at, true
		}
	}
	return 0, false
}

// row is how many frames data begins with, one right after the other; no more are counted
// than make us sure.
func row(data []byte) int {
	f := mpegFrames{first: headerAt(data)}
	for n := range surely {
		if !f.like(data) || headerAt(data).size() > len(data) {
			return n
		}
		data = data[headerAt(data).size():]
	}
	return surely
}

// id3 is how long the tags are that a file begins with (id3.org, ID3v2.4.0, section 3.1):
// seven bits of length in each of four bytes.
func id3(data []byte) int {
	at := 0
	for len(data)-at >= id3Header && string(data[at:at+3]) == "ID3" {
		b := data[at:]
		at += id3Header + int(b[6]&127)<<21 + int(b[7]&127)<<14 + int(b[8]&127)<<7 + int(b[9]&127)
		if b[5]&id3Footer != 0 {
			at += id3Header
		}
	}
	return min(at, len(data))
}
