package pipeline

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Open is a pool of connections as config says. It connects when it is first
// used.
func Open(config pgx.ConnConfig) *sql.DB {
	return sql.OpenDB(connector{stdlib.GetConnector(config)})
}

// connector makes the pool's connections.
type connector struct{ driver.Connector }

// Connect connects once more.
func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	made, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	own, ok := made.(*stdlib.Conn)
	if !ok {
		return nil, fmt.Errorf("pipeline: a connection is a %T", made)
	}
	return &conn{Conn: own}, nil
}

// conn is one connection: pgx's, except within a transaction.
type conn struct {
	*stdlib.Conn
	tx *transaction // nil outside one
}

// BeginTx begins a transaction, without a word to the server yet.
func (c *conn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	if opts != (driver.TxOptions{}) {
		return c.Conn.BeginTx(ctx, opts)
	}
	if c.Conn.Conn().IsClosed() {
		return nil, driver.ErrBadConn
	}
	c.tx = &transaction{ctx: ctx, conn: c}
	c.tx.queue(begin, nil)
	return c.tx, nil
}

// ExecContext runs a statement, later if a transaction is under way.
func (c *conn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if c.tx == nil {
		return c.Conn.ExecContext(ctx, query, args)
	}
	if len(c.tx.waiting) >= maxWaiting {
		if _, err := c.tx.send(ctx); err != nil {
			return nil, err
		}
	}
	return c.tx.queue(query, args), nil
}

// QueryContext runs a query, and what waited before it.
func (c *conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if c.tx == nil {
		return c.Conn.QueryContext(ctx, query, args)
	}
	c.tx.queue(query, args)
	rows, err := c.tx.send(ctx)
	if err != nil {
		return nil, err // not a nil *rows, which would be something
	}
	return rows, nil
}
