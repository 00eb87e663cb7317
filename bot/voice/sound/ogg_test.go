package sound

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// oggPage is a page as tests want it: with a sum that is right and all else as told.
func oggPage(flags byte, granule int64, serial, number uint32, lacing, body []byte) []byte {
	p := append([]byte(oggMagic), 0, flags)
	p = binary.LittleEndian.AppendUint64(p, uint64(granule))
	p = binary.LittleEndian.AppendUint32(p, serial)
	p = binary.LittleEndian.AppendUint32(p, number)
	p = append(p, 0, 0, 0, 0, byte(len(lacing)))
	p = append(append(p, lacing...), body...)
	binary.LittleEndian.PutUint32(p[oggChecksum:], oggSum(p))
	return p
}

// pagesOf cuts a file into its pages.
func pagesOf(t testing.TB, file []byte) (out [][]byte) {
	t.Helper()
	for s := (pages{rest: file}); ; {
		before := s.rest
		if _, ok := s.next(); !ok {
			return out
		}
		out = append(out, before[:len(before)-len(s.rest)])
	}
}

// TestSumIsOggs: against a page of somebody else's.
func TestSumIsOggs(t *testing.T) {
	file := tool(t, speech(t, "hi").WAV(), "opusenc", "--quiet", "-", "-")
	if len(pagesOf(t, file)) < 4 || !IsNote(file) {
		t.Errorf("%d pages of opusenc", len(pagesOf(t, file)))
	}
}

// TestPacketsComeOutAsTheyWentIn: however long they are and wherever pages end.
func TestPacketsComeOutAsTheyWentIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var want [][]byte
		var lacing, body []byte
		for i := range rapid.IntRange(1, 8).Draw(t, "packets") {
			size := rapid.SampledFrom([]int{0, 1, 254, 255, 256, 510, 5000, maxPacket}).Draw(t, "size")
			packet := bytes.Repeat([]byte{byte(i + 1)}, size)
			want, body = append(want, packet), append(body, packet...)
			for range size / oggSegment {
				lacing = append(lacing, oggSegment)
			}
			lacing = append(lacing, byte(size%oggSegment))
		}
		var file []byte
		for number, flags := uint32(0), byte(0); len(lacing) > 0; number++ {
			n := rapid.IntRange(1, min(len(lacing), oggSegments)).Draw(t, "segments")
			size := 0
			for _, l := range lacing[:n] {
				size += int(l)
			}
			file = append(file, oggPage(flags, 0, 9, number, lacing[:n], body[:size])...)
			flags = 0
			if lacing[n-1] == oggSegment {
				flags = oggContinued
			}
			lacing, body = lacing[n:], body[size:]
		}
		s, all := pages{rest: file}, packets{}
		var got [][]byte
		for p, ok := s.next(); ok; p, ok = s.next() {
			ended, missing := all.of(p)
			if missing {
				t.Fatal("something is missing")
			}
			for _, packet := range ended {
				got = append(got, slices.Clone(packet))
			}
		}
		if !slices.EqualFunc(got, want, bytes.Equal) {
			t.Fatalf("%d packets of %d", len(got), len(want))
		}
	})
}

// TestTooLongPacket: of one that goes on and on, no more is kept than tells.
func TestTooLongPacket(t *testing.T) {
	lacing, body := bytes.Repeat([]byte{oggSegment}, oggSegments), make([]byte, oggSegment*oggSegments)
	all := packets{}
	for n := range uint32(100) {
		flags := byte(oggContinued)
		if n == 0 {
			flags = 0
		}
		p, size := parsePage(oggPage(flags, noGranule, 9, n, lacing, body))
		if size == 0 {
			t.Fatal("no page")
		}
		if ended, missing := all.of(p); len(ended) > 0 || missing || cap(all.part) > 2*maxPacket {
			t.Fatalf("page %d: %d packets, %d bytes kept", n, len(ended), cap(all.part))
		}
	}
	p, _ := parsePage(oggPage(oggContinued, 0, 9, 100, []byte{3}, []byte("end")))
	if ended, _ := all.of(p); len(ended) != 1 || lasts(ended[0]) != 0 {
		t.Errorf("%d packets", len(ended))
	}
}

