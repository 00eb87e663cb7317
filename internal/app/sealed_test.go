package app_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/seal"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// The person, the customers and the words of these tests: nothing else in an
// assistant is called so.
const (
	phone    = "919812345670"
	newPhone = "919812345699"
)

// wamid is a message id as WhatsApp makes it: the number is in it.
func wamid(n int) string {
	return "wamid." + base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "\x1d\x0a\x0c%s\x15\x02%04d", phone, n))
}

// secrets are what must not be found anywhere, in lower case.
var secrets = []string{
	phone, newPhone, "zubeida", "farokh", "poonawala", "kirmani", "bahut pareshan", "ardeshir", "bandra", "udhaar diya", "becha 90",
	strings.ToLower(base64.StdEncoding.EncodeToString([]byte(phone))), strings.ToLower(wamid(1)[:20]), "zzq-opaque",
}

// transcript is what the owner writes.
var transcript = []string{
	"dukaan ka naam badlo", "Ardeshir Kirmani Stores", "kirana", "Bandra",
	"zubeida ko 500 udhaar diya", "farokh poonawala ko 250 udhaar", "50 kilo chini aayi 2000 ki", "2 kilo chini becha 90",
	"zubeida ne 200 diye", "main bahut pareshan hoon aaj", "kis kis ka udhaar baaki hai", "zubeida ka kitna baaki hai", "galti se",
	"farokh ko udhaar", // left open: it is in the session
}

// far is a channel whose ids hold the number, and whose errors quote it.
type far struct {
	n    atomic.Int64
	fail func(n int64) error
}

func (*far) Name() string              { return "wire" }
func (*far) Limits() bot.ChannelLimits { return bot.ChannelLimits{} }

func (f *far) Send(context.Context, bot.Bubble) (string, error) {
	n := f.n.Add(1)
	if f.fail != nil {
		if err := f.fail(n); err != nil {
			return "", err
		}
	}
	return wamid(int(n) + 1000), nil
}

