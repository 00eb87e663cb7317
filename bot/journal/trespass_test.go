package journal_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/seal"
)

// tenant is a shop with something of everything a journal keeps.
type tenant struct {
	shop         bot.ShopID
	person       bot.PersonID
	address      string
	worked, open bot.Message
	turn         bot.TurnID
	bubble, blob string
}

// trespasser tries what is another's.
type trespasser struct {
	*testing.T
	*journal.Journal
	mine, theirs tenant
}

// trespasses try, method by method, what another shop's ids bring: nothing, and
// nothing of the other shop changes. A method that takes a shop, or what names one,
// stands here or in harmless.
var trespasses = map[string]func(w *trespasser) error{
	"Base": func(w *trespasser) error {
		b, err := w.Journal.Base(w.Context(), w.theirs.shop, w.mine.person)
		return w.stranger(b.Role != bot.Stranger || b.SessionRev != 0, err)
	},
	"Checkpoint": func(w *trespasser) error {
		s, err := w.Checkpoint(w.Context(), w.theirs.shop, w.mine.person)
		return w.stranger(s.Rev != 0 || len(s.Stack) > 0, err)
	},
	"Turn": func(w *trespasser) error {
		_, err := w.Turn(w.Context(), w.mine.shop, w.theirs.turn)
		return err
	},
	"TurnOfBubble": func(w *trespasser) error {
		_, err := w.TurnOfBubble(w.Context(), w.mine.shop, "console", w.theirs.bubble)
		return err
	},
	"TurnOfMessage": func(w *trespasser) error {
		_, err := w.TurnOfMessage(w.Context(), w.mine.shop, "console", w.theirs.worked.ID)
		return err
	},
	"LastUndoable": func(w *trespasser) error {
		_, err := w.LastUndoable(w.Context(), w.mine.shop, w.theirs.person)
		return err
	},
	"Pending": func(w *trespasser) error {
		all, err := w.Pending(w.Context(), w.mine.shop, 100)
		foreign := func(m bot.Message) bool { return m.Shop != w.mine.shop || m.From != w.mine.person }
		return w.stranger(len(all) == 0 || slices.ContainsFunc(all, foreign), err)
	},
	"Heard": func(w *trespasser) error {
		m := w.theirs.open
		m.Shop, m.Text = w.mine.shop, "forged"
		return w.Heard(w.Context(), m)
	},
	"Group": func(w *trespasser) error {
		return w.Group(w.Context(), w.mine.shop, bot.TurnID(w.theirs.open.Seq), []int64{w.theirs.open.Seq})
	},
	"Waits": func(w *trespasser) error {
		waits, err := w.Waits(w.Context(), w.mine.shop, w.theirs.turn)
		return w.stranger(waits, err)
	},
	"Bubbles": func(w *trespasser) error {
		all, err := w.Bubbles(w.Context(), w.mine.shop, w.theirs.turn)
		return w.stranger(len(all) > 0, err)
	},
	"Blob": func(w *trespasser) error {
		_, err := w.Blob(w.Context(), w.mine.shop, w.theirs.blob)
		return err
	},
	"PutBlob": func(w *trespasser) error { // the same bytes are each shop's own
		key, err := w.PutBlob(w.Context(), w.mine.shop, []byte("bill of "+w.theirs.address), later)
		return w.stranger(key == w.theirs.blob, err)
	},
	"KeepNote": func(w *trespasser) error { // and each person's
		m := bot.Message{Shop: w.mine.shop, From: w.mine.person}
		key, err := w.KeepNote(w.Context(), m, []byte("bill of "+w.theirs.address), later)
		return w.stranger(key == w.theirs.blob, err)
	},
	"Commit": func(w *trespasser) error {
		c := w.commit(w.mine)
		c.Turn, c.Seqs = bot.TurnID(w.theirs.open.Seq), []int64{w.theirs.open.Seq}
		undo := w.commit(w.mine)
		undo.Undoes = w.theirs.turn
		nothing := func(context.Context, bot.Tx) error { return nil }
		return w.both(w.Commit(w.Context(), c, nothing), w.Commit(w.Context(), undo, nothing))
	},
	"Receive": func(w *trespasser) error { // whose message it is, the journal says
		m := bot.Message{Channel: "console", ID: "forged", Address: w.mine.address, Shop: w.theirs.shop, From: w.theirs.person}
		got, err := w.Receive(w.Context(), m)
		return w.stranger(len(got) != 1 || got[0].Shop != w.mine.shop || got[0].From != w.mine.person, err)
	},
	"Enter": func(w *trespasser) error {
		return w.Write(w.Context(), func(ctx context.Context, tx bot.Tx) error { return w.Enter(ctx, tx, w.mine.person, w.theirs.shop) })
	},
	"Bring": func(w *trespasser) error {
		t := bot.NewTurn(bot.TurnID(w.mine.open.Seq), w.mine.shop, w.mine.person, start)
		return w.Write(w.Context(), func(ctx context.Context, tx bot.Tx) error { return w.Journal.Bring(ctx, tx, t, w.theirs.shop) })
	},
	"Agrees": func(w *trespasser) error {
		agrees, err := w.Agrees(w.Context(), w.mine.shop, w.theirs.person, bot.Nudges)
		return w.stranger(agrees, err)
	},
	"Preferences": func(w *trespasser) error {
		all, err := w.Preferences(w.Context(), w.mine.shop, w.theirs.person)
		return w.stranger(len(all) > 0, err)
	},
	"Chosen": func(w *trespasser) error {
		all, err := w.Chosen(w.Context(), w.mine.shop, 1<<40)
		return w.stranger(slices.ContainsFunc(all, func(c journal.Chosen) bool { return c.Person != w.mine.person }), err)
	},
	"Enrol": func(w *trespasser) error { // what is said of another's people is said of nobody
		return w.both(
			w.both(w.enrols(bot.Appoint{Person: w.theirs.person, Role: bot.Owner}), w.enrols(bot.Appoint{Person: w.theirs.person})),
			w.both(w.enrols(bot.Enter{Shop: w.theirs.shop}), w.enrols(bot.Join{Code: "AAAAA2"})),
		)
	},
	"Lately": func(w *trespasser) error {
		seqs := []int64{w.theirs.worked.Seq}
		mine, err := w.Lately(w.Context(), w.mine.shop, w.theirs.person, seqs)
		theirs, wrong := w.Lately(w.Context(), w.theirs.shop, w.mine.person, seqs)
		return w.stranger(len(mine)+len(theirs) > 0, errors.Join(err, wrong))
	},
	"Members": func(w *trespasser) error {
		all, err := w.Members(w.Context(), w.mine.shop)
		foreign := func(m bot.Member) bool { return m.Person == w.theirs.person }
		return w.stranger(len(all) == 0 || slices.ContainsFunc(all, foreign), err)
	},
	"Leave": func(w *trespasser) error {
		return w.Write(w.Context(), func(ctx context.Context, tx bot.Tx) error { return w.Leave(ctx, tx, w.mine.person, w.theirs.shop) })
	},
}