// TestNotAsItWasMade: what is done about files that are not as they were made.
func TestNotAsItWasMade(t *testing.T) {
	said := speech(t, "hi")
	file := encoded(t, said).Data
	parts := pagesOf(t, file)
	join := func(p ...[]byte) []byte { return slices.Concat(p...) }
	flipped := slices.Clone(parts[3])
	flipped[len(flipped)/2] ^= 1
	other := oggPage(oggFirst, 0, 77, 0, []byte{6}, []byte("fishes"))
	second := time.Second
	for _, c := range []struct {
		name string
		file []byte
		want time.Duration
		near float64 // to what was there
	}{
		{"as it was", file, said.Length(), 80},
		{"junk between pages", join(parts[0], []byte("OggS junk"), join(parts[1:]...)), said.Length(), 80},
		{"a page broken", join(join(parts[:3]...), flipped, join(parts[4:]...)), said.Length(), 2},
		{"a page missing", join(join(parts[:3]...), join(parts[4:]...)), said.Length(), 2},
		{"the end missing", join(parts[:4]...), 2*second - 312*second/opusRate, 80},
		{"the last page half there", file[:len(file)-20], time.Duration(len(parts)-3)*second - 312*second/opusRate, 80},
		{"another stream beside it", join(parts[0], other, parts[1], oggPage(oggLast, 5, 77, 1, []byte{4}, []byte("bait")), join(parts[2:]...)), said.Length(), 80},
		{"another stream before it", join(other, file), said.Length(), 80},
		{"a page twice", join(join(parts[:3]...), parts[2], join(parts[3:]...)), said.Length() + second, -99},
		{"two files", join(file, file), 2 * said.Length(), 80},
		{"one cut short, and another", join(join(parts[:3]...), file), said.Length() + second - 312*second/opusRate, -99},
	} {
		got, err := Decode(t.Context(), c.file, limits)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if (got.Length() - c.want).Abs() > second/Rate {
			t.Errorf("%s: %v, not %v", c.name, got.Length(), c.want)
		}
		if near := snr(decoded(t, file), got); near < c.near {
			t.Errorf("%s: %.1f dB", c.name, near)
		}
	}
}

func TestBrokenNotes(t *testing.T) {
	file := encoded(t, speech(t, "hi")).Data
	parts := pagesOf(t, file)
	swap := func(at int, b byte) []byte {
		p, _ := parsePage(parts[0])
		body := slices.Clone(p.body)
		body[at] = b
		return slices.Concat(oggPage(oggFirst, 0, noteSerial, 0, []byte{byte(len(body))}, body), file[len(parts[0]):])
	}
	for _, c := range []struct {
		name string
		file []byte
		want error
	}{
		{"nothing", nil, ErrBroken},
		{"only the header", parts[0], ErrBroken},
		{"only headers", slices.Concat(parts[:2]...), ErrBroken},
		{"no tags", slices.Concat(append([][]byte{parts[0]}, parts[2:]...)...), ErrBroken},
		{"no channel", swap(9, 0), ErrBroken},
		{"half a header", slices.Concat(oggPage(oggFirst, 0, noteSerial, 0, []byte{10}, []byte("OpusHead\x01\x01")), file[len(parts[0]):]), ErrBroken},
		{"text", []byte("OggS and nothing else"), ErrBroken},
	} {
		if got, err := Decode(t.Context(), c.file, limits); !errors.Is(err, c.want) {
			t.Errorf("%s: %d samples, %v", c.name, len(got), err)
		}
	}
}

// TestGain: as loud as the header says, never more than there is.
func TestGain(t *testing.T) {
	file := encoded(t, quietened(speech(t, "hi"), 20)).Data
	p, size := parsePage(file)
	for _, gain := range []int16{-6 * 256, 0, 6 * 256, 100 * 256} {
		body := slices.Clone(p.body)
		binary.LittleEndian.PutUint16(body[16:], uint16(gain))
		loud := decoded(t, slices.Concat(oggPage(oggFirst, 0, noteSerial, 0, p.lacing, body), file[size:]))
		if up := loud.Loudness() - decoded(t, file).Loudness(); gain < 100*256 && (up < float64(gain)/256-0.1 || up > float64(gain)/256+0.1) {
			t.Errorf("%d is %.2f dB", gain/256, up)
		} else if gain == 100*256 && slices.Max(loud) != maxSample {
			t.Errorf("100 dB up it is at most %d", slices.Max(loud))
		}
	}
}

