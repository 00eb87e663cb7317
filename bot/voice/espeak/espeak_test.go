package espeak

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// samples reads the samples of a WAV file of one channel, at whatever rate they are.
func samples(_ context.Context, wav []byte, _ sound.Limits) (sound.Clip, error) {
	if len(wav) < wavStart || binary.LittleEndian.Uint32(wav[dataAt:]) != uint32(len(wav)-wavStart) {
		return nil, sound.ErrBroken
	}
	clip := make(sound.Clip, (len(wav)-wavStart)/2)
	err := binary.Read(bytes.NewReader(wav[wavStart:]), binary.LittleEndian, clip)
	return clip, err
}

// found is the program, with what it speaks taken as it is.
func found(t *testing.T) *Espeak {
	t.Helper()
	e, err := Find()
	if err != nil {
		t.Fatal(err)
	}
	e.Decode = samples
	return e
}

func TestSpeaksEveryLanguage(t *testing.T) {
	e := found(t)
	for lang, text := range map[string]string{
		"hi": "रमेश को पाँच सौ रुपये उधार दिए", "ta": "ரமேஷுக்கு ஐநூறு ரூபாய் கடன்", "te": "రమేష్ కి ఐదు వందలు",
		"bn": "রমেশকে পাঁচশো টাকা ধার", "mr": "रमेशला पाचशे रुपये उधार", "gu": "રમેશને પાંચસો રૂપિયા ઉધાર",
		"kn": "ರಮೇಶನಿಗೆ ಐನೂರು ರೂಪಾಯಿ ಸಾಲ", "ml": "രമേഷിന് അഞ്ഞൂറ് രൂപ കടം", "pa": "ਰਮੇਸ਼ ਨੂੰ ਪੰਜ ਸੌ ਰੁਪਏ ਉਧਾਰ", "en": "five hundred rupees",
	} {
		clip, err := e.Synthesise(t.Context(), text, lang)
		if err != nil || len(clip) < 22050/2 {
			t.Errorf("%s: %d samples, %v", lang, len(clip), err)
		}
		if loudest(clip) < 3000 {
			t.Errorf("%s: hardly to be heard: %d", lang, loudest(clip))
		}
	}
	if _, err := e.Synthesise(t.Context(), "bonjour", "fr"); !errors.Is(err, voice.ErrLanguage) || e.Speaks("fr") || !e.Speaks("ml") {
		t.Error(err)
	}
}

func loudest(c sound.Clip) int16 {
	var most int16
	for _, s := range c {
		most = max(most, s)
	}
	return most
}

func TestPausesBetweenSentences(t *testing.T) {
	e := found(t)
	length := func(text string) int {
		clip, err := e.Synthesise(t.Context(), text, "hi")
		if err != nil {
			t.Fatal(err)
		}
		return len(clip)
	}
	if one, two := length("एक दो तीन चार"), length("एक दो। तीन चार"); two < one+22050/5 {
		t.Errorf("%d samples in one sentence, %d in two", one, two)
	}
	if one, two := length("एक दो तीन चार"), length("एक दो\nतीन चार"); two < one+22050/5 {
		t.Errorf("%d samples in one line, %d in two", one, two)
	}
}

func TestSpeed(t *testing.T) {
	slow, fast := found(t), found(t)
	slow.Speed, fast.Speed, fast.Variant = 100, 200, "f3"
	a, err := slow.Synthesise(t.Context(), "आज की बिक्री आठ हज़ार रुपये", "hi")
	if err != nil {
		t.Fatal(err)
	}
	b, err := fast.Synthesise(t.Context(), "आज की बिक्री आठ हज़ार रुपये", "hi")
	if err != nil || len(b)*3 > len(a)*2 {
		t.Errorf("%d samples slow, %d fast, %v", len(a), len(b), err)
	}
}

func TestWhatIsNotSpoken(t *testing.T) {
	e := found(t)
	for _, nothing := range []string{"", " \n\t ", "\x00\x01", "[[]]"} {
		if clip, err := e.Synthesise(t.Context(), nothing, "hi"); len(clip) != 0 || err != nil {
			t.Errorf("%q: %d samples, %v", nothing, len(clip), err)
		}
	}
	if _, err := e.Synthesise(t.Context(), strings.Repeat("क", maxRunes+1), "hi"); !errors.Is(err, sound.ErrLarge) {
		t.Error(err)
	}
	if got := sayable("a <b> [[k]]\r\n\n c\xff\x07"); got != "a b k\n\nc" {
		t.Errorf("%q", got)
	}
}

func TestEndsWithItsContext(t *testing.T) {
	e := found(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := e.Synthesise(ctx, "एक", "hi"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := e.Phonemes(ctx, []string{"एक"}, "hi"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// program writes a shell script in the program's place.
func program(t *testing.T, script string) *Espeak {
	t.Helper()
	path := filepath.Join(t.TempDir(), "espeak-ng")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	return &Espeak{Path: path, Decode: samples}
}

func TestAProgramThatDoesNotEnd(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := program(t, "exec cat /dev/zero").Synthesise(ctx, "एक", "hi"); !errors.Is(err, sound.ErrLarge) && !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	if _, err := program(t, "exec cat /dev/zero").Synthesise(t.Context(), "एक", "hi"); !errors.Is(err, sound.ErrLarge) {
		t.Error(err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := program(t, "sleep 60").Synthesise(ctx, "एक", "hi"); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

func TestAProgramThatFails(t *testing.T) {
	_, err := program(t, "cat >&2; exit 3").Synthesise(t.Context(), "गुप्त", "hi")
	if err == nil || strings.Contains(err.Error(), "गुप्त") {
		t.Error(err)
	}
	if _, err := program(t, "cat >/dev/null; echo no sound").Synthesise(t.Context(), "एक", "hi"); !errors.Is(err, sound.ErrBroken) {
		t.Error(err)
	}
	// One line for two words: each is asked about alone, and has none.
	said, err := program(t, "cat >/dev/null; printf 'a b\\nc\\nd\\n'").Phonemes(t.Context(), []string{"ka", "kha"}, "hi")
	if err != nil || said[0] != "" || said[1] != "" {
		t.Errorf("%q, %v", said, err)
	}
}

func TestPhonemes(t *testing.T) {
	e := found(t)
	words := []string{"रमेश", "...", "पाँच सौ", "", "Ramesh", "को", "12", strings.Repeat("क", 1000)}
	said, err := e.Phonemes(t.Context(), words, "hi")
	if err != nil || len(said) != len(words) {
		t.Fatalf("%q, %v", said, err)
	}
	if said[0] != "ɾ ə m ˈeː ʃ" || said[5] != "k oː" && said[5] != "k ˈoː" || !strings.HasPrefix(said[2], "p ") || !strings.Contains(said[4], "m") {
		t.Errorf("%q", said)
	}
	for _, i := range []int{1, 3, 6, 7} {
		if said[i] != "" {
			t.Errorf("%q is pronounced %q", words[i], said[i])
		}
	}
	if _, err := e.Phonemes(t.Context(), words, "fr"); !errors.Is(err, voice.ErrLanguage) {
		t.Error(err)
	}
	if _, err := e.Phonemes(t.Context(), make([]string, maxWords+1), "hi"); err == nil {
		t.Error("any number of words")
	}
}

func TestFind(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := Find(); !errors.Is(err, ErrMissing) || !strings.Contains(err.Error(), "apt-get install espeak-ng") {
		t.Error(err)
	}
}
