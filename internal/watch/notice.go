package watch

import (
	"context"
	"time"
)

// Notice is one thing the operator is told. It names nobody and quotes nothing.
type Notice struct {
	Kind     Kind      `json:"kind"`
	State    State     `json:"state"`
	Count    int64     `json:"count,omitempty"` // turns, answers, channels or seconds, as the kind has it
	Since    time.Time `json:"since,omitzero"`  // when the trouble began
	At       time.Time `json:"at"`
	Instance string    `json:"instance,omitempty"` // the process that tells
	Text     string    `json:"text"`               // in English
	key      string    // the same for every process that tells of the same
}

// Way is a way to the operator. It is given one notice at a time and may take its
// time: nobody waits for it.
type Way interface {
	// Name is what the way is called in metrics and logs.
	Name() string
	// Tell delivers a notice, trying again as it sees fit until ctx ends.
	Tell(ctx context.Context, n Notice) error
}

const (
	waitingNotices = 64              // that wait for one way; more are dropped, and that is logged
	farewell       = 5 * time.Second // for what still waits when the process ends
)

// texts say what a notice means, for those who read no locale.
var texts = map[Kind]map[State]string{
	Broken:   {Trouble: "Turns broke and were answered with an apology; the log has their numbers.", Over: "No turn has broken for ten minutes."},
	Locked:   {Trouble: "The channel takes no messages until you act: see the account in its provider's console.", Over: "The channel takes messages again."},
	Dead:     {Trouble: "Answers were given up and will not be sent.", Over: "No answer has been given up for ten minutes."},
	Late:     {Trouble: "Messages have waited for more than a minute (count: seconds of the oldest).", Over: "No message waits for long."},
	Database: {Trouble: "The database cannot be written: its disk is full, or it is away. Messages are not acknowledged meanwhile.", Over: "The database can be written again."},
	Memory:   {Trouble: "Session memory does not answer. Nothing is lost; turns take a little longer.", Over: "Session memory answers again."},
	Number:   {Trouble: "The bot's number needs you: the log has a line that says what for.", Over: "The bot's number needs nothing any more."},
	Spend:    {Trouble: "This month's money for messages is nearly spent, or is (count: per cent).", Over: "There is money for messages again."},
	Backup:   {Trouble: "The newest backup is too old, or there is none.", Over: "There is a fresh backup again."},
}

// Run looks for what needs the operator, and tells him, until ctx ends.
func (w *Watch) Run(ctx context.Context) {
	queues := make([]chan Notice, len(w.Notify))
	ended := make(chan struct{}, len(w.Notify))
	for i, way := range w.Notify {
		queues[i] = make(chan Notice, waitingNotices)
		go func() {
			w.deliver(ctx, way, queues[i])
			ended <- struct{}{}
		}()
	}
	for ctx.Err() == nil {
		for _, n := range w.news() {
			if !w.first(ctx, n) {
				continue
			}
			w.Log.Warn("operator notice", "kind", n.Kind, "state", n.State, "count", n.Count)
			w.pass(n, queues)
		}
		select {
		case <-ctx.Done():
		case <-w.Clock.After(look):
		}
	}
	for _, queue := range queues {
		close(queue)
	}
	for range queues {
		<-ended
	}
}

// first reports whether no other process, nor this one before it was started
// again, has told a notice already. When the journal cannot say, it is told twice
// rather than never.
func (w *Watch) first(ctx context.Context, n Notice) bool {
	s := w.subject.Load()
	if s == nil {
		return true
	}
	since := n.Since
	if n.State == Trouble {
		since = n.At.Add(-notAgain)
	}
	limited, cancel := context.WithTimeout(ctx, asking)
	defer cancel()
	first, err := s.journal.Mark(limited, "notice."+string(n.Kind)+"."+string(n.State), since)
	return first || err != nil
}

// pass gives a notice to every way, and waits for none.
func (w *Watch) pass(n Notice, queues []chan Notice) {
	for i, queue := range queues {
		select {
		case queue <- n:
		default:
			w.Log.Error("operator notice dropped", "kind", n.Kind, "way", w.Notify[i].Name())
		}
	}
}

// deliver tells one way what comes, until no more does. A notice that is being
// told, or waits, when the process is to end has a few seconds.
func (w *Watch) deliver(ctx context.Context, way Way, queue <-chan Notice) {
	going, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	defer context.AfterFunc(ctx, func() {
		select {
		case <-w.Clock.After(farewell):
		case <-going.Done():
		}
		stop()
	})()
	for n := range queue {
		result := "told"
		if err := way.Tell(going, n); err != nil {
			result = "failed"
			w.Log.Warn("operator not told", "kind", n.Kind, "way", way.Name(), "error", err)
		}
		w.meter.notices.WithLabelValues(way.Name(), result).Inc()
	}
}

// news looks at everything and returns what is to be told.
func (w *Watch) news() (out []Notice) {
	now := w.Clock.Now()
	for kind, count := range w.troubles(now) {
		a := w.alarms[kind]
		since, told := a.since, a.told
		state := a.step(now, count > 0)
		if state == "" {
			continue
		}
		if state == Trouble {
			since, told = a.since, a.told
		}
		out = append(out, Notice{
			Kind: kind, State: state, Count: count, Since: since, At: now, Instance: w.Instance, Text: texts[kind][state],
			key: "notice." + string(kind) + "." + string(state) + "." + told.UTC().Format("2006-01-02T15"),
		})
	}
	return out
}
