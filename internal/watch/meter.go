package watch

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"github.com/sahayak-dev/sahayak/bot"
)

// What durations are sorted into, in seconds: a step within a turn, and an answer
// on its way, which may wait for a network.
var (
	stepBounds   = []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}
	answerBounds = []float64{.0025, .005, .01, .025, .05, .1, .25, .5, 1, 2, 5, 10, 60, 600}
)

// meter counts what happens. What only has to be read when somebody asks is in
// [gauges].
type meter struct {
	registry  *prometheus.Registry
	turns     *prometheus.CounterVec
	steps     *prometheus.HistogramVec
	answers   *prometheus.HistogramVec
	sends     *prometheus.CounterVec
	sendTime  *prometheus.HistogramVec
	providers *prometheus.CounterVec
	memory    *prometheus.CounterVec
	notices   *prometheus.CounterVec
	speech    *prometheus.CounterVec
	talks     *prometheus.CounterVec
}

func newMeter(w *Watch) *meter {
	m := &meter{
		registry:  prometheus.NewRegistry(),
		turns:     counter("turns_total", "Turns committed, by what they were about and how they ended.", "errand", "result"),
		steps:     histogram("step_seconds", "How long a step of a turn took.", stepBounds, "step"),
		answers:   histogram("answer_seconds", "From when a message was stored until its turn was committed, or the channel accepted the answer.", answerBounds, "until"),
		sends:     counter("sends_total", "Tries at an answer, by how they went; the fault is of those that failed.", "channel", "result", "fault"),
		sendTime:  histogram("send_seconds", "How long a try at an answer took.", answerBounds, "channel"),
		providers: counter("provider_errors_total", "Failures of services outside.", "provider", "fault"),
		memory:    counter("session_memory_errors_total", "Times session memory failed; the checkpoint was used instead.", "operation"),
		notices:   counter("notices_total", "Notices to the operator, by way and whether they went.", "way", "result"),
		speech:    counter("speech_seconds_total", "Seconds of sound that were heard and spoken, by who did it.", "driver", "way"),
		talks:     counter("speech_uses_total", "Times that something was heard and spoken, by who did it.", "driver", "way"),
	}
	m.registry.MustRegister(m.turns, m.steps, m.answers, m.sends, m.sendTime, m.providers, m.memory, m.notices, m.speech, m.talks,
		gauges{w}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.begin()
	return m
}

// begin makes the series that must be there before anything happens: an alert on
// an increase does not see a first one come into being.
func (m *meter) begin() {
	m.turns.WithLabelValues(none, broken)
	for _, operation := range []string{load, save} {
		m.memory.WithLabelValues(operation)
	}
}

// turn counts a turn committed now.
func (m *meter) turn(t bot.Trace, s summary, now time.Time) {
	m.turns.WithLabelValues(s.errand, s.result).Inc()
	for _, step := range t.Steps {
		m.steps.WithLabelValues(step.Name).Observe(step.Took.Seconds())
	}
	if !t.Received.IsZero() && t.Job == "" {
		m.answers.WithLabelValues("commit").Observe(now.Sub(t.Received).Seconds())
	}
}

// sent counts a try at an answer.
func (m *meter) sent(s bot.Sending) {
	fault := none
	if s.Outcome == bot.Failing || s.Outcome == bot.GivenUp {
		fault = s.Fault.String()
		m.providers.WithLabelValues(s.Channel, fault).Inc()
	}
	m.sends.WithLabelValues(s.Channel, outcomes[s.Outcome], fault).Inc()
	if s.Outcome != bot.Later {
		m.sendTime.WithLabelValues(s.Channel).Observe(s.Took.Seconds())
	}
	if s.Outcome == bot.Arrived && !s.Received.IsZero() && !s.Voice { // he had his answer before it
		m.answers.WithLabelValues("accepted").Observe(s.Began.Add(s.Took).Sub(s.Received).Seconds())
	}
}

// outcomes name outcomes as labels.
var outcomes = map[bot.Outcome]string{bot.Arrived: "sent", bot.Later: "held", bot.Failing: "failing", bot.GivenUp: "given_up", bot.Skipped: "skipped"}

// ProviderFailed counts a failure of a service outside that is no channel, such as
// a model. Its name is the code's own, never what somebody configured.
func (w *Watch) ProviderFailed(provider string, f bot.Fault) {
	w.meter.providers.WithLabelValues(provider, f.String()).Inc()
}

// Spoke counts sound that was heard, or else spoken, by a driver. Its name is the code's
// own, as in [Watch.ProviderFailed].
func (w *Watch) Spoke(driver string, heard bool, length time.Duration) {
	way := "spoken"
	if heard {
		way = "heard"
	}
	w.meter.talks.WithLabelValues(driver, way).Inc()
	w.meter.speech.WithLabelValues(driver, way).Add(max(length, 0).Seconds())
}

const namespace = "sahayak"

func counter(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: namespace, Name: name, Help: help}, labels)
}

func histogram(name, help string, bounds []float64, labels ...string) *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(prometheus.HistogramOpts{Namespace: namespace, Name: name, Help: help, Buckets: bounds}, labels)
}
