// Package sound turns voice notes into samples and samples into voice notes.
//
//	clip, err := sound.Decode(ctx, note, sound.Limits{Bytes: 16 << 20, Length: 5 * time.Minute})
package sound
