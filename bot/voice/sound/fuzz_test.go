package sound

import (
	"encoding/binary"
	"errors"
	"slices"
	"testing"
	"time"
)

// few are limits within which nothing takes long.
var few = Limits{Bytes: 1 << 20, Length: 2 * time.Second}

// check reads a file, and expects of that only that there is an end to it: no more samples
// than are allowed, no more memory than they take, and one of our errors.
func check(t *testing.T, data []byte) {
	t.Helper()
	c, err := Decode(t.Context(), data, few)
	if len(c) > samplesIn(few.Length) || cap(c) > 2*samplesIn(few.Length) {
		t.Errorf("%d samples, room for %d", len(c), cap(c))
	}
	if ours := errors.Is(err, ErrBroken) || errors.Is(err, ErrKind) || errors.Is(err, ErrLarge); (err == nil) != (len(c) > 0) || err != nil && !ours {
		t.Errorf("%d samples: %v", len(c), err)
	}
}

// seal makes the sums of all pages right, so that what is fuzzed gets past them.
func seal(data []byte) []byte {
	data = slices.Clone(data)
	for at := 0; at+oggHeader <= len(data); {
		body := at + oggHeader + int(data[at+oggCount])
		if string(data[at:at+4]) != oggMagic || body > len(data) {
			at++
			continue
		}
		end := body
		for _, n := range data[at+oggHeader : body] {
			end += int(n)
		}
		if end > len(data) {
			return data
		}
		binary.LittleEndian.PutUint32(data[at+oggChecksum:], oggSum(data[at:end]))
		at = end
	}
	return data
}

// someNotes are short files of Ogg Opus of several kinds, made without anybody's help.
func someNotes(f *testing.F) (out [][]byte) {
	f.Helper()
	out = append(out, encoded(f, clipOf(tone(300, 0.3, Rate, 200*time.Millisecond))).Data)
	for _, packet := range [][]byte{{0x48, 1, 2, 3, 4, 5, 6}, {0x78, 9, 9, 9, 9, 9, 9}, {0xfc, 1, 2, 3, 4}, {0xfb, 6}, {0x0b, 0x43, 2, 1, 2, 3, 4, 5, 6, 7}, {0x49, 0, 0}} {
		w := newOggWriter(1, 312)
		for range 4 {
			w.add(packet, lasts(packet))
		}
		out = append(out, w.end(4*lasts(packet)))
	}
	return out
}

// FuzzOgg: whatever is taken for pages, no more comes out of them than went in.
func FuzzOgg(f *testing.F) {
	for _, note := range someNotes(f) {
		f.Add(note)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, data := range [][]byte{data, seal(data)} {
			s, all, size := pages{rest: data}, packets{}, 0
			for p, ok := s.next(); ok; p, ok = s.next() {
				ended, _ := all.of(p)
				for _, packet := range ended {
					if size += len(packet); len(packet) > maxPacket+1 {
						t.Errorf("a packet of %d bytes", len(packet))
					}
				}
			}
			if size > len(data) {
				t.Errorf("%d bytes of %d", size, len(data))
			}
		}
	})
}

// FuzzOpus: the whole way from a file to samples.
func FuzzOpus(f *testing.F) {
	for _, note := range someNotes(f) {
		f.Add(note)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if data = seal(data); IsNote(data) {
			tape := newTape(few.Length)
			err := readOpus(t.Context(), data, tape)
			if err != nil && !errors.Is(err, ErrBroken) && !errors.Is(err, ErrKind) && !errors.Is(err, ErrLarge) {
				t.Error(err)
			}
			if len(tape.clip) > samplesIn(few.Length) || cap(tape.clip) > 2*samplesIn(few.Length) {
				t.Errorf("%d samples, room for %d", len(tape.clip), cap(tape.clip))
			}
		}
	})
}

// FuzzMP3: frames as they come, and as a decoder would rather not see them.
func FuzzMP3(f *testing.F) {
	f.Setenv("PATH", "") // nobody else is asked
	for _, name := range []string{"testdata/tone22050.mp3", "testdata/tone44100.mp3"} {
		file := readFile(f, name)
		f.Add(file)
		f.Add(file[:600])
		f.Add(append([]byte("ID3\x04\x00\x10\x00\x00\x00\x01."), file[200:900]...))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if isMP3(data) {
			check(t, data)
		}
	})
}

// FuzzWAV: any header before any samples.
func FuzzWAV(f *testing.F) {
	f.Setenv("PATH", "")
	f.Add(Clip{1, 2, 3, 4, 5}.WAV())
	f.Add(wav16(22050, tone(440, 0.5, 22050, 10*time.Millisecond)))
	f.Add(wavOf(wavFloat, 2, 44100, 32, make([]byte, 160)))
	f.Add(wavOf(wavMuLaw, 1, 8000, 8, make([]byte, 80)))
	f.Add(wavOf(wavExtensible, 1, 48000, 24, make([]byte, 60)))
	f.Fuzz(func(t *testing.T, data []byte) {
		if isWAV(data) {
			check(t, data)
		}
	})
}

// FuzzIndexFirst: as many bytes come out as went in.
func FuzzIndexFirst(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x0cftypM4A \x00\x00\x00\x0amdatab\x00\x00\x00\x20moov\x00\x00\x00\x18trak\x00\x00\x00\x10stco\x00\x00\x00\x00\x00\x00\x00\x01"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if got := indexFirst(slices.Clone(data)); len(got) != len(data) {
			t.Errorf("%d bytes of %d", len(got), len(data))
		}
	})
}
