// Package sound turns voice notes into samples and samples into voice notes.
//
//	clip, err := sound.Decode(ctx, note, sound.Limits{Bytes: 16 << 20, Length: 5 * time.Minute})
//	…
//	encoder, err := sound.OpenEncoder()
//	…
//	note, err := encoder.Encode(ctx, clip.Trim().Levelled())
//
// What comes in is read by what it begins with, in Go: Ogg Opus (every voice note of
// WhatsApp), MP3 and WAV (what speech services answer with). Whatever else people send, M4A
// and AMR above all, goes through ffmpeg where that is installed. What goes out is Ogg Opus
// as WhatsApp plays it as a voice note; libopus makes it where that is installed.
package sound
