package sound

import (
	"encoding/binary"
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ebitengine/purego"
)

// Two references, because each tells something the other cannot. libopus itself, told to
// make 16 kHz as our decoder is, hears the same packets: the two differ by their arithmetic
// alone. opusdec reads the whole file, and so has a say in what is dropped before and cut
// off after; it only makes 48 kHz, so our decoder is run at that rate beside it, and no
// resampler stands between the two. Both have the mean taken of their two channels: told to
// make one of them, libopus takes a shortcut of its own.

// What is asked for, in decibels. The reference rounds speech (SILK) to whole numbers at
// each step and ours does not, which its filters make more of the more a voice rings, and a
// synthetic one does; after a pause it fades in what ours plays at once.
const (
	enoughOfSpeech = 40.0
	enoughOfHybrid = 50.0
	enoughOfCELT   = 65.0
	enoughOfPauses = 20.0
)

// way is one that voice notes are made. Those without a function of their own ffmpeg makes.
type way struct {
	name   string
	enough float64
	args   []string
	make   func(t testing.TB, wav []byte) []byte
}

// ways are those of people's phones, and those that make a decoder do all it can.
var ways = []way{
	{name: "opusenc 16k 20 ms", enough: enoughOfSpeech, make: opusenc("--speech", "--bitrate", "16")},
	{name: "opusenc 24k 60 ms", enough: enoughOfSpeech, make: opusenc("--bitrate", "24", "--framesize", "60")},
	{name: "DTX", enough: enoughOfPauses, make: withDTX},
	{name: "voip 16k 20 ms", enough: enoughOfSpeech, args: libopusAs("16000", "16k", "voip", "-frame_duration", "20")},
	{name: "voip 16k 60 ms", enough: enoughOfSpeech, args: libopusAs("16000", "16k", "voip", "-frame_duration", "60")},
	{name: "voip 8k 40 ms, narrow", enough: enoughOfSpeech, args: libopusAs("8000", "8k", "voip", "-frame_duration", "40")},
	{name: "voip 12 kHz 10 ms", enough: enoughOfSpeech, args: libopusAs("12000", "14k", "voip", "-frame_duration", "10")},
	{name: "voip 24k FEC", enough: enoughOfSpeech, args: libopusAs("16000", "24k", "voip", "-fec", "1", "-packet_loss", "20")},
	{name: "voip 32k 48 kHz, hybrid", enough: enoughOfHybrid, args: libopusAs("48000", "32k", "voip")},
	{name: "audio 64k, CELT", enough: enoughOfCELT, args: libopusAs("48000", "64k", "audio")},
	{name: "lowdelay 10 ms, CELT", enough: enoughOfCELT, args: libopusAs("48000", "64k", "lowdelay", "-frame_duration", "10")},
	{name: "stereo 48k", enough: enoughOfHybrid, args: libopusAs("48000", "48k", "audio", "-ac", "2")},
}

// opusenc makes a file with that.
func opusenc(args ...string) func(testing.TB, []byte) []byte {
	return func(t testing.TB, wav []byte) []byte {
		return tool(t, wav, "opusenc", append(args, "--quiet", "-", "-")...)
	}
}

// libopusAs is what ffmpeg is told.
func libopusAs(rate, bits, application string, more ...string) []string {
	return append([]string{"ogg", "-c:a", "libopus", "-ar", rate, "-b:a", bits, "-application", application}, more...)
}

// everyWay is a WAV file made a note in each.
func everyWay(t testing.TB, wav []byte) (files [][]byte) {
	t.Helper()
	var wanted [][]string
	for _, w := range ways {
		if w.make != nil {
			files = append(files, w.make(t, wav))
		} else {
			wanted = append(wanted, w.args)
		}
	}
	return append(files, ffmpegToAll(t, wav, wanted...)...)
}

// withDTX makes a file in which pauses take next to nothing: a second of silence stands
// before, between and after what is said.
func withDTX(t testing.TB, wav []byte) []byte {
	const opusSetDTX = 4016
	said, pause := decoded(t, wav), make(Clip, Rate)
	all := append(append(append(append(Clip{}, pause...), said...), pause...), said[:len(said)/2]...)
	lib, err := openLibopus(libopusName)
	if err != nil {
		t.Fatal(err)
	}
	e, err := lib.encoder(noteBitrate, noteComplexity)
	if err != nil {
		t.Fatal(err)
	}
	defer e.close()
	if result := lib.set(e.handle, opusSetDTX, 1); result != 0 {
		t.Fatal(result)
	}
	w, room, tiny := newOggWriter(7, e.lookahead*opusRatio), make([]byte, maxPacket), 0
	for all := all; len(all) >= notePacket; all = all[notePacket:] {
		packet, err := e.packet(all[:notePacket], room)
		if err != nil {
			t.Fatal(err)
		}
		if len(packet) <= 2 {
			tiny++
		}
		w.add(packet, notePacket*opusRatio)
	}
	if tiny < 20 {
		t.Fatalf("%d packets of a pause: this is no DTX", tiny)
	}
	return w.end((len(all)/notePacket*notePacket - e.lookahead) * opusRatio)
}

