package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"slices"
	"time"

	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/redis"
	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// doctorCommand looks at everything the assistant needs, changes nothing, and
// says how to mend what is broken.
type doctorCommand struct {
	place
	modelSettings
	Bhashini bhashiniSettings `embed:"" prefix:"bhashini-" group:"Translation:"`
	Voice    voiceSettings    `embed:"" group:"Voice notes:"`
	Redis    string           `help:"Session memory in Redis (redis://host:port/0)." placeholder:"URL"`
	Addr     string           `default:"127.0.0.1:8080" help:"Address to listen on."`
	Proxied  bool             `help:"A proxy that speaks HTTPS stands before --addr, on another machine."`
	TLS      tlsSettings      `embed:"" group:"HTTPS of the webhook, without a proxy:"`
	Host     string           `name:"tls-host" group:"HTTPS of the webhook, without a proxy:" help:"Name the webhook is registered under, to see whether --tls-cert is for it." placeholder:"HOST"`
	Cloud    cloudapiSettings `embed:"" prefix:"cloudapi-" group:"WhatsApp Cloud API:"`
	Linked   linkedSettings   `embed:"" prefix:"whatsapp-" group:"WhatsApp on a phone:"`
	SMS      smsSettings      `embed:"" group:"Text messages:"`

	speechRates `group:"What speech costs:"`
}

// asking is how long an outside service may take to answer.
const asking = 10 * time.Second

// errUnwell ends a visit that found something broken.
var errUnwell = errors.New("something needs mending: see the lines marked ✘")

// finding is what the doctor says of one thing.
type finding struct {
	mark  string // ✔ well, – not in use, ✘ broken
	what  string
	state string
	mend  string // what to do about it
}

func well(what, state string) finding   { return finding{"✔", what, state, ""} }
func unused(what, state string) finding { return finding{"–", what, state, ""} }
func broken(what string, err error, mend string) finding {
	return finding{"✘", what, oneLine(err), mend}
}

// Run looks at one thing after the other.
func (c doctorCommand) Run(t *terminal) error {
	var verdict error
	for _, look := range []func(context.Context) []finding{c.folder, c.residency, c.database, c.memory, c.address, c.https, c.whatsapp, c.phone, c.texts, c.models, c.translation, c.hearing, c.speaking, c.aboard, c.prices} {
		ctx, cancel := context.WithTimeout(t.ctx, asking)
		for _, f := range look(ctx) {
			if err := f.write(t.out); err != nil {
				cancel()
				return err
			}
			if f.mark == "✘" {
				verdict = errUnwell
			}
		}
		cancel()
	}
	return verdict
}

// write says one finding.
func (f finding) write(w io.Writer) error {
	_, err := fmt.Fprintf(w, "%s %-14s %s\n", f.mark, f.what, f.state)
	if err == nil && f.mend != "" {
		_, err = fmt.Fprintf(w, "  %-14s → %s\n", "", f.mend)
	}
	return err
}

// folder sees whether the data folder can be written in.
func (c doctorCommand) folder(context.Context) []finding {
	const what, mend = "data folder", "choose another with --data DIR, or give yourself the right to write there"
	if _, err := os.Stat(c.Data); errors.Is(err, fs.ErrNotExist) {
		return []finding{unused(what, c.Data+" is not there yet; bot run makes it")}
	}
	f, err := os.CreateTemp(c.Data, ".doctor-*")
	if err != nil {
		return []finding{broken(what, err, mend)}
	}
	if err := errors.Join(f.Close(), os.Remove(f.Name())); err != nil {
		return []finding{broken(what, err, mend)}
	}
	return []finding{well(what, c.Data+" can be written in")}
}

// reach is what may be called; see [place.rule].
func (c doctorCommand) reach() (*residency.Rule, error) {
	models, err := c.modelSettings.places()
	if err != nil {
		models = nil // what is wrong with them is said there
	}
	texts, err := c.SMS.places()
	if err != nil {
		texts = nil // so is what is wrong with it
	}
	voices, err := c.Voice.places(c.Bhashini)
	if err != nil {
		voices = nil // and with these
	}
	places := slices.Concat(c.Cloud.places(), models, texts, voices, c.Bhashini.places(), c.TLS.places(), []residency.Place{{Setting: "--redis", At: c.Redis}})
	return c.rule(c.Cloud.hosts(), places...)
}

// residency sees whether everything is in the country where it shall be. What is
// not is not called.
func (c doctorCommand) residency(context.Context) []finding {
	const what = "residency"
	if c.Residency == "" {
		return []finding{unused(what, "data may go anywhere; --residency in keeps it in India")}
	}
	if _, err := c.reach(); err != nil {
		return []finding{broken(what, errors.New(fault(err)), "see \"Where data may go\" in docs/operations.md")}
	}
	return []finding{well(what, "everything configured is in "+c.Residency)}
}

