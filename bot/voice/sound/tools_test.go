package sound

import (
	"bytes"
	"math"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// limits are more than any test needs.
var limits = Limits{Bytes: 16 << 20, Length: 10 * time.Minute}

// sayings are what is spoken in tests.
var sayings = map[string]string{
	"hi": "रमेश को पाँच सौ रुपये उधार लिखो, और दो किलो चीनी बेची, नब्बे रुपये में",
	"ta": "இரண்டு கிலோ சர்க்கரை விற்றேன், தொண்ணூறு ரூபாய், ரமேஷுக்கு கடன் எழுதுங்கள்",
	"en": "Sold two kilos of sugar for ninety rupees, and write five hundred on credit for Ramesh",
	"bn": "রমেশের নামে পাঁচশো টাকা বাকি লিখুন, আর দুই কেজি চিনি বিক্রি হয়েছে",
}

// tool runs a program on an input and is what it wrote.
func tool(t testing.TB, input []byte, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Stdin = bytes.NewReader(input)
	var told bytes.Buffer
	cmd.Stderr = &told
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, told.String())
	}
	return out
}

// ffmpegTo has ffmpeg make a file of a WAV file.
func ffmpegTo(t testing.TB, wav []byte, ending string, args ...string) []byte {
	t.Helper()
	return ffmpegToAll(t, wav, append([]string{ending}, args...))[0]
}

// ffmpegToAll has it make several at once, which takes it little longer: each its ending
// and what else it is told.
func ffmpegToAll(t testing.TB, wav []byte, wanted ...[]string) (files [][]byte) {
	t.Helper()
	dir := t.TempDir()
	in := filepath.Join(dir, "in.wav")
	writeFile(t, in, wav)
	args := []string{"-hide_banner", "-loglevel", "error", "-nostdin", "-i", in}
	name := func(i int) string { return filepath.Join(dir, strconv.Itoa(i)+"."+wanted[i][0]) }
	for i, w := range wanted {
		args = append(append(args, w[1:]...), name(i))
	}
	tool(t, nil, "ffmpeg", args...)
	for i := range wanted {
		files = append(files, readFile(t, name(i)))
	}
	return files
}

// spoken is a saying at 22.05 kHz, as a WAV file.
func spoken(t testing.TB, lang string) []byte {
	t.Helper()
	return tool(t, []byte(sayings[lang]), "espeak-ng", "-v", lang, "--stdin", "--stdout")
}

// speech is a saying as a clip.
func speech(t testing.TB, lang string) Clip {
	t.Helper()
	return decoded(t, spoken(t, lang))
}

func decoded(t testing.TB, file []byte) Clip {
	t.Helper()
	c, err := Decode(t.Context(), file, limits)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// encoded is a clip as a voice note.
func encoded(t testing.TB, c Clip) Note {
	t.Helper()
	e, err := OpenEncoder()
	if err != nil {
		t.Fatal(err)
	}
	n, err := e.Encode(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// music is chords that change four times a second, with something of a drum.
func music(rate int, length time.Duration) []float64 {
	out, random := make([]float64, int(length.Seconds()*float64(rate))), rand.New(rand.NewPCG(1, 2))
	for i := range out {
		at := float64(i) / float64(rate)
		beat := math.Mod(at, 0.25)
		for _, step := range []float64{0, 4, 7, 12, 19, 28, 36} {
			f := 220 * math.Pow(2, (step+float64(int(at*4)%5))/12)
			out[i] += 0.06 * math.Sin(2*math.Pi*f*at) * math.Exp(-4*beat)
		}
		out[i] += 0.2 * (random.Float64() - 0.5) * math.Exp(-40*beat)
	}
	return out
}

// noisy is a clip with noise beneath it.
func noisy(c Clip, loud float64) Clip {
	random := rand.New(rand.NewPCG(3, 4))
	out := make(Clip, len(c))
	for i, s := range c {
		out[i] = toSample(float64(s) + loud*random.NormFloat64())
	}
	return out
}

// tone is a sine for a while.
func tone(frequency, loud float64, rate int, length time.Duration) []float64 {
	out := make([]float64, int(length.Seconds()*float64(rate)))
	for i := range out {
		out[i] = loud * math.Sin(2*math.Pi*frequency*float64(i)/float64(rate))
	}
	return out
}

// clipOf is samples from -1 to 1 as a clip.
func clipOf(x []float64) Clip {
	out := make(Clip, len(x))
	for i, s := range x {
		out[i] = toSample(s * maxSample)
	}
	return out
}

// snr is how much more of a reference there is than of the difference, in decibels.
func snr(reference, got []int16) float64 {
	signal, difference := 0.0, 0.0
	for i := range min(len(reference), len(got)) {
		x, d := float64(reference[i]), float64(reference[i])-float64(got[i])
		signal += x * x
		difference += d * d
	}
	if difference == 0 {
		return math.Inf(1)
	}
	return 10 * math.Log10(signal/difference)
}
