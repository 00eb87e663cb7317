package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// recheck is how long files of a certificate are taken for what they were.
const recheck = 10 * time.Second

// serving chooses the certificate of a connection.
type serving = func(*tls.ClientHelloInfo) (*tls.Certificate, error)

// certificate is one of the operator's own, in two files. When they change they are
// read again, so that what renews them needs not know of the bot. While they do not
// fit each other, as when only one of them has been written yet, the certificate
// from before serves on. It is safe for concurrent use.
type certificate struct {
	settings tlsSettings
	clock    bot.Clock
	log      *slog.Logger

	mu     sync.Mutex
	serves *tls.Certificate
	files  [2]string // what stood in them when they were last looked at
	looked time.Time
}

// newCertificate reads a certificate, or says what is wrong with it.
func newCertificate(s tlsSettings, clock bot.Clock, log *slog.Logger) (*certificate, error) {
	c := &certificate{settings: s, clock: clock, log: log, looked: clock.Now()}
	var err error
	if c.files, err = s.files(); err == nil {
		c.serves, err = s.fit(c.files)
	}
	if err != nil {
		return nil, s.unusable(err)
	}
	return c, nil
}

// serve is the certificate as it is now. The error is always nil.
func (c *certificate) serve(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := c.clock.Now(); now.Sub(c.looked) >= recheck {
		c.looked = now
		c.refresh()
	}
	return c.serves, nil
}

// refresh reads the files again, if they have changed.
func (c *certificate) refresh() {
	files, err := c.settings.files()
	if files == c.files {
		return
	}
	c.files = files
	var renewed *tls.Certificate
	if err == nil {
		renewed, err = c.settings.fit(files)
	}
	if err != nil {
		c.log.Error("the certificate has changed and cannot be used; the one from before serves on", "error", err)
		return
	}
	c.serves = renewed
	c.log.Info("the certificate has been read again", "until", renewed.Leaf.NotAfter)
}

// pair is the operator's certificate, or why it cannot be used.
func (s tlsSettings) pair() (*tls.Certificate, error) {
	files, err := s.files()
	if err != nil {
		return nil, s.unusable(err)
	}
	pair, err := s.fit(files)
	if err != nil {
		return nil, s.unusable(err)
	}
	return pair, nil
}

// files is what stands in the files of the certificate and of its key; of one that
// cannot be read, nothing.
func (s tlsSettings) files() ([2]string, error) {
	cert, errCert := os.ReadFile(s.Cert)
	key, errKey := os.ReadFile(s.Key)
	return [2]string{string(cert), string(key)}, errors.Join(errCert, errKey)
}

// fit makes a certificate of what stands in its files.
func (tlsSettings) fit(files [2]string) (*tls.Certificate, error) {
	pair, err := tls.X509KeyPair([]byte(files[0]), []byte(files[1]))
	return &pair, err
}

// unusable says what to do about a certificate that cannot be used.
func (s tlsSettings) unusable(err error) error {
	return fmt.Errorf("--tls-cert %s with --tls-key %s cannot be used (%w); give a certificate with its chain, and the key it was made with, both in PEM", s.Cert, s.Key, err)
}
