package seal

import (
	"context"
	"fmt"
	"log/slog"
	"regexp"
	"sync/atomic"
)

// Handler is a [slog.Handler] in whose records no phone number stands: whatever
// has the look of one becomes its [Keys.Hash]. Until the keys are open, it becomes
// a mark.
//
//	h := seal.NewHandler(slog.NewTextHandler(os.Stderr, nil))
//	log := slog.New(h)
//	…
//	h.Use(keys.Hash)
type Handler struct {
	inner slog.Handler
	hash  *atomic.Pointer[func(string) string] // shared by all that With made
}

// NewHandler is a handler in front of another.
func NewHandler(inner slog.Handler) *Handler {
	return &Handler{inner: inner, hash: &atomic.Pointer[func(string) string]{}}
}

// Use says what numbers become from now on.
func (h *Handler) Use(hash func(address string) string) { h.hash.Store(&hash) }

// Enabled is the inner handler's.
func (h *Handler) Enabled(ctx context.Context, l slog.Level) bool { return h.inner.Enabled(ctx, l) }

// Handle passes a record on without numbers.
func (h *Handler) Handle(ctx context.Context, r slog.Record) error {
	clean := slog.NewRecord(r.Time, r.Level, h.words(r.Message), r.PC)
	r.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(h.attr(a))
		return true
	})
	return h.inner.Handle(ctx, clean)
}

// WithAttrs is [slog.Handler]'s.
func (h *Handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		clean[i] = h.attr(a)
	}
	return &Handler{inner: h.inner.WithAttrs(clean), hash: h.hash}
}

// WithGroup is [slog.Handler]'s.
func (h *Handler) WithGroup(name string) slog.Handler {
	return &Handler{inner: h.inner.WithGroup(name), hash: h.hash}
}

// attr is an attribute without numbers. Times, durations and our own numbers are
// none.
func (h *Handler) attr(a slog.Attr) slog.Attr {
	v := a.Value.Resolve()
	switch v.Kind() {
	case slog.KindString:
		return slog.String(a.Key, h.words(v.String()))
	case slog.KindGroup:
		group := v.Group()
		clean := make([]slog.Attr, len(group))
		for i, in := range group {
			clean[i] = h.attr(in)
		}
		return slog.Attr{Key: a.Key, Value: slog.GroupValue(clean...)}
	case slog.KindAny:
		if words := fmt.Sprint(v.Any()); phones.MatchString(words) {
			return slog.String(a.Key, h.words(words))
		}
	}
	return slog.Attr{Key: a.Key, Value: v}
}

// phones are runs of 10 to 15 digits, as E.164 has them, with what people write
// between. A number within a longer word (a hash, an id in base64) is none.
var phones = regexp.MustCompile(`\+?\b[0-9](?:[ ()-]{0,2}[0-9]){9,14}\b`)

// notDigits are what a number is written with, and is not part of it.
var notDigits = regexp.MustCompile(`[^0-9]`)

// words are a text without numbers.
func (h *Handler) words(text string) string {
	if hash := h.hash.Load(); hash != nil {
		return scrub(text, *hash)
	}
	return scrub(text, func(string) string { return "" })
}

// Scrub is a text for the operator, such as a channel's words for what went wrong,
// with every phone number in it replaced by its [Keys.Hash].
func (k *Keys) Scrub(text string) string { return scrub(text, k.Hash) }

func scrub(text string, hash func(string) string) string {
	return phones.ReplaceAllStringFunc(text, func(number string) string {
		return "#" + hash(notDigits.ReplaceAllString(number, ""))
	})
}
