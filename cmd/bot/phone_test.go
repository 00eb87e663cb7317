package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
)

// TestPhone talks on the page at both widths: types, sees the ticks, taps a quick
// reply and a row of a list, and reads in the panel what was made of it.
func TestPhone(t *testing.T) {
	ctx := browser(t)
	for _, s := range []screen{desktop, mobile} {
		t.Run(s.name, func(t *testing.T) {
			h := opened(t, ctx, startBot(t), s, s.touch)
			h.picture(s.name + "-empty")
			h.says("50 kilo chini aayi 2000 ki", "₹2,000", "50 kilo")
			h.says("Sharma Kirana", "?")
			h.tap(".bubble[data-from=bot] .list-open")
			h.until(`document.querySelector("dialog.sheet[open]") !== null`)
			h.picture(s.name + "-list")
			h.tap("dialog.sheet[open] .row")
			h.tap("#sheet-send")
			h.answer()
			h.says("chhodo", "Sharma Kirana")
			h.says("2 kilo chini becha 90", "₹90", "48 kilo")
			h.until(`document.querySelectorAll(".bubble[data-from=user][data-status=read] .ticks.blue").length === 5`)
			h.says("ramesh ko 500 udhaar diya", "₹500")
			h.says("2 kilo chini becha 90", "₹90", "46 kilo")
			h.picture(s.name + "-chat")
			h.choose("Galti se")
			says(t, h.answer(), "48 kilo")
			h.until(`document.querySelectorAll(".choice.taken").length === 1`)
			h.says("चीनी कितनी बची है", "48")

			if s.touch {
				h.tap("#panel-open")
			}
			h.until(`document.querySelectorAll("#panel .turn").length >= 8`)
			said := value[string](h, `document.querySelector("#turns").innerText`)
			says(t, said, "sales.record", "ms")
			h.picture(s.name + "-panel")
		})
	}
}

// settled lets the first questions to a new shop go.
func (h *hand) settled() {
	h.t.Helper()
	for range 3 {
		h.says("chhodo")
	}
}

// TestSwipe draws an old bubble to the right with a finger, as one answers on a
// phone, and corrects what it wrote.
func TestSwipe(t *testing.T) {
	h := opened(t, browser(t), startBot(t), mobile, false)
	h.says("ramesh ko 500 udhaar diya", "₹500")
	h.settled()
	h.says("suresh ko 300 udhaar diya", "₹300")
	h.swipe(`.bubble[data-from=bot]`)
	h.until(`!document.querySelector("#preview").hidden`)
	h.picture("phone-reply")
	h.says("700 tha", "Ramesh", "₹700")
	h.until(`document.querySelectorAll(".bubble[data-from=user] .quote").length === 1`)
	h.says("ramesh ka kitna baaki hai", "₹700")
}

// swipe draws what a selector finds first to the right.
func (h *hand) swipe(selector string) {
	h.t.Helper()
	h.script(fmt.Sprintf(`document.querySelector(%q).scrollIntoView({block: "center"})`, selector))
	at := value[[]float64](h, fmt.Sprintf(`(r => [r.x + 20, r.y + 20])(document.querySelector(%q).getBoundingClientRect())`, selector))
	touch := func(kind input.DispatchTouchEventType, dx ...float64) {
		points := []*input.TouchPoint{}
		for _, dx := range dx {
			points = append(points, &input.TouchPoint{X: at[0] + dx, Y: at[1]})
		}
		tell(h, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})
	}
	touch("touchStart", 0)
	for dx := 10.0; dx <= 120; dx += 10 {
		touch("touchMove", dx)
	}
	touch("touchEnd")
}

// TestOtherPhones has the owner, his staff and the shop next door: each phone has
// its chat, and an answer on another one is counted on its tab.
func TestOtherPhones(t *testing.T) {
	h := opened(t, browser(t), startBot(t), desktop, false)
	h.says("50 kilo chini aayi 2000 ki", "₹2,000")
	h.phone("Imran")
	h.says("chini kitni bachi hai", "50 kilo") // he works in her shop
	h.phone("Gupta Store")
	h.says("chini kitni bachi hai")
	if said := value[string](h, answers+".at(-1).innerText"); len(said) == 0 {
		t.Error("the neighbour was not answered")
	}
	h.bot.post("/simulator/phones/919800000001/messages", `{"text":"2 kilo chini becha 90"}`)
	h.until(`[...document.querySelectorAll("#phones [role=tab]")].some(tab => tab.innerText.includes("Asha") && tab.querySelector(".badge"))`)
	h.picture("desktop-phones")
	h.phone("Asha")
	h.until(answers + `.some(b => b.innerText.includes("48 kilo"))`)
}

