package main

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

// visitVoices has the doctor look where nothing is but voices.
func visitVoices(t *testing.T, args ...string) (string, error) {
	t.Helper()
	return visit(t, append([]string{"--data", filepath.Join(t.TempDir(), "none"), "--addr", "127.0.0.1:0"}, args...)...)
}

// TestDoctorTriesVoices has every service hear and say a word: what each can, what it took
// and what it cost.
func TestDoctorTriesVoices(t *testing.T) {
	credentials(t, "AKIDWELL")
	said, err := visitVoices(t, speechSettings(speechServices(t))...)
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	for what, want := range map[string][]string{
		"sarvam heard":     {"✔ hears", "“नमस्ते जी”", "in all languages", " ms, for ₹0.00"},
		"bhashini heard":   {"✔ hears", "“नमस्ते”", "in all languages", " ms, for ₹0.00"},
		"openai heard":     {"✔ hears", "“नमस्ते”", "in all languages", " ms\n"},
		"transcribe heard": {"✔ hears", "“नमस्ते”", "in all languages", " ms\n"},
		"sarvam said":      {"✔ speaks", "0.5 s", "in all languages", " ms, for ₹0.0180\n"},
		"bhashini said":    {"✔ speaks", "0.5 s", "in all languages", " ms, for ₹0.0000\n"},
		"openai said":      {"✔ speaks", "0.5 s", "in en, hi, kn, mr, ta", " ms\n"},
		"polly said":       {"✔ speaks", "0.5 s", "in en, hi", " ms\n"},
		"without a price":  {"– speech prices", "openai, polly, transcribe", "--speech-rates"},
	} {
		for _, w := range want {
			if l := line(t, said, what); !strings.Contains(l, w) {
				t.Errorf("said %q, want %q", l, w)
			}
		}
	}
	if strings.Contains(said, opens) || strings.Contains(said, "nobody in") {
		t.Errorf("said\n%s", said)
	}
}

// TestDoctorOnFewVoices says in which languages nobody hears or speaks, and what cannot be
// tried.
func TestDoctorOnFewVoices(t *testing.T) {
	credentials(t, "AKIDWELL")
	at := speechServices(t)
	for name, c := range map[string]struct {
		args []string
		what string
		want string
	}{
		"nobody hears":      {nil, "– hears ", "nobody in any language"},
		"nobody speaks":     {nil, "– speaks ", "nobody in any language"},
		"Polly alone":       {[]string{"--speak", "polly", "--polly-url", at}, "– speaks ", "nobody in bn, gu, kn, ml, mr, pa, ta, te"},
		"a few languages":   {[]string{"--hear", "openai", "--openai-speech-url", at + "/inference", "--openai-speech-hears", "hi,ta"}, "– hears ", "nobody in bn, en, gu,"},
		"nothing is heard":  {[]string{"--hear", "openai", "--openai-speech-url", at + "/inference"}, "✔ hears ", "openai heard nothing"},
		"no Hindi is heard": {[]string{"--hear", "openai", "--openai-speech-url", at + "/inference", "--openai-speech-hears", "en"}, "– hears ", "openai, in en: not tried"},
		"no Hindi is said":  {[]string{"--speak", "openai", "--openai-speech-url", at, "--openai-speech-speaks", "en"}, "– speaks ", "openai, in en: not tried"},
	} {
		said, err := visitVoices(t, append(c.args, "--no-own-voice")...)
		if l := line(t, said, c.what); err != nil || !strings.Contains(l, c.want) {
			t.Errorf("%s: %v, said %q", name, err, l)
		}
	}
}

