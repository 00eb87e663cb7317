package main

import (
	"errors"
	"fmt"

	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/internal/backup"
)

// restoreCommand makes an assistant of a backup, where there is none yet.
type restoreCommand struct {
	kept
	File string `arg:"" name:"file" help:"The backup."`
}

// Run restores it.
func (c restoreCommand) Run(t *terminal) error {
	config, err := c.config()
	if err != nil {
		return err
	}
	begin := config.At.Clock.Now()
	done, err := backup.Restore(t.ctx, config, c.File)
	if errors.Is(err, backup.ErrNotEmpty) {
		return fmt.Errorf("%w; name another place with --data DIR or --db URL", err)
	}
	if err != nil {
		return err
	}
	audited(t, config, journal.Deed{Act: journal.ActImport, What: fmt.Sprintf("restore rows:%d blobs:%d", done.Rows, done.Blobs)})
	if err := report(t, "restored", done, config, begin); err != nil {
		return err
	}
	if err := c.keep(t, done.Secret); err != nil {
		return err
	}
	_, err = fmt.Fprintln(t.out, afterwards)
	return err
}

// afterwards is what to know before the bot is started on a restored database.
const afterwards = `Answers that were waiting to be sent when the backup was made will be sent when the bot starts.`
