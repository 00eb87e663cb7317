package sms

import (
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"path"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// leastSecret is how short a secret of reports may be.
const leastSecret = 16

// ignored is a word's meaning when it tells nothing.
const ignored = "ignored"

// progress are the meanings of a gateway's words, by name.
var progress = map[string]bot.Progress{
	"accepted": bot.Accepted, "sent": bot.Sent, "delivered": bot.Delivered, "failed": bot.Failed, "read": bot.Read,
}

// door is who may report, and how reports are read, made ready.
type door struct {
	open   bool // there is a secret
	secret [sha256.Size]byte
	header string
	list   []string
	fields Reporting
	words  map[string]bot.Progress
	skip   map[string]bool // words that tell nothing
}

// reports reads who may report, and how.
func (c Config) reports(g *gateway) (err error) {
	g.door, err = c.Reporting.ready()
	return err
}

// ready is the door of a configuration.
func (r Reporting) ready() (door, error) {
	secret, err := value("reports: secret", r.Secret)
	d := door{header: r.Header, list: steps(r.List), fields: r, words: map[string]bot.Progress{}, skip: map[string]bool{}}
	if err != nil || secret == "" {
		return d, err
	}
	switch {
	case len(secret) < leastSecret:
		return d, fmt.Errorf("reports: the secret has under %d characters", leastSecret)
	case r.Header != "" && (!token(r.Header) || control(secret)):
		return d, errors.New("reports: no such header, or a secret that none can hold")
	case r.Header == "" && strings.Contains(secret, "/"):
		return d, errors.New("reports: a secret in the path has no /")
	case r.ID == "" && r.Ref == "":
		return d, errors.New("reports: id or ref must say which message it is")
	case r.Status == "":
		return d, errors.New("reports: status must say where the word stands")
	}
	d.open, d.secret = true, sha256.Sum256([]byte(secret))
	return d, d.learn(r.Words)
}

// learn takes the words of a gateway.
func (d *door) learn(words map[string]string) error {
	for word, meaning := range words {
		state, known := progress[meaning]
		switch {
		case meaning == ignored:
			d.skip[fold(word)] = true
		case !known:
			return fmt.Errorf("reports: %q is none of accepted, sent, delivered, failed, read, ignored", meaning)
		default:
			d.words[fold(word)] = state
		}
	}
	if len(d.words) == 0 {
		return errors.New("reports: words must say what they mean")
	}
	return nil
}

// knows reports whether who calls knows the secret. It takes as long for any other.
func (d *door) knows(r *http.Request) bool {
	word := path.Base(r.URL.Path)
	if d.header != "" {
		word = r.Header.Get(d.header)
	}
	sum := sha256.Sum256([]byte(word))
	return d.open && subtle.ConstantTimeCompare(sum[:], d.secret[:]) == 1
}
