// Package pipeline opens PostgreSQL for database/sql so that a transaction needs
// few round trips. What a transaction writes is kept back and sent together with
// the next question it asks, or with its commit:
//
//	db := pipeline.Open(config)
//	tx, err := db.BeginTx(ctx, nil)               // nothing is sent
//	tx.ExecContext(ctx, "update ...")             // nor here
//	tx.QueryRowContext(ctx, "select ...").Scan(&n) // begin, update and select: one trip
//	tx.ExecContext(ctx, "insert ...")
//	tx.Commit()                                   // insert and commit: the second
//
// So an error of a write is told where the next answer is: by the next query, by
// RowsAffected of any earlier result, or by Commit. PostgreSQL gives the whole
// transaction up after an error, whoever hears of it, so nothing is lost by
// hearing of it late; and Commit commits only if nothing failed.
//
// Outside a transaction, and in one that asks for an isolation level or for
// reading only, every statement is sent at once, as pgx's own driver does.
package pipeline
