package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// with opens the journal beside a bot that may be running, and closes it. None is
// made where there is none.
func (p place) with(t *terminal, do func(*journal.Journal) error) error {
	reach, err := p.rule(nil)
	if err != nil {
		return err
	}
	at, err := p.at(reach)
	if err != nil {
		return err
	}
	if at.URL == "" {
		if _, err := os.Stat(at.Path); errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("there is no database at %s; name it with --data DIR or --db URL", at.Path)
		}
	}
	at.Zone = app.Zone
	if at.Key, err = p.master(reach); err != nil {
		return err
	}
	j, err := journal.Open(t.ctx, at)
	if err != nil {
		return err
	}
	return errors.Join(do(j), j.Close())
}

// whose is the shop a command is about: by its number, or by who writes from an
// address.
type whose struct {
	Shop    int64  `arg:"" optional:"" help:"Number of the shop."`
	Address string `help:"Instead: where somebody of the shop writes from, as the channel has it (919800000001)."`
	Channel string `default:"cloudapi" help:"The channel he writes on."`
}

// shop finds it.
func (w whose) shop(t *terminal, j *journal.Journal) (bot.ShopID, error) {
	if (w.Shop != 0) == (w.Address != "") {
		return 0, errors.New("say which shop, by its number or by --address")
	}
	if w.Shop != 0 {
		return bot.ShopID(w.Shop), nil
	}
	_, shop, err := j.Person(t.ctx, w.Channel, w.Address)
	if errors.Is(err, bot.ErrNotFound) {
		return 0, fmt.Errorf("nobody has written from that address on %s", w.Channel)
	}
	return shop, err
}
