package redis

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

var start = time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)

// connect opens session memory on an emptied server.
func connect(t testing.TB, url string, c bot.Clock) *Sessions {
	t.Helper()
	s, err := Open(t.Context(), url, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.client.FlushDB(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSessions(t *testing.T) {
	url := bottest.Redis(t)
	bottest.Sessions(t, func(t *testing.T, c *bottest.Clock) bot.Sessions { return connect(t, url, c) })
}

func TestKeyAndExpiry(t *testing.T) {
	c := bottest.NewClock(start)
	s, ctx := connect(t, bottest.Redis(t), c), t.Context()
	v := bot.Session{Person: 5, Shop: 3, Rev: 2, Expires: start.Add(bot.SessionTTL)}
	if err := s.Save(ctx, v); err != nil {
		t.Fatal(err)
	}
	left, err := s.client.PTTL(ctx, "sahayak:session:3:5").Result()
	if err != nil || left <= bot.SessionTTL-time.Minute || left > bot.SessionTTL {
		t.Errorf("the key has %v left, %v", left, err)
	}
	v.Rev, v.Expires = 3, start
	if err := s.Save(ctx, v); err != nil {
		t.Fatal(err)
	}
	if n, err := s.client.Exists(ctx, "sahayak:session:3:5").Result(); err != nil || n != 0 {
		t.Errorf("an expired session left %d keys, %v", n, err)
	}
}

// TestSpoiled loads what another program, or an older one of ours, has left.
func TestSpoiled(t *testing.T) {
	c := bottest.NewClock(start)
	s, ctx := connect(t, bottest.Redis(t), c), t.Context()
	good, err := json.Marshal(bot.Session{Person: 9, Shop: 9, Expires: start.Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	for body, fails := range map[string]bool{"": true, "{": true, `{"rev":"x"}`: true, "{}": false, string(good): false} {
		if err := s.client.HSet(ctx, s.key(1, 1), "body", body).Err(); err != nil {
			t.Fatal(err)
		}
		if _, ok, err := s.Load(ctx, 1, 1); ok || (err != nil) != fails {
			t.Errorf("%q: remembered %v, error %v", body, ok, err)
		}
	}
	if err := s.client.Set(ctx, s.key(2, 2), "no hash", 0).Err(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Load(ctx, 2, 2); err == nil {
		t.Error("what is no session was loaded")
	}
	if err := s.Save(ctx, bot.Session{Person: 2, Shop: 2}); err == nil || !strings.HasPrefix(err.Error(), "redis: save session: ") {
		t.Errorf("saving over it: %v", err)
	}
}

func TestOpenRefuses(t *testing.T) {
	for _, url := range []string{"", "http://x", "redis://:hunter2@127.0.0.1:port/0"} {
		if _, err := Open(t.Context(), url, bottest.NewClock(start)); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: %v", url, err)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	url := "redis://" + l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), url, bottest.NewClock(start)); err == nil {
		t.Error("nobody listens, and it was opened")
	}
}

// TestSilent talks to a server that takes the call and says nothing: every
// method gives up by itself, without a deadline of the caller's.
func TestSilent(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	o := redis.Options{Addr: l.Addr().String(), DialTimeout: patience, ReadTimeout: patience, WriteTimeout: patience, MaxRetries: -1}
	s := newSessions(redis.NewClient(&o), bottest.NewClock(start), choices{})
	defer s.Close()
	if _, ok, err := s.Load(context.Background(), 1, 1); err == nil || ok {
		t.Errorf("loaded from silence: %v, %v", ok, err)
	}
	if err := s.Save(context.Background(), bot.Session{}); err == nil {
		t.Error("saved into silence")
	}
	if _, err := Open(context.Background(), "redis://"+l.Addr().String(), s.clock); err == nil {
		t.Error("opened silence")
	}
	dead, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := s.Load(dead, 1, 1); err == nil {
		t.Error("a cancelled load went through")
	}
}

// FuzzSessionJSON reads any bytes as a session, and what could be read reads the
// same after it was written.
func FuzzSessionJSON(f *testing.F) {
	f.Add([]byte(`{"person":1,"shop":2,"lang":"hi","rev":3,"expires":"2026-03-04T05:06:07Z"}`))
	f.Add([]byte(`{"stack":[{"id":"1.1","errand":"udhaar.give","slots":{"amount":{"kind":"money","n":500}}}],"said":[{"key":"x","args":{"A":{"kind":"text"}}}]}`))
	f.Add([]byte(`{"said":[{"key":"x","args":{}}],"last":[{"slots":{"a":null}}]}`))
	f.Add([]byte(`{"expires":"99999-01-01T00:00:00Z"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		v, err := decode(body)
		if err != nil {
			return
		}
		first, err := json.Marshal(v)
		if err != nil {
			t.Fatalf("read but not written: %v", err)
		}
		again, err := decode(first)
		if err != nil {
			t.Fatalf("written but not read: %v\n%s", err, first)
		}
		second, err := json.Marshal(again)
		if err != nil || !bytes.Equal(first, second) {
			t.Fatalf("%v\n%s\n%s", err, first, second)
		}
	})
}

func BenchmarkRedis(b *testing.B) {
	s := connect(b, bottest.Redis(b), bottest.NewClock(start))
	b.SetParallelism(16)
	b.RunParallel(func(pb *testing.PB) {
		for rev := int64(1); pb.Next(); rev++ {
			v := bot.Session{Person: 1, Shop: bot.ShopID(rev % 1000), Rev: rev, Lang: fmt.Sprint(rev), Expires: start.Add(time.Hour)}
			if err := s.Save(b.Context(), v); err != nil {
				b.Fatal(err)
			}
			if _, _, err := s.Load(b.Context(), v.Shop, 1); err != nil {
				b.Fatal(err)
			}
		}
	})
}