// enrols has the journal write an effect of a turn of mine.
func (w *trespasser) enrols(effects ...bot.Effect) error {
	t := bot.NewTurn(bot.TurnID(w.mine.open.Seq), w.mine.shop, w.mine.person, start)
	t.Do(effects...)
	return w.Write(w.Context(), func(ctx context.Context, tx bot.Tx) error { return w.Enrol(ctx, tx, t) })
}

// harmless take a shop and are not for who belongs to one: they are the engine's and
// the operator's, who have all shops.
var harmless = map[string]string{
	"NextCode":    "says nothing of a shop, and whoever has it has decided to let somebody in",
	"AddMember":   "makes somebody belong to a shop: whoever calls it has decided so",
	"Fire":        "writes what the schedule has worked out for each shop",
	"Spent":       "is the operator's, and tells only what messages cost",
	"Speech":      "is the operator's, and tells only what speech was used and cost",
	"CountSpeech": "adds to what a shop's speech cost, whoever heard and spoke decides for which",
	"Audit":       "is the operator's, who sees what was done in all shops",
	"Note":        "writes down what the operator or the program did, in whichever shop",
	"Erase":       "is the operator's, who may erase any shop",
	"Storefront":  "is the operator's, who may know of all shops",
	"Halt":        "is the operator's, who may stop any shop",
	"CloseShop":   "is part of a turn of the shop, which has decided so",
	"Unsay":       "is the program's, when somebody is destroyed",
	"Interrupt":   "is the program's: it has turns begin anew, no more",
	"Destroyed":   "is the program's, when somebody is destroyed",
	"Shopkeepers": "goes over all shops",
	"Beside":      "is the schedule's, for those it has found due",
	"SealOld":     "goes over all shops",
	"Stand":       "tells the domain the revision of a shop that a turn reaches, and its zone",
	"Remind":      "has a shop told that a turn reaches: the domain has both shops' word for it",
	"Witness":     "writes into the audit of a shop that a turn reaches",
	"Hint":        "tells other processes which shops have work, no more",
}

