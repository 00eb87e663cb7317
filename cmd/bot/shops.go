package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// shopsCommand shows the shops there are, and stops them: what administrators do in
// their chat, for who has none.
type shopsCommand struct {
	List   listShops  `cmd:"" default:"withargs" help:"List them, who wrote last first."`
	Pause  pauseShop  `cmd:"" help:"Stop one: nobody there is answered, nothing is noted in its book, and no news go there."`
	Resume resumeShop `cmd:"" help:"Have it go on."`
}

// listShops lists shops.
type listShops struct {
	place
	Limit int  `default:"100" help:"At most so many."`
	JSON  bool `name:"json" help:"A line of JSON for each."`
}

// shownShop is a shop as the operator sees it: neither its name nor its people's.
type shownShop struct {
	Shop    bot.ShopID `json:"shop"`
	Since   time.Time  `json:"since"`
	People  int        `json:"people"`
	Last    time.Time  `json:"last,omitzero"`    // when somebody wrote last
	Stopped time.Time  `json:"stopped,omitzero"` // since when it is stopped
}

// Run lists them, and writes into the audit of each that it was seen.
func (c listShops) Run(t *terminal) error {
	return c.with(t, func(j *journal.Journal) error {
		all, err := j.Storefronts(t.ctx, c.Limit)
		if err == nil && len(all) == 0 && !c.JSON {
			_, err = fmt.Fprintln(t.out, "there are no shops yet")
		}
		for _, s := range all {
			if err != nil {
				break
			}
			err = errors.Join(c.show(t, s), j.Note(t.ctx, journal.Deed{Shop: s.Shop, Act: journal.ActRead, What: "desk:shops"}))
		}
		return err
	})
}

// show writes one shop.
func (c listShops) show(t *terminal, s bot.Storefront) error {
	if c.JSON {
		return json.NewEncoder(t.out).Encode(shownShop{s.Shop, s.Since, s.People, s.Last, s.Stopped})
	}
	wrote, stopped := "nobody wrote lately", ""
	if !s.Last.IsZero() {
		wrote = "wrote last on " + s.Last.Format(time.DateOnly)
	}
	if !s.Stopped.IsZero() {
		stopped = ", stopped since " + s.Stopped.Format(time.DateOnly)
	}
	_, err := fmt.Fprintf(t.out, "shop %-6d since %s, people: %d, %s%s\n", s.Shop, s.Since.Format(time.DateOnly), s.People, wrote, stopped)
	return err
}

// pauseShop stops a shop.
type pauseShop struct {
	place
	whose
}

// Run stops it.
func (c pauseShop) Run(t *terminal) error { return c.halt(t, c.place, false) }

// resumeShop has a shop go on.
type resumeShop struct {
	place
	whose
}

// Run has it go on.
func (c resumeShop) Run(t *terminal) error { return c.halt(t, c.place, true) }

// halt stops the shop that is meant, or has it go on.
func (w whose) halt(t *terminal, at place, resume bool) error {
	return at.with(t, func(j *journal.Journal) error {
		shop, err := w.shop(t, j)
		if err != nil {
			return err
		}
		did, err := j.Halt(t.ctx, shop, resume)
		if errors.Is(err, bot.ErrNotFound) {
			return fmt.Errorf("there is no shop %d", shop)
		}
		if err != nil {
			return err
		}
		said := map[[2]bool]string{
			{false, true}: "is stopped", {false, false}: "was stopped before",
			{true, true}: "goes on", {true, false}: "was not stopped",
		}[[2]bool{resume, did}]
		_, err = fmt.Fprintf(t.out, "shop %d %s\n", shop, said)
		return err
	})
}
