package sound

import (
	"bytes"
	"encoding/binary"
	"math"
)

// The header of an Opus stream (RFC 7845, section 5.1), and what its fields mean here.
const (
	opusHead     = "OpusHead"
	opusTags     = "OpusTags"
	opusHeadSize = 19
	opusVersion  = 0x10  // versions below can be read
	opusRate     = 48000 // samples a second, by which positions are counted
	opusRatio    = opusRate / Rate
	opusGainUnit = 256 * 20 // of a gain: 1/256 dB
)

// head is what is to be known before an Opus stream can be decoded.
type head struct {
	skip int     // samples to drop, at 48 kHz
	gain float64 // to multiply by
}

// isHead reports whether a packet is such a header, of any version and mapping.
func isHead(packet []byte) bool { return bytes.HasPrefix(packet, []byte(opusHead)) }

// readHead reads it. One or two channels of one stream are read: what a voice note has.
func readHead(packet []byte) (head, error) {
	if len(packet) < opusHeadSize {
		return head{}, ErrBroken
	}
	version, channels, family := packet[8], packet[9], packet[18]
	if version >= opusVersion || family != 0 {
		return head{}, ErrKind
	}
	if channels != 1 && channels != 2 {
		return head{}, ErrBroken
	}
	gain := int16(binary.LittleEndian.Uint16(packet[16:]))
	return head{
		skip: int(binary.LittleEndian.Uint16(packet[10:])),
		gain: math.Pow(10, float64(gain)/opusGainUnit),
	}, nil
}

// IsNote reports whether a file is Ogg Opus, as a voice note is.
func IsNote(data []byte) bool {
	if !bytes.HasPrefix(data, []byte(oggMagic)) {
		return false
	}
	for s := (pages{rest: data}); ; {
		p, ok := s.next()
		if !ok || !p.is(oggFirst) { // all streams begin before any goes on (RFC 3533, section 4)
			return false
		}
		if isHead(p.body) {
			return true
		}
	}
}
