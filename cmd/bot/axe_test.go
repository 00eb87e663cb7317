package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/sahayak-dev/sahayak/bot/simulator/sdktest/npm"
)

// TestAxe has axe-core look at the page as people with a screen reader, a
// keyboard or weak eyes meet it: at both widths, light and dark, with a chat, a
// list and the panel open. It finds nothing serious.
func TestAxe(t *testing.T) {
	axe, err := os.ReadFile(filepath.Join(npm.Modules(t), "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	for _, s := range []screen{desktop, mobile} {
		for _, dark := range []bool{false, true} {
			name := s.name + map[bool]string{true: " dark", false: " light"}[dark]
			t.Run(name, func(t *testing.T) {
				h := opened(t, ctx, startBot(t), s, dark)
				h.script(string(axe))
				h.flawless("empty")
				h.says("50 kilo chini aayi 2000 ki", "50 kilo")
				h.says("Sharma Kirana")
				h.rested()
				h.flawless("chat")
				h.tap(".bubble[data-from=bot] .list-open")
				h.until(`document.querySelector("dialog.sheet[open]") !== null`)
				h.flawless("list")
				h.script(`document.querySelector("dialog.sheet[open]").close()`)
				if s.touch {
					h.tap("#panel-open")
				}
				h.until(`document.querySelectorAll("#panel .turn").length === 2`)
				h.flawless("panel")
			})
		}
	}
}

// rested takes the focus from what was last written in, and waits for the page
// to be quiet.
func (h *hand) rested() {
	h.t.Helper()
	h.script(`document.activeElement.blur()`)
	h.until(`document.querySelectorAll(".typing").length === 0`)
}

// flawless has axe look, and reports what it finds.
func (h *hand) flawless(what string) {
	h.t.Helper()
	found := run1(h, chromedp.Evaluate[[]string](`axe.run().then(r => r.violations.flatMap(v => v.nodes.map(n => v.impact + " " + v.id + ": " + n.target.join(" ") + " " + (n.failureSummary || ""))))`, chromedp.EvalAwaitPromise))
	for _, v := range found {
		if strings.HasPrefix(v, "serious") || strings.HasPrefix(v, "critical") {
			h.t.Errorf("%s: %s", what, v)
		} else {
			h.t.Logf("%s: %s", what, v)
		}
	}
}
