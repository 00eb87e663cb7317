// Package sarvam hears and speaks by way of Sarvam AI, in all ten languages of the shops:
// Saaras hears, Bulbul speaks.
//
//	s, err := sarvam.New(sarvam.Config{Key: key, Clock: clock})
//	heard, err := s.Recognise(ctx, speech)
//	clip, err := s.Synthesise(ctx, "राम राम जी", "hi")
//
// It hears half a minute at a time: what is longer is cut where it is quiet, and the pieces
// are heard side by side.
//
// The contract: https://docs.sarvam.ai/api-reference-docs/speech-to-text/transcribe and
// https://docs.sarvam.ai/api-reference-docs/text-to-speech/convert.
package sarvam
