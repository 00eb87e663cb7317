package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/mdp/qrterminal/v3"
	"rsc.io/qr"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/door"
)

// inviteCommand makes codes that let strangers in, and keeps the list of who needs none.
type inviteCommand struct {
	place
	Uses    int      `default:"1" help:"How many people the code lets in."`
	Days    int      `default:"7" help:"How many days it can be used."`
	Phone   string   `help:"The bot's phone number as people dial it, for the link and the picture." placeholder:"NUMBER"`
	PNG     string   `name:"png" help:"Write the picture of the link into a file, for a poster." placeholder:"FILE"`
	Show    bool     `help:"Instead: the codes that were made, without themselves, and how many are on the list."`
	Revoke  int64    `help:"Instead: end the code of this number. Who came in by it stays." placeholder:"N"`
	List    bool     `help:"Instead: put numbers on the list of those who need no code."`
	Unlist  bool     `help:"Instead: take numbers off the list. Who came in stays."`
	Numbers []string `arg:"" optional:"" help:"Phone numbers with their country's digits (919800000001), or WhatsApp's names of people."`
}

// Run does the one thing that was asked for.
func (c inviteCommand) Run(t *terminal) error {
	does := []struct {
		asked bool
		run   func(*terminal, *journal.Journal) error
	}{{c.Show, c.show}, {c.Revoke != 0, c.revoke}, {c.List, c.list}, {c.Unlist, c.unlist}}
	run, asked := c.invite, 0
	for _, d := range does {
		if d.asked {
			run, asked = d.run, asked+1
		}
	}
	if asked > 1 {
		return errors.New("say one of --show, --revoke, --list and --unlist")
	}
	if (len(c.Numbers) > 0) != (c.List || c.Unlist) {
		return errors.New("numbers go with --list or --unlist, and these with numbers: bot invite --list 919800000001")
	}
	return c.with(t, func(j *journal.Journal) error { return run(t, j) })
}

// invite makes a code, and shows how to come in by it.
func (c inviteCommand) invite(t *terminal, j *journal.Journal) error {
	if c.Uses < 1 || c.Days < 1 {
		return errors.New("a code lets in one at least (--uses), for a day at least (--days)")
	}
	if c.PNG != "" && door.Link(c.Phone, "") == "" {
		return errors.New("the picture is of a link, which needs the bot's number: say --phone")
	}
	until := app.SystemClock{}.Now().AddDate(0, 0, c.Days)
	code, id, err := j.AddPass(t.ctx, c.Uses, until)
	if err == nil {
		err = j.Note(t.ctx, journal.Deed{Act: journal.ActWrite, What: fmt.Sprintf("pass:%d uses:%d days:%d", id, c.Uses, c.Days)})
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.out, "Code %s lets in %d until %s. It is not shown again; it is number %d for --show and --revoke.\nWho has it writes to the bot: %s\n",
		code, c.Uses, until.Format(time.DateOnly), id, door.Words(code))
	if err != nil {
		return err
	}
	return c.picture(t.out, door.Link(c.Phone, code))
}

// picture shows a link and its picture, and writes that into the file if there is to be one.
func (c inviteCommand) picture(out io.Writer, link string) error {
	if link == "" {
		_, err := fmt.Fprintln(out, "With --phone NUMBER there is a link too, and its picture.")
		return err
	}
	if _, err := fmt.Fprintf(out, "Link: %s\n", link); err != nil {
		return err
	}
	qrterminal.GenerateHalfBlock(link, qrterminal.M, out)
	if c.PNG == "" {
		return nil
	}
	drawn, err := qr.Encode(link, qr.M)
	if err != nil {
		return fmt.Errorf("cannot draw the link: %w", err)
	}
	if err := os.WriteFile(c.PNG, drawn.PNG(), 0o600); err != nil {
		return fmt.Errorf("cannot write the picture: %w", err)
	}
	return nil
}

// revoke ends a code.
func (c inviteCommand) revoke(t *terminal, j *journal.Journal) error {
	err := j.RevokePass(t.ctx, c.Revoke)
	if errors.Is(err, bot.ErrNotFound) {
		return fmt.Errorf("there is no code of number %d; bot invite --show lists them", c.Revoke)
	}
	if err == nil {
		err = j.Note(t.ctx, journal.Deed{Act: journal.ActDelete, What: fmt.Sprintf("pass:%d", c.Revoke)})
	}
	if err == nil {
		_, err = fmt.Fprintf(t.out, "code %d lets nobody in any more\n", c.Revoke)
	}
	return err
}
