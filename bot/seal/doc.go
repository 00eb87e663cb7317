// Package seal keeps what people said, and who they are, unreadable to whoever
// has the database and not the key.
//
// There are three kinds of keys, each locking the next:
//
//	master ──► root ──► data keys: one of each shop, one of each customer
//	outside    one row  rows of seal_key
//
// The master is a [Master]: a file, an environment variable, or a key that a
// vault never gives away. It is asked once, when the database is opened; so a
// shop's first message waits for nobody, and a database of a million shops asks
// no more than one of three. Changing the master rewrites one row.
//
// A value is locked with AES-256-GCM under its shop's key, bound to the [Place]
// it stands at: moved to another shop, column or row it does not open. What is
// deleted with its key (a customer's, a shop's) is gone wherever copies of it are,
// but for backups that hold the key as well.
//
//	keys, err := seal.Open(ctx, store, master)
//	text, err := keys.In(tx).Seal(ctx, seal.Place{Shop: 7, Column: "turn.body", Row: "12"}, body)
//	body, err := keys.Open(ctx, seal.Place{Shop: 7, Column: "turn.body", Row: "12"}, text)
//
// What is looked up is kept as its [Keys.Blind] index. What was written before
// there was a key is read as it is; a [Table] says how it is sealed later.
package seal
