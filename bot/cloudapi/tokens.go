package cloudapi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// TokenSource is where the access token comes from. It is asked before every
// request, and for many at once.
type TokenSource interface {
	// Token is the token that holds now. Its errors must not tell it.
	Token(ctx context.Context) (string, error)
}

// Renewer is a [TokenSource] that can look for another token at once. It is asked
// when WhatsApp does not take the one it gave.
type Renewer interface {
	Renew(ctx context.Context) (string, error)
}

// fixed is a token that never changes.
type fixed string

func (f fixed) Token(context.Context) (string, error) { return string(f), nil }

// TokenLook is how often a [FileToken] looks at its file.
const TokenLook = 10 * time.Second

// longestToken is how many bytes of a token's file are read.
const longestToken = 16 << 10

// FileToken is a token in a file, which may be put there anew while the bot runs.
// Make one with [TokenFile]; its methods are safe for concurrent use.
type FileToken struct {
	path  string
	clock bot.Clock

	mu     sync.Mutex
	token  string
	looked time.Time
	stamp  time.Time // of the file that was read
	size   int64
}

var (
	_ TokenSource = (*FileToken)(nil)
	_ Renewer     = (*FileToken)(nil)
)

// TokenFile is the token in a file. The file is read when it is first asked for,
// and again when its time or its size have changed, which is looked at every
// [TokenLook] at most. Space around the token is none of it.
func TokenFile(path string, clock bot.Clock) *FileToken {
	return &FileToken{path: path, clock: clock}
}

// Token is the token as it was last read. While the file cannot be read, or has no
// token in it, the one before holds.
func (f *FileToken) Token(context.Context) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.clock.Now()
	if since := now.Sub(f.looked); f.token != "" && since >= 0 && since < TokenLook {
		return f.token, nil
	}
	f.looked = now
	if info, err := os.Stat(f.path); f.token != "" && err == nil && info.ModTime().Equal(f.stamp) && info.Size() == f.size {
		return f.token, nil
	}
	if err := f.read(); err != nil && f.token == "" {
		return "", err
	}
	return f.token, nil
}

// Renew reads the file, whenever it was looked at last.
func (f *FileToken) Renew(context.Context) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.read(); err != nil {
		return "", err
	}
	f.looked = f.clock.Now()
	return f.token, nil
}

// Age is how long ago the file was written. A token should be changed every 90 days.
func (f *FileToken) Age() (time.Duration, error) {
	info, err := os.Stat(f.path)
	if err != nil {
		return 0, fmt.Errorf("cloudapi: token: %w", err)
	}
	return max(0, f.clock.Now().Sub(info.ModTime())), nil
}

// read takes over what is in the file.
func (f *FileToken) read() error {
	file, err := os.Open(f.path)
	if err != nil {
		return fmt.Errorf("cloudapi: token: %w", err)
	}
	defer func() { _ = file.Close() }() // it was read
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("cloudapi: token: %w", err)
	}
	raw, err := io.ReadAll(io.LimitReader(file, longestToken))
	if err != nil {
		return fmt.Errorf("cloudapi: token: %w", err)
	}
	token := strings.TrimSpace(string(raw))
	if err := sayable(token); err != nil {
		return fmt.Errorf("cloudapi: token: %w", err)
	}
	f.token, f.stamp, f.size = token, info.ModTime(), info.Size()
	return nil
}

// sayable refuses what cannot be a token, without telling it.
func sayable(token string) error {
	if token == "" {
		return errors.New("a token is needed")
	}
	for i := range len(token) {
		if token[i] <= ' ' || token[i] == 0x7f {
			return errors.New("a token is needed, without spaces")
		}
	}
	return nil
}
