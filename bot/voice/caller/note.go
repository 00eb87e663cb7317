package caller

import "github.com/sahayak-dev/sahayak/bot/voice/sound"

// Note is a voice note as it came.
func Note(ogg []byte) File { return File{Name: "note.ogg", Kind: "audio/ogg", Data: ogg} }

// WAV is a clip as a file.
func WAV(c sound.Clip) File { return File{Name: "note.wav", Kind: "audio/wav", Data: c.WAV()} }