// TestDoctorOnVoicesOnBoard finds who hears and speaks on this machine, and, of PocketSphinx
// looked at, nothing left behind.
func TestDoctorOnVoicesOnBoard(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	said, err := visitVoices(t)
	if err != nil || strings.Contains(said, "nobody in") {
		t.Errorf("%v\n%s", err, said)
	}
	for what, want := range map[string]string{"✔ hears ": "sphinx, on this machine, in all languages; commands alone", "✔ speaks ": "espeak, on this machine, in all languages"} {
		if l := line(t, said, what); !strings.Contains(l, want) {
			t.Errorf("said %q, want %q", l, want)
		}
	}
	if left, err := filepath.Glob(filepath.Join(temp, "sphinx*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
	t.Setenv("PATH", t.TempDir())
	said, err = visitVoices(t)
	if l := line(t, said, "to have all"); err != nil || !strings.Contains(l, "apt-get install ffmpeg espeak-ng pocketsphinx\n") || !strings.Contains(said, "– hears          nobody in any language") {
		t.Errorf("%v\n%s", err, said)
	}
}

// TestDoctorOnIllVoices says what is wrong with a service and what to do, and keeps keys to
// himself.
func TestDoctorOnIllVoices(t *testing.T) {
	at, away := speechServices(t), "http://"+deadPort(t)
	const wrong = "hunter2-wrong"
	for name, c := range map[string]struct {
		args []string
		what string
		want []string
	}{
		"no key":               {[]string{"--hear", "sarvam"}, "✘ hears", []string{"--hear sarvam needs --sarvam-key", "Setting it up"}},
		"no key to speak":      {[]string{"--speak", "openai"}, "✘ speaks", []string{"--openai-speech-key"}},
		"Sarvam's wrong key":   {[]string{"--hear", "sarvam", "--sarvam-key", wrong, "--sarvam-url", at}, "✘ hears", []string{"sarvam", "403", "key is right"}},
		"it says nothing":      {[]string{"--speak", "sarvam", "--sarvam-key", wrong, "--sarvam-url", at}, "✘ speaks", []string{"sarvam", "403", "key is right"}},
		"Sarvam is away":       {[]string{"--hear", "sarvam", "--sarvam-key", wrong, "--sarvam-url", away}, "✘ hears", []string{"sarvam", "refused", "Setting it up"}},
		"OpenAI's wrong key":   {[]string{"--hear", "openai", "--openai-speech-key", wrong, "--openai-speech-url", at + "/v1"}, "✘ hears", []string{"openai", "403"}},
		"a page, and no API":   {[]string{"--hear", "openai", "--openai-speech-key", wrong, "--openai-speech-url", at + "/page"}, "✘ hears", []string{"openai", "URL is the one of the API"}},
		"Bhashini's wrong key": {[]string{"--speak", "bhashini", "--bhashini-user", "me", "--bhashini-key", wrong, "--bhashini-url", at + "/find"}, "✘ speaks", []string{"bhashini", "key is right"}},
		"AWS does not know us": {[]string{"--hear", "transcribe", "--transcribe-url", at}, "✘ hears", []string{"transcribe", "403", "AWS credentials"}},
		"Polly does not":       {[]string{"--speak", "polly", "--polly-url", at}, "✘ speaks", []string{"polly", "403", "AWS credentials"}},
		"abroad":               {[]string{"--hear", "openai", "--openai-speech-key", wrong, "--residency", "in"}, "✘ residency", []string{"--openai-speech-url (api.openai.com)", "– hears          not looked at"}},
	} {
		t.Run(name, func(t *testing.T) {
			credentials(t, "AKIDWRONG")
			said, err := visitVoices(t, c.args...)
			if !errors.Is(err, errUnwell) {
				t.Errorf("ended with %v", err)
			}
			line(t, said, c.what)
			for _, want := range c.want {
				if !strings.Contains(said, want) {
					t.Errorf("%q is not in\n%s", want, said)
				}
			}
			if strings.Contains(said, wrong) || strings.Contains(said, opens) {
				t.Errorf("a key is told:\n%s", said)
			}
		})
	}
}

// TestDoctorWithoutCredentials has a machine that nobody at AWS knows.
func TestDoctorWithoutCredentials(t *testing.T) {
	credentials(t, "")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "")
	said, err := visitVoices(t, "--speak", "polly", "--polly-url", "http://"+deadPort(t))
	if l := line(t, said, "✘ speaks"); !errors.Is(err, errUnwell) || !strings.Contains(l, "aws: polly: aws: credentials") {
		t.Errorf("%v, said %q", err, l)
	}
}

// TestAboard says what each program is for, how the answers are without it, and the one
// line that installs what is missing.
func TestAboard(t *testing.T) {
	some := func(there ...string) []tool {
		all := tools()
		for i := range all {
			all[i].there = func() bool { return strings.Contains(strings.Join(there, " "), all[i].name) }
		}
		return all
	}
	const every = "libopus ffmpeg espeak-ng pocketsphinx sphinx model"
	for name, c := range map[string]struct {
		settings voiceSettings
		tools    []tool
		want     string // marks, and what is said last
	}{
		"all":              {voiceSettings{OwnVoice: true}, some(every), "✔✔✔✔✔ is the sounds that pocketsphinx knows"},
		"nothing":          {voiceSettings{OwnVoice: true}, some(), "–––––– apt-get install libopus0 ffmpeg espeak-ng pocketsphinx pocketsphinx-en-us"},
		"no model":         {voiceSettings{OwnVoice: true}, some("libopus ffmpeg espeak-ng pocketsphinx"), "✔✔✔✔–– apt-get install pocketsphinx-en-us"},
		"nobody on board":  {voiceSettings{}, some("libopus"), "✔––––– apt-get install ffmpeg"},
		"none wanted":      {voiceSettings{}, some("libopus", "ffmpeg"), "✔✔––– not in use: --no-own-voice"},
		"speaks without":   {voiceSettings{Speak: []string{bySarvam}}, some("ffmpeg"), "✘✔–––– apt-get install libopus0"},
		"hears without it": {voiceSettings{Hear: []string{bySarvam}}, some("ffmpeg"), "–✔–––– apt-get install libopus0"},
	} {
		found := c.settings.aboard(c.tools)
		marks := ""
		for _, f := range found {
			marks += f.mark
			if f.what == "libopus" && f.mark != "✔" && !strings.Contains(f.state, "answers are text only") {
				t.Errorf("%s: said %+v", name, f)
			}
		}
		if got := marks + " " + found[len(found)-1].state; got != c.want {
			t.Errorf("%s: said %s, want %s", name, got, c.want)
		}
	}
	for _, tool := range tools() { // .ci/deps.sh has them all
		if !tool.there() {
			t.Errorf("%s of %s is not found here", tool.name, tool.pack)
		}
	}
}
