package sound

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"testing"
	"time"
)

// TestByFFmpeg: what people send beside voice notes.
func TestByFFmpeg(t *testing.T) {
	wav, said := spoken(t, "hi"), speech(t, "hi")
	made := ffmpegToAll(t, wav,
		[]string{"m4a"},
		[]string{"m4a", "-movflags", "+faststart"},
		[]string{"m4a", "-af", "aloop=loop=30:size=100000", "-t", "140", "-b:a", "96k"},
		[]string{"m4a", "-movflags", "frag_keyframe+empty_moov"},
		[]string{"aac"},
		[]string{"webm", "-c:a", "libopus", "-ar", "48000"},
		[]string{"ogg", "-c:a", "libvorbis"},
		[]string{"ogg", "-c:a", "libopus", "-ar", "48000", "-ac", "6"},
		[]string{"flac"},
		[]string{"wav", "-c:a", "adpcm_ima_wav"},
		[]string{"aiff"})
	for _, c := range []struct {
		name string
		file []byte
		want time.Duration
	}{
		{"M4A, its index after its sound", made[0], said.Length()},
		{"M4A, its index before", made[1], said.Length()},
		{"M4A of more than two minutes", made[2], 140 * time.Second},
		{"M4A in pieces", made[3], said.Length()},
		{"AAC", made[4], said.Length()},
		{"AMR", amr(len(said) / (Rate / 50)), said.Length()},
		{"WebM", made[5], said.Length()},
		{"Vorbis", made[6], said.Length()},
		{"Opus of six channels", made[7], said.Length()},
		{"FLAC", made[8], said.Length()},
		{"ADPCM", made[9], said.Length()},
		{"AIFF", made[10], said.Length()},
	} {
		got, err := Decode(t.Context(), c.file, limits)
		if err != nil || (got.Length()-c.want).Abs() > 120*time.Millisecond {
			t.Errorf("%s: %v, not %v; %v", c.name, got.Length(), c.want, err)
		}
		if quiet := c.name == "AMR" || c.name == "Opus of six channels"; !quiet && math.Abs(got.Loudness()-said.Loudness()) > 1 {
			t.Errorf("%s: %.1f dB loud, not %.1f", c.name, got.Loudness(), said.Loudness())
		}
	}
}

// amr is frames of AMR at 12.2 kbit/s, as a file (RFC 4867, section 5): what is in them does
// not matter to whoever only reads them.
func amr(frames int) []byte {
	out := []byte("#!AMR\n")
	for range frames {
		out = append(append(out, 0x3c), make([]byte, 31)...)
	}
	return out
}

// TestFFmpegWithin: how much it may say, and how long it may take.
func TestFFmpegWithin(t *testing.T) {
	file := ffmpegTo(t, spoken(t, "hi"), "flac")
	if _, err := Decode(t.Context(), file, Limits{Bytes: len(file), Length: time.Second}); !errors.Is(err, ErrLarge) {
		t.Errorf("longer than allowed: %v", err)
	}
	if _, err := Decode(t.Context(), file[:100], limits); !errors.Is(err, ErrBroken) {
		t.Errorf("cut off: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Decode(ctx, file, limits); !errors.Is(err, context.Canceled) {
		t.Errorf("nobody waits any more: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Decode(t.Context(), file, limits); !errors.Is(err, ErrKind) {
		t.Errorf("without ffmpeg: %v", err)
	}
	for _, text := range []string{"#EXTM3U\nfile:///etc/passwd\n", "ffconcat version 1.0\nfile /etc/passwd\n", "<html>", "%PDF-1.7", "\x89PNG\r\n"} {
		if _, err := Decode(t.Context(), []byte(text), limits); !errors.Is(err, ErrKind) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestFFmpegIsOnlyToldWhatWeKnow: lists of other files are no format that we have it read,
// and no protocol but the pipe is one it may use.
func TestFFmpegIsOnlyToldWhatWeKnow(t *testing.T) {
	for _, f := range formats {
		if slices.Contains([]string{"hls", "concat", "dash", "sdp", "image2", "lavfi", "tty"}, f.named) {
			t.Errorf("%s", f.named)
		}
		args := ffmpegArgs(f.named, Rate)
		if i := slices.Index(args, "-protocol_whitelist"); i < 0 || args[i+1] != "pipe" || i > slices.Index(args, "-i") {
			t.Errorf("%v", args)
		}
		if i := slices.Index(args, "-f"); args[i+1] != f.named || args[i+2] != "-i" || args[i+3] != "pipe:0" {
			t.Errorf("%v", args)
		}
	}
}

// TestPCMWhereverItIsCut: samples are whole.
func TestPCMWhereverItIsCut(t *testing.T) {
	want := Clip{1, -2, 300, -30000, 5}
	raw := want.WAV()[wavHeader:]
	for cut := range len(raw) {
		p := pcm{tape: newTape(time.Second), full: func() {}}
		for _, part := range [][]byte{raw[:cut], raw[cut : cut+1], raw[cut+1:]} {
			if n, err := p.Write(part); n != len(part) || err != nil {
				t.Fatal(n, err)
			}
		}
		if !slices.Equal(p.tape.clip, want) {
			t.Errorf("cut at %d: %v", cut, p.tape.clip)
		}
	}
}

// TestIndexFirst: the index comes first, and what it points at is what it pointed at.
func TestIndexFirst(t *testing.T) {
	boxOf := func(name string, inside ...[]byte) []byte {
		all := slices.Concat(inside...)
		return slices.Concat(binary.BigEndian.AppendUint32(nil, uint32(len(all)+8)), []byte(name), all)
	}
	table := func(places ...uint32) []byte {
		out := binary.BigEndian.AppendUint32(make([]byte, 4), uint32(len(places)))
		for _, p := range places {
			out = binary.BigEndian.AppendUint32(out, p)
		}
		return boxOf("stbl", boxOf("stsd"), boxOf("stco", out))
	}
	kind, free, media := boxOf("ftyp", []byte("M4A ")), boxOf("free"), boxOf("mdat", []byte("first"), []byte("second"))
	at := uint32(len(kind) + len(free) + 8)
	index := boxOf("moov", boxOf("mvhd"), boxOf("trak", boxOf("tkhd"), boxOf("mdia", boxOf("minf", table(at, at+5)))))
	file := slices.Concat(kind, free, media, index)
	got := indexFirst(file)
	moved := bytes.Index(got, []byte("stco")) + 12
	for i, want := range []string{"first", "second"} {
		place := binary.BigEndian.Uint32(got[moved+4*i:])
		if !bytes.HasPrefix(got[place:], []byte(want)) {
			t.Errorf("%s is not at %d", want, place)
		}
	}
	if bytes.Index(got, []byte("moov")) > bytes.Index(got, []byte("mdat")) || len(got) != len(file) {
		t.Errorf("%q", got)
	}
	if again := indexFirst(got); !bytes.Equal(again, got) {
		t.Errorf("moved twice: %q", again)
	}
	for _, odd := range [][]byte{nil, kind, file[:len(file)-3], slices.Concat(kind, media), append(slices.Clone(kind), 0, 0, 0, 0)} {
		if got := indexFirst(odd); !bytes.Equal(got, odd) {
			t.Errorf("%q became %q", odd, got)
		}
	}
	wide := slices.Concat([]byte{0, 0, 0, 1}, []byte("mdat"), binary.BigEndian.AppendUint64(nil, 21), []byte("first"))
	if name, size := box(wide); name != "mdat" || size != len(wide) {
		t.Errorf("%s of %d", name, size)
	}
}
