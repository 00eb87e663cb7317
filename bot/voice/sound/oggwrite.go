package sound

import "encoding/binary"

// oggVendor is who made the file, in its tags.
const oggVendor = "sahayak"

// oggWriter writes a stream of Opus of one channel as a file (RFC 7845): each header on a
// page of its own, and no page longer than a second (section 5.1 and 3: so a player can
// begin, and find its place).
type oggWriter struct {
	file   []byte
	serial uint32
	number uint32 // of the next page
	skip   int    // samples at 48 kHz that a player drops: by so much what comes out is late

	// Of the page being filled:
	lacing, body []byte
	begin        int64 // position
	at           int64 // position after its last packet
}

// newOggWriter begins a file with its headers (RFC 7845, section 5).
func newOggWriter(serial uint32, skip int) *oggWriter {
	w := &oggWriter{serial: serial, skip: skip}
	header := append([]byte(opusHead), 1, 1) // version, channels
	header = binary.LittleEndian.AppendUint16(header, uint16(skip))
	header = binary.LittleEndian.AppendUint32(header, Rate)
	header = append(header, 0, 0, 0) // gain; mapping of channels: one, or left and right
	w.put(header)
	w.flush(oggFirst)

	tags := binary.LittleEndian.AppendUint32([]byte(opusTags), uint32(len(oggVendor)))
	tags = append(tags, oggVendor...)
	tags = binary.LittleEndian.AppendUint32(tags, 0) // comments
	w.put(tags)
	w.flush(0)
	return w
}

// size is how much has been written, but for the headers of the page being filled.
func (w *oggWriter) size() int { return len(w.file) + len(w.body) }

// add adds a packet that plays for so many samples at 48 kHz.
func (w *oggWriter) add(packet []byte, samples int) {
	full := len(w.lacing)+len(packet)/oggSegment+1 > oggSegments
	if late := w.at+int64(samples)-w.begin > opusRate; len(w.lacing) > 0 && (full || late) {
		w.flush(0)
	}
	w.put(packet)
	w.at += int64(samples)
}

// put puts a packet onto the page: the last of its segments is shorter than others, if
// need be empty.
func (w *oggWriter) put(packet []byte) {
	for range len(packet) / oggSegment {
		w.lacing = append(w.lacing, oggSegment)
	}
	w.lacing = append(w.lacing, byte(len(packet)%oggSegment))
	w.body = append(w.body, packet...)
}

// end ends the file after so many samples at 48 kHz: of the last packet, the rest is not
// played (RFC 7845, section 4.4).
func (w *oggWriter) end(samples int) []byte {
	w.at = int64(w.skip + samples)
	w.flush(oggLast)
	return w.file
}

// flush writes the page.
func (w *oggWriter) flush(flags byte) {
	start := len(w.file)
	w.file = append(w.file, oggMagic...)
	w.file = append(w.file, 0, flags)
	w.file = binary.LittleEndian.AppendUint64(w.file, uint64(w.at))
	w.file = binary.LittleEndian.AppendUint32(w.file, w.serial)
	w.file = binary.LittleEndian.AppendUint32(w.file, w.number)
	w.file = binary.LittleEndian.AppendUint32(w.file, 0) // the sum
	w.file = append(w.file, byte(len(w.lacing)))
	w.file = append(w.file, w.lacing...)
	w.file = append(w.file, w.body...)
	binary.LittleEndian.PutUint32(w.file[start+oggChecksum:], oggSum(w.file[start:]))
	w.number++
	w.lacing, w.body, w.begin = w.lacing[:0], w.body[:0], w.at
}