// later is when the tests' blobs expire.
var later = start.AddDate(1, 0, 0)

// errSeen says that something of the other shop was to be seen.
var errSeen = errors.New("something of the other shop is to be seen")

// stranger is what a method says that returns no error of its own.
func (w *trespasser) stranger(seen bool, err error) error {
	switch {
	case err != nil:
		return err
	case seen:
		return errSeen
	}
	return bot.ErrNotFound
}

// both demands that two tries failed.
func (w *trespasser) both(a, b error) error {
	if a == nil || b == nil {
		return errSeen
	}
	return a
}

// TestProperty44_EveryMethod runs all trespasses, both ways, and finds methods
// without one.
func TestProperty44_EveryMethod(t *testing.T) {
	server := bottest.StartPostgres(t)
	for name, at := range map[string]journal.Config{
		"SQLite":     {Path: filepath.Join(t.TempDir(), "bot.db")},
		"PostgreSQL": {URL: server.Database(t), Blobs: t.TempDir()},
	} {
		t.Run(name, func(t *testing.T) {
			at.Clock, at.Key = bottest.NewClock(start), seal.Secret{1}
			j, err := journal.Open(t.Context(), at)
			if err != nil {
				t.Fatal(err)
			}
			defer j.Close()
			w := &trespasser{T: t, Journal: j}
			w.mine, w.theirs = w.tenant("anil"), w.tenant("bina")
			for method, try := range trespasses {
				before := w.snapshot(w.theirs.shop)
				if err := try(w); !isAny(err, bot.ErrNotFound, bot.ErrNothing, journal.ErrNotMember) {
					t.Errorf("%s: %v", method, err)
				}
				if after := w.snapshot(w.theirs.shop); after != before {
					t.Errorf("%s changed the other shop:\n%s\nwas\n%s", method, after, before)
				}
			}
		})
	}
}

