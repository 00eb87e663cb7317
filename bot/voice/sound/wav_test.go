package sound

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"testing"
	"time"
)

// TestWAVOfEveryKind: the same tone in every format, as ffmpeg writes it, comes out alike.
func TestWAVOfEveryKind(t *testing.T) {
	original := wav16(Rate, tone(440, 0.5, Rate, time.Second))
	want := decoded(t, original)
	codecs := []struct {
		name   string
		enough float64
	}{
		{"pcm_s16le", math.Inf(1)},
		{"pcm_u8", 37},
		{"pcm_s24le", math.Inf(1)},
		{"pcm_s32le", math.Inf(1)},
		{"pcm_f32le", 90},
		{"pcm_f64le", 90},
		{"pcm_alaw", 35},
		{"pcm_mulaw", 35},
	}
	for channels, pan := range map[string]string{"1": "c0=c0", "2": "c0=c0|c1=c0", "6": "c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0"} {
		var wanted [][]string
		for _, c := range codecs {
			wanted = append(wanted, []string{"wav", "-c:a", c.name, "-ac", channels, "-af", "pan=" + channels + "c|" + pan})
		}
		for i, file := range ffmpegToAll(t, original, wanted...) {
			got := decoded(t, file)
			if near := snr(want, got); len(got) != len(want) || near < codecs[i].enough {
				t.Errorf("%s, %s channels: %d samples, %.1f dB", codecs[i].name, channels, len(got), near)
			}
		}
	}
}

func TestWAVAtEveryRate(t *testing.T) {
	for _, rate := range []int{8000, 11025, 11127, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 96000, 192000} {
		got := decoded(t, wav16(rate, tone(440, 0.5, rate, time.Second)))
		if near := snr(clipOf(tone(440, 0.5, Rate, time.Second))[1000:15000], got[1000:15000]); (len(got)-Rate)*(len(got)-Rate) > 1 || near < 80 {
			t.Errorf("%d Hz: %d samples, %.1f dB", rate, len(got), near)
		}
	}
}

// TestWAVChannels: what is played is the mean.
func TestWAVChannels(t *testing.T) {
	left, right := tone(440, 0.5, Rate, time.Second), tone(880, 0.3, Rate, time.Second)
	both := make([]float64, len(left))
	for i := range left {
		both[i] = (left[i] + right[i]) / 2
	}
	if near := snr(clipOf(both), decoded(t, wav16(Rate, left, right))); near < 70 {
		t.Errorf("%.1f dB", near)
	}
}

// TestWAVLengths: a header that says more or less than there is, as programs write to pipes.
func TestWAVLengths(t *testing.T) {
	whole := Clip{1, 2, 3, 4, 5, 6, 7, 8}
	file := whole.WAV()
	const at = wavHeader - 4
	for _, c := range []struct {
		name string
		size uint32
		file []byte
		want Clip
	}{
		{"right", 16, file, whole},
		{"not filled in", 0, file, whole},
		{"as large as can be", 0xffffffff, file, whole},
		{"espeak-ng's", 0x7ffff000, file, whole},
		{"odd", 7, file, whole[:3]},
		{"less than there is", 8, file, whole[:4]},
		{"more than there is", 100, file, whole},
		{"half a sample at the end", 16, file[:len(file)-3], whole[:6]},
	} {
		b := slices.Clone(c.file)
		binary.LittleEndian.PutUint32(b[at:], c.size)
		got, err := Decode(t.Context(), b, limits)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, %v", c.name, got, err)
		}
	}
	extra := slices.Concat(file[:36], []byte("LIST\x05\x00\x00\x00hello\x00"), file[36:])
	if got := decoded(t, extra); !slices.Equal(got, whole) {
		t.Errorf("another chunk before: %v", got)
	}
	if got := decoded(t, append(slices.Clone(file), "LIST\x02\x00\x00\x00ab"...)); !slices.Equal(got, whole) {
		t.Errorf("another chunk after: %v", got)
	}
}

func TestBrokenWAV(t *testing.T) {
	t.Setenv("PATH", "") // nobody else reads it
	good := wav16(Rate, tone(440, 0.5, Rate, time.Second))
	samples := good[wavHeader:]
	for _, c := range []struct {
		name string
		file []byte
		want error
	}{
		{"only the beginning", good[:12], ErrBroken},
		{"no samples", good[:wavHeader], ErrBroken},
		{"half a format", good[:30], ErrBroken},
		{"samples before the format", slices.Concat(good[:12], good[36:], good[12:36]), ErrBroken},
		{"no channel", wavOf(wavPCM, 0, Rate, 16, samples), ErrBroken},
		{"no rate", wavOf(wavPCM, 1, 0, 16, samples), ErrBroken},
		{"no bits", wavOf(wavPCM, 1, Rate, 0, samples), ErrBroken},
		{"nine channels", wavOf(wavPCM, 9, Rate, 16, samples), ErrKind},
		{"100 Hz", wavOf(wavPCM, 1, 100, 16, samples), ErrKind},
		{"4 GHz", wavOf(wavPCM, 1, 4_000_000_000, 16, samples), ErrKind},
		{"ADPCM", wavOf(2, 1, Rate, 4, samples), ErrKind},
		{"64 bits", wavOf(wavPCM, 1, Rate, 64, samples), ErrKind},
	} {
		if got, err := Decode(t.Context(), c.file, limits); !errors.Is(err, c.want) {
			t.Errorf("%s: %d samples, %v", c.name, len(got), err)
		}
	}
	if _, err := Decode(t.Context(), good, Limits{Bytes: len(good), Length: time.Second - 1}); !errors.Is(err, ErrLarge) {
		t.Errorf("too long: %v", err)
	}
	wild := wavOf(wavFloat, 1, 48000, 32, slices.Repeat([]byte{0, 0, 0xc0, 0x7f, 0, 0, 0x80, 0x7f, 0xff, 0xff, 0x7f, 0x7f}, 1000))
	if got := decoded(t, wild); len(got) != 1000 {
		t.Errorf("no numbers, and too large ones: %d samples", len(got))
	}
}

// TestWAVAndBack: what a clip is written as is read as that clip.
func TestWAVAndBack(t *testing.T) {
	said := speech(t, "en")
	if got := decoded(t, said.WAV()); !slices.Equal(got, said) {
		t.Error("it is another")
	}
}
