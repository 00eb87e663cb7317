package sound

import (
	"bytes"
	"os/exec"
	"testing"
	"time"
)

// BenchmarkNoteToSamples is a voice note of ten seconds made samples of, and the same by a
// process of ffmpeg.
func BenchmarkNoteToSamples(b *testing.B) {
	said := speech(b, "hi")
	for len(said) < 10*Rate {
		said = append(said, said...)
	}
	note := opusenc("--speech", "--bitrate", "16")(b, said[:10*Rate].WAV())
	b.Run("here", func(b *testing.B) {
		for b.Loop() {
			decoded(b, note)
		}
	})
	b.Run("ffmpeg", func(b *testing.B) {
		for b.Loop() {
			byFFmpeg(b, note, "ogg")
		}
	})
}

// fiveSeconds is a text that takes as long to say.
const fiveSeconds = "रमेश के नाम पाँच सौ रुपये उधार लिख दिए हैं, अब उनका कुल उधार बारह सौ पचास रुपये है, और चीनी का भाव पैंतालीस रुपये है"

// BenchmarkReply is an answer of some five seconds spoken and made a voice note of; and the
// same note by a process of opusenc.
func BenchmarkReply(b *testing.B) {
	e, err := OpenEncoder()
	if err != nil {
		b.Fatal(err)
	}
	say := func(b *testing.B) []byte {
		return tool(b, []byte(fiveSeconds), "espeak-ng", "-v", "hi", "--stdin", "--stdout")
	}
	spoken := say(b)
	said := decoded(b, spoken)
	b.Logf("%v", said.Length())
	b.Run("spoken and encoded", func(b *testing.B) {
		for b.Loop() {
			if _, err := e.Encode(b.Context(), decoded(b, say(b)).Trim().Levelled()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoded", func(b *testing.B) {
		for b.Loop() {
			if _, err := e.Encode(b.Context(), said); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("complexity 10", func(b *testing.B) {
		better := *e
		better.complexity = 10
		for b.Loop() {
			if _, err := better.Encode(b.Context(), said); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("spoken and opusenc", func(b *testing.B) {
		for b.Loop() {
			cmd := exec.CommandContext(b.Context(), "opusenc", "--quiet", "--speech", "--bitrate", "16", "--comp", "5", "-", "-")
			cmd.Stdin = bytes.NewReader(say(b))
			if _, err := cmd.Output(); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkResample is ten seconds at the rates that speech services answer in.
func BenchmarkResample(b *testing.B) {
	for name, rate := range map[string]int{"22050": 22050, "24000": 24000, "44100": 44100, "48000": 48000} {
		wav := wav16(rate, tone(440, 0.5, rate, 10*time.Second))
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				decoded(b, wav)
			}
		})
	}
}