// database opens the journal, if there is one, and says what waits in it.
func (c doctorCommand) database(ctx context.Context) []finding {
	const what = "database"
	reach, err := c.reach()
	if err != nil {
		return []finding{unused(what, "not looked at: see residency")}
	}
	at, err := c.at(reach)
	if err != nil {
		return []finding{broken(what, err, "correct --db")}
	}
	size := "PostgreSQL"
	if at.Path != "" {
		info, err := os.Stat(at.Path)
		if errors.Is(err, fs.ErrNotExist) {
			return []finding{unused(what, "none yet")}
		}
		if err != nil {
			return []finding{broken(what, err, "see who owns the file")}
		}
		size = fmt.Sprintf("%s, %.1f MB", at.Path, float64(info.Size())/1e6)
	}
	if at.Key, err = c.master(reach); err != nil {
		return []finding{broken(keyFinding, errors.New(fault(err)), "correct --key")}
	}
	j, err := journal.Look(ctx, at)
	if errors.Is(err, journal.ErrOlder) {
		return []finding{well(what, size+", of an older version; bot run brings it up to date")}
	}
	if err != nil {
		return []finding{broken(what, errors.New(fault(err)), "a copy of the database from before would do")}
	}
	defer func() { _ = j.Close() }()
	waiting, err := j.Waiting(ctx, 1000)
	if err != nil {
		return []finding{broken(what, err, "restore a copy of the database from before")}
	}
	found := []finding{well(what, fmt.Sprintf("%s, %d shops with messages not worked yet", size, len(waiting))), aside(ctx, j), c.key(ctx, j)}
	return append(found, c.unpriced(ctx, j)...)
}

// aside says what channels brought that nobody could read.
func aside(ctx context.Context, j *journal.Journal) finding {
	const what = "set aside"
	kept, err := j.Aside(ctx, 1000)
	switch {
	case err != nil:
		return broken(what, err, "see the database")
	case len(kept) == 0:
		return well(what, "nothing unreadable has come in")
	}
	return well(what, fmt.Sprintf("%d unreadable things came in; the last on %s: %s", len(kept), kept[0].At.Format(time.DateTime), kept[0].Why))
}

// memory sees whether Redis answers.
func (c doctorCommand) memory(ctx context.Context) []finding {
	const what = "session memory"
	if c.Redis == "" {
		return []finding{unused(what, "in the process; --redis URL keeps it in Redis")}
	}
	reach, err := c.reach()
	if err != nil {
		return []finding{unused(what, "not looked at: see residency")}
	}
	options := []redis.Option{}
	if reach != nil {
		options = append(options, redis.Through(reach.Dial))
	}
	s, err := redis.Open(ctx, c.Redis, app.SystemClock{}, options...)
	if err != nil {
		return []finding{broken(what, err, "start Redis or correct --redis; without it, nothing is lost but a little time")}
	}
	_ = s.Close()
	return []finding{well(what, "Redis answers")}
}

// address sees whether somebody listens already.
func (c doctorCommand) address(ctx context.Context) []finding {
	const what = "address"
	l, err := listen(ctx, c.Addr)
	if err != nil {
		return []finding{unused(what, c.Addr+" is taken: the bot runs already, or another program does; --addr chooses another")}
	}
	_ = l.Close()
	return []finding{well(what, c.Addr+" is free")}
}

// whatsapp asks the Cloud API who we are.
func (c doctorCommand) whatsapp(ctx context.Context) []finding {
	const what = "WhatsApp"
	if c.Cloud.Number == "" {
		return []finding{unused(what, "not configured: bot run shows the phone in the browser; --cloudapi-number ID puts it on WhatsApp")}
	}
	if err := c.Cloud.complete(); err != nil {
		return []finding{broken(what, err, "the numbers and tokens are in Meta's developer console")}
	}
	reach, err := c.reach()
	if err != nil {
		return []finding{unused(what, "not looked at: see residency")}
	}
	ch, err := c.Cloud.channel(app.SystemClock{}, slog.New(slog.DiscardHandler), reach)
	if err != nil {
		return []finding{broken(what, err, "correct the settings that begin with --cloudapi-")}
	}
	defer func() { _ = ch.Close() }()
	account, err := ch.Check(ctx)
	if err != nil {
		return []finding{broken(what, err, "see that the token is of a system user, has not expired, and may use this number")}
	}
	return []finding{well(what, fmt.Sprintf("%s (%s), quality %s", account.Display, account.Name, account.Quality))}
}
