package simulator

import (
	"bytes"
	"encoding/binary"
	"mime"
	"net/http"
	"strings"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// unknownType is what bytes are that look like nothing in particular.
const unknownType = "application/octet-stream"

// look says what bytes are, whatever they are called.
func look(data []byte) string {
	head := data[:min(len(data), 512)]
	switch {
	case bytes.HasPrefix(head, []byte("OggS")):
		return "audio/ogg"
	case bytes.HasPrefix(head, []byte("#!AMR")):
		return "audio/amr"
	case len(head) > 2 && head[0] == 0xff && head[1]&0xf6 == 0xf0:
		return "audio/aac"
	case len(head) > 2 && head[0] == 0xff && head[1]&0xe0 == 0xe0 && head[1]&0x06 != 0:
		return "audio/mpeg"
	case len(head) >= 12 && string(head[4:8]) == "ftyp":
		return container(string(head[8:12]))
	}
	return bare(http.DetectContentType(head))
}

// container is what a file of the MP4 family is, by its brand.
func container(brand string) string {
	switch {
	case strings.HasPrefix(brand, "3g"):
		return "video/3gpp"
	case strings.HasPrefix(brand, "M4A"):
		return "audio/mp4"
	}
	return "video/mp4"
}

// bare is a MIME type without parameters; "" when it is none.
func bare(contentType string) string {
	t, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return t
}

// kindOf is the kind of message a type is sent as.
func kindOf(contentType string) string {
	if f, ok := wire.FormatOf(contentType, ""); ok {
		return f.Kind
	}
	switch kind, _, _ := strings.Cut(bare(contentType), "/"); kind {
	case "audio", "video":
		return kind
	}
	return wire.TypeDocument
}

// agree reports whether bytes that look like seen may be called told. Only what
// has a look of its own can be held to it.
func agree(told, seen string) bool {
	told = bare(told)
	switch told {
	case seen:
		return true
	case "audio/mp4", "video/mp4", "video/3gpp":
		return seen == "video/mp4" || seen == "audio/mp4" || seen == "video/3gpp"
	case "application/pdf":
		return false
	}
	family, _, _ := strings.Cut(told, "/")
	return family != "image" && family != "audio" && family != "video"
}

// oggSeconds is how long an Ogg Opus file plays, from the position of its last
// page; 0 when it is none.
func oggSeconds(data []byte) int {
	const rate = 48000
	i := bytes.LastIndex(data, []byte("OggS"))
	if i < 0 || !bytes.HasPrefix(data, []byte("OggS")) || i+14 > len(data) || !bytes.Contains(data[:min(len(data), 128)], []byte("OpusHead")) {
		return 0
	}
	position := binary.LittleEndian.Uint64(data[i+6:])
	if position > rate*24*3600 {
		return 0
	}
	return int((position + rate/2) / rate)
}

// playable reports whether the page may show bytes in place: pictures, sounds
// and films, by their look alone.
func playable(seen string) bool {
	switch seen {
	case "image/jpeg", "image/png", "image/webp", "image/gif", "audio/ogg", "audio/mpeg", "audio/aac", "audio/mp4",
		"audio/wave", "video/mp4", "video/webm", "video/3gpp":
		return true
	}
	return false
}
