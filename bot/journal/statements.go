package journal

import (
	"context"
	"database/sql"
	"sync"
)

// maxStatements is how many prepared statements are kept. Programs have a few
// dozen; lists of differing length make more, and those are not kept.
const maxStatements = 256

// database is a pool of connections, or one of them.
type database interface {
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// statements runs queries and keeps them prepared: preparing costs more than
// running most of them.
type statements struct {
	on    database
	most  int // how many are kept
	mu    sync.Mutex
	known map[string]*sql.Stmt
}

func newStatements(on database, most int) *statements {
	return &statements{on: on, most: most, known: map[string]*sql.Stmt{}}
}

func (s *statements) exec(ctx context.Context, query string, args []any) (sql.Result, error) {
	if stmt := s.of(ctx, query); stmt != nil {
		return stmt.ExecContext(ctx, args...)
	}
	return s.on.ExecContext(ctx, native(query), args...)
}

func (s *statements) query(ctx context.Context, query string, args []any) (*sql.Rows, error) {
	if stmt := s.of(ctx, query); stmt != nil {
		return stmt.QueryContext(ctx, args...)
	}
	return s.on.QueryContext(ctx, native(query), args...)
}

func (s *statements) row(ctx context.Context, query string, args []any) *sql.Row {
	if stmt := s.of(ctx, query); stmt != nil {
		return stmt.QueryRowContext(ctx, args...)
	}
	return s.on.QueryRowContext(ctx, native(query), args...)
}

// of returns the query prepared, or nil when it is to be run as it is: there are
// too many, or it is wrong and running it will say so. The lock is not held
// while preparing, which may wait for a connection.
func (s *statements) of(ctx context.Context, query string) *sql.Stmt {
	s.mu.Lock()
	stmt, full := s.known[query], len(s.known) >= s.most
	s.mu.Unlock()
	if stmt != nil || full {
		return stmt
	}
	stmt, err := s.on.PrepareContext(ctx, native(query))
	if err != nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if first := s.known[query]; first != nil {
		_ = stmt.Close()
		return first
	}
	s.known[query] = stmt
	return stmt
}

func (s *statements) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for query, stmt := range s.known {
		_ = stmt.Close()
		delete(s.known, query)
	}
}
