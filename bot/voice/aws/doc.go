// Package aws hears by way of Amazon Transcribe and speaks by way of Amazon Polly, both in
// the region that is chosen: "ap-south-1" is Mumbai.
//
//	c, err := aws.New(aws.Config{Region: "ap-south-1", Credentials: keys, Clock: clock, Guard: rule.Transport})
//	t, err := c.Recogniser().Recognise(ctx, voice.Speech{Clip: clip, Note: note, Lang: "hi"})
//	clip, err := c.Synthesiser().Synthesise(ctx, "पाँच सौ रुपये", "hi")
//
// Transcribe is called as a stream, over a WebSocket whose address is signed: a request of
// any other kind would leave what was said in a bucket, and take minutes. A word of hints
// cannot be sent along: it takes only vocabularies that were made before, by name.
//
// The contracts: https://docs.aws.amazon.com/transcribe/latest/dg/streaming-websocket.html,
// https://docs.aws.amazon.com/transcribe/latest/dg/event-stream.html and
// https://docs.aws.amazon.com/polly/latest/dg/API_SynthesizeSpeech.html.
package aws
