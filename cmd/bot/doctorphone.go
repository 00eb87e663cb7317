package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/sahayak-dev/sahayak/bot/whatsapp"
)

// phone sees whether a phone is linked. It connects to nobody: a second connection with
// the same keys would throw the first out.
func (c doctorCommand) phone(ctx context.Context) []finding {
	const what = "linked phone"
	at := c.Linked.Device
	if at == "" {
		at = filepath.Join(c.Data, deviceFile)
	}
	_, err := os.Stat(at)
	if none := errors.Is(err, fs.ErrNotExist); none && !strings.HasPrefix(at, "postgres") {
		if !c.Linked.On {
			return []finding{unused(what, "not in use: bot link puts the bot on a phone's number")}
		}
		return []finding{broken(what, whatsapp.ErrUnlinked, "link one with bot link")}
	}
	d, err := whatsapp.Open(ctx, at, nil, nil)
	if err != nil {
		return []finding{broken(what, err, "correct --whatsapp-device")}
	}
	defer func() { _ = d.Close() }()
	own, err := d.Notes().Own(ctx)
	switch {
	case err != nil:
		return []finding{broken(what, err, "correct --whatsapp-device")}
	case !d.Linked():
		return []finding{broken(what, whatsapp.ErrUnlinked, "link one with bot link")}
	case own:
		return []finding{well(what, "a shopkeeper's own, in his chat with himself")}
	}
	return []finding{well(what, "a helpline of its own")}
}
