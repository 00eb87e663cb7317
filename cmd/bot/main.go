// Command bot is the shop assistant: on a phone in the browser, on WhatsApp, in
// the terminal and on a pipe.
//
//	bot run                      start and go on where it was; open http://localhost:8080
//	echo "2 kilo chini becha 90" | bot chat --data /tmp/shop
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	_ "time/tzdata" // shops have zones also where the system has no table of them

	"github.com/alecthomas/kong"

	"github.com/sahayak-dev/sahayak/bot/bhashini"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/bot/seal"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/locales"
)

// commands are what bot can do.
type commands struct {
	Config  kong.ConfigFlag  `help:"Read settings from a JSON file." placeholder:"FILE"`
	Version kong.VersionFlag `env:"-" help:"Say which version this is."`
	profiled
	Run       runCommand       `cmd:"" default:"withargs" help:"Run the assistant: on a phone in the browser, or on WhatsApp once that is configured."`
	Chat      chatCommand      `cmd:"" help:"Talk in the terminal, or on a pipe: a line in, the answer out."`
	Parse     parseCommand     `cmd:"" help:"Say what would be understood: lines of JSON in, lines of JSON out."`
	Eval      evalCommand      `cmd:"" help:"Measure on public data."`
	Invite    inviteCommand    `cmd:"" help:"Let people in: a code with its link and picture, or numbers on the list."`
	Link      linkCommand      `cmd:"" help:"Link a phone, so that the bot can be on its WhatsApp number."`
	Simulate  simulateCommand  `cmd:"" help:"Emulate the WhatsApp Cloud API for a bot of yours, with a phone in the browser."`
	Bench     benchCommand     `cmd:"" help:"Put the whole path under load, and say how long answers take and what they cost."`
	Benched   benchedCommand   `cmd:"" hidden:"" help:"The bot that bench measures."`
	Doctor    doctorCommand    `cmd:"" help:"See what is configured, reachable and missing, and how to mend it. Services that hear and speak are tried once each, which they charge for: a paisa or two, Transcribe a quarter of a minute."`
	Keys      keysCommand      `cmd:"" help:"See what the data is sealed with, and change it."`
	Backup    backupCommand    `cmd:"" help:"Copy everything into one locked file, while the bot runs."`
	Restore   restoreCommand   `cmd:"" help:"Make an assistant of a backup, in an empty folder or database, of either kind."`
	Letters   lettersCommand   `cmd:"" help:"Answers that could not be delivered: list them, send them again, drop them."`
	Templates templatesCommand `cmd:"" help:"What WhatsApp has to approve before it may be said after a day of silence: list, check and submit it."`
	Shops     shopsCommand     `cmd:"" help:"The shops there are: list them, stop one, have it go on."`
	Audit     auditCommand     `cmd:"" help:"Who saw and did what in a shop."`
	Consents  consentsCommand  `cmd:"" help:"What the people of a shop agreed to, when, and in which words."`
	Erase     eraseCommand     `cmd:"" help:"Delete all that is kept of a shop."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	err := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	told := ctx.Err() != nil && errors.Is(err, context.Canceled) // to end, while it was still starting
	stop()
	if err != nil && !told {
		fmt.Fprintln(os.Stderr, "bot: "+fault(err))
		os.Exit(1)
	}
}

// run parses the arguments and runs the command.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) error {
	var c commands
	parsed, exited, err := parseTwice(&c, args, out, errs)
	if exited || err != nil { // --help, --version
		return err
	}
	return parsed.Run(&terminal{ctx: ctx, in: in, out: out, errs: &serial{out: errs}, profiled: c.profiled})
}

// parseTwice parses the arguments: once to see which profile is chosen, wherever
// that is said, and once with what it has for what is not set.
func parseTwice(c *commands, args []string, out, errs io.Writer) (parsed *kong.Context, exited bool, err error) {
	_, _, _ = parse(c, dev, args, io.Discard, io.Discard) // what is wrong is said by the next one
	profile := c.Profile
	if presets[profile] == nil {
		profile = dev
	}
	*c = commands{}
	return parse(c, profile, args, out, errs)
}

// parse parses the arguments, with what a profile has for what is not set.
func parse(c *commands, profile string, args []string, out, errs io.Writer) (parsed *kong.Context, exited bool, err error) {
	parser, err := kong.New(c,
		kong.Name("bot"), kong.Description("Sahayak, the shop assistant you talk to."),
		kong.Configuration(readSettings), kong.DefaultEnvars("SAHAYAK"),
		kong.Vars{"version": about(), "languages": strings.Join(locales.Languages(), ","), "bhashini": bhashini.DefaultURL}, presets[profile],
		kong.Writers(out, errs), kong.Exit(func(int) { exited = true }),
	)
	if err != nil {
		return nil, false, err
	}
	parsed, err = parser.Parse(args)
	if exited {
		return nil, true, nil
	}
	return parsed, false, err
}

// fault is what a person is told of an error: one line that says what to do.
func fault(err error) string {
	switch {
	case errors.Is(err, journal.ErrUnwritable):
		return "cannot write in the data folder; choose another with --data DIR, or give yourself the right to write there"
	case errors.Is(err, journal.ErrNewer):
		return "the data was written by a newer version of bot; use that version, or another place with --data DIR or --db"
	case errors.Is(err, journal.ErrNotDatabase):
		return "the file sahayak.db in the data folder is not a database of bot; move it away, or choose another folder with --data DIR"
	case errors.Is(err, journal.ErrUnreachable):
		return "PostgreSQL cannot be used (" + oneLine(err) + "); start it or correct --db, or leave --db out to keep everything in the data folder"
	case errors.Is(err, app.ErrDB):
		return oneLine(err) + "; correct --db, or leave it out to keep everything in the data folder"
	case errors.Is(err, residency.ErrAbroad), errors.Is(err, residency.ErrUnknown):
		return strings.TrimPrefix(oneLine(err), "residency: ")
	case errors.Is(err, seal.ErrKey):
		return "the data cannot be opened: " + oneLine(err) + "; give the key it was sealed with by --key (bot keys says which it was)"
	case errors.Is(err, seal.ErrMaster), errors.Is(err, seal.ErrSpec):
		return "the data cannot be opened: " + oneLine(err) + "; correct --key"
	case errors.Is(err, app.ErrMemory):
		return "Redis cannot be used (" + oneLine(err) + "); start it or correct --redis, or leave --redis out to keep session memory in the process"
	}
	return oneLine(err)
}

// oneLine is an error without line breaks.
func oneLine(err error) string {
	return strings.Join(strings.Split(err.Error(), "\n"), "; ")
}
