package main

import (
	"bytes"
	"log/slog"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/openai"
	"github.com/sahayak-dev/sahayak/bot/voice/sarvam"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// voiced are the settings of voices, as commands have them.
type voiced struct {
	Voice    voiceSettings    `embed:""`
	Bhashini bhashiniSettings `embed:"" prefix:"bhashini-"`
}

func readVoices(t *testing.T, args ...string) voiced {
	t.Helper()
	var out voiced
	if _, err := kong.Must(&out, kong.DefaultEnvars("SAHAYAK"), kong.Vars{"bhashini": "https://bhashini.example"}).Parse(args); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestVoiceSettingsReachTheChild sets every setting there is: the bot beside the page has
// it, and no key of it on its command line.
func TestVoiceSettingsReachTheChild(t *testing.T) {
	args := []string{
		"--hear", "openai,sarvam", "--speak", "polly", "--no-own-voice",
		"--sarvam-key", opens, "--sarvam-url", "https://a.example", "--sarvam-model", "b", "--sarvam-mode", "codemix",
		"--sarvam-voice-model", "c", "--sarvam-speaker", "d",
		"--openai-speech-url", "https://e.example", "--openai-speech-key", opens, "--openai-speech-name", "f",
		"--openai-speech-model", "g", "--openai-speech-hears", "hi,ta", "--openai-speech-wav", "--openai-speech-voice-model", "h",
		"--openai-speech-voice", "i", "--openai-speech-speaks", "kn", "--openai-speech-format", "opus",
		"--speech-region", "ap-south-2", "--transcribe-url", "https://j.example", "--polly-url", "https://k.example",
		"--bhashini-user", "l", "--bhashini-key", opens, "--bhashini-url", "https://m.example",
	}
	usual, first := readVoices(t), readVoices(t, args...)
	if same := unchanged("", reflect.ValueOf(usual), reflect.ValueOf(first)); len(same) > 0 {
		t.Fatalf("not set here: %q", same)
	}
	for _, pair := range slices.Concat(first.Voice.environment(), first.Bhashini.environment()) {
		name, value, _ := strings.Cut(pair, "=")
		t.Setenv(name, value)
	}
	if child := readVoices(t); !reflect.DeepEqual(child, first) {
		t.Errorf("the child has\n%+v, want\n%+v", child, first)
	}
	c := runCommand{}
	c.Voice, c.Bhashini = first.Voice, first.Bhashini
	if said := strings.Join(c.childArguments(&terminal{}, "http://localhost"), " "); strings.Contains(said, opens) {
		t.Errorf("the child is started with %s", said)
	}
}

// unchanged are the fields that are the same in both.
func unchanged(name string, a, b reflect.Value) (same []string) {
	if a.Kind() == reflect.Struct {
		for i := range a.NumField() {
			same = append(same, unchanged(name+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i))...)
		}
		return same
	}
	if reflect.DeepEqual(a.Interface(), b.Interface()) {
		return []string{name}
	}
	return nil
}

// TestVoiceLacks names the setting that is missing or wrong, in one line, before anything
// is touched.
func TestVoiceLacks(t *testing.T) {
	file := filepath.Join(write(t, "key", ""), "key")
	for name, c := range map[string]struct {
		args string
		want []string
	}{
		"Sarvam without a key":       {"--hear sarvam", []string{"--hear sarvam", "--sarvam-key"}},
		"only to speak":              {"--speak sarvam", []string{"--speak sarvam", "--sarvam-key"}},
		"OpenAI without a key":       {"--hear openai", []string{"--openai-speech-key", "--openai-speech-url"}},
		"Bhashini without a user":    {"--hear bhashini", []string{"--bhashini-user", "--bhashini-key"}},
		"half of Bhashini":           {"--hear bhashini --bhashini-user me", []string{"--bhashini-key"}},
		"two of them":                {"--hear sarvam --speak openai", []string{"--sarvam-key", "--openai-speech-key"}},
		"nobody":                     {"--hear google", []string{"--hear", "sarvam", "google"}},
		"who does not speak":         {"--speak transcribe", []string{"--speak", "polly"}},
		"who does not hear":          {"--hear polly", []string{"--hear", "transcribe"}},
		"twice":                      {"--hear sarvam,openai,sarvam --sarvam-key k --openai-speech-key k", []string{"--hear names sarvam twice"}},
		"no region":                  {"--hear transcribe --speech-region mumbai", []string{"--hear transcribe", "--speech-region", "ap-south-1"}},
		"a region that leads away":   {"--speak polly --speech-region example.com/", []string{"--speak polly", "--speech-region"}},
		"no URL":                     {"--hear openai --openai-speech-url localhost:8000", []string{"--openai-speech-"}},
		"no URL of Sarvam":           {"--hear sarvam --sarvam-key k --sarvam-url ftp://a.example", []string{"--sarvam-"}},
		"a mode that is none":        {"--hear sarvam --sarvam-key k --sarvam-mode translate", []string{"--sarvam-mode", "codemix"}},
		"whisper.cpp speaks":         {"--speak openai --openai-speech-url http://localhost:8080/inference", []string{"--speak openai", "only hears"}},
		"the name of another":        {"--hear openai --openai-speech-key k --openai-speech-name sarvam", []string{"--openai-speech-name"}},
		"a name that is none":        {"--hear openai --openai-speech-key k --openai-speech-name Groq.com", []string{"--openai-speech-name"}},
		"a language that is none":    {"--hear openai --openai-speech-key k --openai-speech-hears fr", []string{"--openai-speech-hears"}},
		"a variable that is not set": {"--hear sarvam --sarvam-key env:SAHAYAK_NOT_SET", []string{"--sarvam-key", "SAHAYAK_NOT_SET is not set"}},
		"a file that is not there":   {"--hear sarvam --sarvam-key file:" + file + "s", []string{"--sarvam-key", "no such file"}},
		"an empty file":              {"--hear sarvam --sarvam-key file:" + file, []string{"needs --sarvam-key"}},
	} {
		for _, command := range []string{"chat", "run"} {
			dir := filepath.Join(t.TempDir(), "data")
			args := append([]string{command, "--data", dir}, strings.Fields(c.args)...)
			err := run(t.Context(), args, strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{})
			if err == nil {
				t.Errorf("%s: %s: nothing is said", command, name)
				continue
			}
			for _, want := range c.want {
				if said := fault(err); !strings.Contains(said, want) || strings.Contains(said, "\n") {
					t.Errorf("%s: %s: said %q, want %q", command, name, said, want)
				}
			}
			if isDir(dir) && strings.Contains(err.Error(), "needs") {
				t.Errorf("%s: %s: the folder was made", command, name)
			}
		}
	}
}

// TestVoices puts what was chosen into an assistant, in its order, and has each of them
// hear and speak.
func TestVoices(t *testing.T) {
	credentials(t, "AKIDWELL")
	var c commands
	args := append([]string{"chat", "--openai-speech-name", "groq"}, speechSettings(speechServices(t))...)
	if _, _, err := parseTwice(&c, args, &bytes.Buffer{}, &bytes.Buffer{}); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	config, err := c.Chat.app(t.Context(), app.SystemClock{}, nil, slog.New(slog.NewTextHandler(&log, nil)), nil)
	if err != nil {
		t.Fatal(err)
	}
	v := config.Voice
	clip, err := sound.Decode(t.Context(), hello, voice.MaxNote)
	if err != nil || !sound.IsNote(hello) || clip.Length() < time.Second/2 || clip.Length() > 2*time.Second {
		t.Fatalf("the note of the doctor: %v, %v", clip.Length(), err)
	}
	var hear, speak, services []string
	for _, r := range v.Ears {
		hear = append(hear, r.Name())
		if got, err := r.Recognise(t.Context(), voice.Speech{Clip: clip, Note: hello, Lang: "hi"}); err != nil || !strings.HasPrefix(got.Text, greets) {
			t.Errorf("%s: %+v, %v", r.Name(), got, err)
		}
	}
	for _, m := range v.Mouths {
		speak = append(speak, m.Name())
		if got, err := m.Synthesise(t.Context(), greets, "hi"); err != nil || len(got) == 0 {
			t.Errorf("%s: %v", m.Name(), err)
		}
	}
	for _, s := range v.Services {
		services = append(services, s.Name)
	}
	for got, want := range map[string]string{
		strings.Join(hear, " "):     "sarvam bhashini groq transcribe",
		strings.Join(speak, " "):    "polly groq bhashini sarvam",
		strings.Join(services, " "): "sarvam-hearing sarvam-speaking bhashini bhashini-asr bhashini-tts groq-hearing groq-speaking transcribe polly",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if v.Encoder == nil || config.Translate == nil || strings.Contains(log.String(), opens) {
		t.Errorf("no encoder or nobody who translates: %+v\n%s", v, &log)
	}
}

// TestVoiceKey has a key that the models have, too.
func TestVoiceKey(t *testing.T) {
	t.Setenv("OPENAI_API_KEY", " "+opens+"\n")
	file := filepath.Join(write(t, "key", opens+"\n"), "key")
	for key, want := range map[string]string{"env:OPENAI_API_KEY": opens, "file:" + file: opens, " k1 ": "k1", "": "", "sk:1": "sk:1"} {
		if got, err := secret("--sarvam-key", key); got != want || err != nil {
			t.Errorf("%q is %q, %v", key, got, err)
		}
	}
}

// TestVoiceStaysInTheCountry has each service lead abroad behind the back of its settings:
// the guard lets nobody out.
func TestVoiceStaysInTheCountry(t *testing.T) {
	credentials(t, "AKIDWELL")
	abroad := "https://speech.example.com"
	c := readVoices(t, speechSettings(abroad)...)
	reach, err := residency.New("in")
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	translator, err := c.Bhashini.client(app.SystemClock{}, log, reach)
	if err != nil {
		t.Fatal(err)
	}
	v, err := c.Voice.connect(t.Context(), wires{clock: app.SystemClock{}, log: log, reach: reach, bhashini: translator})
	if err != nil {
		t.Fatal(err)
	}
	clip, err := sound.Decode(t.Context(), hello, voice.MaxNote)
	if err != nil {
		t.Fatal(err)
	}
	refused := int64(0)
	for _, r := range v.Ears {
		_, err := r.Recognise(t.Context(), voice.Speech{Clip: clip, Note: hello, Lang: "hi"})
		if refused++; err == nil || reach.Refused() != refused {
			t.Errorf("%s hears: %v, %d refused", r.Name(), err, reach.Refused())
		}
	}
	for _, m := range v.Mouths {
		_, err := m.Synthesise(t.Context(), greets, "hi")
		if refused++; err == nil || reach.Refused() != refused {
			t.Errorf("%s speaks: %v, %d refused", m.Name(), err, reach.Refused())
		}
	}
}

// TestVoicePlaces has every service that is chosen say where it is, and none that is not.
func TestVoicePlaces(t *testing.T) {
	for args, want := range map[string]string{
		"":                                     "",
		"--sarvam-key k":                       "",
		"--hear sarvam --sarvam-key k":         "--sarvam-url " + sarvam.DefaultURL,
		"--speak openai --openai-speech-key k": "--openai-speech-url " + openai.DefaultURL,
		"--hear transcribe":                    "--speech-region https://transcribestreaming.ap-south-1.amazonaws.com:8443",
		"--speak polly":                        "--speech-region https://polly.ap-south-1.amazonaws.com",
		"--speak polly --polly-url http://a":   "--polly-url http://a",
	} {
		c := readVoices(t, strings.Fields(args)...)
		places, err := c.Voice.places(c.Bhashini)
		var got []string
		for _, p := range places {
			got = append(got, p.Setting+" "+p.At)
		}
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%q is at %q, %v", args, got, err)
		}
	}
}

// TestHelpKeepsKeys asks for help where keys are set: none is told.
func TestHelpKeepsKeys(t *testing.T) {
	for _, name := range []string{"SARVAM_KEY", "OPENAI_SPEECH_KEY", "BHASHINI_KEY", "CLOUDAPI_TOKEN", "CLOUDAPI_SECRET"} {
		t.Setenv("SAHAYAK_"+name, opens)
	}
	for _, command := range []string{"run", "chat", "doctor"} {
		var out bytes.Buffer
		if err := run(t.Context(), []string{command, "--help"}, strings.NewReader(""), &out, &out); err != nil || !strings.Contains(out.String(), "SAHAYAK_SARVAM_KEY") {
			t.Errorf("%s: %v", command, err)
		}
		if strings.Contains(out.String(), opens) {
			t.Errorf("%s tells a key", command)
		}
	}
}

// TestVoiceDefaults says in the help what drivers take when nothing is set.
func TestVoiceDefaults(t *testing.T) {
	var out bytes.Buffer
	if err := run(t.Context(), []string{"chat", "--help"}, strings.NewReader(""), &out, &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		sarvam.DefaultURL, sarvam.DefaultModel, sarvam.DefaultSpeechModel,
		openai.DefaultName, openai.DefaultModel, openai.DefaultSpeechModel, openai.DefaultVoice, openai.DefaultFormat,
	} {
		if !strings.Contains(strings.Join(strings.Fields(out.String()), " "), want) {
			t.Errorf("the help does not say %s", want)
		}
	}
}
