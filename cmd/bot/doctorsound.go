package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"

	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// tool is something that the system has or has not, for sound.
type tool struct {
	name    string // as the doctor says it
	pack    string // Debian's package
	does    string
	without string // what is so without it
	own     bool   // only for who hears and speaks on board
	there   func() bool
}

// usSounds are those of US English, as Debian has them for PocketSphinx.
const usSounds = "/usr/share/pocketsphinx/model/en-us/en-us/mdef"

// tools are all that there are.
func tools() []tool {
	return []tool{
		{"libopus", opusPack, "makes voice notes of spoken answers", "answers are text only", false, opus},
		{"ffmpeg", "ffmpeg", "reads sound that is no voice note: M4A, AMR and their like", "such files are answered with a request to speak into the chat; voice notes, MP3 and WAV are heard", false, runs("ffmpeg")},
		{"espeak-ng", "espeak-ng", "speaks on this machine, and knows how words sound", "nobody speaks where no service does", true, runs("espeak-ng")},
		{"pocketsphinx", "pocketsphinx", "hears commands on this machine", "nobody hears where no service does", true, runs("pocketsphinx_batch")},
		{"sphinx model", "pocketsphinx-en-us", "is the sounds that pocketsphinx knows", "pocketsphinx hears nothing", true, has(usSounds)},
	}
}

// opus reports whether voice notes can be made.
func opus() bool {
	_, err := sound.OpenEncoder()
	return err == nil
}

// runs reports whether a program can be started.
func runs(name string) func() bool {
	return func() bool {
		_, err := exec.LookPath(name)
		return err == nil
	}
}

// has reports whether a file is there.
func has(path string) func() bool {
	return func() bool {
		_, err := os.Stat(path)
		return err == nil
	}
}

// aboard says what of the system's programs for sound is installed, and how the rest is.
func (c doctorCommand) aboard(context.Context) []finding { return c.Voice.aboard(tools()) }

func (s voiceSettings) aboard(all []tool) []finding {
	var found []finding
	var missing []string
	for _, p := range all {
		switch {
		case p.own && !s.OwnVoice:
			found = append(found, unused(p.name, "not in use: --no-own-voice"))
		case p.there():
			found = append(found, well(p.name, p.does))
		case p.pack == opusPack && len(s.Speak) > 0:
			missing = append(missing, p.pack)
			found = append(found, broken(p.name, errors.New("not installed, and --speak is set: "+p.without), aptGet+p.pack))
		default:
			missing = append(missing, p.pack)
			found = append(found, unused(p.name, "not installed: it "+p.does+"; without it "+p.without))
		}
	}
	if len(missing) > 0 {
		found = append(found, unused("to have all", aptGet+strings.Join(missing, " ")))
	}
	return found
}

// What is said to whoever installs it.
const (
	opusPack = "libopus0"
	aptGet   = "apt-get install "
)
