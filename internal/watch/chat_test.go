package watch

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/locales"
)

// fakeOutbox knows one person, if any.
type fakeOutbox struct {
	session bot.Session
	unknown bool
	err     error
	told    []bot.Reply
	to      bot.Target
	keys    []string
}

func (o *fakeOutbox) Person(context.Context, string, string) (bot.PersonID, bot.ShopID, error) {
	if o.unknown {
		return 0, 0, bot.ErrNotFound
	}
	return 7, 8, o.err
}

func (o *fakeOutbox) Checkpoint(_ context.Context, shop bot.ShopID, person bot.PersonID) (bot.Session, error) {
	if shop != 8 || person != 7 {
		return bot.Session{}, bot.ErrNotFound
	}
	return o.session, nil
}

func (o *fakeOutbox) Tell(_ context.Context, key string, to bot.Target, replies ...bot.Reply) (bool, error) {
	o.keys, o.to, o.told = append(o.keys, key), to, append(o.told, replies...)
	return true, nil
}

// narrow is a channel with a window.
type narrow struct{ bottest.Wire }

func (*narrow) Window() time.Duration { return 24 * time.Hour }

func TestChat(t *testing.T) {
	clock := newStand(t, nil).clock
	wrote := func(ago time.Duration, lang string) bot.Session {
		return bot.Session{Lang: lang, Expires: morning.Add(bot.SessionTTL - ago)}
	}
	trouble := Notice{Kind: Late, State: Trouble, Count: 61, key: "k"}
	for name, c := range map[string]struct {
		outbox fakeOutbox
		ch     bot.Channel
		notice Notice
		want   error
		lang   string
	}{
		"told":                {fakeOutbox{session: wrote(time.Hour, "en")}, &narrow{}, trouble, nil, "en"},
		"in no language yet":  {fakeOutbox{session: wrote(time.Hour, "")}, &narrow{}, trouble, nil, "hi"},
		"just in time":        {fakeOutbox{session: wrote(24*time.Hour, "en")}, &narrow{}, trouble, nil, "en"},
		"too late":            {fakeOutbox{session: wrote(24*time.Hour+1, "en")}, &narrow{}, trouble, errWindow, ""},
		"no window":           {fakeOutbox{session: wrote(1000*time.Hour, "en")}, &bottest.Wire{}, trouble, nil, "en"},
		"never wrote":         {fakeOutbox{unknown: true}, &bottest.Wire{}, trouble, errUnknown, ""},
		"away":                {fakeOutbox{err: errAway}, &bottest.Wire{}, trouble, errAway, ""},
		"locked":              {fakeOutbox{session: wrote(0, "en")}, &narrow{}, Notice{Kind: Locked, State: Trouble}, errLocked, ""},
		"not locked any more": {fakeOutbox{session: wrote(0, "en")}, &narrow{}, Notice{Kind: Locked, State: Over}, nil, "en"},
	} {
		err := NewChat(&c.outbox, c.ch, "99", "hi", clock).Tell(t.Context(), c.notice)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		told := len(c.outbox.told) == 1 && c.outbox.to == bot.Target{Channel: "wire", Address: "99", Lang: c.lang}
		if told != (c.want == nil) {
			t.Errorf("%s: told %+v to %+v", name, c.outbox.told, c.outbox.to)
		}
	}
}

// TestChatSpeaks has words, in every language, for whatever there is to tell.
func TestChatSpeaks(t *testing.T) {
	b, err := locales.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range b.Languages("bot") {
		for _, kind := range kinds {
			for _, state := range []State{Trouble, Over} {
				r := Notice{Kind: kind, State: state, Count: 61}.reply()
				args, err := r.Args.Values()
				if err != nil {
					t.Fatal(err)
				}
				if text, err := b.Write(lang, r.Key, args); err != nil || text == "" {
					t.Errorf("%s in %s: %q, %v", r.Key, lang, text, err)
				}
			}
		}
	}
}

// TestKeys are the same for two processes that tell of the same, and never the
// same for two notices an hour apart.
func TestKeys(t *testing.T) {
	one, two := newStand(t, nil), newStand(t, nil)
	seen := map[string]bool{}
	for range 40 {
		for _, s := range []*stand{one, two} {
			s.Observe(bot.Trace{Broken: true})
		}
		for range 3 {
			a, b := one.news(), two.news()
			if len(a) != len(b) {
				t.Fatalf("one tells %v, two %v", a, b)
			}
			for i := range a {
				if a[i].key != b[i].key || seen[a[i].key] {
					t.Errorf("keys %q and %q, seen before %v", a[i].key, b[i].key, seen[a[i].key])
				}
				seen[a[i].key] = true
			}
			one.clock.Advance(9 * time.Minute)
			two.clock.Advance(9 * time.Minute)
		}
	}
	if len(seen) < 10 {
		t.Errorf("only %d notices", len(seen))
	}
}
