package main

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// BenchmarkFirstAnswerOnThePage starts the program anew and writes to it as soon
// as the page is there: until the answer stands in the browser, which was open
// before. What the phrases teach has been learnt by an earlier start.
func BenchmarkFirstAnswerOnThePage(b *testing.B) {
	ctx := browser(b)
	startBot(b).stop()
	for b.Loop() {
		bot := startBot(b, "--burst", "0s")
		h := opened(b, ctx, bot, desktop, false)
		h.says("2 kilo chini becha 90", "₹90")
	}
}

// BenchmarkTurnOnThePage writes two hundred messages in one chat and tells how
// long each took until its answer stood there: the first twenty and the last.
func BenchmarkTurnOnThePage(b *testing.B) {
	h := opened(b, browser(b), startBot(b, "--burst", "0s"), desktop, false)
	h.says("50000 kilo chini aayi 2000000 ki")
	h.settled()
	var first, last []time.Duration
	for b.Loop() {
		for n := range 200 {
			took := time.Duration(h.turnTook(fmt.Sprintf("%d kilo chini becha %d", n+1, 45*(n+1))) * float64(time.Millisecond))
			if n < 20 {
				first = append(first, took)
			} else if n >= 180 {
				last = append(last, took)
			}
		}
	}
	for name, took := range map[string][]time.Duration{"first20-ms": first, "last20-ms": last} {
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, name)
	}
}

// turnTook sends a message from the page and returns the milliseconds until the
// page has drawn the answer, by the browser's own clock.
func (h *hand) turnTook(text string) float64 {
	h.t.Helper()
	return run1(h, chromedp.Evaluate[float64](fmt.Sprintf(`(async text => {
		const box = document.querySelector("#composer"), log = document.querySelector("#log");
		const last = () => [...log.querySelectorAll(".bubble[data-from=bot][data-id]")].at(-1)?.dataset.id;
		const before = last(), start = performance.now();
		box.value = text;
		box.dispatchEvent(new Event("input", {bubbles: true}));
		document.querySelector("#send").click();
		while (last() === before) await new Promise(requestAnimationFrame);
		return performance.now() - start;
	})(%q)`, text), chromedp.EvalAwaitPromise))
}
