package sound

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// mp3Of is a WAV file as MP3.
func mp3Of(t testing.TB, wav []byte, args ...string) []byte {
	t.Helper()
	return ffmpegTo(t, wav, "mp3", append([]string{"-c:a", "libmp3lame"}, args...)...)
}

// byFFmpeg is a file as ffmpeg reads it, at our rate.
func byFFmpeg(t testing.TB, file []byte, format string) Clip {
	t.Helper()
	tape := newTape(limits.Length)
	if err := readByFFmpeg(t.Context(), file, format, tape); err != nil {
		t.Fatal(err)
	}
	return tape.clip
}

// TestMP3AsFFmpegReadsIt: files as speech services and people send them. ffmpeg drops what
// the encoder put before, and has another filter to get to our rate: what is compared is
// below 4 kHz and moved to where they agree best.
func TestMP3AsFFmpegReadsIt(t *testing.T) {
	wav := ffmpegTo(t, spoken(t, "hi"), "wav", "-af", "lowpass=3000,lowpass=3000", "-ar", "48000", "-t", "3")
	table := &strings.Builder{}
	kinds := [][]string{ // and what they are told
		{"16 kHz 32k", "-ar", "16000", "-b:a", "32k"},
		{"22.05 kHz 32k, padded", "-ar", "22050", "-b:a", "32k"},
		{"22.05 kHz 48k", "-ar", "22050", "-b:a", "48k"},
		{"22.05 kHz 64k stereo, padded", "-ar", "22050", "-b:a", "64k", "-ac", "2"},
		{"22.05 kHz 160k stereo, padded", "-ar", "22050", "-b:a", "160k", "-ac", "2"},
		{"22.05 kHz VBR", "-ar", "22050", "-q:a", "4"},
		{"24 kHz 48k", "-ar", "24000", "-b:a", "48k"},
		{"44.1 kHz 128k stereo", "-ar", "44100", "-b:a", "128k", "-ac", "2"},
		{"44.1 kHz VBR joint", "-ar", "44100", "-q:a", "5", "-ac", "2", "-joint_stereo", "1"},
		{"48 kHz 64k", "-ar", "48000", "-b:a", "64k"},
		{"32 kHz 320k", "-ar", "32000", "-b:a", "320k"},
	}
	var wanted [][]string
	for _, k := range kinds {
		wanted = append(wanted, append([]string{"mp3", "-c:a", "libmp3lame"}, k[1:]...))
	}
	for i, file := range ffmpegToAll(t, wav, wanted...) {
		name, want, got := kinds[i][0], byFFmpeg(t, file, "mp3"), decoded(t, file)
		near, late := inBand(want[Rate/2:5*Rate/2], got, Rate/2)
		fmt.Fprintf(table, "%s: %.1f dB, %d late\n", name, near, late)
		if near < 40 || len(got) < len(want) || len(got) > len(want)+Rate/5 {
			t.Errorf("%s: %.1f dB; %d samples, ffmpeg %d", name, near, len(got), len(want))
		}
	}
	t.Log("\n" + table.String())
}

// inBand is how near a piece of a reference is to what was got, wherever it is best, also
// between two samples: both are taken to sixteen times as many first.
func inBand(piece, got Clip, at int) (best float64, late int) {
	const finer = 16
	fine := finely(got, finer)
	best = -99
	for lag := range finer * 1200 {
		if coarse := nearness(piece, fine, (at*finer)+lag, finer, 200); coarse < 5 {
			continue
		}
		if x := nearness(piece, fine, (at*finer)+lag, finer, 1); x > best {
			best, late = x, lag/finer
		}
	}
	return best, late
}

// nearness is the SNR of every so many samples of a piece, from a place in finer samples.
func nearness(piece Clip, fine []float64, from, finer, every int) float64 {
	signal, difference := 0.0, 1e-9
	for i := 0; i < len(piece) && from+i*finer < len(fine); i += every {
		d := float64(piece[i]) - fine[from+i*finer]
		signal, difference = signal+float64(piece[i])*float64(piece[i]), difference+d*d
	}
	return decibels(signal/difference) / 2
}

