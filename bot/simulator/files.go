package simulator

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// files are the pictures, documents and voice notes: in a folder beside the
// chats, or in memory when those are not kept. The oldest give way.
type files struct {
	mu    sync.Mutex
	root  *os.Root // nil keeps them in memory
	data  map[string][]byte
	byID  map[string]*file
	order []*file
	size  int64
}

// file is one of them.
type file struct {
	ID      string    `json:"id"`
	From    string    `json:"from"` // who uploaded it: user or bot
	Kind    string    `json:"kind"` // image, document, audio, video, sticker
	Type    string    `json:"type"` // MIME, as it was told
	Seen    string    `json:"seen"` // MIME, as its bytes say
	Name    string    `json:"name,omitempty"`
	Size    int64     `json:"size"`
	SHA256  string    `json:"sha256"` // in hex
	Seconds int       `json:"seconds,omitempty"`
	At      time.Time `json:"at"`
}

// openFiles opens the folder beside the file of chats.
func openFiles(chats string) (*files, error) {
	f := &files{data: map[string][]byte{}, byID: map[string]*file{}}
	if chats == "" {
		return f, nil
	}
	dir := strings.TrimSuffix(chats, filepath.Ext(chats)) + ".media"
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	var err error
	f.root, err = os.OpenRoot(dir)
	return f, err
}

func (f *files) close() error {
	if f.root == nil {
		return nil
	}
	return f.root.Close()
}

// add keeps a file and returns what had to go for it. The file's id, size, sum,
// length and look are set.
func (f *files) add(d file, data []byte) (kept *file, gone []string, err error) {
	sum := sha256.Sum256(data)
	d.ID, d.Size, d.SHA256, d.Seen = number(), int64(len(data)), hex.EncodeToString(sum[:]), look(data)
	if d.Kind == wire.TypeAudio {
		d.Seconds = oggSeconds(data)
	}
	d.Name = clip(d.Name, MaxText)
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.root == nil {
		f.data[d.ID] = data
	} else if err := f.root.WriteFile(d.ID, data, 0o600); err != nil {
		return nil, nil, fmt.Errorf("simulator: keep file: %w", err)
	}
	f.hold(&d)
	return &d, f.trim(), nil
}

func (f *files) hold(d *file) {
	f.byID[d.ID] = d
	f.order = append(f.order, d)
	f.size += d.Size
}

// trim lets the oldest go.
func (f *files) trim() (gone []string) {
	for len(f.order) > 1 && (len(f.order) > MaxFiles || f.size > MaxStore) {
		gone = append(gone, f.order[0].ID)
		f.remove(f.order[0])
	}
	return gone
}

func (f *files) remove(d *file) {
	delete(f.byID, d.ID)
	delete(f.data, d.ID)
	f.order = slices.DeleteFunc(f.order, func(o *file) bool { return o == d })
	f.size -= d.Size
	if f.root != nil {
		_ = f.root.Remove(d.ID) // swept at the next start
	}
}

// find looks a file up; nil when it is not there.
func (f *files) find(id string) *file {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.byID[id]
}

// read is the bytes of a file.
func (f *files) read(id string) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.byID[id] == nil {
		return nil, ErrMedia
	}
	if f.root == nil {
		return f.data[id], nil
	}
	return f.root.ReadFile(id)
}

// forget removes a file, and reports whether it was there.
func (f *files) forget(id string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	d := f.byID[id]
	if d != nil {
		f.remove(d)
	}
	return d != nil
}

// list is all files, oldest first.
func (f *files) list() []*file {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.order)
}

// restore notes a file of an earlier start, if its bytes are there.
func (f *files) restore(d *file) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.root == nil || f.byID[d.ID] != nil || d.ID == "" {
		return
	}
	if info, err := f.root.Stat(d.ID); err == nil && info.Mode().IsRegular() && info.Size() == d.Size {
		f.hold(d)
	}
}

// sweep removes bytes that no file has.
func (f *files) sweep() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.root == nil {
		return
	}
	dir, err := f.root.Open(".")
	if err != nil {
		return
	}
	names, err := dir.Readdirnames(-1)
	if err = errors.Join(err, dir.Close()); err != nil {
		return
	}
	for _, name := range names {
		if f.byID[name] == nil && len(digits(name)) == len(name) {
			_ = f.root.Remove(name)
		}
	}
}
