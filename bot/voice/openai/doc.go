// Package openai hears and speaks by way of any service with OpenAI's API for sound:
// OpenAI itself, Groq, and on a machine of one's own vLLM, speaches (faster-whisper) or
// whisper.cpp's server, which has a path and a few ways of its own.
//
//	groq, err := openai.New(openai.Config{
//		Name: "groq", Key: key, URL: "https://api.groq.com/openai/v1",
//		Model: "whisper-large-v3-turbo", Clock: clock,
//	})
//	heard, err := groq.Recognise(ctx, speech)
//
// Whisper knows all ten languages of the shops, and some of them badly: it writes Malayalam
// or Telugu in Latin letters now and then. Whoever calls it looks at what comes back.
//
// The contract: https://platform.openai.com/docs/api-reference/audio, and
// https://github.com/ggml-org/whisper.cpp/tree/master/examples/server.
package openai
