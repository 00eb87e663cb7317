package sound

import (
	"bytes"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// times does something again and again, and says what processor time it took beside how
// long: that is much the same on a busy machine. Programs that it called count too.
func times(b *testing.B, f func() error) {
	b.Helper()
	before := spent(b)
	for b.Loop() {
		if err := f(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(spent(b)-before)/float64(b.N)/float64(time.Millisecond), "cpu-ms/op")
}

// spent is the processor time of this process and of those that it called and that ended.
func spent(b *testing.B) (sum time.Duration) {
	b.Helper()
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if err := syscall.Getrusage(who, &u); err != nil {
			b.Fatal(err)
		}
		sum += time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	return sum
}

// BenchmarkNoteToSamples is a voice note of ten seconds made samples of, and the same by a
// process of ffmpeg.
func BenchmarkNoteToSamples(b *testing.B) {
	said := speech(b, "hi")
	for len(said) < 10*Rate {
		said = append(said, said...)
	}
	note := opusenc("--speech", "--bitrate", "16")(b, said[:10*Rate].WAV())
	b.Run("here", func(b *testing.B) {
		times(b, func() error {
			_, err := Decode(b.Context(), note, limits)
			return err
		})
	})
	b.Run("ffmpeg", func(b *testing.B) {
		times(b, func() error {
			return readByFFmpeg(b.Context(), note, "ogg", newTape(limits.Length))
		})
	})
}

// fiveSeconds is a text that takes as long to say.
const fiveSeconds = "रमेश के नाम पाँच सौ रुपये उधार लिख दिए हैं, अब उनका उधार बारह सौ पचास रुपये है"

// BenchmarkReply is an answer of some five seconds spoken and made a voice note of; and the
// same note by a process of opusenc.
func BenchmarkReply(b *testing.B) {
	e, err := OpenEncoder()
	if err != nil {
		b.Fatal(err)
	}
	say := func() []byte {
		return tool(b, []byte(fiveSeconds), "espeak-ng", "-v", "hi", "--stdin", "--stdout")
	}
	said := decoded(b, say())
	b.Logf("%v", said.Length())
	better := *e
	better.complexity = 10
	for _, c := range []struct {
		name string
		do   func() error
	}{
		{"spoken and encoded", func() error {
			_, err := e.Encode(b.Context(), decoded(b, say()).Trim().Levelled())
			return err
		}},
		{"spoken and opusenc", func() error {
			cmd := exec.CommandContext(b.Context(), "opusenc", "--quiet", "--speech", "--bitrate", "16", "--comp", "5", "-", "-")
			cmd.Stdin = bytes.NewReader(say())
			_, err := cmd.Output()
			return err
		}},
		{"encoded", func() error {
			_, err := e.Encode(b.Context(), said)
			return err
		}},
		{"complexity 10", func() error {
			_, err := better.Encode(b.Context(), said)
			return err
		}},
	} {
		b.Run(c.name, func(b *testing.B) { times(b, c.do) })
	}
}

// BenchmarkResample is ten seconds at the rates that speech services answer in.
func BenchmarkResample(b *testing.B) {
	for _, rate := range []int{22050, 24000, 44100, 48000} {
		wav := wav16(rate, tone(440, 0.5, rate, 10*time.Second))
		b.Run(strconv.Itoa(rate), func(b *testing.B) {
			times(b, func() error {
				_, err := Decode(b.Context(), wav, limits)
				return err
			})
		})
	}
}
