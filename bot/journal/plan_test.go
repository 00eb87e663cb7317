package journal

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// listening notes every query that is run on a database.
type listening struct {
	database
	mu    sync.Mutex
	heard map[string]bool
}

func (l *listening) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	l.mu.Lock()
	l.heard[query] = true
	l.mu.Unlock()
	return l.database.PrepareContext(ctx, query)
}

// overheard is a unit of work whose queries are noted.
type overheard struct {
	bot.Tx
	heard map[string]bool
}

func (o overheard) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	o.heard[query] = true
	return o.Tx.QueryContext(ctx, query, args...)
}

// TestNoScans runs every method and asks SQLite how it answers each query heard:
// by an index, never by reading a whole table.
func TestNoScans(t *testing.T) {
	ctx, clock := t.Context(), bottest.NewClock(time.Unix(1e9, 0))
	j, err := Open(ctx, Config{Path: filepath.Join(t.TempDir(), "bot.db"), Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	heard := map[string]bool{}
	file := j.store.(*sqliteStore)
	file.reader.known.on = &listening{database: file.reader.known.on, heard: heard}
	file.writer.known.on = &listening{database: file.writer.known.on, heard: heard}
	everything(ctx, t, j, heard)
	if len(heard) < 30 {
		t.Fatalf("only %d queries were heard", len(heard))
	}
	for query := range heard {
		for _, step := range plan(t, j, query) {
			if strings.HasPrefix(step, "SCAN") && !harmless.MatchString(step) {
				t.Errorf("%s\n\t%s", step, query)
			}
		}
	}
}

// harmless are scans of what is small: the index of what is pending, which tells
// what waits, the leases, that of dead letters as far as they are counted, and lists
// made on the fly.
var harmless = regexp.MustCompile(`^SCAN (inbox USING (COVERING )?INDEX inbox_pending|outbox USING COVERING INDEX outbox_dead|dead$|lease|(near|first|ready|picked|told|known|fate)$|([0-9]+ )?CONSTANT ROWS?$)`)

func plan(t *testing.T, j *Journal, query string) (steps []string) {
	if !regexp.MustCompile(`^\s*(with|select|insert|update|delete)\b`).MatchString(query) {
		return nil
	}
	args := make([]any, strings.Count(query, "$"))
	for i := range args {
		args[i] = 1
	}
	rows, err := j.store.(*sqliteStore).reader.db.QueryContext(t.Context(), "explain query plan "+native(query), args...)
	err = each(rows, err, func(rows *sql.Rows) error {
		var id, parent, unused int
		var detail string
		err := rows.Scan(&id, &parent, &unused, &detail)
		steps = append(steps, detail)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return steps
}

// everything calls every method, so that every query is run.
func everything(ctx context.Context, t *testing.T, j *Journal, heard map[string]bool) {
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	fresh, err := j.Receive(ctx,
		bot.Message{Channel: "console", ID: "1", Address: "anil"}, bot.Message{Channel: "console", ID: "2", Address: "anil"})
	ok(err)
	m := fresh[0]
	ok(j.Group(ctx, m.Shop, bot.TurnID(m.Seq), []int64{m.Seq}))
	_, err = j.Pending(ctx, m.Shop, 1)
	ok(err)
	m.Heard = &bot.Heard{}
	ok(j.Heard(ctx, m))
	_, err = j.Waiting(ctx, 1)
	ok(err)
	_, err = j.WaitingIn(ctx, []int{1, 2}, 1)
	ok(err)
	_, err = j.Overdue(ctx, time.Unix(1, 0), 1)
	ok(err)
	_, err = j.Leases(ctx)
	ok(err)
	_, err = j.Hold(ctx, bot.Holding{Owner: "a", Take: []string{"x"}})
	ok(err)
	_, err = j.Hold(ctx, bot.Holding{Owner: "a", Keep: []string{"x"}, Drop: []string{"y"}})
	ok(err)
	_, err = j.Depth(ctx)
	ok(err)
	for i, m := range fresh {
		_, err = j.Base(ctx, m.Shop, m.From)
		ok(err)
		ok(j.Commit(ctx, bot.Commit{
			Turn: bot.TurnID(m.Seq), Shop: m.Shop, Person: m.From, Seqs: []int64{m.Seq}, Changes: 1 - i, ShopRev: int64(i),
			Session: bot.Session{Rev: int64(i + 1)}, Undoes: bot.TurnID(i), Replies: []bot.Reply{{Key: "x"}}, Later: []bot.Reminder{{At: time.Unix(1, 0)}}, To: []bot.Target{{Channel: "console"}},
		}, nil))
	}
	_ = j.Group(ctx, m.Shop, bot.TurnID(m.Seq), []int64{m.Seq})
	_ = j.Commit(ctx, bot.Commit{Turn: bot.TurnID(m.Seq), Shop: m.Shop, Seqs: []int64{m.Seq}}, nil)
	_, err = j.Checkpoint(ctx, m.Shop, m.From)
	ok(err)
	_, err = j.Turn(ctx, m.Shop, 1)
	ok(err)
	_, _ = j.TurnOfBubble(ctx, m.Shop, "console", "x")
	_, _, _ = j.LastTold(ctx, "console", "x", 1)
	_, _ = j.TurnOfMessage(ctx, m.Shop, "console", "x")
	_, _ = j.LastUndoable(ctx, m.Shop, m.From)
	_, err = j.Depth(ctx, "console")
	ok(err)
	ok(j.Settle(ctx, bot.Receipt{ID: 1, Parts: []string{"x"}}, bot.Receipt{ID: 2, Err: "x"}, bot.Receipt{ID: 3, Err: "x", Retry: time.Unix(1, 0)}))
	ok(j.Settle(ctx, bot.Receipt{ID: 2, Parts: []string{"z"}, Carriage: bot.Laden}))
	some, _, err := j.Carried(ctx, "console", "", 3)
	ok(err)
	if len(some) != 1 {
		t.Fatalf("%d answers carried something", len(some))
	}
	ok(j.Track(ctx, "console", bot.Status{Bubble: "y", Ref: "1.1", State: bot.Read}))
	_, err = j.Bubbles(ctx, m.Shop, 1)
	ok(err)
	ok(j.SetAside(ctx, "console", "x", nil))
	_, err = j.Aside(ctx, 1)
	ok(err)
	ok(j.Move(ctx, "console", "anil", "anil2"))
	_, err = j.MemberShops(ctx, m.From)
	ok(err)
	key, err := j.PutBlob(ctx, m.Shop, nil, time.Unix(2e9, 0))
	ok(err)
	_, err = j.KeepNote(ctx, m, nil, time.Unix(2e9, 0))
	ok(err)
	_, err = j.Blob(ctx, m.Shop, key)
	ok(err)
	ok(j.Writable(ctx))
	_, err = j.Mark(ctx, "x", time.Unix(1, 0))
	ok(err)
	_, err = j.Divert(ctx, 1, bot.Target{Channel: "sms", Address: "919812345678"})
	ok(err)
	_, err = j.Addresses(ctx, m.From)
	ok(err)
	_, err = j.Tell(ctx, "x", bot.Target{Channel: "console", Address: "anil2"}, bot.Reply{Key: "x"})
	ok(err)
	schedule(ctx, t, j, m)
	keeping(ctx, t, j, m)
	handovers(ctx, t, j, heard)
	inUnits(ctx, t, j, m, heard)
	enrolAll(ctx, t, j, heard)
}

// schedule calls what the schedule is made of.
func schedule(ctx context.Context, t *testing.T, j *Journal, m bot.Message) {
	_, err := j.Zones(ctx)
	_, err2 := j.Cursors(ctx, "x.y")
	_, err3 := j.Shopkeepers(ctx, bot.Cursor{Zone: "UTC"}, 1, 1)
	_, err4 := j.Reminders(ctx, "x.y", time.Unix(1, 0), 1)
	_, err9 := j.Beside(ctx, []bot.Reminder{{Shop: m.Shop, Person: m.From}}, time.Unix(1, 0))
	_, err10 := j.Wake(ctx, time.Unix(1, 0))
	_, err5 := j.Waits(ctx, m.Shop, 1)
	_, err6 := j.Reach(ctx, m.From, bot.Target{})
	none := bot.Cursor{Job: "x.y", Zone: "UTC"}
	some, on := none, none
	some.Slot, on.Slot = "a", "b"
	_, err7 := j.Fire(ctx, bot.Firing{From: none, To: some})
	_, err8 := j.Fire(ctx, bot.Firing{From: some, To: on})
	if err := errors.Join(err, err2, err3, err4, err5, err6, err7, err8, err9, err10); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Fire(ctx, bot.Firing{Reminders: []int64{1 << 40}}); !errors.Is(err, bot.ErrStale) {
		t.Fatal(err)
	}
}

// keeping calls what the operator asks, and what removes what is old. Erasing a
// shop is not among it: it is rare, and reads whole tables past the writer.
func keeping(ctx context.Context, t *testing.T, j *Journal, m bot.Message) {
	_, err := j.Audit(ctx, m.Shop, time.Unix(1, 0), 10)
	_, err2 := j.Letters(ctx, 0, 10)
	_, err3 := j.Resend(ctx, 1, 2)
	_, err4 := j.Drop(ctx, 1, 2)
	err4 = errors.Join(err4, j.Settle(ctx, bot.Receipt{ID: 2}))
	_, err5 := j.DuePruning(ctx, time.Hour)
	err6 := errors.Join(j.SetAside(ctx, "console", "y", nil), overseen(ctx, j, m.Shop))
	if err := errors.Join(err, err2, err3, err4, err5, err6); err != nil {
		t.Fatal(err)
	}
	due, err := j.Reminders(ctx, "", time.Unix(1e9, 0), 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range due {
		if _, err := j.Fire(ctx, bot.Firing{Reminders: []int64{r.ID}}); err != nil {
			t.Fatal(err)
		}
	}
	j.clock.(*bottest.Clock).Advance(20 * 365 * 24 * time.Hour)
	for done, p := false, j.Prune(Keep{Conversations: MinKept, Alerts: MinKept, Audit: MinKept}); !done; {
		if _, done, err = p.Step(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := j.Turn(ctx, m.Shop, 1); !errors.Is(err, bot.ErrNotFound) {
		t.Fatalf("nothing was removed: %v", err)
	}
}

// overseen calls what administrators ask and do.
func overseen(ctx context.Context, j *Journal, shop bot.ShopID) error {
	_, err := j.Census(ctx, time.Unix(1, 0))
	_, err2 := j.Storefronts(ctx, 10)
	_, err3 := j.Storefront(ctx, shop)
	_, _, err4 := j.Undelivered(ctx)
	_, err5 := j.Halt(ctx, shop, false)
	_, err6 := j.Halt(ctx, shop, true)
	err7 := j.CountSpeech(ctx, "1970-01-01", shop, Speech{Driver: "x", Uses: 1})
	_, err8 := j.Speech(ctx, shop, "1970-01-01", "1970-01-02")
	return errors.Join(err, err2, err3, err4, err5, err6, err7, err8)
}

// inUnits calls what runs in a unit of work and reads rows there.
func inUnits(ctx context.Context, t *testing.T, j *Journal, m bot.Message, heard map[string]bool) {
	err := j.Write(ctx, func(ctx context.Context, tx bot.Tx) error {
		for _, addresses := range [][]string{nil, {"a", "b"}} {
			for _, most := range reach(1) {
				by, args := dueOn("console", 1, 1, most, addresses)
				if _, err := j.claim(ctx, overheard{tx, heard}, by, args); err != nil {
					return err
				}
			}
		}
		if _, err := j.sweepBlobs(ctx, overheard{tx, heard}, 1); err != nil {
			return err
		}
		if err := j.Alias(ctx, tx, m.From, "console", "another"); err != nil {
			return err
		}
		return j.Leave(ctx, tx, m.From, m.Shop)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// enrolAll has everything done that is about people.
func enrolAll(ctx context.Context, t *testing.T, j *Journal, heard map[string]bool) {
	t.Helper()
	host, err := j.Receive(ctx, bot.Message{Channel: "console", ID: "host", Address: "host"})
	if err != nil {
		t.Fatal(err)
	}
	m := host[0]
	turn := bot.NewTurn(bot.TurnID(m.Seq), m.Shop, m.From, time.Unix(1e9, 0))
	turn.Message = m
	guest, err := j.Receive(ctx, bot.Message{Channel: "console", ID: "guest", Address: "guest"})
	if err != nil {
		t.Fatal(err)
	}
	code, err := j.NextCode(ctx, m.Shop)
	if err != nil {
		t.Fatal(err)
	}
	turn.Do(
		bot.Invite{Invitation: bot.Invitation{Code: code, Role: bot.Staff, Until: time.Unix(2e9, 0)}},
		bot.SetPIN{Kept: "x"}, bot.SetPIN{}, bot.Tried{What: "pin", Tries: bot.Tries{Wrong: 1}}, bot.Tried{What: "pin"},
		bot.Vouch{Person: m.From}, bot.Appoint{Person: m.From, Role: bot.Owner}, bot.Enter{Shop: m.Shop},
		bot.Notice{Shop: m.Shop, Replies: []bot.Reply{{Key: "x"}}}, bot.Preference{Name: bot.Sound, Value: bot.Unkept},
	)
	joins := bot.NewTurn(bot.TurnID(guest[0].Seq), guest[0].Shop, guest[0].From, time.Unix(1e9, 0))
	joins.Message = guest[0]
	joins.Do(bot.Join{Code: code, Name: "guest"})
	for _, turn := range []*bot.Turn{turn, joins} {
		err := j.Write(ctx, func(ctx context.Context, tx bot.Tx) error { return j.Enrol(ctx, overheard{tx, heard}, turn) })
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, err := range []error{
		second(j.Members(ctx, m.Shop)), second(j.Invitation(ctx, code)), second(j.Tries(ctx, m.From, "pin")),
		second(j.PIN(ctx, m.From)), second(j.LastHeard(ctx, m.From)),
		j.Write(ctx, func(ctx context.Context, tx bot.Tx) error {
			return j.scrubMessage(ctx, overheard{tx, heard}, guest[0].Shop, guest[0].Seq)
		}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func second[T any](_ T, err error) error { return err }
