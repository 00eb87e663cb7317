package pipeline_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal/pipeline"
)

// trips counts how often a connection sends something, by what it sent.
type trips struct{ sent []string }

func (c *trips) TraceBatchStart(ctx context.Context, _ *pgx.Conn, data pgx.TraceBatchStartData) context.Context {
	var all []string
	for _, q := range data.Batch.QueuedQueries {
		all = append(all, strings.Fields(q.SQL)[0])
	}
	c.sent = append(c.sent, strings.Join(all, " "))
	return ctx
}
func (*trips) TraceBatchQuery(context.Context, *pgx.Conn, pgx.TraceBatchQueryData) {}
func (*trips) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData)     {}
func (c *trips) TraceQueryStart(ctx context.Context, _ *pgx.Conn, data pgx.TraceQueryStartData) context.Context {
	c.sent = append(c.sent, strings.Fields(data.SQL)[0])
	return ctx
}
func (*trips) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

// stand is a database with one table, one connection to it, and what that sends.
type stand struct {
	*testing.T
	*sql.DB
	*trips
	url string
}

func newStand(t *testing.T) *stand {
	t.Helper()
	url := bottest.StartPostgres(t).Database(t)
	config, err := pgx.ParseConfig(url)
	if err != nil {
		t.Fatal(err)
	}
	s := &stand{T: t, trips: &trips{}, url: url}
	config.Tracer = s.trips
	s.DB = pipeline.Open(*config)
	s.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = s.Close() })
	if _, err := s.ExecContext(t.Context(), "create table sold (id bigint primary key, qty bigint not null)"); err != nil {
		t.Fatal(err)
	}
	s.trips.sent = nil
	return s
}

// begin begins a transaction.
func (s *stand) begin() *sql.Tx {
	s.Helper()
	tx, err := s.BeginTx(s.Context(), nil)
	s.ok(err)
	return tx
}

