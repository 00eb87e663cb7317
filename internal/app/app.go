// Package app puts the shop assistant together: journal, book, understanding,
// texts and skills under one engine. Commands and tests start from here.
//
//	a, err := app.Open(ctx, app.Config{Data: "data", Clock: app.SystemClock{}, Channels: []bot.Channel{console}})
//	defer a.Close()
//	err = a.Run(ctx)
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/redis"
	"github.com/sahayak-dev/sahayak/bot/steady"
	"github.com/sahayak-dev/sahayak/bot/tariff"
	"github.com/sahayak-dev/sahayak/bot/voice/sphinx"
	"github.com/sahayak-dev/sahayak/internal/shop/book"
	"github.com/sahayak-dev/sahayak/skills"
)

// Zone is where shops are unless they say otherwise.
const Zone = "Asia/Kolkata"

// Welcome is the errand a new owner is led into.
const Welcome = "settings.shop"

// Offer is the errand that asks whether somebody agrees to be told things unasked.
const Offer = "settings.nudges"

// Located is the errand that a shared location starts.
const Located = "settings.place"

// Errands that ask who it is: for the PIN before what it locks, and who was silent for long.
const (
	Opener = "settings.unlock"
	Prover = "settings.prove"
)

// Restore is the errand that takes back that a shop was given up: the only one that
// such a shop has.
const Restore = "settings.restore"

// Database is the name of the file in the data folder.
const Database = "sahayak.db"

// ErrMemory says that session memory cannot be opened. The journal's errors say
// what is wrong with the data folder.
var ErrMemory = errors.New("no session memory")

// App is an assistant, put together and not yet running.
type App struct {
	Engine  *bot.Engine
	Journal *journal.Journal
	Book    *book.Book
	Purse   *Purse          // what messages cost; nil when nothing is counted
	Meter   *Speech         // what speech costs
	memory  *redis.Sessions // session memory that must be closed, or nil
	old     *sealing        // of what was written before there was a key
	keep    Retention
	asked   []*steady.Service  // language models, and services that hear and speak
	ears    *sphinx.Recogniser // on board, that must be closed, or nil
	clock   bot.Clock
	lang    string // of who has not shown his
	log     *slog.Logger
}

// Open puts an assistant together. What is wrong with the data folder is one of
// the journal's errors, with the key one of package seal's, with Redis [ErrMemory].
func Open(ctx context.Context, c Config) (*App, error) {
	if err := c.retention().Check(); err != nil {
		return nil, err
	}
	a, err := Books(ctx, c)
	if err != nil {
		return nil, err
	}
	return a.open(ctx, c)
}

// open puts on the books what works on them.
func (a *App) open(ctx context.Context, c Config) (*App, error) {
	if err := a.assemble(ctx, c); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	a.old = sealOld(ctx, a, c.Log)
	return a, nil
}

// Books opens journal and book, without what works on them.
func Books(ctx context.Context, c Config) (*App, error) {
	at, err := Where(c.Data, c.DB)
	if err != nil {
		return nil, err
	}
	if at.Key, err = Key(c.Data, c.Key, c.Reach); err != nil {
		return nil, err
	}
	return books(ctx, c, at)
}

func books(ctx context.Context, c Config, at journal.Config) (*App, error) {
	at.Clock, at.Zone, at.Log, at.Dial, at.PlainCodes = c.Clock, Zone, c.Log, c.dial(), c.Codes
	if c.Money != nil {
		at.Tariff = charged{&c.Money.Card}
	}
	j, err := journal.Open(ctx, at)
	if err != nil {
		return nil, err
	}
	a := &App{Journal: j, keep: c.retention(), clock: c.Clock, lang: c.Lang, log: c.Log}
	if a.log == nil {
		a.log = slog.New(slog.DiscardHandler)
	}
	hashed(a.log, j.Keys())
	if c.Money != nil {
		a.Purse = newPurse(*c.Money, j, a.log)
	}
	if err := a.meter(c); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	if a.Book, err = book.Open(ctx, j); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	a.Book.At(doorstep(c.Number))
	a.Book.RunBy(c.operator())
	return a, nil
}

// meter counts what speech costs.
func (a *App) meter(c Config) (err error) {
	m := c.Speech
	if m == nil {
		m = &SpeechMoney{}
		if m.Card, err = tariff.DefaultSpeech(); err != nil {
			return err
		}
	}
	a.Meter, err = newSpeech(*m, a.Journal, a.log)
	return err
}

// ErrDB says that a database is named in a way nobody knows.
var ErrDB = errors.New("a database is sqlite:PATH or postgres://…")

// Where is the place of the journal: the database that db names, or else a file in
// the data folder. [ErrDB] when db is neither form.
func Where(data, db string) (journal.Config, error) {
	switch scheme, path, _ := strings.Cut(db, ":"); {
	case db == "":
		return journal.Config{Path: filepath.Join(data, Database)}, nil
	case scheme == "sqlite" && path != "":
		return journal.Config{Path: path}, nil
	case scheme == "postgres", scheme == "postgresql":
		return journal.Config{URL: db, Blobs: filepath.Join(data, "blobs")}, nil
	}
	return journal.Config{}, ErrDB
}

