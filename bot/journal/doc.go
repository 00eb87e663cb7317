// Package journal is the durable record of a bot's conversations, in SQL: what
// came in, what each turn did, what goes out, and who may speak in which shop.
// It implements [bot.Journal].
//
// One goroutine owns the connection that writes. It takes whatever units of
// work are waiting, runs each in a savepoint of its own, and commits them
// together, so that one flush to disk pays for all of them and a unit that fails
// takes nobody with it. Reads go past it, on connections that cannot write.
// Several processes may have the same file open; the revisions checked in
// [Journal.Commit] keep them right, not the locks.
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
// Statements are written so that PostgreSQL takes them as well: numbered
// placeholders, no arithmetic on parameters, no dialect's own words. Times are
// kept as milliseconds since 1970, UTC.
package journal
