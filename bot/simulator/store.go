package simulator

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"
)

// store is the file that chats are kept in: one record a line, appended. The nil
// store keeps nothing.
type store struct {
	path string
	file *os.File
	n    int // records appended
	err  error
	told func(error)
}

// record is one line; what is set says what it is.
type record struct {
	Phone   *Phone     `json:"phone,omitempty"`
	Chat    string     `json:"chat,omitempty"` // address of the phone that Bubble stands on
	Bubble  *Bubble    `json:"bubble,omitempty"`
	Wrote   *time.Time `json:"wrote,omitempty"`   // when the user of Chat did anything last
	Entered *time.Time `json:"entered,omitempty"` // when he tapped an advertisement last
	Hook    *hook      `json:"hook,omitempty"`
	Done    int64      `json:"done,omitempty"` // the Hook with this id is over
	File    *file      `json:"file,omitempty"`
	Gone    string     `json:"gone,omitempty"`      // the File with this id is
	Offset  *int64     `json:"offset_ms,omitempty"` // of the clock
	Seq     int64      `json:"seq,omitempty"`
}

// append writes a record. An error is told once; the chat goes on without being
// kept.
func (s *store) append(r record) {
	if s == nil || s.file == nil || s.err != nil {
		return
	}
	raw, err := json.Marshal(r)
	if err == nil {
		_, err = s.file.Write(append(raw, '\n'))
	}
	if s.n++; err != nil {
		s.err = err
		s.told(fmt.Errorf("simulator: keep: %w", err))
	}
}

// full reports whether the file is worth writing anew.
func (s *store) full() bool { return s != nil && s.n >= MaxAppended }

func (s *store) close() error {
	if s == nil || s.file == nil {
		return nil
	}
	err := s.file.Close()
	s.file = nil
	return err
}

// readRecords reads a file of records; a line that is broken is skipped. A file
// that is not there has none.
func readRecords(path string, each func(record)) (broken int, err error) {
	f, err := os.Open(path) //nolint:gosec // the operator's own choice
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	defer func() { _ = f.Close() }()
	lines := bufio.NewReader(f)
	for {
		line, err := lines.ReadBytes('\n')
		if err == nil || len(line) > 0 {
			var r record
			if json.Unmarshal(line, &r) != nil {
				broken++
			} else {
				each(r)
			}
		}
		if errors.Is(err, io.EOF) {
			return broken, nil
		}
		if err != nil {
			return broken, err
		}
	}
}

// rewrite puts records in the place of the file, whole or not at all, and goes
// on appending to it.
func (s *store) rewrite(each func(write func(record))) error {
	if err := s.close(); err != nil {
		return err
	}
	fresh := s.path + ".new"
	f, err := os.OpenFile(fresh, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600) //nolint:gosec // the operator's own choice
	if err != nil {
		return err
	}
	out := bufio.NewWriter(f)
	lines := json.NewEncoder(out)
	each(func(r record) { err = errors.Join(err, lines.Encode(r)) })
	if err := errors.Join(err, out.Flush(), f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(fresh, s.path); err != nil {
		return err
	}
	s.n, s.err = 0, nil
	s.file, err = os.OpenFile(s.path, os.O_APPEND|os.O_WRONLY, 0o600)
	return err
}
