package locales

import (
	"errors"
	"fmt"

	"golang.org/x/text/language"
)

// ErrTag says that a string names no language.
var ErrTag = errors.New("not a language tag")

// maxTag is the length in bytes of the longest tag that is looked at; real ones
// stay far below it.
const maxTag = 35

// ParseTag brings a BCP 47 tag into the form texts are filed under: language,
// and script where it is not the usual one. Countries and variants are dropped:
// "hi_IN" is "hi", "HI-latn-IN" is "hi-Latn". It returns ErrTag for anything
// that names no language.
func ParseTag(s string) (string, error) {
	if len(s) > maxTag {
		return "", fmt.Errorf("locales: tag of %d bytes: %w", len(s), ErrTag)
	}
	tag, err := language.Parse(s)
	if err != nil {
		return "", fmt.Errorf("locales: tag %q: %w", s, ErrTag)
	}
	base, _, _ := tag.Raw()
	if base.String() == "und" {
		return "", fmt.Errorf("locales: tag %q: %w", s, ErrTag)
	}
	written, usual := script(tag), script(language.Make(base.String()))
	if written == usual {
		return base.String(), nil
	}
	return base.String() + "-" + written, nil
}

// script is what a tag is written in: what it says, or what is usual.
func script(tag language.Tag) string {
	s, _ := tag.Script()
	return s.String()
}