// talks has the owner write all of it.
func talks(t *testing.T, a *app.App, lines []string, from int) {
	t.Helper()
	for i, text := range lines {
		m := bot.Message{Channel: "wire", ID: wamid(from + i), Address: phone, Aliases: []string{"IN.zzq-opaque"}, Name: "Farokh Poonawala", Text: text, At: morning}
		if err := a.Engine.Receive(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		if err := a.Engine.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// rest leaves what does not come of talking: a file, what nobody could read, a
// failed bubble, a new number.
func rest(t *testing.T, a *app.App) {
	t.Helper()
	ctx := t.Context()
	_, shop, err := a.Journal.Person(ctx, "wire", phone)
	if err == nil {
		_, err = a.Journal.PutBlob(ctx, shop, []byte("photo of zubeida"), morning.AddDate(1, 0, 0))
	}
	if err == nil {
		err = a.Journal.SetAside(ctx, "wire", "no message: "+phone, []byte(`{"from":"`+phone+`","text":"zubeida"}`))
	}
	if err == nil {
		err = a.Journal.Track(ctx, "wire", bot.Status{Bubble: wamid(1001), State: bot.Failed, Code: 131026, Err: "+" + phone + " is not on WhatsApp"})
	}
	if err == nil {
		err = a.Journal.Move(ctx, "wire", phone, newPhone)
	}
	if err == nil {
		err = a.Journal.Move(ctx, "wire", newPhone, phone)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// found looks for secrets in bytes.
func found(t *testing.T, where string, data []byte) {
	t.Helper()
	low := bytes.ToLower(data)
	for _, s := range secrets {
		if at := bytes.Index(low, []byte(s)); at >= 0 {
			t.Errorf("%s: %q stands there: …%q…", where, s, data[max(at-60, 0):min(at+60, len(data))])
		}
	}
}

// searched looks for secrets in all files of a folder, and says how many it read.
func searched(t *testing.T, dir string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile(path)
		found(t, filepath.Base(path), data)
		return err
	})
	if err != nil || files < 2 {
		t.Fatalf("%d files, %v", files, err)
	}
}

// dumped looks for secrets in every row of a PostgreSQL database.
func dumped(t *testing.T, url string) {
	t.Helper()
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows := 0
	for _, table := range strings.Split(column(t, db, "select tablename from pg_tables where schemaname = 'public'"), "\n") {
		text := column(t, db, "select t::text from "+table+" t")
		rows += strings.Count(text, "\n")
		found(t, table, []byte(text))
	}
	if rows < 60 {
		t.Fatalf("only %d rows", rows)
	}
}

func column(t *testing.T, db *sql.DB, query string) string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, "\n")
}

// noKey has an assistant opened as it was before there were keys.
const noKey = "none"

func unsealed(c *app.Config) { c.Key = noKey }

// assistant opens one on a folder.
func assistant(t *testing.T, dir string, with ...func(*app.Config)) *app.App {
	t.Helper()
	ears, err := learnt()
	if err != nil {
		t.Fatal(err)
	}
	c := app.Config{Data: dir, Clock: bottest.NewClock(morning), Channels: []bot.Channel{&far{}}, Lang: "hi-Latn", Ears: ears}
	for _, change := range with {
		change(&c)
	}
	open := app.Open
	if c.Key == noKey {
		open = app.OpenUnsealed
	}
	a, err := open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

// Nothing of what was said, and of who said it, is found in the file of the
// database, its log, the blobs and Redis.
func TestNothingIsReadable(t *testing.T) {
	url := bottest.Redis(t)
	dir := t.TempDir()
	a := assistant(t, dir, func(c *app.Config) { c.Redis = url })
	talks(t, a, transcript, 1)
	rest(t, a)
	searched(t, dir)
	redisSearched(t, url)
	text, err := a.Dump(t.Context(), "wire", phone)
	if err != nil || !strings.Contains(text, "balance    Zubeida 500") || !strings.Contains(text, "Ardeshir") {
		t.Fatalf("the book: %v\n%s", err, text)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	searched(t, dir)
}

// redisSearched looks at every session.
func redisSearched(t *testing.T, url string) {
	t.Helper()
	o, err := goredis.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	c := goredis.NewClient(o)
	defer c.Close()
	keys, err := c.Keys(t.Context(), "*").Result()
	if err != nil || len(keys) == 0 {
		t.Fatalf("%d sessions, %v", len(keys), err)
	}
	for _, k := range keys {
		all, err := c.HGetAll(t.Context(), k).Result()
		if err != nil {
			t.Fatal(err)
		}
		found(t, "redis", fmt.Append(nil, k, all))
	}
}

// The same of PostgreSQL, row by row.
func TestNothingIsReadableOnPostgres(t *testing.T) {
	server := bottest.StartPostgres(t)
	url := server.Database(t)
	a := assistant(t, t.TempDir(), func(c *app.Config) { c.DB = url })
	talks(t, a, transcript, 1)
	rest(t, a)
	dumped(t, url)
}

// An assistant that worked before there were keys goes on where it was, and is
// sealed meanwhile: in the end nothing is found of what was said before either. Its
// messages are known when they come again.
func TestOldIsSealed(t *testing.T) {
	url := bottest.StartPostgres(t).Database(t)
	for name, db := range map[string]string{"file": "", "PostgreSQL": url} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			a := assistant(t, dir, unsealed, func(c *app.Config) { c.DB = db })
			talks(t, a, transcript[:9], 1)
			rest(t, a)
			before, err := a.Dump(t.Context(), "wire", phone)
			if err := errors.Join(err, a.Close()); err != nil {
				t.Fatal(err)
			}
			a = assistant(t, dir, func(c *app.Config) { c.DB = db })
			if after, err := a.Dump(t.Context(), "wire", phone); err != nil || after != before {
				t.Fatalf("%v\n%s\nwas\n%s", err, after, before)
			}
			talks(t, a, transcript, 1) // of which the first nine are known
			if err := a.SealOld(t.Context()); err != nil {
				t.Fatal(err)
			}
			if db != "" {
				dumped(t, db)
			}
			searched(t, dir)
			after, err := a.Dump(t.Context(), "wire", phone)
			if err != nil || !strings.HasPrefix(after, "shop       name Ardeshir") || strings.Count(after, "new customer Zubeida") != 1 {
				t.Fatalf("%v\n%s", err, after)
			}
			_, shop, err := a.Journal.Person(t.Context(), "wire", phone)
			if err != nil {
				t.Fatal(err)
			}
			if r, err := a.Journal.Turn(t.Context(), shop, 5); err != nil || len(r.Replies) == 0 {
				t.Fatalf("turn 5: %+v, %v", r, err)
			}
		})
	}
}

// Nothing of it stands in a log, at any level, whatever goes wrong.
func TestNothingIsLogged(t *testing.T) {
	var log bytes.Buffer
	h := seal.NewHandler(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	wire := &far{fail: func(n int64) error {
		switch n % 4 {
		case 1:
			return fmt.Errorf("wire: +%s cannot be reached", phone)
		case 3:
			return &bot.SendError{Fault: bot.Refused, Err: fmt.Errorf("recipient %s is not on WhatsApp", phone)}
		}
		return nil
	}}
	clock := bottest.NewClock(morning)
	a := assistant(t, t.TempDir(), func(c *app.Config) {
		c.Log, c.Channels, c.Clock = slog.New(h), []bot.Channel{wire}, clock
	})
	talks(t, a, transcript, 1)
	breaks(t, a)
	for _, text := range []string{"zubeida ko 100 udhaar diya", "galti se"} {
		m := bot.Message{Channel: "wire", ID: wamid(int(clock.Now().Unix())), Address: phone, Text: text, At: morning}
		if err := a.Engine.Receive(t.Context(), m); err != nil {
			t.Log(err)
		}
		clock.Advance(time.Minute)
		_ = a.Engine.Settle(t.Context())
	}
	if !strings.Contains(log.String(), "#"+a.Journal.Keys().Hash(phone)) {
		t.Errorf("the faults were not logged with the number's hash:\n%s", log.String())
	}
	found(t, "log", log.Bytes())
}

// breaks makes rows unreadable.
func breaks(t *testing.T, a *app.App) {
	t.Helper()
	err := a.Journal.Write(t.Context(), func(ctx context.Context, tx bot.Tx) error {
		_, err := tx.ExecContext(ctx, "update customer set facts = 'zubeida {'")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
