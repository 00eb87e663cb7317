package journal

import (
	"context"
	"database/sql/driver"
	"errors"
	"net"
	"slices"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Outage reports whether an error is of the database being away or out of room;
// see [bot.Journal].
func (*Journal) Outage(err error) bool {
	var file *sqlite.Error
	if errors.As(err, &file) {
		return slices.Contains([]int{
			sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL,
			sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT,
		}, file.Code()&0xff)
	}
	var server *pgconn.PgError
	if errors.As(err, &server) {
		// Connections, resources, an operator's or a crash's intervention, the system,
		// what asks to be tried again; a standby that takes no writes, a lock in the way.
		return slices.Contains([]string{"08", "53", "57", "58", "40"}, server.Code[:min(2, len(server.Code))]) ||
			server.Code == "25006" || server.Code == lockNotAvailable
	}
	var refused *pgconn.ConnectError
	var network net.Error
	return errors.As(err, &refused) || errors.As(err, &network) || errors.Is(err, driver.ErrBadConn) ||
		errors.Is(err, ErrUnreachable) || errors.Is(err, ErrClosed) || errors.Is(err, errLost) || errors.Is(err, errAgain) ||
		errors.Is(err, context.DeadlineExceeded) || pgconn.SafeToRetry(err)
}

// away reports whether an error is of the database, and not of what it was asked or
// of a row that somebody keeps for too long.
func (j *Journal) away(err error) bool {
	var e *pgconn.PgError
	return j.Outage(err) && (!errors.As(err, &e) || e.Code != lockNotAvailable)
}

// lockNotAvailable is PostgreSQL's condition of a row that was waited for too long.
const lockNotAvailable = "55P03"
