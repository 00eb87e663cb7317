package sound

import (
	"bytes"
	"context"
	"encoding/binary"
	"os/exec"
	"strconv"
	"time"
)

const (
	ffmpegAlloc = 64 << 20               // bytes that it may ask for at once
	ffmpegWait  = 500 * time.Millisecond // for its pipes, once it has ended
	ffmpegSlack = Rate                   // samples more than are allowed: enough to see that it is more
)

// formats are kinds of files that people send beside voice notes, by what stands in them
// and where, with the name that ffmpeg has for them.
var formats = [...]struct {
	at           int
	magic, named string
}{
	{4, "ftyp", "mov"}, // M4A, MP4, 3GP
	{0, "#!AMR-WB\n", "amr"},
	{0, "#!AMR\n", "amr"},
	{0, oggMagic, "ogg"}, // Vorbis, Speex; Opus with many channels
	{0, "RIFF", "wav"},
	{0, "\x1aE\xdf\xa3", "matroska"}, // WebM
	{0, "fLaC", "flac"},
	{0, "FORM", "aiff"},
	{0, "caff", "caf"},
	{0, "\xff\xf1", "aac"},
	{0, "\xff\xf9", "aac"},
	{0, "0&\xb2u\x8ef\xcf\x11", "asf"}, // WMA
	{0, "ID3", "mp3"},
	{0, "\xff", "mp3"}, // MPEG 2.5, layers I and II
}

// formatOf is what ffmpeg calls what a file begins as. It is told so, because some of what
// it finds out by itself are lists of other files to open.
func formatOf(data []byte) (string, bool) {
	for _, f := range formats {
		if len(data) >= f.at && bytes.HasPrefix(data[f.at:], []byte(f.magic)) {
			return f.named, true
		}
	}
	return "", false
}

// readByFFmpeg has ffmpeg put a file on a tape: it reads its standard input, writes its
// standard output, and opens nothing. ErrKind where there is no ffmpeg.
func readByFFmpeg(ctx context.Context, data []byte, format string, t *tape) error {
	tool, err := exec.LookPath("ffmpeg")
	if err != nil {
		return ErrKind
	}
	if format == mp4Format {
		data = indexFirst(data)
	}
	work, cancel := context.WithCancel(ctx)
	defer cancel()
	out := &pcm{tape: t, full: cancel}
	cmd := exec.CommandContext(work, tool, ffmpegArgs(format, t.room+ffmpegSlack)...) //nolint:gosec // what was looked up, with arguments of ours
	cmd.Env = []string{"LC_ALL=C"}
	cmd.Stdin = bytes.NewReader(data)
	cmd.Stdout = out
	cmd.WaitDelay = ffmpegWait
	err = cmd.Run()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case out.err != nil:
		return out.err
	case err != nil: // what it says of it may have the sender's words in it
		return ErrBroken
	}
	return nil
}

// ffmpegArgs has it read one format from a pipe, nothing else from anywhere, and write as
// many samples as we have them.
func ffmpegArgs(format string, samples int) []string {
	seconds := strconv.FormatFloat(float64(samples)/Rate, 'f', 3, 64)
	return []string{
		"-nostdin", "-hide_banner", "-loglevel", "error",
		"-max_alloc", strconv.Itoa(ffmpegAlloc), "-threads", "1",
		"-protocol_whitelist", "pipe", "-f", format, "-i", "pipe:0",
		"-map", "0:a:0", "-t", seconds, "-threads", "1",
		"-ac", "1", "-ar", strconv.Itoa(Rate), "-c:a", "pcm_s16le", "-f", "s16le", "pipe:1",
	}
}

// pcm is what ffmpeg writes to: samples of two bytes, wherever it cuts them.
type pcm struct {
	tape *tape
	held []byte // half a sample, between two writes
	full func() // ends the writer
	err  error
}

// Write takes samples.
func (p *pcm) Write(data []byte) (int, error) {
	p.held = append(p.held, data...)
	samples := make([]int16, len(p.held)/sampleBytes)
	for i := range samples {
		samples[i] = int16(binary.LittleEndian.Uint16(p.held[i*sampleBytes:]))
	}
	p.held = p.held[:copy(p.held, p.held[len(samples)*sampleBytes:])]
	if p.err = p.tape.add(samples); p.err != nil {
		p.full()
	}
	return len(data), p.err
}
