package sphinx_test

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/voice/espeak"
	"github.com/sahayak-dev/sahayak/bot/voice/sphinx"
	"github.com/sahayak-dev/sahayak/internal/app"
)

func TestTune(t *testing.T) {
	set := cmp.Or(os.Getenv("SET"), "dev")
	out := map[string]string{"dev": "devoutside", "commands": "outside"}[set]
	garbage, _ := strconv.ParseFloat(os.Getenv("GARBAGE"), 64)
	word, _ := strconv.ParseFloat(cmp.Or(os.Getenv("WORD"), "1"), 64)
	opts := strings.Fields(os.Getenv("OPTS"))
	verbose := os.Getenv("V") != ""
	ls := langs
	if os.Getenv("LANGS") != "" {
		ls = strings.Fields(os.Getenv("LANGS"))
	}
	if _, err := ears(); err != nil {
		t.Fatal(err)
	}
	lines := make([]string, len(ls))
	var wg sync.WaitGroup
	sem := make(chan bool, 2)
	for li, lang := range ls {
		wg.Add(1)
		go func() {
			defer wg.Done()
			sem <- true
			defer func() { <-sem }()
			e, _ := espeak.Find()
			v, err := app.Aloud(lang, shopNames(t, lang))
			if err != nil {
				t.Error(err)
				return
			}
			dir := filepath.Join("/dev/shm/t/g", lang)
			os.MkdirAll(dir, 0o700)
			t0 := time.Now()
			g, err := sphinx.Build(t.Context(), v, lang, dir, e, sphinx.Tuning{Garbage: garbage, Word: word})
			if err != nil {
				t.Error(err)
				return
			}
			built := time.Since(t0)
			files, _ := filepath.Glob("/dev/shm/t/audio/" + set + "." + lang + ".*.wav")
			more, _ := filepath.Glob("/dev/shm/t/audio/" + out + "." + lang + ".*.wav")
			if os.Getenv("INONLY") == "" {
				files = append(files, more...)
			}
			var ctl strings.Builder
			for _, f := range files {
				ctl.WriteString(strings.TrimSuffix(filepath.Base(f), ".wav") + "\n")
			}
			os.WriteFile(dir+"/ctl", []byte(ctl.String()), 0o600)
			args := append([]string{"-hmm", "/usr/share/pocketsphinx/model/en-us/en-us", "-dict", dir + "/words.dict", "-fsg", dir + "/words.fsg",
				"-ctl", dir + "/ctl", "-cepdir", "/dev/shm/t/audio", "-cepext", ".wav", "-adcin", "yes", "-adchdr", "44", "-hypseg", dir + "/seg", "-bestpath", "no", "-logfn", dir + "/log"}, opts...)
			t0 = time.Now()
			if o, err := exec.Command("pocketsphinx_batch", args...).CombinedOutput(); err != nil {
				t.Errorf("%s: %v %s", lang, err, o)
				return
			}
			took := time.Since(t0)
			raw, _ := os.ReadFile(dir + "/seg")
			texts := map[string]string{}
			word := regexp.MustCompile(`^[wx][_0-9]`)
			for _, l := range strings.Split(string(raw), "\n") {
				f := strings.Fields(l)
				if len(f) == 0 {
					continue
				}
				var ids []string
				for _, x := range f[1:] {
					if word.MatchString(x) {
						if i := strings.Index(x, "("); i > 0 {
							x = x[:i]
						}
						ids = append(ids, x)
					}
				}
				if text, ok := g.Text(ids); ok {
					texts[f[0]] = text
				} else {
					texts[f[0]] = ""
				}
			}
			var b strings.Builder
			right, wrong, silent, accepted, n := 0, 0, 0, 0, 0
			for i, c := range commands(t, set, lang) {
				for _, v := range voices {
					n++
					id := set + "." + lang + "." + strconv.Itoa(i) + "." + v.v
					got := ""
					if texts[id] != "" {
						got = understood(t, texts[id], lang)
					}
					switch {
					case got == c.want:
						right++
						continue
					case texts[id] == "":
						silent++
					default:
						wrong++
					}
					if verbose {
						fmt.Fprintf(&b, "   %s %s\n      heard %q\n      got %s want %s\n", id, c.said, texts[id], got, c.want)
					}
				}
			}
			no := 0
			for i, s := range outside(t, out, lang) {
				for _, v := range voices {
					no++
					id := out + "." + lang + "." + strconv.Itoa(i) + "." + v.v
					if texts[id] != "" {
						accepted++
						if verbose {
							fmt.Fprintf(&b, "   ACCEPTED %s %s\n      heard %q\n", id, s, texts[id])
						}
					}
				}
			}
			lines[li] = fmt.Sprintf("%s right %d/%d silent %d wrong %d; outside accepted %d/%d; build %v decode %v (%d files)\n%s", lang, right, n, silent, wrong, accepted, no, built.Round(time.Millisecond), took.Round(time.Millisecond), len(files), b.String())
		}()
	}
	wg.Wait()
	fmt.Print(strings.Join(lines, ""))
}
