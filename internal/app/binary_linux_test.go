package app_test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// program is a bot at work on a pipe.
type program struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

// start starts a bot on a folder.
func start(b *testing.B, bin, dir string) *program {
	b.Helper()
	p := &program{cmd: exec.Command(bin, "chat", "--data", dir, "--lang", "hi-Latn")}
	var err error
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		b.Fatal(err)
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	p.out, p.cmd.Stderr = bufio.NewReader(out), os.Stderr
	if err := p.cmd.Start(); err != nil {
		b.Fatal(err)
	}
	return p
}

// says writes a line and reads its answer, which ends with an empty line.
func (p *program) says(b *testing.B, text string) {
	b.Helper()
	if _, err := io.WriteString(p.in, text+"\n"); err != nil {
		b.Fatal(err)
	}
	for {
		line, err := p.out.ReadString('\n')
		if err != nil {
			b.Fatalf("%q: %v", text, err)
		}
		if line == "\n" {
			return
		}
	}
}

// works says so many sentences.
func (p *program) works(b *testing.B, turns int) {
	b.Helper()
	for n := range turns {
		p.says(b, errandsOfADay[n%len(errandsOfADay)])
	}
}

// ends lets the bot leave.
func (p *program) ends(b *testing.B) {
	b.Helper()
	if err := p.in.Close(); err != nil {
		b.Fatal(err)
	}
	if err := p.cmd.Wait(); err != nil {
		b.Fatal(err)
	}
}

// memory is a figure of the process in /proc, in MB.
func (p *program) memory(b *testing.B, name string) float64 {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	var kb float64
	_, rest, _ := strings.Cut(string(text), name+":")
	if _, err := fmt.Sscan(rest, &kb); err != nil {
		b.Fatal(err)
	}
	return kb * 1024 / 1e6
}

// build builds cmd/bot and returns its path and its size in MB.
func build(b *testing.B, flags ...string) (string, float64) {
	b.Helper()
	bin := filepath.Join(b.TempDir(), "bot")
	c := exec.Command("go", append(append([]string{"build", "-o", bin}, flags...), "github.com/sahayak-dev/sahayak/cmd/bot")...)
	c.Env, c.Stderr = append(os.Environ(), "CGO_ENABLED=0"), os.Stderr
	if err := c.Run(); err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(bin)
	if err != nil {
		b.Fatal(err)
	}
	return bin, float64(info.Size()) / 1e6
}

// BenchmarkBinary builds the program and measures it from outside: its size,
// from its start to its first answer, and the most memory it ever held in a
// thousand turns.
func BenchmarkBinary(b *testing.B) {
	bin, size := build(b)
	_, stripped := build(b, "-trimpath", "-ldflags=-s -w")
	b.Run("size", func(b *testing.B) {
		for range b.N {
			b.ReportMetric(size, "MB")
			b.ReportMetric(stripped, "stripped-MB")
		}
	})
	b.Run("memory", func(b *testing.B) {
		for range b.N {
			p := start(b, bin, b.TempDir())
			p.works(b, 1000)
			b.ReportMetric(p.memory(b, "VmHWM"), "peak-MB")
			b.ReportMetric(p.memory(b, "VmRSS"), "resident-MB")
			p.ends(b)
		}
	})
	b.Run("first answer/fresh", func(b *testing.B) { firstAnswers(b, bin, b.TempDir) })
	b.Run("first answer/existing", func(b *testing.B) {
		dir := b.TempDir()
		p := start(b, bin, dir)
		p.works(b, 1000)
		p.ends(b)
		firstAnswers(b, bin, func() string { return dir })
	})
}

// firstAnswers measures from before the program starts until its first answer
// has been read.
func firstAnswers(b *testing.B, bin string, dir func() string) {
	b.Helper()
	var took time.Duration
	for range b.N {
		folder := dir()
		begin := time.Now()
		p := start(b, bin, folder)
		p.says(b, errandsOfADay[0])
		took += time.Since(begin)
		p.ends(b)
	}
	b.ReportMetric(float64(took.Milliseconds())/float64(b.N), "ms/start")
}
