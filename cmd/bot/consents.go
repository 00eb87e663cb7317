package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// consentsCommand tells what people agreed to and took back, and how they like to be
// answered.
type consentsCommand struct {
	place
	whose
	Person int64 `help:"Of one person, by his number." placeholder:"NUMBER"`
	JSON   bool  `name:"json" help:"A line of JSON for each."`
}

// shownConsent is one of them as JSON.
type shownConsent struct {
	At      time.Time    `json:"at"`
	Person  bot.PersonID `json:"person"`
	Turn    bot.TurnID   `json:"turn"`
	Purpose string       `json:"purpose"`
	Said    string       `json:"said"`
	Channel string       `json:"channel"`
	How     bot.How      `json:"how"`
	Notice  string       `json:"notice,omitempty"`
	Text    string       `json:"text,omitempty"`
	Lang    string       `json:"language,omitempty"`
	SHA256  string       `json:"sha256,omitempty"`
	Wording string       `json:"wording,omitempty"`
}

// everyTurn is after all turns.
const everyTurn bot.TurnID = 1<<63 - 1

// Run tells it, the oldest first, and writes into the audit that it was seen.
func (c consentsCommand) Run(t *terminal) error {
	return c.with(t, func(j *journal.Journal) error {
		shop, err := c.shop(t, j)
		if err != nil {
			return err
		}
		all, err := j.Chosen(t.ctx, shop, everyTurn)
		if err != nil {
			return err
		}
		shown := 0
		for _, p := range all {
			if c.Person != 0 && p.Person != bot.PersonID(c.Person) {
				continue
			}
			shown++
			if err := c.show(t, p); err != nil {
				return err
			}
		}
		if shown == 0 && !c.JSON {
			if _, err := fmt.Fprintln(t.out, "nobody has agreed to or chosen anything yet"); err != nil {
				return err
			}
		}
		return j.Note(t.ctx, journal.Deed{Shop: shop, Act: journal.ActRead, What: "consents:" + strconv.Itoa(shown)})
	})
}

// show writes one.
func (c consentsCommand) show(t *terminal, p journal.Chosen) error {
	if c.JSON {
		return json.NewEncoder(t.out).Encode(shownConsent{
			p.At, p.Person, p.Turn, p.Name, p.Value, p.Source.Channel, p.Source.How, p.Notice, p.Shown.Key, p.Shown.Lang, p.Hash, p.Shown.Text,
		})
	}
	said := p.Value
	if said == "" {
		said = "as usual"
	}
	_, err := fmt.Fprintf(t.out, "%s  person %d  %s: %s, by %s on %s in turn %d", p.At.Format(time.RFC3339), p.Person, p.Name, said,
		p.Source.How, p.Source.Channel, p.Turn)
	if err == nil && p.Shown.Text != "" {
		_, err = fmt.Fprintf(t.out, "; read (%s, %s, notice %s, %.12s): %q", p.Shown.Key, p.Shown.Lang, p.Notice, p.Hash, p.Shown.Text)
	}
	if err == nil {
		_, err = fmt.Fprintln(t.out)
	}
	return err
}
