package sound

import (
	"context"
	"errors"
	"math"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// faults are what opusinfo says of files with something wrong.
var faults = regexp.MustCompile(`(?i)warning|error|negative|invalid|hole|corrupt|missing|failed|not terminated`)

// TestNotesWithoutFault: opusinfo has nothing to say against a note, however long it is; it
// is as long as what went in, and near it.
func TestNotesWithoutFault(t *testing.T) {
	said := speech(t, "hi")
	for len(said) < 62*Rate {
		said = append(said, said...)
	}
	lengths := []int{1, 2, 215, 216, 217, 319, 320, 321, 15783, 15784, 15785, Rate - 1, Rate, Rate + 1, 2 * Rate, 59_999 * Rate / 1000, 60 * Rate}
	for n := 1; n < 5*Rate; n += 7919 {
		lengths = append(lengths, n)
	}
	dir := t.TempDir()
	var names []string
	for _, n := range lengths {
		note := encoded(t, said[:n])
		got := decoded(t, note.Data)
		if len(got) != n {
			t.Errorf("%d samples: %d came back", n, len(got))
		}
		if near := snr(said[:n], got); n > 2*Rate && near < 5 {
			t.Errorf("%d samples: %.1f dB", n, near)
		}
		names = append(names, filepath.Join(dir, note.Length().String()+string(rune('a'+len(names)))+".ogg"))
		writeFile(t, names[len(names)-1], note.Data)
	}
	told := string(tool(t, nil, "opusinfo", names...))
	if found := faults.FindString(told); found != "" || strings.Count(told, "type opus") != len(lengths) {
		t.Errorf("%q: %s", found, told)
	}
	if strings.Count(told, "Pre-skip: 312") != len(lengths) || strings.Contains(told, "Channels: 2") {
		t.Error(told)
	}
}

// TestOpusinfoFindsFaults: it would say so.
func TestOpusinfoFindsFaults(t *testing.T) {
	parts := pagesOf(t, encoded(t, speech(t, "hi")).Data)
	name := filepath.Join(t.TempDir(), "faulty.ogg")
	writeFile(t, name, slices.Concat(append(parts[:3:3], parts[4:]...)...))
	if told, err := exec.CommandContext(t.Context(), "opusinfo", name).CombinedOutput(); err == nil || !faults.Match(told) {
		t.Errorf("%v: %s", err, told)
	}
}

// TestNoteIsAsWhatsAppWantsIt: its pages, and what a phone shows of it.
func TestNoteIsAsWhatsAppWantsIt(t *testing.T) {
	said := speech(t, "hi")
	note := encoded(t, said)
	s := pages{rest: note.Data}
	var all []page
	for p, ok := s.next(); ok; p, ok = s.next() {
		all = append(all, p)
	}
	before := int64(0)
	for i, p := range all {
		if p.is(oggFirst) != (i == 0) || p.is(oggLast) != (i == len(all)-1) || p.is(oggContinued) || p.number != uint32(i) || p.serial != noteSerial {
			t.Errorf("page %d: %+v", i, p)
		}
		if i < 2 && (p.granule != 0 || len(p.lacing) != 1) || p.granule-before > opusRate {
			t.Errorf("page %d ends at %d", i, p.granule)
		}
		before = p.granule
	}
	if want := int64(312 + 3*len(said)); before != want {
		t.Errorf("it ends at %d, not %d", before, want)
	}
	if got := math.Round(said.Length().Seconds()); note.Seconds != int(got) || !slices.Equal(note.Wave, said.Wave()) {
		t.Errorf("%d s, %v", note.Seconds, note.Wave)
	}
	if bits := float64(len(note.Data)) * 8 / said.Length().Seconds(); bits < 10_000 || bits > 19_000 {
		t.Errorf("%.0f bits a second", bits)
	}
	if again := encoded(t, said); !slices.Equal(again.Data, note.Data) {
		t.Error("another time it is another")
	}
	if short := encoded(t, said[:100]); short.Seconds != 1 {
		t.Errorf("%d s", short.Seconds)
	}
}

// TestNotesOfManyAtOnce: each is what it is alone.
func TestNotesOfManyAtOnce(t *testing.T) {
	e, err := OpenEncoder()
	if err != nil {
		t.Fatal(err)
	}
	clips := []Clip{speech(t, "hi"), speech(t, "ta"), clipOf(music(Rate, time.Second))}
	var want [][]byte
	for _, c := range clips {
		want = append(want, encoded(t, c).Data)
	}
	var all sync.WaitGroup
	for i := range 12 {
		all.Go(func() {
			n, err := e.Encode(t.Context(), clips[i%len(clips)])
			if err != nil || !slices.Equal(n.Data, want[i%len(clips)]) {
				t.Errorf("%d: %d bytes, %v", i, len(n.Data), err)
			}
		})
	}
	all.Wait()
}

func TestNoNote(t *testing.T) {
	e, err := OpenEncoder()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Encode(t.Context(), nil); !errors.Is(err, ErrBroken) {
		t.Errorf("of nothing: %v", err)
	}
	small := *e
	small.most = 10_000
	if n, err := small.Encode(t.Context(), noisy(make(Clip, 4*Rate), 3000)); err != nil || len(n.Data) > small.most {
		t.Errorf("of four seconds: %d bytes, %v", len(n.Data), err)
	}
	if _, err := small.Encode(t.Context(), noisy(make(Clip, 6*Rate), 3000)); !errors.Is(err, ErrLarge) {
		t.Errorf("of more than fits: %v", err)
	}
	if seconds := e.most / (noteBitrate / 8); seconds < 4*60 || e.most > 512_000 {
		t.Errorf("%d s fit", seconds)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := e.Encode(ctx, make(Clip, Rate)); !errors.Is(err, context.Canceled) {
		t.Errorf("that nobody waits for: %v", err)
	}
	if _, err := openLibopus("libopus.so.missing"); !errors.Is(err, ErrNoEncoder) || !strings.Contains(err.Error(), "libopus0") {
		t.Errorf("without the library: %v", err)
	}
	if _, err := openLibopus("libc.so.6"); !errors.Is(err, ErrNoEncoder) {
		t.Errorf("by another library: %v", err)
	}
}

// TestWriterEndsPages: a page is no longer than a second, and has no more segments than
// fit.
func TestWriterEndsPages(t *testing.T) {
	for _, c := range []struct{ packets, size, samples int }{{100, 40, 960}, {100, 1275, 960}, {30, 255, 2880}, {20, 0, 960}, {3, 60_000, 960}} {
		w := newOggWriter(3, 0)
		packet := make([]byte, c.size)
		for range c.packets {
			w.add(packet, c.samples)
		}
		file := w.end(c.packets * c.samples)
		packets, last := split(t, file)
		if len(packets) != c.packets+2 || last != int64(c.packets*c.samples) {
			t.Errorf("%+v: %d packets, to %d", c, len(packets), last)
		}
		at := int64(0)
		for s := (pages{rest: file}); ; {
			p, ok := s.next()
			if !ok {
				break
			}
			if p.granule-at > opusRate {
				t.Errorf("%+v: a page from %d to %d", c, at, p.granule)
			}
			at = p.granule
		}
	}
}
