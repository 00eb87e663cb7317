package sound

// maxPacket is how long an Opus packet can be, in bytes: 48 frames of 1275 and their
// lengths (RFC 7845, section 6). Of a longer one this much is kept, and one byte more,
// which tells.
const maxPacket = 61440

// packets puts together what the pages of one logical stream hold.
type packets struct {
	begun bool // a page was seen
	next  uint32
	part  []byte // of a packet that is not at its end
	open  bool   // there is one
}

// of is the packets that end in a page, and whether something is missing before them: pages
// that never came, or a beginning without its end.
func (s *packets) of(p page) (ended [][]byte, missing bool) {
	missing = s.begun && p.number != s.next
	s.begun, s.next = true, p.number+1
	continues := p.is(oggContinued)
	if s.open && (missing || !continues) {
		s.open, missing = false, true
	}
	skip := continues && !s.open // the end of something whose beginning is not there
	missing = missing || skip
	if !s.open {
		s.part = nil
	}
	body := p.body
	for at := 0; at < len(p.lacing); {
		size, count, whole := run(p.lacing[at:])
		segment := body[:size]
		at, body = at+count, body[size:]
		if !skip {
			ended = s.take(ended, segment, whole)
		}
		skip = skip && !whole
	}
	return ended, missing
}

// take adds what a page has of one packet.
func (s *packets) take(ended [][]byte, segment []byte, whole bool) [][]byte {
	if s.open || !whole {
		segment = append(s.part, segment[:min(len(segment), maxPacket+1-len(s.part))]...)
	}
	s.part, s.open = nil, !whole
	if whole {
		return append(ended, segment)
	}
	s.part = segment
	return ended
}

// run is how long the packet is that a table of segments begins with, in bytes and
// segments, and whether it ends there.
func run(lacing []byte) (size, count int, whole bool) {
	for i, n := range lacing {
		size += int(n)
		if n < oggSegment {
			return size, i + 1, true
		}
	}
	return size, len(lacing), false
}