// assemble builds everything that stands on the journal.
func (a *App) assemble(ctx context.Context, c Config) error {
	memory, err := a.sessions(ctx, c)
	if err != nil {
		return err
	}
	if c.Memory != nil {
		memory = c.Memory(memory)
	}
	all := skills.All(a.Book)
	ears := c.Ears
	if ears == nil {
		if ears, err = Ears(); err != nil {
			return err
		}
	}
	pen, err := written()
	if err != nil {
		return err
	}
	translator, err := across(c, ears, pen)
	if err != nil {
		return err
	}
	if ears, err = a.asking(ctx, ears, c); err != nil {
		return err
	}
	set, err := Forms()
	if err != nil {
		return err
	}
	hearer, err := a.hears(c)
	if err != nil {
		return err
	}
	speaker, err := a.speaker(c)
	if err != nil {
		return err
	}
	config := bot.Config{
		Skills: all, Journal: a.Journal, Sessions: memory, Ledger: a.Book, Lexicon: a.Book,
		Understand: ears, Writer: pen, Channels: c.Channels, Clock: c.Clock, Burst: c.Burst,
		Lang: c.Lang, Hear: hearer, Speak: speaker, Translate: translator, PerMinute: c.PerMinute, Shared: a.Journal.Shared(), Welcome: c.Welcome, Offer: c.Offer, Located: Located, Closed: Restore, Draw: a.Book, Opener: Opener, Prover: Prover, Policy: a.Book, Observe: c.Observe, Watch: c.Watch, Log: c.Log,
		Door: a.door(c), Texts: c.Texts, Operators: c.Operators, Admins: c.Admins, Title: a.Book.Title, HandoverWait: c.Handover, Talk: a.Meter,
	}
	if a.Purse != nil {
		config.Purse, config.Spending = a.Purse, a.Purse
	}
	if c.Approved != nil {
		config.Forms = unsent{set, c.Approved}
	}
	a.Engine, err = bot.New(config)
	return err
}

// sessions opens session memory.
func (a *App) sessions(ctx context.Context, c Config) (bot.Sessions, error) {
	if c.Redis == "" {
		return bot.NewMemory(c.Clock), nil
	}
	s, err := redis.Open(ctx, c.Redis, c.Clock, redis.Of(a.Journal.Word()), redis.Log(c.Log), redis.Through(c.dial()))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMemory, err)
	}
	a.memory = s
	return s.Sealed(a.Journal.Keys()), nil
}

// Services are what the assistant calls outside, besides its database and its
// channels, for whoever watches it.
func (a *App) Services() []*steady.Service {
	if a.memory == nil {
		return a.asked
	}
	return append([]*steady.Service{a.memory.Server()}, a.asked...)
}

// Close closes everything; turns must not be under way.
func (a *App) Close() error {
	a.old.stop()
	err := a.Journal.Close()
	if a.memory != nil {
		err = errors.Join(err, a.memory.Close())
	}
	if a.ears != nil {
		err = errors.Join(err, a.ears.Close())
	}
	return err
}

// Join makes whoever writes from an address a member of the shop that somebody
// else on the channel is in.
func (a *App) Join(ctx context.Context, channel, of, address string, role bot.Role) error {
	return a.Journal.Write(ctx, func(ctx context.Context, tx bot.Tx) error {
		_, shop, err := a.Journal.Meet(ctx, tx, channel, of)
		if err != nil {
			return err
		}
		person, _, err := a.Journal.Meet(ctx, tx, channel, address)
		if err != nil {
			return err
		}
		if err := a.Journal.AddMember(ctx, tx, shop, person, role); err != nil {
			return err
		}
		return a.Journal.Enter(ctx, tx, person, shop)
	})
}

// Run works, sends and removes what is old until ctx ends; see [bot.Engine.Run].
func (a *App) Run(ctx context.Context) error {
	var beside sync.WaitGroup
	ctx, stop := context.WithCancel(ctx)
	beside.Go(func() { a.prunes(ctx) })
	err := a.Engine.Run(ctx)
	stop()
	beside.Wait()
	return err
}

// Dump is what stands in the book of the shop somebody is in, as text.
func (a *App) Dump(ctx context.Context, channel, address string) (string, error) {
	_, shop, err := a.Journal.Person(ctx, channel, address)
	if errors.Is(err, bot.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("app: dump: %w", err)
	}
	if err := a.Journal.Note(ctx, journal.Deed{Shop: shop, Act: journal.ActExport, What: "dump"}); err != nil {
		return "", err
	}
	return a.Book.Dump(ctx, shop)
}

// Healthy reports whether the assistant can do its work: the journal answers.
func (a *App) Healthy(ctx context.Context) error {
	_, err := a.Journal.Waiting(ctx, 1)
	return err
}

// Employee is somebody who works in another's shop.
type Employee struct {
	Address string
	Of      string // who owns the shop
	Role    bot.Role
}

// Employ makes people who have not written yet members of the shop they work in.
// Who has written before is left where he is.
func (a *App) Employ(ctx context.Context, channel string, people []Employee) error {
	for _, p := range people {
		_, _, err := a.Journal.Person(ctx, channel, p.Address)
		if errors.Is(err, bot.ErrNotFound) {
			err = a.Join(ctx, channel, p.Of, p.Address, p.Role)
		}
		if err != nil {
			return fmt.Errorf("app: employ: %w", err)
		}
	}
	return nil
}
