// Package backup copies everything an assistant knows into one file while it
// works, and makes an assistant of such a file again: in an empty folder or an
// empty PostgreSQL database, whichever it came from.
//
//	key, err := backup.ReadKey("/etc/sahayak/backup.key")
//	made, err := backup.File(ctx, backup.Config{At: at, Parts: parts, Key: &key}, "/backups/")
//	done, err := backup.Restore(ctx, backup.Config{At: elsewhere, Parts: parts, Key: &key}, made.Path)
//
// A backup is the database as of one moment: every turn is in it whole or not at
// all. Nobody who writes waits for it. A restore that fails leaves nothing
// behind, and one into a place that holds anything is refused.
//
// # The file
//
// First a line that a person can read: "sahayak-backup", the number of the
// format, and the name of the key or "plain". Then the payload, locked with
// AES-256-GCM in segments when there is a key, the first line bound in. Last the
// SHA-256 of all before it, so that a damaged copy is found before anything is
// written.
//
// What is sealed in the database is sealed in the backup, with the same keys, which
// are in it too, themselves locked by a master key. When that is in a file, a locked
// backup takes it along in its header; a plain one does not.
//
// The payload is zstd over lines of JSON: a header with the versions of the
// tables, their columns and how many rows each has; each table's rows, an array a
// row; for every blob a line and its bytes; and an end that counts what there
// was and sums it up. Numbers, texts and truths are the same for every database;
// bytes are base64.
//
// A restore makes the tables as they were in the version that was backed up,
// fills them, and leaves it to the next start to bring them up to date. So an
// older backup can be restored by a newer program, never the other way round.
package backup
