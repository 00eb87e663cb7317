package intents

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// manyNames makes up a shop's 500 names: pronounceable, of one or two words.
func manyNames(n int) []bot.Name {
	heads := []string{"ka", "shi", "mo", "ra", "bel", "tun", "gor", "vi", "sha", "pre", "lo", "nan", "ja"}
	tails := []string{"ndi", "lam", "riya", "tok", "mesh", "dhan", "piya", "wari", "sun", "kari", "bol"}
	kinds := []string{"powder", "tel", "masala", "biscuit", "sabun", "papad", "namkeen"}
	out := make([]bot.Name, 0, n)
	for i := range n {
		text := heads[i%len(heads)] + tails[i/len(heads)%len(tails)]
		if i >= len(heads)*len(tails) {
			text += " " + kinds[i%len(kinds)]
		}
		out = append(out, bot.Name{Kind: bot.Item, ID: fmt.Sprint("i", i), Text: text, Unit: "packet"})
	}
	return out
}

// BenchmarkUnderstand500Items measures one message of a shop with 500 items.
func BenchmarkUnderstand500Items(b *testing.B) {
	u := understander(b)
	words := []bot.Vocabulary{
		{Key: "bench/500", Read: func(context.Context) ([]bot.Name, error) { return manyNames(500), nil }},
		shopWords()[0],
	}
	said := []string{
		"2 kilo chini becha 90 rupaye", "suresh ko 2 kilo chini aur 1 tel udhaar", "aaj ki bikri",
		"2 kilo chini 90, 1 maggi 12 aur 3 parle g becha", "दो किलो चीनी नब्बे रुपये में बेची",
		"kamesh masala kitna bacha hai", "raghuveer prasad ko 500 udhaar likho", "petrol ka rate kya hai",
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		v := say(said[i%len(said)])
		v.Words = words
		if _, err := u.Understand(context.Background(), v); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkNew measures reading and learning all phrases.
func BenchmarkNew(b *testing.B) {
	for range b.N {
		if _, err := New(skillsAt("../skills")); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkEars measures what it takes to hear: all languages told apart, then Hindi, then
// each other; how long, and how much it keeps in memory.
func BenchmarkEars(b *testing.B) {
	for range b.N {
		before, start := resident(), time.Now()
		u, err := New(skillsAt("../skills"), carried())
		if err != nil {
			b.Fatal(err)
		}
		told, toldKeeps := time.Since(start), resident()-before
		start = time.Now()
		if _, err := u.ears[common](); err != nil {
			b.Fatal(err)
		}
		one, oneKeeps := time.Since(start), resident()-before
		start = time.Now()
		for _, lang := range u.Languages() {
			if _, err := u.ears[lang](); err != nil {
				b.Fatal(err)
			}
		}
		rest, allKeep := time.Since(start), resident()-before
		b.ReportMetric(told.Seconds(), "s-to-tell")
		b.ReportMetric(one.Seconds(), "s-Hindi")
		b.ReportMetric(rest.Seconds(), "s-the-rest")
		b.ReportMetric(float64(toldKeeps)/1e6, "MB-to-tell")
		b.ReportMetric(float64(oneKeeps)/1e6, "MB-with-Hindi")
		b.ReportMetric(float64(allKeep)/1e6, "MB-all")
		keptEars = u
	}
}

// BenchmarkTenLanguages measures one message of any language in a shop with 500 items of
// its own, when nothing tells which language it is in.
func BenchmarkTenLanguages(b *testing.B) {
	u, err := allEars()
	if err != nil {
		b.Fatal(err)
	}
	words := []bot.Vocabulary{
		{Key: "bench/500", Read: func(context.Context) ([]bot.Name, error) { return manyNames(500), nil }},
		shopWords()[0],
	}
	var said []string
	for _, lines := range yardstick(b) {
		for _, l := range lines {
			said = append(said, l.fields[0])
		}
	}
	hear := func(i int) {
		v := bot.Utterance{Text: said[i*31%len(said)], Now: thursday, Zone: delhi, Words: words}
		if _, err := u.Understand(context.Background(), v); err != nil {
			b.Fatal(err)
		}
	}
	for i := range said {
		hear(i) // every language is read and every index made
	}
	took := make([]time.Duration, 0, b.N)
	b.ResetTimer()
	for i := range b.N {
		start := time.Now()
		hear(i)
		took = append(took, time.Since(start))
	}
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2])/1e6, "p50-ms")
	b.ReportMetric(float64(took[len(took)*95/100])/1e6, "p95-ms")
}

// keptEars are kept so that a profile shows what they keep.
var keptEars *Understander

// resident is the heap in use after collecting what is not.
func resident() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}
