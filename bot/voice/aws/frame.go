package aws

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws/protocol/eventstream"

	"github.com/sahayak-dev/sahayak/bot/voice"
)

// frame is a piece of sound as it is sent. One without sound ends the stream.
func frame(piece []byte) ([]byte, error) {
	m := eventstream.Message{Payload: piece}
	m.Headers.Set(":message-type", eventstream.StringValue("event"))
	m.Headers.Set(":event-type", eventstream.StringValue("AudioEvent"))
	m.Headers.Set(":content-type", eventstream.StringValue("application/octet-stream"))
	var out bytes.Buffer
	err := eventstream.NewEncoder().Encode(&out, m)
	return out.Bytes(), err
}

// result is what was heard in a stretch of speech.
type result struct {
	Partial  bool `json:"IsPartial"` // more of the stretch is to come: it will be read anew
	Readings []struct {
		Text string `json:"Transcript"`
	} `json:"Alternatives"` // best first
}

// read is what a frame says: results, or what went wrong.
func read(frame []byte) ([]result, error) {
	from := bytes.NewReader(frame)
	m, err := eventstream.NewDecoder().Decode(from, nil)
	if err != nil || from.Len() > 0 {
		return nil, fmt.Errorf("%w: a broken frame", voice.ErrAnswer)
	}
	switch header(m, ":message-type") {
	case "event":
		return results(m)
	case "exception":
		return nil, said(header(m, ":exception-type"), 0)
	case "error":
		return nil, said(header(m, ":error-code"), 0)
	}
	return nil, fmt.Errorf("%w: a frame of no known type", voice.ErrAnswer)
}

// results are those of an event. Events of other types are none of ours.
func results(m eventstream.Message) ([]result, error) {
	if header(m, ":event-type") != "TranscriptEvent" {
		return nil, nil
	}
	var e struct {
		Transcript *struct {
			Results []result `json:"Results"`
		} `json:"Transcript"`
	}
	if json.Unmarshal(m.Payload, &e) != nil || e.Transcript == nil {
		return nil, fmt.Errorf("%w: a broken event", voice.ErrAnswer)
	}
	return e.Transcript.Results, nil
}

// header is one of a message's, "" when it has none of this name.
func header(m eventstream.Message, name string) string {
	if s, is := m.Headers.Get(name).(eventstream.StringValue); is {
		return string(s)
	}
	return ""
}
