package main

import (
	"fmt"
	"time"

	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/door"
)

// show lists the codes that were made, and says how many are on the list.
func (c inviteCommand) show(t *terminal, j *journal.Journal) error {
	all, err := j.Passes(t.ctx)
	if err != nil {
		return err
	}
	guests, err := j.Guests(t.ctx)
	if err == nil {
		err = j.Note(t.ctx, journal.Deed{Act: journal.ActRead, What: fmt.Sprintf("passes:%d", len(all))})
	}
	now := app.SystemClock{}.Now()
	for _, p := range all {
		if err == nil {
			_, err = fmt.Fprintf(t.out, "%d\tmade %s\tuntil %s\t%d of %d used\t%s\n",
				p.ID, p.Made.Format(time.DateOnly), p.Until.Format(time.DateOnly), p.Used, p.Uses, state(p, now))
		}
	}
	if err == nil {
		_, err = fmt.Fprintf(t.out, "on the list: %d\n", guests)
	}
	return err
}

// state is what a code is good for.
func state(p journal.Pass, now time.Time) string {
	switch {
	case !p.Revoked.IsZero():
		return "revoked"
	case p.Used >= p.Uses:
		return "used up"
	case !p.Open(now):
		return "over"
	}
	return "open"
}

// list puts numbers on the list.
func (c inviteCommand) list(t *terminal, j *journal.Journal) error {
	names, err := c.names()
	if err != nil {
		return err
	}
	n, err := j.Enlist(t.ctx, names...)
	if err == nil {
		err = j.Note(t.ctx, journal.Deed{Act: journal.ActWrite, What: fmt.Sprintf("guests:%d", n)})
	}
	if err == nil {
		_, err = fmt.Fprintf(t.out, "%d put on the list, %d were on it\n", n, len(names)-n)
	}
	return err
}

// unlist takes numbers off the list.
func (c inviteCommand) unlist(t *terminal, j *journal.Journal) error {
	names, err := c.names()
	if err != nil {
		return err
	}
	n, err := j.Unlist(t.ctx, names...)
	if err == nil {
		err = j.Note(t.ctx, journal.Deed{Act: journal.ActDelete, What: fmt.Sprintf("guests:%d", n)})
	}
	if err == nil {
		_, err = fmt.Fprintf(t.out, "%d taken off the list, %d were not on it\n", n, len(names)-n)
	}
	return err
}

// names are those of the numbers, or which of them can be nobody's.
func (c inviteCommand) names() ([]string, error) {
	out := make([]string, len(c.Numbers))
	for i, n := range c.Numbers {
		if out[i] = door.Name(n); !door.Whole(out[i]) {
			return nil, fmt.Errorf("number %d of them lacks its country's digits: write 919800000001", i+1)
		}
	}
	return out, nil
}
