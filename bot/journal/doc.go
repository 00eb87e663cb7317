// Package journal is the durable record of a bot's conversations, in SQL: what
// came in, what each turn did, what goes out, and who may speak in which shop.
// It implements [bot.Journal].
//
// In a SQLite file one goroutine owns the connection that writes. It takes whatever units of
// work are waiting, runs each in a savepoint of its own, and commits them
// together, so that one flush to disk pays for all of them and a unit that fails
// takes nobody with it. Reads go past it, on connections that cannot write.
// On PostgreSQL every unit is a transaction of its own, run again when others were
// in its way. Several processes may have the same journal open; the revisions
// checked in [Journal.Commit] keep them right, not the locks.
//
// A domain keeps its own tables in the same database, so that its effects are
// part of the turn's transaction:
//
//	j, err := journal.Open(ctx, journal.Config{Path: "data/bot.db", Clock: clock, Zone: "Asia/Kolkata"})
//	err = j.Migrate(ctx, "book", book.Migrations)
//	fresh, err := j.Receive(ctx, message)
//	err = j.Commit(ctx, turn, func(ctx context.Context, tx bot.Tx) error {
//		_, err := tx.ExecContext(ctx, "insert into entry (shop, amount) values ($1, $2)", turn.Shop, 9000)
//		return err
//	})
//
// A domain whose tables refer to turns says "on delete set null" or "cascade": turns
// are removed when they are as old as [Keep] says, and what the domain has to
// remember of one it keeps itself.
//
// Statements are the same text for both: numbered placeholders, no arithmetic on
// parameters, and of PostgreSQL's own words only "for update", which SQLite does
// not need and is not told. Times are kept as milliseconds since 1970, UTC.
package journal
