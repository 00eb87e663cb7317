package main

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/backup"
)

// backupCommand copies everything into a file, while the bot runs.
type backupCommand struct {
	kept
	Target string `arg:"" optional:"" name:"target" help:"A new file, or a folder that gets a file named after the time."`
	Plain  bool   `help:"Without a key: whoever has the file can read it."`
	NewKey string `help:"Make a key in a new FILE, and nothing else. Keep it where the backups are not." placeholder:"FILE"`
}

// kept says what is backed up or restored, and the key.
type kept struct {
	place
	KeyFile string `help:"File with the key that locks backups, as --new-key makes it." placeholder:"FILE"`
	Lock    string `name:"backup-key" help:"The key itself (better: SAHAYAK_BACKUP_KEY, or --key-file)." placeholder:"BASE64"`
}

// Run makes a backup, or a key for backups.
func (c backupCommand) Run(t *terminal) error {
	if c.NewKey != "" {
		return c.newKey(t)
	}
	if c.Target == "" {
		return errors.New("say where the backup goes: bot backup FILE, or a folder")
	}
	config, err := c.config()
	if err != nil {
		return err
	}
	switch {
	case c.Plain && config.Key != nil:
		return errors.New("there is a key and --plain: leave one of them out")
	case !c.Plain && config.Key == nil:
		return errors.New("a backup holds what customers owe, so it is locked: give a key with --key-file FILE or SAHAYAK_BACKUP_KEY " +
			"(bot backup --new-key FILE makes one), or say --plain")
	}
	if config.Secret, err = c.secret(); err != nil {
		return err
	}
	begin := config.At.Clock.Now()
	made, err := backup.File(t.ctx, config, c.Target)
	if err != nil {
		return err
	}
	audited(t, config, journal.Deed{Act: journal.ActExport, What: fmt.Sprintf("backup rows:%d blobs:%d", made.Rows, made.Blobs)})
	if err := report(t, "backed up to", made, config, begin); err != nil {
		return err
	}
	return c.needs(t, config)
}

// audited writes into the audit what was done with all shops at once. What is done
// is not undone because that could not be written: an operator may back up a disk
// that is full.
func audited(t *terminal, c backup.Config, d journal.Deed) {
	if err := journal.Note(t.ctx, c.At, d); err != nil {
		_, _ = fmt.Fprintln(t.errs, "this could not be written into the audit: "+oneLine(err))
	}
}

// newKey makes a key.
func (c backupCommand) newKey(t *terminal) error {
	if c.Target != "" {
		return errors.New("--new-key makes a key and no backup; leave " + c.Target + " out")
	}
	key, err := backup.NewKeyFile(c.NewKey)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.out, "key %s is in %s; keep a copy of it where the backups are not: without it nobody can read them, you neither\n", key.Name(), c.NewKey)
	return err
}

// config is what the settings mean.
func (c kept) config() (backup.Config, error) {
	reach, err := c.rule(nil)
	if err != nil {
		return backup.Config{}, err
	}
	at, err := c.at(reach)
	if err != nil {
		return backup.Config{}, err
	}
	parts, err := app.Parts()
	if err != nil {
		return backup.Config{}, err
	}
	key, err := c.key()
	return backup.Config{At: at, Parts: parts, Key: key, Program: version()}, err
}

// key is the one that was given, nil for none.
func (c kept) key() (*backup.Key, error) {
	read, from := backup.ParseKey, c.Lock
	if c.KeyFile != "" {
		read, from = backup.ReadKey, c.KeyFile
	}
	if from == "" {
		return nil, nil //nolint:nilnil // none was given
	}
	k, err := read(from)
	if err != nil {
		return nil, err
	}
	return &k, nil
}

// report tells what was done, for a person and for a comparison: the sum is that
// of the rows, so a restored database has the same.
func report(t *terminal, done string, s backup.Summary, c backup.Config, begin time.Time) error {
	locked := "plain"
	if c.Key != nil {
		locked = "key " + c.Key.Name()
	}
	if s.Missing > 0 {
		if err := missing(t.errs, s.Missing); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(t.out, "%s %s\n%d rows, %d blobs, %.1f MB, %s, as of %s, in %s\nsum %s\n", done, s.Path, s.Rows, s.Blobs,
		float64(s.Size)/1e6, locked, s.Made.Format(time.RFC3339), c.At.Clock.Now().Sub(begin).Round(time.Millisecond), s.Sum)
	return err
}

// missing says that files were not there.
func missing(w io.Writer, n int64) error {
	_, err := fmt.Fprintf(w, "%d blobs are not in it: their files are gone, expired or lost\n", n)
	return err
}