// phone goes to somebody's phone.
func (h *hand) phone(name string) {
	h.t.Helper()
	h.script(fmt.Sprintf(`[...document.querySelectorAll("#phones [role=tab]")].find(tab => tab.innerText.includes(%q)).click()`, name))
	h.until(fmt.Sprintf(`document.querySelector("#phones [aria-selected=true]").innerText.includes(%q)`, name))
	h.heard = value[int](h, answers+".length")
}

// TestTomorrow moves the clock by a day: what was sold is yesterday's then.
func TestTomorrow(t *testing.T) {
	h := opened(t, browser(t), startBot(t), desktop, false)
	h.says("2 kilo chini becha 90", "₹90")
	h.settled()
	h.tap("#clock-day")
	h.until(`document.querySelector("#tools").innerText.includes("ahead") || document.querySelector("#tools").innerText.includes("+1")`)
	h.says("kal ki bikri kitni hui", "₹90")
	h.says("aaj ki bikri kitni hui")
	if said := value[string](h, answers+".at(-1).innerText"); len(said) == 0 {
		t.Error("nothing was said of today")
	}
}

// TestPlug pulls it in the middle of a turn, and once more between two: what was
// said is written once, and answered.
func TestPlug(t *testing.T) {
	h := opened(t, browser(t), startBot(t, "--burst", "0s"), desktop, false)
	h.says("50 kilo chini aayi 2000 ki", "50 kilo")
	h.settled()
	left := 50
	for range 3 {
		left -= 2
		h.bot.post("/simulator/plug", `{"when":"turn"}`)
		h.says("2 kilo chini becha 90", fmt.Sprintf("%d kilo", left))
		h.until(`document.querySelector("#bot-state").innerText.toLowerCase().includes("up") || document.querySelector("#bot-state").innerText.toLowerCase().includes("run") || document.querySelector("#bot-state").innerText.toLowerCase().includes("online")`)
	}
	h.tap("#plug")
	h.says("chini kitni bachi hai", fmt.Sprintf("%d kilo", left))
}

// TestHostile says what would be markup or a script in a careless page, and has a
// phone of that name.
func TestHostile(t *testing.T) {
	h := opened(t, browser(t), startBot(t), desktop, false)
	const hostile = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script><b>bold</b>&lt;i&gt;`
	before := value[int](h, `document.querySelectorAll("img, script, b, iframe").length`)
	h.bot.post("/simulator/phones", `{"name":"<img src=x onerror=window.hacked=1>","role":"stranger"}`)
	h.until(`document.querySelector("#phones").innerText.includes("onerror")`)
	h.write(hostile)
	h.answer()
	h.write("javascript:alert(1) \u202eevil\u202c " + hostile)
	h.answer()
	says(t, value[string](h, `document.querySelector("#log").innerText`), hostile)
	h.reload()
	h.until(`document.querySelectorAll(".bubble").length >= 4`)
	if value[bool](h, `window.hacked !== undefined`) {
		t.Error("a script has run")
	}
	if after := value[int](h, `document.querySelectorAll("#log img, #log script, #log b, iframe").length`); after > 0 {
		t.Errorf("%d elements came from messages (there were %d before)", after, before)
	}
}

// TestLongChat has two hundred turns: the page holds no more of them than it
// shows, and what is older is found by scrolling up.
func TestLongChat(t *testing.T) {
	h := opened(t, browser(t), startBot(t, "--burst", "0s"), desktop, false)
	h.says("2 kilo chini becha 90", "₹90")
	h.settled()
	for n := range 200 {
		h.bot.post("/simulator/phones/919800000001/messages", fmt.Sprintf(`{"text":"ramesh ko %d udhaar diya"}`, n+1))
	}
	h.until(answers + `.some(b => b.innerText.includes("₹20,100"))`)
	if n := value[int](h, `document.querySelectorAll(".bubble").length`); n > 260 {
		t.Errorf("the page holds %d bubbles", n)
	}
	h.script(`document.querySelector("#log").scrollTop = 0`)
	h.until(`document.querySelectorAll(".bubble").length > 0`)
}

// TestStays has the whole program stop and start again: the page says so, comes
// back by itself, and both sides remember the chat.
func TestStays(t *testing.T) {
	b := startBot(t)
	h := opened(t, browser(t), b, desktop, false)
	h.says("50 kilo chini aayi 2000 ki", "50 kilo")
	h.settled()
	h.says("2 kilo chini becha 90", "₹90")
	b.stop()
	h.until(`!document.querySelector("#banner").hidden`)
	b.start(strings.TrimPrefix(strings.Replace(b.url, "localhost", "127.0.0.1", 1), "http://"))
	h.until(`document.querySelector("#banner").hidden`)
	h.says("nahi 3 kilo", "3 kilo", "₹90")
	if n := value[int](h, answers+".length"); n != 6 {
		t.Errorf("%d answers stand there", n)
	}
	b.post("/simulator/phones/919800000001/messages", `{"text":"chini kitni bachi hai"}`)
	h.answer()
}
