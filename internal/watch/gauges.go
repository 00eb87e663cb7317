package watch

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// stat is a counter of the engine as a metric.
type stat struct {
	name string
	help string
	read func(bot.Stats) int64
}

// stats are the engine's counters, one line each.
var stats = []stat{
	{"received_total", "Messages stored.", func(s bot.Stats) int64 { return s.Received }},
	{"committed_total", "Turns committed.", func(s bot.Stats) int64 { return s.Turns }},
	{"conflicts_total", "Turns taken again because the book had moved.", func(s bot.Stats) int64 { return s.Conflicts }},
	{"panics_total", "Panics caught in skills.", func(s bot.Stats) int64 { return s.Panics }},
	{"broken_total", "Turns answered with an apology.", func(s bot.Stats) int64 { return s.Broken }},
	{"answers_sent_total", "Answers sent whole.", func(s bot.Stats) int64 { return s.Sent }},
	{"send_failures_total", "Sends that failed, counting every try.", func(s bot.Stats) int64 { return s.SendFailed }},
	{"jobs_fired_total", "Jobs that became messages.", func(s bot.Stats) int64 { return s.Fired }},
	{"jobs_skipped_total", "Times a job was skipped; for a whole zone counts once.", func(s bot.Stats) int64 { return s.Skipped }},
	{"turns_deferred_total", "Turns that let others go first because they are heavy.", func(s bot.Stats) int64 { return s.Deferred }},
	{"strangers_turned_away_total", "Messages of strangers who may not come in.", func(s bot.Stats) int64 { return s.TurnedAway }},
	{"lease_moves_total", "Leases taken over from other processes, or from nobody.", func(s bot.Stats) int64 { return s.LeaseMoves }},
}

// What is read from the journal, and how the parts are.
var (
	undoneGauge = desc("undone_messages", "Messages not worked yet, of all processes.")
	oldestGauge = desc("oldest_undone_seconds", "Age of the oldest message not worked yet.")
	queueGauge  = desc("outbox_waiting", "Answers that wait to be sent.", "channel")
	queueAge    = desc("outbox_oldest_seconds", "Age of the oldest answer that waits to be sent.", "channel")
	asksGauge   = desc("people_unanswered", "People who wait for an answer of an operator.")
	asksAge     = desc("people_oldest_seconds", "How long the first of them has waited.")
	deadGauge   = desc("dead_letters", "Answers given up, as far as they are counted.")
	partGauge   = desc("part_up", "Whether a part does its work: 1 or 0.", "part")
	alarmGauge  = desc("alarm", "What the operator is told of: 1 while it lasts.", "kind")
)

func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(prometheus.BuildFQName(namespace, "", name), help, labels, nil)
}

// gauges reads what is only worth knowing when somebody asks.
type gauges struct{ w *Watch }

// Describe lists what Collect may tell.
func (g gauges) Describe(out chan<- *prometheus.Desc) {
	for _, s := range stats {
		out <- desc(s.name, s.help)
	}
	for _, d := range []*prometheus.Desc{undoneGauge, oldestGauge, queueGauge, queueAge, asksGauge, asksAge, deadGauge, partGauge, alarmGauge} {
		out <- d
	}
}

// Collect reads it. What the journal cannot tell now is left out: no figure is
// made up.
func (g gauges) Collect(out chan<- prometheus.Metric) {
	for _, k := range kinds {
		gauge(out, alarmGauge, one(g.w.alarms[k].open.Load()), string(k))
	}
	s := g.w.subject.Load()
	if s == nil {
		return
	}
	counted := s.engine.Stats()
	for _, stat := range stats {
		out <- prometheus.MustNewConstMetric(desc(stat.name, stat.help), prometheus.CounterValue, float64(stat.read(counted)))
	}
	for _, p := range g.w.parts() {
		gauge(out, partGauge, one(p.OK), p.Name)
	}
	if d, err := s.depth.read(); err == nil {
		g.depth(out, d)
	}
}

// depth tells how much waits.
func (g gauges) depth(out chan<- prometheus.Metric, d journal.Depth) {
	gauge(out, undoneGauge, float64(d.Undone))
	gauge(out, oldestGauge, g.age(d.Oldest))
	gauge(out, deadGauge, float64(d.Dead))
	gauge(out, asksGauge, float64(d.Unanswered))
	gauge(out, asksAge, g.age(d.Asked))
	for _, q := range d.Outbox {
		gauge(out, queueGauge, float64(q.Waiting), q.Channel)
		gauge(out, queueAge, g.age(q.Oldest), q.Channel)
	}
}

// age is how long ago something was, in seconds; 0 for never.
func (g gauges) age(at time.Time) float64 {
	if at.IsZero() {
		return 0
	}
	return max(0, g.w.Clock.Now().Sub(at).Seconds())
}

func gauge(out chan<- prometheus.Metric, d *prometheus.Desc, v float64, labels ...string) {
	out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
