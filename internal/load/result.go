package load

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// Result is what a measurement came to.
type Result struct {
	Plan
	Sent    int           // messages
	Lost    int           // of them not answered; they count as having taken until the end
	All     Spread        // from when a message was due until its answer was posted; without voice notes
	Kinds   [kinds]Spread // the same by kind
	Late    Spread        // how late the generator itself was
	Elapsed time.Duration // until the last answer
	Left    int           // not answered when the last message was sent
	Most    int           // not answered at once, at the most
	Tally   tally
	Posted  int64 // webhooks the bots took
	Failed  int64 // deliveries they did not
	Given   int64 // webhooks given up
	Own     time.Duration
	Busy    busy
	Bots    []Usage
}

// Sound reports whether every message was answered, and once.
func (r Result) Sound() bool {
	return r.Lost == 0 && r.Given == 0 && r.Tally.Doubled == 0 && r.Tally.Strays == 0 && r.Tally.Refused == 0
}

// Write writes the report.
func (r Result) Write(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "\n%.0f messages a second for %v over %d shops: %s\n", r.Rate, r.For, r.Users, r.Mix)
	if r.Voice > 0 {
		fmt.Fprintf(&b, "  and %.0f voice notes a second\n", r.Voice)
	}
	r.latency(&b)
	r.throughput(&b)
	r.usage(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

// latency writes how long answers took.
func (r Result) latency(b *strings.Builder) {
	fmt.Fprintf(b, "  from when a message was due until its answer was posted:\n")
	row := func(name string, s Spread) {
		if s.Count() > 0 {
			fmt.Fprintf(b, "    %-10s %7d   p50 %s   p95 %s   p99 %s   max %s\n",
				name, s.Count(), ms(s.At(50)), ms(s.At(95)), ms(s.At(99)), ms(s.Max()))
		}
	}
	row("all", r.All)
	for kind, s := range r.Kinds {
		row(Kind(kind).String(), s)
	}
	fmt.Fprintf(b, "    of which the generator was late: p50 %s   p99 %s   max %s\n", ms(r.Late.At(50)), ms(r.Late.At(99)), ms(r.Late.Max()))
}

// throughput writes what went in and out, and what went wrong.
func (r Result) throughput(b *strings.Builder) {
	seconds := max(r.Elapsed.Seconds(), 1e-9)
	fmt.Fprintf(b, "  in   %.0f messages and %.0f statuses a second\n", float64(r.Sent)/seconds, float64(r.Posted-int64(r.Sent))/seconds)
	fmt.Fprintf(b, "  out  %.0f answers and %.0f read marks a second\n", float64(r.Tally.Answers)/seconds, float64(r.Tally.Marks)/seconds)
	fmt.Fprintf(b, "  not answered when the last was sent: %d; at once at the most: %d\n", r.Left, r.Most)
	s := r.stats()
	fmt.Fprintf(b, "  errors: %d never answered, %d answered twice, %d answers to nothing, %d requests refused, %d webhooks refused, %d given up\n",
		r.Lost, r.Tally.Doubled, r.Tally.Strays, r.Tally.Refused, r.Failed, r.Given)
	fmt.Fprintf(b, "  in the bot: %d turns, %d conflicts, %d broken, %d sendings failed\n", s.Turns, s.Conflicts, s.Broken, s.SendFailed)
}

// stats are those of all bots together.
func (r Result) stats() bot.Stats {
	var s bot.Stats
	for _, u := range r.Bots {
		s.Turns += u.Stats.Turns
		s.Conflicts += u.Stats.Conflicts
		s.Broken += u.Stats.Broken
		s.SendFailed += u.Stats.SendFailed
	}
	return s
}

// usage writes what it cost.
func (r Result) usage(b *strings.Builder) {
	var cpu time.Duration
	for i, u := range r.Bots {
		cpu += u.CPU
		fmt.Fprintf(b, "  memory of bot %d: %d MB at its peak, %d MB at the end, %d MB of it heap\n", i+1, u.Peak/1e6, u.RSS/1e6, u.Heap/1e6)
		if u.Profile != "" {
			fmt.Fprintf(b, "  where its time went: go tool pprof %s\n", u.Profile)
		}
	}
	n := time.Duration(max(r.Sent, 1))
	rest := max(r.Busy.CPU-cpu-r.Own, 0)
	fmt.Fprintf(b, "  CPU a message: bot %s, generator and emulator %s, everything else on the machine %s\n", ms(cpu/n), ms(r.Own/n), ms(rest/n))
	fmt.Fprintf(b, "  a turn, step by step, as the clock ran: %s\n", r.steps())
	if r.Elapsed > 0 {
		fmt.Fprintf(b, "  cores in use %.2f; something waited for a core %.0f %% of the time; load average %.2f\n",
			r.Busy.CPU.Seconds()/r.Elapsed.Seconds(), 100*r.Busy.Stalled.Seconds()/r.Elapsed.Seconds(), r.Busy.Load)
	}
}

// steps are the steps of a turn, on average.
func (r Result) steps() string {
	sum := map[string]time.Duration{}
	var order []string
	turns := time.Duration(max(r.stats().Turns, 1))
	for _, u := range r.Bots {
		for _, s := range u.Steps {
			if _, known := sum[s.Name]; !known {
				order = append(order, s.Name)
			}
			sum[s.Name] += s.Took
		}
	}
	for i, name := range order {
		order[i] = name + " " + ms(sum[name]/turns)
	}
	return strings.Join(order, ", ")
}

// String says the limits.
func (l Limits) String() string {
	return fmt.Sprintf("%.0f fdatasyncs and %.0f requests that do nothing a second", l.Syncs, l.Requests)
}

// ms is a time in milliseconds.
func ms(d time.Duration) string { return fmt.Sprintf("%.2f ms", float64(d.Microseconds())/1000) }