// finely is a clip with more samples, enough to put it between two of them.
func finely(c Clip, finer int) []float64 {
	var in []float32
	for _, s := range c {
		in = append(in, float32(s))
	}
	r := newResampler(Rate / finer) // taken for slower than it is, it comes out with more
	out := make([]float64, 0, len(c)*finer)
	for _, s := range r.flush(r.push(nil, in)) {
		out = append(out, float64(s))
	}
	return out
}

// TestMP3NotAsItWasMade: what is done about files with more or less in them.
func TestMP3NotAsItWasMade(t *testing.T) {
	file := mp3Of(t, spoken(t, "hi"), "-ar", "24000", "-b:a", "48k", "-id3v2_version", "0")
	whole := decoded(t, file)
	late := func(n int) time.Duration { return time.Duration(n) * 24 * time.Millisecond }
	at := framesOf(t, file) // the first is about the file
	tag := append([]byte("ID3\x04\x00\x00\x00\x00\x10\x00"), make([]byte, 2048)...)
	holed := slices.Clone(file)
	clear(holed[at[20]:at[22]])
	garbled := slices.Clone(file)
	for i := at[30] + mpegHeader; i < at[31]; i++ {
		garbled[i] = byte(i * 37)
	}
	for _, c := range []struct {
		name string
		file []byte
		want time.Duration
	}{
		{"a tag before", append(tag, file...), whole.Length()},
		{"junk before", append(make([]byte, 3000), file...), whole.Length()},
		{"a tag after", append(slices.Clone(file), append([]byte("TAG"), make([]byte, 125)...)...), whole.Length()},
		{"cut off", file[:at[10]+50], late(9)},
		{"two frames missing", holed, whole.Length() - late(2)},
		{"a frame garbled", garbled, whole.Length()},
		{"begun in the middle", file[at[40]+7:], whole.Length() - late(40)},
	} {
		got, err := Decode(t.Context(), c.file, limits)
		if err != nil || (got.Length()-c.want).Abs() > time.Millisecond {
			t.Errorf("%s: %v, not %v; %v", c.name, got.Length(), c.want, err)
		}
		if loud := got.Loudness(); loud > whole.Loudness()+3 {
			t.Errorf("%s: %.1f dB loud, of %.1f", c.name, loud, whole.Loudness())
		}
	}
	if _, err := Decode(t.Context(), file, Limits{Bytes: len(file), Length: time.Second}); !errors.Is(err, ErrLarge) {
		t.Errorf("too long: %v", err)
	}
}

// TestMP3NotReadHere: what the decoder does not know is said to be so, where nobody else
// does.
func TestMP3NotReadHere(t *testing.T) {
	slow := mp3Of(t, spoken(t, "hi"), "-ar", "8000")
	layer2 := ffmpegTo(t, spoken(t, "hi"), "mp2", "-ar", "24000")
	if got := decoded(t, slow); got.Length() < 3*time.Second {
		t.Errorf("ffmpeg makes %v of it", got.Length())
	}
	huge := append([]byte("ID3\x04\x00\x00\x7f\x7f\x7f\x7f"), mp3Of(t, spoken(t, "hi"))...)
	t.Setenv("PATH", "")
	if _, err := Decode(t.Context(), huge, limits); !errors.Is(err, ErrKind) {
		t.Errorf("a tag of half a gigabyte: %v", err)
	}
	if _, err := Decode(t.Context(), slow, limits); !errors.Is(err, ErrKind) || !strings.Contains(err.Error(), "MPEG 2.5") {
		t.Errorf("MPEG 2.5: %v", err)
	}
	if _, err := Decode(t.Context(), layer2, limits); !errors.Is(err, ErrKind) {
		t.Errorf("layer II: %v", err)
	}
}

// framesOf is where the frames of a file are.
func framesOf(t testing.TB, file []byte) (at []int) {
	t.Helper()
	start, ok := mp3Start(file)
	if !ok {
		t.Fatal("no frames")
	}
	f := mpegFrames{rest: file[start:], first: headerAt(file[start:])}
	for frame, _, ok := f.next(); ok; frame, _, ok = f.next() {
		at = append(at, len(file)-len(f.rest)-len(frame))
	}
	return at
}
