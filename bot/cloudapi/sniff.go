package cloudapi

import (
	"bytes"
	"fmt"
	"mime"
	"slices"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// signature is how files of some types begin.
type signature struct {
	at    int
	magic string
	types []string
}

const office = "application/vnd.openxmlformats-officedocument."

// signatures are how the types that WhatsApp carries begin.
// Source: https://mimesniff.spec.whatwg.org and the formats' own papers.
var signatures = []signature{
	{0, "\xff\xd8\xff", []string{"image/jpeg"}},
	{0, "\x89PNG\r\n\x1a\n", []string{"image/png"}},
	{8, "WEBP", []string{"image/webp"}},
	{0, "OggS", []string{"audio/ogg"}},
	{4, "ftyp", []string{"audio/mp4", "video/mp4", "video/3gpp", "audio/aac"}},
	{0, "ID3", []string{"audio/mpeg", "audio/aac"}},
	{0, "\xff\xfb", []string{"audio/mpeg"}},
	{0, "\xff\xfa", []string{"audio/mpeg"}},
	{0, "\xff\xf3", []string{"audio/mpeg"}},
	{0, "\xff\xf2", []string{"audio/mpeg"}},
	{0, "\xff\xf1", []string{"audio/aac"}},
	{0, "\xff\xf9", []string{"audio/aac"}},
	{0, "#!AMR", []string{"audio/amr"}},
	{0, "%PDF-", []string{"application/pdf"}},
	{0, "PK\x03\x04", []string{
		office + "wordprocessingml.document", office + "spreadsheetml.sheet",
		office + "presentationml.presentation", "application/zip",
	}},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", []string{
		"application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint",
	}},
}

// recognise is the type of a file that says it is declared and comes as a kind.
// A file of another type of the same kind is taken for what it is; one that is no
// such thing at all is [bot.ErrMedia].
func recognise(declared, kind string, data []byte) (string, error) {
	media, _, err := mime.ParseMediaType(declared)
	if err != nil {
		media = ""
	}
	could := begins(data)
	if slices.Contains(could, media) {
		return declared, nil
	}
	for _, t := range could {
		if f, ok := wire.FormatOf(t, kind); ok && f.Kind == kind && kind != wire.TypeDocument {
			return t, nil
		}
	}
	if kind == wire.TypeDocument && !signed(media) && plausible(media, data) {
		return declared, nil
	}
	return "", fmt.Errorf("%w: not what its type says", bot.ErrMedia)
}

// begins are the types that data may be, by how it begins.
func begins(data []byte) []string {
	for _, s := range signatures {
		if len(data) >= s.at && bytes.HasPrefix(data[s.at:], []byte(s.magic)) {
			return s.types
		}
	}
	return nil
}

// signed reports whether files of a type can be told by how they begin.
func signed(media string) bool {
	return slices.ContainsFunc(signatures, func(s signature) bool { return slices.Contains(s.types, media) })
}

// plausible reports whether data may be of a type that nothing at its beginning
// tells: text has no NULs.
func plausible(media string, data []byte) bool {
	if strings.HasPrefix(media, "text/") {
		return !bytes.ContainsRune(data, 0)
	}
	return media != ""
}
