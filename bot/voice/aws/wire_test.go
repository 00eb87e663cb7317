package aws_test

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
)

// Frames as the service writes and reads them: length, length of the headers, checksum of
// both; headers; payload; checksum of all.
// https://docs.aws.amazon.com/transcribe/latest/dg/event-stream.html

var errFrame = errors.New("not a frame")

// written is a frame. Headers are names and values by turns.
func written(payload string, headers ...string) []byte {
	var h []byte
	for n := 0; n < len(headers); n += 2 {
		h = append(append(h, byte(len(headers[n]))), headers[n]...)
		h = binary.BigEndian.AppendUint16(append(h, 7), uint16(len(headers[n+1])))
		h = append(h, headers[n+1]...)
	}
	out := binary.BigEndian.AppendUint32(nil, uint32(16+len(h)+len(payload)))
	out = binary.BigEndian.AppendUint32(out, uint32(len(h)))
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out))
	out = append(append(out, h...), payload...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out))
}

// event is a frame of a transcript.
func event(payload string) []byte {
	return written(payload, ":message-type", "event", ":event-type", "TranscriptEvent", ":content-type", "application/json")
}

// exception is a frame of what went wrong, which says what nobody may repeat.
func exception(word string) []byte {
	return written(`{"Message":"ramesh ko secret do"}`, ":exception-type", word, ":content-type", "application/json", ":message-type", "exception")
}

// readFrame takes a frame apart, if its lengths and checksums hold.
func readFrame(f []byte) (headers map[string]string, payload []byte, err error) {
	if len(f) < 16 || binary.BigEndian.Uint32(f) != uint32(len(f)) || binary.BigEndian.Uint32(f[8:]) != crc32.ChecksumIEEE(f[:8]) ||
		binary.BigEndian.Uint32(f[len(f)-4:]) != crc32.ChecksumIEEE(f[:len(f)-4]) {
		return nil, nil, errFrame
	}
	long := int(binary.BigEndian.Uint32(f[4:]))
	if long > len(f)-16 {
		return nil, nil, errFrame
	}
	headers = map[string]string{}
	for h := f[12 : 12+long]; len(h) > 0; {
		name := int(h[0])
		if len(h) < name+4 || h[name+1] != 7 {
			return nil, nil, errFrame
		}
		value := int(binary.BigEndian.Uint16(h[name+2:]))
		if len(h) < name+4+value {
			return nil, nil, errFrame
		}
		headers[string(h[1:1+name])] = string(h[name+4 : name+4+value])
		h = h[name+4+value:]
	}
	return headers, f[12+long : len(f)-4], nil
}
