package sound

import (
	"encoding/binary"
	"math"
)

// Boxes of an MP4 file (ISO/IEC 14496-12).
const (
	mp4Format = "mov" // what ffmpeg calls them
	boxHeader = 8     // bytes: length and name
	boxName   = 4
	boxFull   = 4 // bytes: version and flags of some
	boxWide   = 1 // in place of the length: it follows the name,
	boxLong   = 8 // in so many bytes
	maxBoxes  = 10000
	mp4Index  = "moov"
)

// indexFirst is an MP4 file with its index before its sound. Phones write it after, once
// they know it; read from a pipe it has to come first. A file in which it does already, or
// that cannot be followed, stays as it is.
func indexFirst(data []byte) []byte {
	first := 0 // where the index can go: after the first box, which says what the file is
	for at, n := 0, 0; n < maxBoxes; n++ {
		name, size := box(data[at:])
		if size == 0 {
			return data
		}
		if name == mp4Index {
			return moved(data, first, at, size)
		}
		at += size
		if first == 0 {
			first = at
		}
	}
	return data
}

// box is the name and the length of the box that data begins with; 0 when there is none
// that ends.
func box(data []byte) (name string, size int) {
	if len(data) < boxHeader {
		return "", 0
	}
	size = int(binary.BigEndian.Uint32(data))
	if size == boxWide && len(data) >= boxHeader+boxLong {
		size = int(min(binary.BigEndian.Uint64(data[boxHeader:]), math.MaxInt32))
	}
	if size < boxHeader || size > len(data) {
		return "", 0
	}
	return string(data[boxName:boxHeader]), size
}

// moved is data with the index, of a size, moved to an earlier place. What it says of
// places in the file is put right.
func moved(data []byte, to, from, size int) []byte {
	out := make([]byte, 0, len(data))
	out = append(out, data[:to]...)
	out = append(out, data[from:from+size]...)
	shift(out[to+boxHeader:], uint32(to), uint32(from), uint32(size))
	out = append(out, data[to:from]...)
	return append(out, data[from+size:]...)
}

// parents are the boxes on the way to a table of places.
var parents = map[string]bool{"trak": true, "mdia": true, "minf": true, "stbl": true}

// shift adds a size to the places in the tables within some boxes: to those from low up to
// high.
func shift(data []byte, low, high, size uint32) {
	for n := 0; n < maxBoxes; n++ {
		name, length := box(data)
		if length == 0 {
			return
		}
		inside := data[boxHeader:length]
		switch {
		case parents[name]:
			shift(inside, low, high, size)
		case name == "stco":
			shiftTable(inside, low, high, size)
		}
		data = data[length:]
	}
}

// shiftTable does so in one table of 32 bits a place. The wider ones are for files beyond
// 4 GB.
func shiftTable(table []byte, low, high, size uint32) {
	const place, head = 4, boxFull + 4
	if len(table) < head {
		return
	}
	for table = table[head:]; len(table) >= place; table = table[place:] {
		if at := binary.BigEndian.Uint32(table); at >= low && at < high {
			binary.BigEndian.PutUint32(table, at+size)
		}
	}
}