func isAny(err error, wanted ...error) bool {
	for _, e := range wanted {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// TestProperty44_EveryMethodIsTried fails when a method that takes a shop is not
// tried.
func TestProperty44_EveryMethodIsTried(t *testing.T) {
	of := reflect.TypeFor[*journal.Journal]()
	found := 0
	for i := range of.NumMethod() {
		m := of.Method(i)
		if !takesShop(m.Type) {
			continue
		}
		found++
		if trespasses[m.Name] == nil && harmless[m.Name] == "" {
			t.Errorf("journal.%s takes a shop: try it with another's in trespasses, or say in harmless why not", m.Name)
		}
	}
	if found < len(trespasses) {
		t.Errorf("only %d methods take a shop", found)
	}
}

// takesShop reports whether a shop, or what names one, is among the arguments.
func takesShop(method reflect.Type) bool {
	for i := 1; i < method.NumIn(); i++ {
		if namesShop(method.In(i), 0) {
			return true
		}
	}
	return false
}

// namesShop looks for a shop's number in a type, as deep as arguments go.
func namesShop(t reflect.Type, depth int) bool {
	if t == reflect.TypeFor[bot.ShopID]() {
		return true
	}
	if depth > 4 {
		return false
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		return namesShop(t.Elem(), depth+1)
	case reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() && namesShop(f.Type, depth+1) {
				return true
			}
		}
	}
	return false
}

// tenant makes one.
func (w *trespasser) tenant(address string) tenant {
	w.Helper()
	ctx := w.Context()
	got, err := w.Receive(ctx,
		bot.Message{Channel: "console", ID: address + "1", Address: address, Text: "1"},
		bot.Message{Channel: "console", ID: address + "2", Address: address, Text: "2"})
	w.check(err)
	p := tenant{
		shop: got[0].Shop, person: got[0].From, address: address, worked: got[0], open: got[1],
		turn: bot.TurnID(got[0].Seq), bubble: "bubble of " + address,
	}
	c := w.commit(p)
	c.Turn, c.Seqs = p.turn, []int64{p.worked.Seq}
	agreed := bot.NewTurn(p.turn, p.shop, p.person, start)
	agreed.Do(bot.Preference{Name: bot.Nudges, Value: bot.Given})
	w.check(w.Commit(ctx, c, func(ctx context.Context, tx bot.Tx) error { return w.Enrol(ctx, tx, agreed) }))
	out, err := w.Claim(ctx, "console", []string{address}, 1)
	w.check(err)
	w.check(w.Settle(ctx, bot.Receipt{ID: out[0].ID, Parts: []string{p.bubble}}))
	p.blob, err = w.PutBlob(ctx, p.shop, []byte("bill of "+address), later)
	w.check(err)
	return p
}

func (w *trespasser) check(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// commit is a turn of a tenant's open message.
func (w *trespasser) commit(p tenant) bot.Commit {
	w.Helper()
	base, err := w.Journal.Base(w.Context(), p.shop, p.person)
	w.check(err)
	return bot.Commit{
		Turn: bot.TurnID(p.open.Seq), Shop: p.shop, Person: p.person, Seqs: []int64{p.open.Seq}, ShopRev: base.ShopRev, Changes: 1,
		Session: bot.Session{Rev: base.SessionRev + 1, Expires: start.Add(time.Hour)}, Replies: []bot.Reply{{Key: "x"}},
		To: []bot.Target{{Channel: "console", Address: p.address}}, Later: []bot.Reminder{{Nudge: bot.Nudge{Job: "a.b"}, At: start.Add(time.Hour)}},
	}
}

// snapshot is all rows of a shop.
func (w *trespasser) snapshot(shop bot.ShopID) string {
	w.Helper()
	var out strings.Builder
	for _, query := range []string{
		"select id, rev, 0, '', '', '' from shop where id = $1", "select person, 0, 0, role, '', '' from member where shop = $1",
		"select id, turn, state, body, '', '' from inbox where shop = $1", "select person, rev, 0, body, '', '' from checkpoint where shop = $1",
		"select id, undone_by, changes, body, '', '' from turn where shop = $1", "select id, state, tries, body, blind, sealed from outbox where shop = $1",
		"select id, turn, at, args, '', '' from reminder where shop = $1", "select size, expires_at, 0, key, '', '' from blob where shop = $1",
	} {
		rows, err := w.Read().QueryContext(w.Context(), query+" order by 1, 4", shop)
		w.check(err)
		for rows.Next() {
			var a, b, c int64
			var d, e, f string
			w.check(rows.Scan(&a, &b, &c, &d, &e, &f))
			fmt.Fprintln(&out, query[:30], a, b, c, d, e, f)
		}
		w.check(errors.Join(rows.Err(), rows.Close()))
	}
	return out.String()
}
