package main

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// auditCommand tells who saw and did what.
type auditCommand struct {
	place
	whose
	Everybody bool          `help:"Instead of a shop: what concerned all of them, such as backups."`
	Since     time.Duration `default:"720h" help:"How far back."`
	Limit     int           `default:"1000" help:"At most so many, the newest."`
	JSON      bool          `name:"json" help:"A line of JSON for each."`
}

// shownDeed is a row of the audit as JSON.
type shownDeed struct {
	At     time.Time    `json:"at"`
	Shop   bot.ShopID   `json:"shop,omitempty"`
	Person bot.PersonID `json:"person,omitempty"`
	Turn   bot.TurnID   `json:"turn,omitempty"`
	Act    journal.Act  `json:"act"`
	What   string       `json:"what"`
}

// Run tells it, the newest first.
func (c auditCommand) Run(t *terminal) error {
	return c.with(t, func(j *journal.Journal) error {
		var shop bot.ShopID
		if !c.Everybody {
			var err error
			if shop, err = c.shop(t, j); err != nil {
				return err
			}
		}
		all, err := j.Audit(t.ctx, shop, app.SystemClock{}.Now().Add(-c.Since), c.Limit)
		for _, d := range all {
			if err == nil {
				err = c.show(t, d)
			}
		}
		return err
	})
}

// show writes one row.
func (c auditCommand) show(t *terminal, d journal.Deed) error {
	if c.JSON {
		return json.NewEncoder(t.out).Encode(shownDeed{d.At, d.Shop, d.Person, d.Turn, d.Act, d.What})
	}
	who := "the bot or its operator"
	if d.Person != 0 {
		who = fmt.Sprintf("person %d in turn %d", d.Person, d.Turn)
	}
	_, err := fmt.Fprintf(t.out, "%s  %-6s %s: %s\n", d.At.Format(time.RFC3339), d.Act, who, d.What)
	return err
}
