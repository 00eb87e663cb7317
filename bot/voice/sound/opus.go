package sound

import (
	"bytes"
	"context"
	"time"

	"github.com/pion/opus"
)

const (
	// maxHole is the longest silence that stands for pages that are missing, in samples at
	// 48 kHz: a position that jumps by more is wrong rather than late.
	maxHole = 5 * opusRate
	// opusHeaders is how many packets come before the sound.
	opusHeaders = 2
	// opusPause is how many bytes a packet of discontinuous transmission has at most: a
	// frame of one byte or none (RFC 6716, section 3.1).
	opusPause = 2
)

// opusReader decodes the Opus streams of an Ogg file (RFC 7845), one after the other where
// files were chained; of streams side by side, the first.
type opusReader struct {
	tape    *tape
	rate    int     // samples a second that come out
	buffer  []int16 // for what a packet plays
	serial  uint32  // of the stream being read
	reading bool    // there is one
	any     bool    // some packet could be decoded
	*opusStream
}

// opusStream is what there is to know of one stream.
type opusStream struct {
	packets packets
	decoder *opus.Decoder
	head    head
	headers int   // header packets that came
	placed  bool  // some page of sound came, so that
	at      int64 // is where the next one begins, in samples at 48 kHz
	drop    int   // samples that are still to be dropped, as they come out
}

// readOpus decodes a file onto a tape.
func readOpus(ctx context.Context, data []byte, t *tape) error {
	return readOpusAt(ctx, data, t, Rate)
}

// readOpusAt does so at another rate that Opus knows.
func readOpusAt(ctx context.Context, data []byte, t *tape, rate int) error {
	longest := maxFrames * int(frameUnit*time.Duration(rate)/time.Second)
	r := &opusReader{tape: t, rate: rate, buffer: make([]int16, longest), opusStream: &opusStream{}}
	if err := r.read(ctx, data); err != nil {
		return err
	}
	if !r.any {
		return ErrBroken
	}
	return nil
}

func (r *opusReader) read(ctx context.Context, data []byte) error {
	for s := (pages{rest: data}); ; {
		p, ok := s.next()
		if !ok {
			return nil
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.page(p); err != nil {
			return err
		}
	}
}

// page takes the next page of the file.
func (r *opusReader) page(p page) error {
	if p.is(oggFirst) && isHead(p.body) && (!r.reading || r.headers == opusHeaders) {
		r.reading, r.serial, r.opusStream = true, p.serial, &opusStream{}
	}
	if !r.reading || p.serial != r.serial {
		return nil
	}
	packets, missing := r.packets.of(p)
	for len(packets) > 0 && r.headers < opusHeaders {
		if err := r.header(packets[0]); err != nil {
			return err
		}
		packets = packets[1:]
	}
	if r.headers < opusHeaders || p.granule == noGranule && len(packets) == 0 {
		return nil
	}
	r.reading = !p.is(oggLast)
	return r.play(p, packets, missing)
}

// header takes one of the two packets before the sound. Files without the second are not
// what they should be, but can be played.
func (r *opusReader) header(packet []byte) error {
	if r.headers == 0 {
		var err error
		if r.head, err = readHead(packet); err != nil {
			return err
		}
		r.drop = r.samples(r.head.skip)
		r.headers++
		return r.renew()
	}
	r.headers++
	if !bytes.HasPrefix(packet, []byte(opusTags)) {
		return ErrBroken
	}
	return nil
}

// renew begins with a decoder that knows nothing of what came before.
func (r *opusReader) renew() error {
	d, err := opus.NewDecoderWithOutput(r.rate, 1)
	r.decoder = &d
	return err
}

// play decodes the packets of a page. Where pages are missing, silence keeps what follows
// in its place.
func (r *opusReader) play(p page, packets [][]byte, missing bool) error {
	length := 0
	for _, packet := range packets {
		length += lasts(packet)
	}
	begins := p.granule - int64(length)
	if p.granule == noGranule {
		begins = r.at
	}
	if hole := begins - r.at; r.placed && missing && hole > 0 && hole <= maxHole {
		if err := r.emit(make([]int16, r.samples(int(hole)))); err != nil {
			return err
		}
	}
	r.place(p, begins)
	for _, packet := range packets {
		if err := r.packet(packet, r.keep(p, lasts(packet))); err != nil {
			return err
		}
	}
	if p.granule != noGranule {
		r.at = p.granule
	}
	return nil
}

// place says where a page begins. A stream need not begin at 0, but it does when its first
// page is its last too and ends before its packets do (RFC 7845, section 4.5).
func (r *opusReader) place(p page, begins int64) {
	if !r.placed || !p.is(oggLast) {
		r.at = max(0, begins)
	}
	r.placed = true
}

// keep is how much of a packet is wanted: all of it, but on the last page no more than up
// to where that ends (RFC 7845, section 4.4).
func (r *opusReader) keep(p page, length int) int {
	keep := length
	if p.is(oggLast) && p.granule != noGranule {
		keep = int(max(0, min(int64(length), p.granule-r.at)))
	}
	r.at += int64(length)
	return keep
}

// packet decodes one, and keeps as much as is wanted. What cannot be decoded is silence, as
// long as it would have played.
func (r *opusReader) packet(packet []byte, keep int) error {
	out := r.buffer[:r.samples(lasts(packet))]
	if len(out) == 0 {
		return nil
	}
	if err := r.decode(packet, out); err != nil {
		return err
	}
	return r.emit(out[:r.samples(keep)])
}

// decode decodes a packet into out. The decoder would take the packets that stand for a
// pause, which have nothing in them, for sound, and be at odds with the encoder after it:
// it is not shown them. One that it cannot decode may have left it anyhow: another goes on.
func (r *opusReader) decode(packet []byte, out []int16) error {
	if len(packet) <= opusPause {
		clear(out)
		return nil
	}
	if n, err := decodePacket(r.decoder, packet, out); err != nil || n != len(out) {
		clear(out)
		return r.renew()
	}
	r.any = true
	return nil
}

// decodePacket is the decoder, which must not take us along when a packet is more than it
// expects.
func decodePacket(d *opus.Decoder, packet []byte, out []int16) (n int, err error) {
	defer func() {
		if recover() != nil {
			err = ErrBroken
		}
	}()
	return d.DecodeToInt16(packet, out)
}

// emit puts samples on the tape, without those that a decoder only needs to find its feet
// (RFC 7845, section 4.2), and as loud as the header wants them.
func (r *opusReader) emit(samples []int16) error {
	dropped := min(r.drop, len(samples))
	r.drop -= dropped
	samples = samples[dropped:]
	if r.head.gain != 1 {
		for i, s := range samples {
			samples[i] = toSample(float64(s) * r.head.gain)
		}
	}
	return r.tape.add(samples)
}

// samples is how many come out for so many at 48 kHz.
func (r *opusReader) samples(n int) int { return (n*r.rate + opusRate/2) / opusRate }