// TestNotePartway: a stream that does not begin at 0 plays from its beginning, and one whose
// only page ends before its packets do is cut there (RFC 7845, section 4.5).
func TestNotePartway(t *testing.T) {
	packets, _ := split(t, encoded(t, speech(t, "hi")).Data)
	head := slices.Concat(
		oggPage(oggFirst, 0, 1, 0, []byte{byte(len(packets[0]))}, packets[0]),
		oggPage(0, 0, 1, 1, []byte{byte(len(packets[1]))}, packets[1]))
	var lacing, body []byte
	for _, p := range packets[2:12] {
		lacing, body = append(lacing, byte(len(p))), append(body, p...)
	}
	const skip, ten = 312, 10 * 960
	for _, c := range []struct {
		name    string
		flags   byte
		granule int64
		want    int // samples at 48 kHz
	}{
		{"from 0", 0, ten, ten - skip},
		{"from later", 0, 5*opusRate + ten, ten - skip},
		{"only page", oggLast, ten - 600, ten - 600 - skip},
		{"only page, nothing of it", oggLast, skip, 0},
		{"less than nothing", oggLast, -5, 0},
		{"from before 0", 0, 40, ten - skip},
	} {
		tape := newTape(time.Minute)
		err := readOpus(t.Context(), append(slices.Clone(head), oggPage(c.flags, c.granule, 1, 2, lacing, body)...), tape)
		if err != nil || len(tape.clip) != c.want/opusRatio {
			t.Errorf("%s: %d samples, not %d; %v", c.name, len(tape.clip), c.want/opusRatio, err)
		}
	}
}

// TestPacketLengths: every configuration of RFC 6716, table 2.
func TestPacketLengths(t *testing.T) {
	const ms = opusRate / 1000
	tables := [][]int{{10, 20, 40, 60}, {10, 20, 40, 60}, {10, 20, 40, 60}}
	for configuration := range 32 {
		var one int // in 48ths of a millisecond
		switch {
		case configuration < 12:
			one = tables[configuration/4][configuration%4] * ms
		case configuration < 16:
			one = []int{10, 20}[configuration%2] * ms
		default:
			one = []int{120, 240, 480, 960}[configuration%4]
		}
		toc := byte(configuration << tocShift)
		for _, c := range []struct {
			packet []byte
			frames int
		}{{[]byte{toc}, 1}, {[]byte{toc | 1, 0, 0}, 2}, {[]byte{toc | 2, 0}, 2}, {[]byte{toc | 3, 3}, 3}, {[]byte{toc | 3, 0xc0 | 1}, 1}, {[]byte{toc | 3, 48}, 48}, {[]byte{toc | 3}, 0}, {[]byte{toc | 3, 0}, 0}} {
			want := one * c.frames
			if want > 120*ms {
				want = 0
			}
			if got := lasts(c.packet); got != want {
				t.Errorf("configuration %d, %x: %d, not %d", configuration, c.packet, got, want)
			}
		}
	}
	if lasts(nil) != 0 {
		t.Error("an empty packet lasts")
	}
}

// TestNotesThatLastTooLong: no more is made than is allowed, whatever is asked for.
func TestNotesThatLastTooLong(t *testing.T) {
	said := speech(t, "hi")
	file := encoded(t, said).Data
	for _, c := range []struct {
		limits Limits
		want   error
	}{
		{Limits{Bytes: len(file), Length: said.Length()}, nil},
		{Limits{Bytes: len(file) - 1, Length: said.Length()}, ErrLarge},
		{Limits{Bytes: len(file), Length: said.Length() - time.Millisecond}, ErrLarge},
		{Limits{}, ErrLarge},
	} {
		if _, err := Decode(t.Context(), file, c.limits); !errors.Is(err, c.want) {
			t.Errorf("%v: %v", c.limits, err)
		}
	}
	p, size := parsePage(file)
	_, tags := parsePage(file[size:])
	bomb := slices.Concat(oggPage(oggFirst, 0, 1, 0, p.lacing, p.body), file[size:size+tags])
	for n := range uint32(2000) { // 255 packets of 120 ms in half a kilobyte: 17 hours in one megabyte
		bomb = append(bomb, oggPage(0, int64(n), 1, n+2, bytes.Repeat([]byte{2}, 255), bytes.Repeat([]byte{0xfb, 6}, 255))...)
	}
	tape := newTape(time.Minute)
	if err := readOpus(t.Context(), bomb, tape); !errors.Is(err, ErrLarge) || cap(tape.clip) > 2*60*Rate {
		t.Errorf("%d samples, room for %d: %v", len(tape.clip), cap(tape.clip), err)
	}
}