func (s *stand) ok(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// rows is how many rows the table has, asked outside a transaction.
func (s *stand) rows() (n int) {
	s.Helper()
	s.ok(s.QueryRowContext(s.Context(), "select count(*) from sold").Scan(&n))
	return n
}

// did compares what was sent, and forgets it.
func (s *stand) did(want ...string) {
	s.Helper()
	if !slices.Equal(s.trips.sent, want) {
		s.Errorf("sent %q, want %q", s.trips.sent, want)
	}
	s.trips.sent = nil
}

// add is a row more, without an answer.
func (s *stand) add(tx *sql.Tx, id int) sql.Result {
	s.Helper()
	done, err := tx.ExecContext(s.Context(), "insert into sold values ($1, $2)", id, 2*id)
	s.ok(err)
	return done
}

// TestTrips sends only when there is something to hear.
func TestTrips(t *testing.T) {
	s := newStand(t)
	tx := s.begin()
	first, second := s.add(tx, 1), s.add(tx, 2)
	s.did()
	var total int64
	s.ok(tx.QueryRowContext(t.Context(), "select sum(qty) from sold").Scan(&total))
	if total != 6 {
		t.Errorf("sold %d, want 6", total)
	}
	s.did("begin insert insert select")
	for _, done := range []sql.Result{first, second} {
		if n, err := done.RowsAffected(); n != 1 || err != nil {
			t.Errorf("an insert changed %d rows, %v", n, err)
		}
	}
	s.add(tx, 3)
	s.ok(tx.Commit())
	s.did("insert commit")
	if n := s.rows(); n != 3 {
		t.Errorf("%d rows are kept, want 3", n)
	}
}

// TestAffected hears how many rows a write changed.
func TestAffected(t *testing.T) {
	s := newStand(t)
	tx := s.begin()
	s.add(tx, 1)
	s.add(tx, 2)
	done, err := tx.ExecContext(t.Context(), "update sold set qty = 0 where id > $1", 0)
	s.ok(err)
	if n, err := done.RowsAffected(); n != 2 || err != nil {
		t.Errorf("%d rows, %v; want 2", n, err)
	}
	s.did("begin insert insert update")
	if _, err := done.LastInsertId(); err == nil {
		t.Error("a last id out of nowhere")
	}
	s.ok(tx.Rollback())
	s.did("rollback")
	if n := s.rows(); n != 0 {
		t.Errorf("%d rows are kept of what was rolled back", n)
	}
}

// TestNothingToSay begins and ends without a word.
func TestNothingToSay(t *testing.T) {
	s := newStand(t)
	tx := s.begin()
	s.add(tx, 1)
	s.ok(tx.Rollback())
	s.did()
	if n := s.rows(); n != 0 {
		t.Errorf("%d rows", n)
	}
}

// TestErrors has one statement fail, and hears of it wherever the next answer is.
func TestErrors(t *testing.T) {
	s := newStand(t)
	s.ok(func() error { _, err := s.ExecContext(t.Context(), "insert into sold values (7, 7)"); return err }())
	for name, next := range map[string]func(*sql.Tx, sql.Result) error{
		"commit":        func(tx *sql.Tx, _ sql.Result) error { return tx.Commit() },
		"rows affected": func(_ *sql.Tx, r sql.Result) error { _, err := r.RowsAffected(); return err },
		"query": func(tx *sql.Tx, _ sql.Result) error {
			return tx.QueryRowContext(t.Context(), "select 1").Scan(new(int))
		},
	} {
		tx := s.begin()
		before := s.add(tx, 1)
		s.add(tx, 7)
		s.add(tx, 8)
		err := next(tx, before)
		var refused *pgconn.PgError
		if !errors.As(err, &refused) || refused.Code != "23505" {
			t.Errorf("%s: got %v", name, err)
		}
		if name != "commit" {
			if _, err := tx.QueryContext(t.Context(), "select 1"); !errors.Is(err, pipeline.ErrFailed) {
				t.Errorf("%s: it goes on: %v", name, err)
			}
			if err := tx.Commit(); !errors.Is(err, pipeline.ErrFailed) {
				t.Errorf("%s: committed: %v", name, err)
			}
		}
		if n := s.rows(); n != 1 {
			t.Errorf("%s: %d rows are kept, want 1", name, n)
		}
	}
}

// TestUnknown has the server not know what is asked, and a value that is none.
func TestUnknown(t *testing.T) {
	s := newStand(t)
	for _, wrong := range []func(*sql.Tx) error{
		func(tx *sql.Tx) error {
			_, err := tx.ExecContext(t.Context(), "insert into nowhere values (1)")
			return err
		},
		func(tx *sql.Tx) error {
			_, err := tx.ExecContext(t.Context(), "insert into sold values ($1, $2)", 3, "many")
			return err
		},
		func(tx *sql.Tx) error {
			_, err := tx.ExecContext(t.Context(), "insert into sold values ($1, $2)", 3)
			return err
		},
	} {
		tx := s.begin()
		s.add(tx, 1)
		if err := errors.Join(wrong(tx), tx.Commit()); err == nil {
			t.Error("no error")
		}
		if n := s.rows(); n != 0 {
			t.Errorf("%d rows are kept", n)
		}
	}
}

// TestLong keeps only so much back.
func TestLong(t *testing.T) {
	s := newStand(t)
	tx := s.begin()
	for id := range 1000 {
		s.add(tx, id)
	}
	if len(s.trips.sent) != 3 {
		t.Errorf("%d trips, want 3", len(s.trips.sent))
	}
	s.ok(tx.Commit())
	if n := s.rows(); n != 1000 {
		t.Errorf("%d rows", n)
	}
}

// TestOtherTransactions are pgx's own.
func TestOtherTransactions(t *testing.T) {
	s := newStand(t)
	tx, err := s.BeginTx(t.Context(), &sql.TxOptions{ReadOnly: true})
	s.ok(err)
	if _, err := tx.ExecContext(t.Context(), "insert into sold values (1, 1)"); err == nil {
		t.Error("it wrote in a transaction that only reads")
	}
	s.ok(tx.Rollback())
}

// TestValues reads what pgx's own driver reads.
func TestValues(t *testing.T) {
	s := newStand(t)
	plain, err := sql.Open("pgx", s.url)
	s.ok(err)
	defer plain.Close()
	rapid.Check(t, func(r *rapid.T) {
		args := []any{
			rapid.Int64().Draw(r, "whole"), rapid.Bool().Draw(r, "truth"),
			strings.ReplaceAll(rapid.String().Draw(r, "text"), "\x00", ""), rapid.SliceOf(rapid.Byte()).Draw(r, "bytes"),
			rapid.Int16().Draw(r, "short"), rapid.Float64Range(-1e9, 1e9).Draw(r, "float"), nil,
		}
		query := `select $1::bigint, $2::boolean, $3::text, $4::bytea, $5::smallint, $6::double precision, $7::text,
			sum(v)::numeric, count(*)::integer from (values ($1::bigint), ($1::bigint)) as x (v) where $1 > 0`
		tx := s.begin()
		got, want := scanned(r, tx, query, args), scanned(r, plain, query, args)
		s.ok(tx.Commit())
		if got != want {
			r.Errorf("got  %s\nwant %s", got, want)
		}
	})
}

// scanned is one row as text, with the types database/sql sees.
func scanned(t *rapid.T, from interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}, query string, args []any,
) string {
	row := make([]any, 9)
	to := make([]any, len(row))
	for i := range row {
		to[i] = &row[i]
	}
	if err := from.QueryRowContext(context.Background(), query, args...).Scan(to...); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%#v", row)
}

var _ = stdlib.OpenDB // registers "pgx"
