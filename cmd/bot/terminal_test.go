package main

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
)

// TestLogsHoldNoNumbers writes a number into every form of log.
func TestLogsHoldNoNumbers(t *testing.T) {
	for _, form := range []string{"", "text", "json"} {
		var errs bytes.Buffer
		at := &terminal{errs: &errs}
		at.Log = form
		at.log(slog.LevelInfo).With("first", "+919812345670").Info("refused 919812345670", "error", "98123 45670 is not there")
		if said := errs.String(); strings.Count(said, "#") != 3 || strings.Contains(said, "45670") {
			t.Errorf("--log %q: %s", form, said)
		}
	}
}
