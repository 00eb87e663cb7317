// Package redis is session memory in Redis or Valkey, for when several
// processes work the same shops.
//
// It is memory, never the truth: a session that is lost, or rolled back to an
// older state, costs a read of the journal's checkpoint and nothing else. A
// session is kept with its revision, and only a newer revision replaces it, so
// that a slow process does not overwrite what a fast one has done since.
//
// A server that is away costs a few turns a moment and the others nothing.
//
//	sessions, err := redis.Open(ctx, "redis://127.0.0.1:6379/0", clock, redis.Of(journal.Word()))
//	engine, err := bot.New(bot.Config{Sessions: sessions.Sealed(journal.Keys()), …})
package redis

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
	"github.com/redis/go-redis/v9/maintnotifications"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/seal"
	"github.com/sahayak-dev/sahayak/bot/steady"
)

// A turn waits for session memory at most this long, each way: reading the
// checkpoint instead is quicker than waiting for a server that is away. After a
// few that were in vain nobody waits any more, but for one turn every so often,
// which finds out whether the server is back.
const (
	patience = 300 * time.Millisecond
	failures = 3
	pause    = 5 * time.Second
)

// save keeps a session unless a newer one is there. Revisions are compared as
// decimal numbers by length and digits, because Lua's numbers are floats. What
// has expired already is removed with what it replaces.
var save = redis.NewScript(`
local old, new = redis.call('HGET', KEYS[1], 'rev'), ARGV[1]
if old and (#old > #new or (#old == #new and old > new)) then return 0 end
if tonumber(ARGV[3]) <= 0 then redis.call('DEL', KEYS[1]) return 1 end
redis.call('HSET', KEYS[1], 'rev', new, 'body', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1`)

// Sessions is session memory in a Redis server. Make one with [Open]; it is safe
// for concurrent use, also by several processes.
type Sessions struct {
	client *redis.Client
	clock  bot.Clock
	server *steady.Service
	prefix string     // of all keys
	keys   *seal.Keys // nil seals nothing
}

var _ bot.Sessions = (*Sessions)(nil)

// Open connects to the server at url (redis://user:password@host:port/db, or
// rediss:// for TLS), which must answer. Expiry is told by c; the keys' own
// expiry only keeps the server tidy.
func Open(ctx context.Context, url string, c bot.Clock, options ...Option) (*Sessions, error) {
	o, err := redis.ParseURL(url)
	if err != nil {
		return nil, errors.New("redis: open: not a Redis URL") // the cause may quote a password
	}
	chosen := choices{log: slog.New(slog.DiscardHandler)}
	for _, choose := range options {
		choose(&chosen)
	}
	o.DialTimeout, o.ReadTimeout, o.WriteTimeout, o.PoolTimeout = patience, patience, patience, patience
	o.DialerRetries, o.MaxRetries = 1, 1
	o.ContextTimeoutEnabled = true
	o.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	if chosen.dial != nil {
		o.Dialer = chosen.dial
	}
	logging.Disable() // what goes wrong is returned; the library would say it on stderr as well
	client := redis.NewClient(o)
	if err := client.Ping(ctx).Err(); err != nil {
		return nil, fmt.Errorf("redis: open: %w", errors.Join(err, client.Close()))
	}
	return newSessions(client, c, chosen), nil
}

func newSessions(client *redis.Client, c bot.Clock, chosen choices) *Sessions {
	return &Sessions{client: client, clock: c, prefix: "sahayak:session:" + chosen.of, server: steady.New(steady.Config{
		Name: "redis", Clock: c, Deadline: patience, Failures: failures, Pause: pause, Final: answered, Log: chosen.log,
	})}
}

// answered reports whether an error is the server's own word: then it is there.
func answered(err error) bool {
	var word redis.Error
	return errors.As(err, &word)
}

// Server is the server as something that is called, for whoever watches it.
func (s *Sessions) Server() *steady.Service { return s.server }

// Sealed is the same memory with what is kept in it sealed.
func (s *Sessions) Sealed(keys *seal.Keys) *Sessions {
	sealed := *s
	sealed.keys = keys
	return &sealed
}

// Close closes the connections.
func (s *Sessions) Close() error {
	if err := s.client.Close(); err != nil {
		return fmt.Errorf("redis: close: %w", err)
	}
	return nil
}

// Load returns the session, or false when it is not there, has expired, or the
// server is down.
func (s *Sessions) Load(ctx context.Context, shop bot.ShopID, person bot.PersonID) (bot.Session, bool, error) {
	var body []byte
	err := s.server.Do(ctx, func(ctx context.Context) (err error) {
		body, err = s.client.HGet(ctx, s.key(shop, person), "body").Bytes()
		return err
	})
	if errors.Is(err, redis.Nil) || errors.Is(err, steady.ErrDown) {
		return bot.Session{}, false, nil
	}
	if err != nil {
		return bot.Session{}, false, fmt.Errorf("redis: load session: %w", err)
	}
	body, err = s.open(ctx, shop, person, body)
	if errors.Is(err, seal.ErrForgotten) || errors.Is(err, seal.ErrTampered) {
		return bot.Session{}, false, nil // of another database, or of one that was restored since
	}
	if err != nil {
		return bot.Session{}, false, fmt.Errorf("redis: load session: %w", err)
	}
	v, err := decode(body)
	if err != nil {
		return bot.Session{}, false, fmt.Errorf("redis: load session: %w", err)
	}
	if v.Shop != shop || v.Person != person || !v.Expires.After(s.clock.Now()) {
		return bot.Session{}, false, nil
	}
	return v, true, nil
}

// Save keeps v unless what is there has a higher Rev. While the server is down it
// keeps nothing: what is there afterwards is told to be old by its Rev.
func (s *Sessions) Save(ctx context.Context, v bot.Session) error {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("redis: save session: %w", err)
	}
	if body, err = s.seal(ctx, v.Shop, v.Person, body); err != nil {
		return fmt.Errorf("redis: save session: %w", err)
	}
	left := v.Expires.Sub(s.clock.Now())
	ttl := int64((left + time.Millisecond - 1) / time.Millisecond)
	err = s.server.Do(ctx, func(ctx context.Context) error {
		return save.Run(ctx, s.client, []string{s.key(v.Shop, v.Person)}, max(v.Rev, 0), body, max(ttl, 0)).Err()
	})
	if err != nil && !errors.Is(err, steady.ErrDown) {
		return fmt.Errorf("redis: save session: %w", err)
	}
	return nil
}

// key names a session.
func (s *Sessions) key(shop bot.ShopID, person bot.PersonID) string {
	return fmt.Sprintf("%s%d:%d", s.prefix, shop, person)
}

// place is where a session stands. It is bound to Redis: its checkpoint in the
// database opens elsewhere.
func place(shop bot.ShopID, person bot.PersonID) seal.Place {
	return seal.Place{Shop: shop, Column: "redis.session", Row: strconv.FormatInt(int64(person), 10)}
}

func (s *Sessions) seal(ctx context.Context, shop bot.ShopID, person bot.PersonID, body []byte) ([]byte, error) {
	if s.keys == nil {
		return body, nil
	}
	sealed, err := s.keys.Seal(ctx, place(shop, person), body)
	return []byte(sealed), err
}

func (s *Sessions) open(ctx context.Context, shop bot.ShopID, person bot.PersonID, body []byte) ([]byte, error) {
	if s.keys == nil {
		return body, nil
	}
	return s.keys.Open(ctx, place(shop, person), string(body))
}

// decode reads what Save wrote.
func decode(body []byte) (v bot.Session, err error) {
	err = json.Unmarshal(body, &v)
	return v, err
}