// materials are what is recorded.
func materials(t testing.TB) map[string][]byte {
	t.Helper()
	en := decoded(t, spoken(t, "en"))
	left, right := music(48000, 3*time.Second), tone(440, 0.1, 48000, 3*time.Second)
	return map[string][]byte{
		"hi":         spoken(t, "hi"),
		"en, noisy":  noisy(en, 600).WAV(),
		"music, two": wav16(48000, left, right),
	}
}

// TestDecodesAsTheReferencesDo compares every way of making a note, of every material.
func TestDecodesAsTheReferencesDo(t *testing.T) {
	lib := openReference(t)
	table := &strings.Builder{}
	files := 0
	for name, wav := range materials(t) {
		for i, file := range everyWay(t, wav) {
			w := ways[i]
			files++
			got := decoded(t, file)
			byLibrary := lib.decode(t, file, Rate)
			near := snr(byLibrary, got)
			if len(got) != len(byLibrary) || near < w.enough {
				t.Errorf("%s, %s: %d samples, %.1f dB; libopus: %d", w.name, name, len(got), near, len(byLibrary))
			}
			at48 := newTape(limits.Length * 3)
			if err := readOpusAt(t.Context(), file, at48, opusRate); err != nil {
				t.Fatal(err)
			}
			byTool := opusdec(t, file)
			whole := snr(byTool, at48.clip)
			if len(at48.clip) != len(byTool) || whole < w.enough {
				t.Errorf("%s, %s: %d samples at 48 kHz, %.1f dB; opusdec: %d", w.name, name, len(at48.clip), whole, len(byTool))
			}
			fmt.Fprintf(table, "| %s | %s | %.1f | %.1f |\n", w.name, name, near, whole)
		}
	}
	t.Logf("%d files\n%s", files, table)
	if files < 30 {
		t.Errorf("only %d files", files)
	}
}

// opusdec is a file as that decodes it: at 48 kHz, the mean of its channels.
func opusdec(t testing.TB, file []byte) Clip {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.ogg"), filepath.Join(dir, "out.wav")
	writeFile(t, in, file)
	tool(t, nil, "opusdec", "--quiet", "--rate", "48000", "--no-dither", "--force-wav", in, out)
	description, samples := wavParts(readFile(t, out))
	f, err := readFormat(description)
	if err != nil || f.rate != opusRate {
		t.Fatal(f, err)
	}
	var c Clip
	for block := f.channels * f.size; len(samples) >= block; samples = samples[block:] {
		c = append(c, toSample(float64(f.mean(samples[:block]))))
	}
	return c
}

// reference is libopus' own decoder.
type reference struct {
	create  func(rate, channels int32, result *int32) uintptr
	run     func(decoder uintptr, packet *byte, size int32, pcm *int16, room, fec int32) int32
	destroy func(decoder uintptr)
}

func openReference(t testing.TB) *reference {
	t.Helper()
	handle, err := purego.Dlopen(libopusName, purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil {
		t.Fatal(err)
	}
	r := &reference{}
	purego.RegisterLibFunc(&r.create, handle, "opus_decoder_create")
	purego.RegisterLibFunc(&r.run, handle, "opus_decode")
	purego.RegisterLibFunc(&r.destroy, handle, "opus_decoder_destroy")
	return r
}

// decode decodes a file of one whole stream: the mean of its channels.
func (r *reference) decode(t testing.TB, file []byte, rate int) Clip {
	t.Helper()
	all, last := split(t, file)
	h, err := readHead(all[0])
	if err != nil {
		t.Fatal(err)
	}
	channels, result := int(all[0][9]), int32(0)
	d := r.create(int32(rate), int32(channels), &result)
	if d == 0 {
		t.Fatal(result)
	}
	defer r.destroy(d)
	pcm, out := make([]int16, 2*5760), Clip{}
	for _, packet := range all[opusHeaders:] {
		n := int(r.run(d, &packet[0], int32(len(packet)), &pcm[0], int32(len(pcm)/channels), 0))
		if n < 0 {
			t.Fatal(n)
		}
		for i := range n {
			sum := 0
			for _, s := range pcm[i*channels : (i+1)*channels] {
				sum += int(s)
			}
			out = append(out, int16(sum/channels))
		}
	}
	skip := int(math.Round(float64(h.skip*rate) / opusRate))
	end := int(math.Round(float64(last) * float64(rate) / opusRate))
	return out[skip:min(end, len(out))]
}

// split is the packets of a file of one stream, and the position at its end: by a demuxer
// of its own, as plain as can be.
func split(t testing.TB, file []byte) (packets [][]byte, last int64) {
	t.Helper()
	var part []byte
	for len(file) > 0 {
		last = int64(binary.LittleEndian.Uint64(file[oggGranule:]))
		count := int(file[oggCount])
		lacing, body := file[oggHeader:oggHeader+count], file[oggHeader+count:]
		for _, n := range lacing {
			part, body = append(part, body[:n]...), body[n:]
			if n < oggSegment {
				packets, part = append(packets, part), nil
			}
		}
		file = body
	}
	return packets, last
}
