package main

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"

	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/bot/seal"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// place says where the shop's data is, and in which country it stays.
type place struct {
	Data           string   `default:"${data}" help:"Folder the shop's data is kept in (${default})." placeholder:"DIR"`
	DB             string   `help:"Database of journal and book: sqlite:PATH or postgres://user@host/name (better: SAHAYAK_DB); by default a file in the data folder." placeholder:"URL"`
	Key            string   `help:"Key the data is sealed with: file:PATH, env:NAME or vault:URL#NAME; by default the file key in the data folder, made by itself." placeholder:"KEY"`
	Residency      string   `enum:",in" default:"" help:"Keep data in a country: in is India. Nothing outside it is called, and what is configured otherwise is refused."`
	ResidencyAllow []string `help:"Hosts that are in the country, by your word; *.name is all below name." placeholder:"HOST"`
}

// rule is what may be called, nil for anything, or why what is configured may not
// be. More are the places besides the database.
func (p place) rule(allowed []string, more ...residency.Place) (*residency.Rule, error) {
	r, err := residency.New(p.Residency, append(allowed, p.ResidencyAllow...)...)
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(p.DB, "postgres") {
		more = append(more, residency.Place{Setting: "--db", At: p.DB})
	}
	return r, r.Check(append(more, vault("--key", p.Key))...)
}

// vault is the place of a key that a vault keeps, of other keys none.
func vault(setting, key string) residency.Place {
	at, is := strings.CutPrefix(key, "vault:")
	if !is {
		at = ""
	}
	return residency.Place{Setting: setting, At: at}
}

// at is where journal and book are, reached by way of a rule.
func (p place) at(r *residency.Rule) (journal.Config, error) {
	at, err := app.Where(p.Data, p.DB)
	at.Clock = app.SystemClock{}
	if r != nil {
		at.Dial = r.Dial
	}
	return at, err
}

// master is the key that is configured; nil when it is the file in the data folder
// and not there yet: only a bot makes it.
func (p place) master(reach *residency.Rule) (seal.Master, error) {
	if _, err := os.Stat(filepath.Join(p.Data, app.KeyFile)); p.Key == "" && errors.Is(err, fs.ErrNotExist) {
		return nil, nil //nolint:nilnil // there is none
	}
	return app.Key(p.Data, p.Key, reach)
}

// mine reports whether only this machine can call an address.
func mine(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
