package wire

import "mime"

// What a message may hold. Lengths are in characters, counted as runes: a vowel
// sign of Devanagari counts.
// Source: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages
const (
	MaxText            = 4096 // of a text
	MaxBody            = 1024 // above buttons or a list
	MaxCaption         = 1024 // under a file
	MaxHeader          = 60
	MaxFooter          = 60
	MaxButtons         = 3
	MaxButtonTitle     = 20
	MaxButtonID        = 256
	MaxRows            = 10 // in all sections together
	MaxRowTitle        = 24
	MaxRowID           = 200
	MaxRowText         = 72 // description of a row
	MaxListButton      = 20 // what opens the list
	MaxSections        = 10
	MaxSectionTitle    = 24
	MaxOpaque          = 512
	MaxPayload         = 256 // of a template's quick reply
	MaxTemplateButtons = 10
	MaxVoicePlay       = 512 << 10 // bytes of a voice note that shows a play button
	MaxWebhook         = 3 << 20   // bytes of a webhook
)

// Format is a type of file that may be sent, the kind of message it goes in, and
// how large it may be.
type Format struct {
	Type string // MIME type, without parameters
	Kind string // as in Message.Type
	Max  int64  // bytes
}

const (
	maxAudio    = 16 << 20
	maxVideo    = 16 << 20
	maxImage    = 5 << 20
	maxDocument = 100 << 20
	maxSticker  = 500 << 10 // animated; 100 KB when it stands still
)

// formats are the types of files.
// Source: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types
var formats = []Format{
	{"audio/aac", TypeAudio, maxAudio},
	{"audio/amr", TypeAudio, maxAudio},
	{"audio/mpeg", TypeAudio, maxAudio},
	{"audio/mp4", TypeAudio, maxAudio},
	{"audio/ogg", TypeAudio, maxAudio}, // Opus only, one channel
	{"image/jpeg", TypeImage, maxImage},
	{"image/png", TypeImage, maxImage},
	{"image/webp", TypeSticker, maxSticker},
	{"video/3gpp", TypeVideo, maxVideo},
	{"video/mp4", TypeVideo, maxVideo},
	{"application/pdf", TypeDocument, maxDocument},
	{"text/plain", TypeDocument, maxDocument},
	{"application/msword", TypeDocument, maxDocument},
	{"application/vnd.ms-excel", TypeDocument, maxDocument},
	{"application/vnd.ms-powerpoint", TypeDocument, maxDocument},
	{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", TypeDocument, maxDocument},
	{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", TypeDocument, maxDocument},
	{"application/vnd.openxmlformats-officedocument.presentationml.presentation", TypeDocument, maxDocument},
}

// FormatOf finds the format of a MIME type, whatever its parameters, as a kind
// of message; kind "" is any. A document may be of any type.
func FormatOf(contentType, kind string) (Format, bool) {
	bare, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return Format{}, false
	}
	for _, f := range formats {
		if f.Type == bare && (kind == "" || f.Kind == kind) {
			return f, true
		}
	}
	return Format{Type: bare, Kind: TypeDocument, Max: maxDocument}, kind == TypeDocument
}

// MaxOf is how many bytes a file may have as a kind of message: the most of any
// type; for an unknown kind, of a document.
func MaxOf(kind string) int64 {
	var most int64
	for _, f := range formats {
		if f.Kind == kind {
			most = max(most, f.Max)
		}
	}
	if most == 0 {
		return maxDocument
	}
	return most
}
