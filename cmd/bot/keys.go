package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/seal"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// keysCommand is for who keeps the keys. What it changes, running bots take in
// without being stopped.
type keysCommand struct {
	Show   showKeys   `cmd:"" default:"withargs" help:"What the data is sealed with."`
	New    newKey     `cmd:"" help:"Make a key in a new file, and nothing else."`
	Rotate rotateKeys `cmd:"" help:"Lock the data's keys with another key from now on."`
	Renew  renewKeys  `cmd:"" help:"Give shops new keys of their own for what comes in from now on."`
	Seal   sealKeys   `cmd:"" help:"Seal what is older than the key, and return when all of it is."`
	Forget forgetKey  `cmd:"" help:"Delete the key of a customer: his name, phone and notes are gone, the sums stay."`
}

// store opens the database as it is, for what needs no key or two.
func (p place) store(t *terminal, do func(s seal.Store) error) error {
	reach, err := p.rule(nil)
	if err != nil {
		return err
	}
	at, err := p.at(reach)
	if err != nil {
		return err
	}
	s, done, err := journal.KeyStore(t.ctx, at)
	if err != nil {
		return err
	}
	return errors.Join(do(s), done())
}

// open opens journal and book with their key.
func (p place) open(t *terminal, do func(a *app.App) error) error {
	reach, err := p.rule(nil)
	if err != nil {
		return err
	}
	a, err := app.Books(t.ctx, app.Config{Data: p.Data, DB: p.DB, Key: p.Key, Clock: app.SystemClock{}, Reach: reach, Log: t.quiet()})
	if err != nil {
		return err
	}
	return errors.Join(do(a), a.Close())
}

// showKeys says what there is.
type showKeys struct{ place }

// Run says it.
func (c showKeys) Run(t *terminal) error {
	return c.store(t, func(s seal.Store) error {
		now, err := seal.Look(t.ctx, s.Read)
		if err != nil {
			return err
		}
		if !now.Sealed {
			_, err = fmt.Fprintln(t.out, "not sealed: no bot has run on it since there are keys")
			return err
		}
		_, err = fmt.Fprintf(t.out, "sealed with %s since %s\n%d shops, %d keys\n%d tables hold rows older than the key\n",
			now.Master, now.Since.Format(time.RFC3339), now.Shops, now.Keys, now.Old)
		return err
	})
}

// newKey makes a key file.
type newKey struct {
	File string `arg:"" help:"The new file."`
}

// Run makes it.
func (c newKey) Run(t *terminal) error {
	s := seal.NewSecret()
	if err := seal.WriteSecret(c.File, s); err != nil {
		return err
	}
	_, err := fmt.Fprintf(t.out, "key %s is in %s; keep a copy of it where the data is not: without it nobody can read the data, you neither\n", s.Name(), c.File)
	return err
}

// rotateKeys changes the master key.
type rotateKeys struct {
	place
	To string `required:"" help:"The key from now on: file:PATH (made when it is not there), env:NAME or vault:URL#NAME." placeholder:"KEY"`
}

// Run changes it.
func (c rotateKeys) Run(t *terminal) error {
	reach, err := c.rule(nil, vault("--to", c.To))
	if err != nil {
		return err
	}
	from, err := app.Key(c.Data, c.Key, reach)
	if err != nil {
		return err
	}
	to, err := app.Key(c.Data, c.To, reach)
	if err != nil {
		return err
	}
	return c.store(t, func(s seal.Store) error {
		if err := seal.Rewrap(t.ctx, s, from, to); err != nil {
			return err
		}
		_, err := fmt.Fprintf(t.out, "sealed with %s from now on: start the bot with --key %s the next time. "+
			"Backups from before still need %s\n", to.Name(), c.To, from.Name())
		return err
	})
}

// renewKeys gives shops new keys.
type renewKeys struct {
	place
	Shop int64 `help:"Only this shop, by its number." placeholder:"N"`
}

// Run gives them.
func (c renewKeys) Run(t *terminal) error {
	return c.open(t, func(a *app.App) error {
		keys, n := a.Journal.Keys(), 0
		if c.Shop > 0 {
			n = 1
			if err := keys.Renew(t.ctx, bot.ShopID(c.Shop)); err != nil {
				return err
			}
		}
		for after := bot.ShopID(-1); c.Shop <= 0; {
			shops, err := keys.Shops(t.ctx, after, 1000)
			if err != nil {
				return err
			}
			if len(shops) == 0 {
				break
			}
			for _, shop := range shops {
				if err := keys.Renew(t.ctx, shop); err != nil {
					return err
				}
				n, after = n+1, shop
			}
		}
		_, err := fmt.Fprintf(t.out, "%d new keys; running bots use them within ten minutes\n", n)
		return err
	})
}

// sealKeys seals what is old.
type sealKeys struct{ place }

// Run seals it.
func (c sealKeys) Run(t *terminal) error {
	return c.open(t, func(a *app.App) error {
		if err := a.SealOld(t.ctx); err != nil {
			return err
		}
		_, err := fmt.Fprintln(t.out, "all is sealed")
		return err
	})
}

// forgetKey forgets a customer.
type forgetKey struct {
	place
	Of       string `required:"" help:"Phone number of somebody of the shop, as WhatsApp writes it." placeholder:"NUMBER"`
	Channel  string `default:"cloudapi" help:"Channel he writes on."`
	Customer string `arg:"" help:"The customer's name, as the shop calls him."`
}

// Run forgets him.
func (c forgetKey) Run(t *terminal) error {
	return c.open(t, func(a *app.App) error {
		if err := a.Forget(t.ctx, c.Channel, c.Of, c.Customer); err != nil {
			return err
		}
		_, err := fmt.Fprintln(t.out, "forgotten; running bots forget him within ten minutes, what was said of him with the messages it was said in, and backups when they are removed")
		return err
	})
}
