package sound

import (
	"bytes"
	"encoding/binary"
)

// A page of Ogg (RFC 3533, section 6).
const (
	oggMagic     = "OggS"
	oggHeader    = 27   // bytes before the table of segments
	oggSegment   = 255  // bytes of a segment that is not the last of its packet
	oggSegments  = 255  // in a page, at most
	oggContinued = 0x01 // the first segment continues a packet of the page before
	oggFirst     = 0x02
	oggLast      = 0x04

	// Where its fields stand.
	oggVersion  = 4
	oggFlags    = 5
	oggGranule  = 6
	oggSerial   = 14
	oggNumber   = 18
	oggChecksum = 22
	oggCount    = 26

	// maxBroken is how many pages may be broken until nobody looks for another: each may
	// cost the sum over 64 kB.
	maxBroken = 256
	// noGranule stands in a page in which no packet ends.
	noGranule = -1
)

// page is one page, its parts within the file.
type page struct {
	flags          byte
	granule        int64
	serial, number uint32
	lacing         []byte // lengths of segments
	body           []byte
}

// is reports whether a page has a flag.
func (p *page) is(flag byte) bool { return p.flags&flag != 0 }

// pages finds page after page of a file.
type pages struct {
	rest   []byte
	broken int
}

// next is the next whole page whose sum is right: what lies between is passed over.
func (s *pages) next() (page, bool) {
	for s.broken <= maxBroken {
		at := bytes.Index(s.rest, []byte(oggMagic))
		if at < 0 {
			break
		}
		s.rest = s.rest[at:]
		p, size := parsePage(s.rest)
		if size > 0 {
			s.rest = s.rest[size:]
			return p, true
		}
		s.broken++
		s.rest = s.rest[len(oggMagic):]
	}
	return page{}, false
}

// parsePage reads the page that data begins with; the size is 0 when there is none.
func parsePage(data []byte) (p page, size int) {
	if len(data) < oggHeader || data[oggVersion] != 0 {
		return page{}, 0
	}
	body := oggHeader + int(data[oggCount])
	if len(data) < body {
		return page{}, 0
	}
	p.lacing = data[oggHeader:body]
	size = body
	for _, n := range p.lacing {
		size += int(n)
	}
	if len(data) < size || binary.LittleEndian.Uint32(data[oggChecksum:]) != oggSum(data[:size]) {
		return page{}, 0
	}
	p.flags = data[oggFlags]
	p.granule = int64(binary.LittleEndian.Uint64(data[oggGranule:]))
	p.serial = binary.LittleEndian.Uint32(data[oggSerial:])
	p.number = binary.LittleEndian.Uint32(data[oggNumber:])
	p.body = data[body:size]
	return p, size
}

// oggTable is the polynomial 0x04c11db7 by bytes, highest bit first: the mirror image of
// what hash/crc32 reckons.
var oggTable = func() (table [256]uint32) {
	for i := range table {
		sum := uint32(i) << 24
		for range 8 {
			carry := sum >> 31
			sum = sum<<1 ^ carry*0x04c11db7
		}
		table[i] = sum
	}
	return table
}()

// oggSum is the sum of a page, in which the sum itself counts as zero.
func oggSum(data []byte) uint32 {
	sum := oggAdd(0, data[:oggChecksum])
	sum = oggAdd(sum, []byte{0, 0, 0, 0})
	return oggAdd(sum, data[oggCount:])
}

func oggAdd(sum uint32, data []byte) uint32 {
	for _, b := range data {
		sum = sum<<8 ^ oggTable[byte(sum>>24)^b]
	}
	return sum
}
