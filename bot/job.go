package bot

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// DefaultLate is how late a [Job] may be done that does not say.
const DefaultLate = 2 * time.Hour

// JobChannel is what the messages of jobs are filed under in the inbox. No
// [Channel] may have this name.
const JobChannel = "job"

// Job is something the bot does of itself: at set times for every shop, or once,
// when a turn asked for it with [Turn.Later].
//
//	bot.Job{Name: "alerts.morning", When: bot.Daily(8, 0), Late: 3 * time.Hour, Jitter: 20 * time.Minute, Do: s.morning}
//
// A job that is due becomes a message in the shop's inbox, and that a turn: in
// order with the others, done once whatever is killed, with effects and replies
// like any other. What it says goes to an owner of the shop who has written
// before, or to who asked for it, where he wrote last. The conversation he is in is
// left as it is: a job cannot ask, its choices must stand on their own, and "say
// that again" does not mean it.
//
// Every slot of a shop is fired once at most. When nobody worked at its time, the
// newest slot is fired late and those before it are skipped; one that is later
// than Late is skipped too. One that is due in quiet hours is held until they end, if
// it is not too late then; see [Patient]. What is skipped is logged.
type Job struct {
	Name   string        // public, "<skill>.<name>"; it stands in logs and in the journal
	When   When          // zero: only when a turn asks for it
	Late   time.Duration // after which it is skipped; 0 is [DefaultLate]
	Jitter time.Duration // shops are spread over so long after the slot, each always at its own time
	Quiet  bool          // says nothing, so that the [Policy] need not be asked
	Asked  bool          // whoever it speaks to is being dealt with and has agreed to it: the [Policy] is not asked
	Do     func(ctx context.Context, t *Turn) error
}

// Due is what a job's message says. A handler finds it at Turn.Message.Due.
type Due struct {
	Job  string    `json:"job"`
	Slot string    `json:"slot"`
	At   time.Time `json:"at"`             // when it was due for this shop
	Turn TurnID    `json:"turn,omitempty"` // the turn that asked for it, 0 for none
	Args Args      `json:"args,omitempty"` // what that turn said about it; each is a [Value]
}

// Nudge is a job to be done once: its name, and what it shall be told.
type Nudge struct {
	Job  string `json:"job"`
	Args Args   `json:"args,omitempty"`
}

// Policy decides what may be said unasked.
type Policy interface {
	// Allow reports whether the job of a message may be done for its person now. It
	// is asked when the job is due, and once more in its turn; it must not count.
	Allow(ctx context.Context, m Message, now time.Time) (bool, error)
}

// Later has a job done at a time, for who this turn is with. It is written down
// with the turn, and dropped when that is taken back before then.
func (t *Turn) Later(n Nudge, at time.Time) {
	t.later = append(t.later, Reminder{Nudge: n, At: at.UTC()})
}

// check refuses a job that cannot be done as declared.
func (j Job) check() error {
	skill, name, whole := strings.Cut(j.Name, ".")
	switch {
	case !whole || skill == "" || name == "" || strings.Contains(j.Name, "|"):
		return fmt.Errorf("%w: a job is called %q", ErrConfig, j.Name)
	case j.Do == nil:
		return fmt.Errorf("%w: job %s does nothing", ErrConfig, j.Name)
	case j.Late < 0 || j.Jitter < 0 || j.When != (When{}) && j.Jitter >= j.When.every:
		return fmt.Errorf("%w: job %s: jitter or lateness", ErrConfig, j.Name)
	}
	if err := j.When.check(); err != nil {
		return fmt.Errorf("%w: job %s: %w", ErrConfig, j.Name, err)
	}
	return nil
}

// declareJobs files the jobs of every skill.
func (e *Engine) declareJobs() error {
	known := map[string]bool{}
	for _, skill := range e.Skills {
		for _, j := range skill.Jobs {
			if err := j.check(); err != nil {
				return err
			}
			if known[j.Name] {
				return fmt.Errorf("%w: two jobs are called %s", ErrConfig, j.Name)
			}
			if j.Late == 0 {
				j.Late = DefaultLate
			}
			known[j.Name] = true
			e.jobs = append(e.jobs, j)
		}
	}
	for _, j := range e.deskJobs() {
		if known[j.Name] {
			return fmt.Errorf("%w: a skill's job is called %s", ErrConfig, j.Name)
		}
		e.jobs = append(e.jobs, j)
	}
	for _, ch := range e.Channels {
		if ch.Name() == JobChannel {
			return fmt.Errorf("%w: a channel is called %s", ErrConfig, JobChannel)
		}
	}
	return nil
}

// job finds a job by its name.
func (e *Engine) job(name string) (Job, bool) {
	for _, j := range e.jobs {
		if j.Name == name {
			return j, true
		}
	}
	return Job{}, false
}

// purpose is what must be agreed to for what a job says to be heard.
func (e *Engine) purpose(name string) string {
	if j, known := e.job(name); !known || j.Quiet || j.Asked {
		return ""
	}
	return Nudges
}

// message is a job that is due, as the inbox keeps it.
func (j Job) message(shop ShopID, person PersonID, due Due) Message {
	due.Job = j.Name
	return Message{
		Channel: JobChannel, ID: fmt.Sprintf("%s|%d|%s", j.Name, shop, due.Slot),
		From: person, Shop: shop, At: due.At, Due: &due,
	}
}

// places is how finely shops are spread over a job's jitter: every shop has one of
// them, as the journal says.
const places = 1 << 16

// delay is how long after its slot the job is due for shops at a place.
func (j Job) delay(place int) time.Duration {
	return j.Jitter / places * time.Duration(place)
}
