package simulator

import (
	"fmt"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// keep stores a file and writes down what had to go for it.
func (e *Emulator) keep(d file, data []byte) (*file, error) {
	d.At = e.clock.Now().UTC()
	f, gone, err := e.files.add(d, data)
	if err != nil {
		return nil, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.store.append(record{File: f})
	for _, id := range gone {
		e.store.append(record{Gone: id})
	}
	return f, nil
}

// userFile keeps what a user sends: a phone sends a picture as a picture, and
// everything that WhatsApp has no kind for as a document.
func (e *Emulator) userFile(kind, contentType, name string, data []byte) (*file, error) {
	seen := look(data)
	if len(data) == 0 {
		return nil, fmt.Errorf("%w: it is empty", ErrMedia)
	}
	if bare(contentType) == "" || bare(contentType) == unknownType {
		contentType = seen
	}
	if kind == "" {
		kind = kindOf(contentType)
	}
	if most, ok := userKinds[kind]; !ok {
		return nil, fmt.Errorf("%w: kind is image, audio, video, document or sticker", ErrMedia)
	} else if int64(len(data)) > most {
		return nil, fmt.Errorf("%w: a file of kind %s has at most %d MB", ErrMedia, kind, most>>20)
	}
	if kind == wire.TypeAudio && bare(contentType) == "audio/ogg" {
		contentType = "audio/ogg; codecs=opus"
	}
	return e.keep(file{From: FromUser, Kind: kind, Type: clip(contentType, MaxName), Name: name}, data)
}

// userKinds are the kinds of files a user sends, and how many bytes they have at
// most: phones shrink pictures themselves.
var userKinds = map[string]int64{
	wire.TypeImage: 16 << 20, wire.TypeAudio: 16 << 20, wire.TypeVideo: 16 << 20, wire.TypeSticker: 1 << 20, wire.TypeDocument: MaxUpload,
}

// botFile keeps what the bot uploads, if the Graph API would take it: a known
// type, not too large, and bytes that are what they are called.
func (e *Emulator) botFile(contentType, name string, data []byte) (*file, *refusal) {
	format, ok := wire.FormatOf(contentType, "")
	switch {
	case !ok:
		return nil, refuse(wire.CodeParameter, "Param file must be a file with one of the supported types. Received file of type '%s'.", clip(contentType, MaxName))
	case len(data) == 0:
		return nil, refuse(wire.CodeParameter, "Param file must not be empty")
	case int64(len(data)) > format.Max:
		return nil, refuse(wire.CodeParameter, "File size is too big: %d bytes. A file of type %s has at most %d bytes", len(data), format.Type, format.Max)
	case !agree(contentType, look(data)):
		return nil, refuse(wire.CodeMediaUp, "Supposed type of media is %s, but the file is of type %s", format.Type, look(data))
	}
	f, err := e.keep(file{From: FromBot, Kind: format.Kind, Type: clip(contentType, MaxName), Name: name}, data)
	if err != nil {
		e.log.Error("upload", "error", err)
		return nil, refuse(wire.CodeUnknownAPI, "the file could not be kept")
	}
	return f, nil
}
