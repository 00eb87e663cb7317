package whatsapp

import (
	"fmt"
	"log/slog"

	waLog "go.mau.fi/whatsmeow/util/log"
)

// logger has the library's warnings and errors in our log; what it says besides is
// too much. Numbers in it are the log handler's to hide.
type logger struct{ *slog.Logger }

var _ waLog.Logger = logger{}

// Warnf writes a warning.
func (l logger) Warnf(text string, args ...any) { l.Warn("whatsmeow: " + fmt.Sprintf(text, args...)) }

// Errorf writes an error.
func (l logger) Errorf(text string, args ...any) {
	l.Error("whatsmeow: " + fmt.Sprintf(text, args...))
}

// Infof writes nothing.
func (logger) Infof(string, ...any) {}

// Debugf writes nothing.
func (logger) Debugf(string, ...any) {}

// Sub is the same log.
func (l logger) Sub(string) waLog.Logger { return l }
