package sound

import (
	"encoding/binary"
	"io"
	"slices"
)

const (
	// mp3Begin is how many bits of a frame say how far before it its data begin.
	mp3Begin, mp3BeginHalf = 9, 8
	// maxBegin is how far that can be.
	maxBegin = 1<<mp3Begin - 1
	// Where a frame of half the rates says how many bits its samples take, after what is
	// anybody's; and how far apart two channels say so (ISO/IEC 13818-3, section 2.4.1.7).
	mp3Private, mp3Length, mp3Channel = 1, 12, 63
	// mp3Widest is the header of a frame that has the most room, without a sum.
	mp3Widest, mp3Padded, mp3Bits = 14<<12 | 1<<16, 1 << 9, 15 << 12
)

// feed shows the decoder one frame at a time.
type feed struct {
	frames mpegFrames
	frame  []byte // what is left of it
	kept   int    // bytes of data that the decoder has from the frames before
	refit  bool   // frames are shown as others
	before []byte // if so, the last data before the next frame
	begun  bool
}

func newFeed(frames mpegFrames) *feed { return &feed{frames: frames, refit: misread(frames)} }

// Read is what is left of the frame.
func (f *feed) Read(p []byte) (int, error) {
	if len(f.frame) == 0 {
		return 0, io.EOF
	}
	n := copy(p, f.frame)
	f.frame = f.frame[n:]
	return n, nil
}

// lose says that the decoder has nothing any more of what came before.
func (f *feed) lose() { f.kept = 0 }

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
	if f.refit {
		f.frame = f.fit(frame, h)
	} else {
		f.frame = f.whole(frame, h)
	}
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
	bits, data := beginBits(h), len(frame)-h.before()
	begin := dataBegin(frame, h)
	if begin <= f.kept {
		f.kept = begin + data
		return frame
	}
	begin, f.kept = f.kept, f.kept+data
	frame = slices.Clone(frame)
	side := frame[h.before()-h.side() : h.before()]
	clear(side)
	binary.BigEndian.PutUint16(side, uint16(min(begin, 1<<bits-1)<<(16-bits)))
	return frame
}

// misread reports whether there are frames of which the decoder takes the length for one
// byte less than it is: of half the rates, where their length is not a whole number of
// bytes. From there on nothing it hears is right: at 22.05 kHz and 32 kbit/s, as services
// send speech, only every other frame is.
func misread(frames mpegFrames) bool {
	for {
		_, h, ok := frames.next()
		if !ok {
			return false
		}
		if h.halves() > 1 && h.padding() > 0 && h.doubled()%2 == 0 {
			return true
		}
	}
}

// fit is a frame with all its data within it, in one of a length that the decoder gets
// right: the longest, filled up with nothing. One whose data were lost, or that has too
// many, is silence.
func (f *feed) fit(frame []byte, h mpeg) []byte {
	begin, need := dataBegin(frame, h), dataNeeded(frame, h)
	data := slices.Concat(f.before, frame[h.before():])
	start := len(f.before) - begin
	f.before = data[max(0, len(data)-maxBegin):]

	wide := h&^(mp3Bits|mp3Padded) | mp3Widest
	out := binary.BigEndian.AppendUint32(make([]byte, 0, wide.size()), uint32(wide))
	side, room := frame[h.before()-h.side():h.before()], wide.size()-wide.before()
	if start < 0 || need > room || start+need > len(data) {
		return out[:wide.size()]
	}
	out = append(append(out, 0), side[1:]...) // its data begin with it
	return append(out, data[start:start+need]...)[:wide.size()]
}

// beginBits is how many bits of a frame say how far before it its data begin.
func beginBits(h mpeg) int {
	if h.halves() > 1 {
		return mp3BeginHalf
	}
	return mp3Begin
}

// dataBegin is how many bytes before a frame's own its data begin.
func dataBegin(frame []byte, h mpeg) int {
	return int(binary.BigEndian.Uint16(frame[h.before()-h.side():])) >> (16 - beginBits(h))
}

// dataNeeded is how many bytes of data a frame of half the rates has.
func dataNeeded(frame []byte, h mpeg) int {
	side := frame[h.before()-h.side():]
	if h.mono() {
		return (field(side, mp3BeginHalf+mp3Private) + 7) / 8
	}
	first := mp3BeginHalf + 2*mp3Private
	return (field(side, first) + field(side, first+mp3Channel) + 7) / 8
}

// field is the length that stands from a bit on.
func field(b []byte, at int) int {
	three := uint32(b[at/8])<<16 | uint32(b[at/8+1])<<8 | uint32(b[at/8+2])
	return int(three >> (24 - mp3Length - at%8) & (1<<mp3Length - 1))
}
