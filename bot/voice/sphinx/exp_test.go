package sphinx_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/voice/espeak"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

var voices = []struct {
	v string
	s int
}{{"f3", 150}, {"m3", 170}}

func TestMakeAudio(t *testing.T) {
	for _, lang := range langs {
		for _, set := range []string{"dev", "commands", "devoutside", "outside"} {
			for i, row := range table(t, set+"."+lang+".txt") {
				for _, v := range voices {
					path := filepath.Join("/dev/shm/t/audio", set+"."+lang+"."+strconv.Itoa(i)+"."+v.v+".wav")
					if _, err := os.Stat(path); err == nil {
						continue
					}
					e, _ := espeak.Find()
					e.Variant, e.Speed = v.v, v.s
					e.Decode = func(_ context.Context, wav []byte, _ sound.Limits) (sound.Clip, error) {
						os.WriteFile("/dev/shm/t/a.wav", wav, 0o600)
						exec.Command("opusenc", "--quiet", "--speech", "--bitrate", "16", "/dev/shm/t/a.wav", "/dev/shm/t/a.opus").Run()
						if out, err := exec.Command("opusdec", "--quiet", "--rate", "16000", "/dev/shm/t/a.opus", path).CombinedOutput(); err != nil {
							t.Fatalf("%s", out)
						}
						return nil, nil
					}
					if _, err := e.Synthesise(t.Context(), row[0], lang); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}
