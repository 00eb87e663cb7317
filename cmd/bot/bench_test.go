package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBench measures 50 messages or so on the whole path, with the bot in a
// process of its own.
func TestBench(t *testing.T) {
	var out, errs bytes.Buffer
	profiles := t.TempDir()
	args := []string{"bench", "--users", "10", "--rate", "50", "--for", "1s", "--voice", "20", "--hear-takes", "50ms", "--cpu-profile", profiles, "--p95", "1m"}
	if err := run(t.Context(), args, strings.NewReader(""), &out, &errs); err != nil {
		t.Fatalf("%v\n%s%s", err, &out, &errs)
	}
	says(t, out.String(), "SQLite", "--burst 0s", "limits are raised", "the machine can do", "opened 10 shops", "50 messages a second", "20 voice notes a second",
		"p50", "0 never answered, 0 answered twice", "0 broken", "memory of bot 1", "CPU a message", "commit", "afterwards")
	if info, err := os.Stat(filepath.Join(profiles, "bot1.pprof")); err != nil || info.Size() == 0 {
		t.Errorf("no profile: %v", err)
	}
}

// TestBenchMisses asks for what no machine can do, of two bots on one database.
func TestBenchMisses(t *testing.T) {
	var out, errs bytes.Buffer
	data := t.TempDir()
	args := []string{"bench", "--users", "4", "--rate", "20", "--for", "500ms", "--p95", "1ns", "--bots", "2", "--data", data, "--db", "sqlite:" + filepath.Join(data, "one.db")}
	err := run(t.Context(), args, strings.NewReader(""), &out, &errs)
	if err == nil || !strings.Contains(out.String(), "MISSED: p95 within 1ns") {
		t.Errorf("%v\n%s%s", err, &out, &errs)
	}
	says(t, out.String(), "bots: 2", "0 never answered, 0 answered twice", "memory of bot 2")
}

// TestBenchRefuses settings that measure nothing.
func TestBenchRefuses(t *testing.T) {
	for _, args := range [][]string{
		{"--users", "0"},
		{"--bots", "0"},
		{"--rate", "0"},
		{"--rate", "10,-1"},
		{"--for", "0s"},
		{"--db", "nowhere:"}, // the bot itself refuses
	} {
		var out, errs bytes.Buffer
		if err := run(t.Context(), append([]string{"bench", "--users", "1", "--for", "10ms"}, args...), strings.NewReader(""), &out, &errs); err == nil {
			t.Errorf("%v was measured\n%s", args, &out)
		}
	}
}
