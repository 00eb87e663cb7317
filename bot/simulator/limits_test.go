package simulator_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/bot/simulator"
)

func buttonsOf(n int, title, id string) string {
	var b []string
	for i := range n {
		t, d := title, id
		if i > 0 {
			t, d = fmt.Sprint("t", i), fmt.Sprint("d", i)
		}
		b = append(b, fmt.Sprintf(`{"type":"reply","reply":{"id":%s,"title":%s}}`, quote(d), quote(t)))
	}
	return strings.Join(b, ",")
}

func buttonMessage(body, header, footer, buttons string) string {
	head, foot := "", ""
	if header != "" {
		head = `"header":{"type":"text","text":` + quote(header) + `},`
	}
	if footer != "" {
		foot = `"footer":{"text":` + quote(footer) + `},`
	}
	return `"type":"interactive","interactive":{"type":"button",` + head + foot + `"body":{"text":` + quote(body) + `},"action":{"buttons":[` + buttons + `]}}`
}

func row(id, title, description string) string {
	return fmt.Sprintf(`{"id":%s,"title":%s,"description":%s}`, quote(id), quote(title), quote(description))
}

func listMessage(button string, sections ...string) string {
	return `"type":"interactive","interactive":{"type":"list","body":{"text":"b"},"action":{"button":` + quote(button) + `,"sections":[` + strings.Join(sections, ",") + `]}}`
}

func section(title string, rows ...string) string {
	return `{"title":` + quote(title) + `,"rows":[` + strings.Join(rows, ",") + `]}`
}

func sectionsOf(n, rows int, title string) []string {
	var all []string
	for i := range n {
		var r []string
		for j := range rows {
			r = append(r, row(fmt.Sprint(i, "-", j), "t", ""))
		}
		all = append(all, section(title, r...))
	}
	return all
}

// TestLimits sends every part of a message at its limit, which passes, and one
// rune over it, which does not. A Hindi vowel sign is a rune.
func TestLimits(t *testing.T) {
	w := newWorld(t)
	w.say(simulator.Said{Text: "hi"})
	image := w.upload("image/png", "x.png", png)
	for _, c := range []struct {
		name  string
		limit int
		make  func(s string) string
		code  int
	}{
		{"text", wire.MaxText, func(s string) string { return `"text":{"body":` + quote(s) + `}` }, 100},
		{"caption", wire.MaxCaption, func(s string) string {
			return `"type":"image","image":{"id":"` + image + `","caption":` + quote(s) + `}`
		}, 100},
		{"opaque", wire.MaxOpaque, func(s string) string { return `"text":{"body":"x"},"biz_opaque_callback_data":` + quote(s) }, 100},
		{"body", wire.MaxBody, func(s string) string { return buttonMessage(s, "", "", buttonsOf(1, "t", "d")) }, 131009},
		{"header", wire.MaxHeader, func(s string) string { return buttonMessage("b", s, "", buttonsOf(1, "t", "d")) }, 131009},
		{"footer", wire.MaxFooter, func(s string) string { return buttonMessage("b", "", s, buttonsOf(1, "t", "d")) }, 131009},
		{"button title", wire.MaxButtonTitle, func(s string) string { return buttonMessage("b", "", "", buttonsOf(3, s, "d")) }, 131009},
		{"button id", wire.MaxButtonID, func(s string) string { return buttonMessage("b", "", "", buttonsOf(3, "t", s)) }, 131009},
		{"list button", wire.MaxListButton, func(s string) string { return listMessage(s, section("", row("1", "t", ""))) }, 131009},
		{"row title", wire.MaxRowTitle, func(s string) string { return listMessage("☰", section("", row("1", s, ""))) }, 131009},
		{"row id", wire.MaxRowID, func(s string) string { return listMessage("☰", section("", row(s, "t", ""))) }, 131009},
		{"row description", wire.MaxRowText, func(s string) string { return listMessage("☰", section("", row("1", "t", s))) }, 131009},
		{"section title", wire.MaxSectionTitle, func(s string) string { return listMessage("☰", section(s, row("1", "t", ""))) }, 131009},
		{"page button", wire.MaxButtonTitle, func(s string) string {
			return `"type":"interactive","interactive":{"type":"cta_url","body":{"text":"b"},"action":{"name":"cta_url","parameters":{"display_text":` + quote(s) + `,"url":"https://x.in"}}}`
		}, 131009},
	} {
		for _, letters := range []string{"x", "नहीं", "🙏🏽"} {
			full := string([]rune(strings.Repeat(letters, c.limit))[:c.limit])
			if r := w.send(c.make(full)); r.StatusCode != http.StatusOK {
				t.Errorf("%s of %d runes of %s: %s", c.name, c.limit, letters, r.body)
			}
			if r := w.send(c.make(full + "ा")); r.StatusCode != http.StatusBadRequest || r.code() != c.code {
				t.Errorf("%s of %d runes of %s: %d %s", c.name, c.limit+1, letters, r.StatusCode, r.body)
			}
		}
	}
}

// TestCounts sends as many of a thing as there may be, and others.
func TestCounts(t *testing.T) {
	w := newWorld(t)
	w.say(simulator.Said{Text: "hi"})
	for _, c := range []struct {
		name, fields string
		code         int
	}{
		{"three buttons", buttonMessage("b", "", "", buttonsOf(3, "t", "d")), 0},
		{"four buttons", buttonMessage("b", "", "", buttonsOf(4, "t", "d")), 131009},
		{"no buttons", buttonMessage("b", "", "", ""), 131009},
		{"one title twice", buttonMessage("b", "", "", buttonsOf(2, "t1", "d")), 131009},
		{"one id twice", buttonMessage("b", "", "", buttonsOf(2, "t", "d1")), 131009},
		{"a button without a title", buttonMessage("b", "", "", buttonsOf(1, "", "d")), 131009},
		{"a button of another type", buttonMessage("b", "", "", `{"type":"url","reply":{"id":"1","title":"t"}}`), 131009},
		{"no body", buttonMessage("", "", "", buttonsOf(1, "t", "d")), 131008},
		{"no text", `"text":{"body":""}`, 131008},
		{"ten rows", listMessage("☰", sectionsOf(1, 10, "s")...), 0},
		{"eleven rows", listMessage("☰", sectionsOf(1, 11, "s")...), 131009},
		{"ten sections", listMessage("☰", sectionsOf(10, 1, "s")...), 0},
		{"eleven sections", listMessage("☰", sectionsOf(11, 1, "s")...), 131009},
		{"eleven rows in two", listMessage("☰", append(sectionsOf(1, 10, "s"), section("z", row("z", "t", "")))...), 131009},
		{"no sections", listMessage("☰"), 131009},
		{"no rows", listMessage("☰", section("s")), 131009},
		{"two sections without titles", listMessage("☰", sectionsOf(2, 1, "")...), 131009},
		{"one row id twice", listMessage("☰", section("s", row("1", "a", ""), row("1", "b", ""))), 131009},
		{"no list button", listMessage("", section("s", row("1", "a", ""))), 131009},
		{"a picture above a list", strings.Replace(listMessage("☰", section("s", row("1", "a", ""))), `"body"`, `"header":{"type":"image","image":{"id":"1"}},"body"`, 1), 131009},
		{"a page that is none", `"type":"interactive","interactive":{"type":"cta_url","body":{"text":"b"},"action":{"parameters":{"display_text":"x","url":"javascript:alert(1)"}}}`, 131009},
		{"a page without an address", `"type":"interactive","interactive":{"type":"cta_url","body":{"text":"b"},"action":{}}`, 131008},
		{"another interactive", `"type":"interactive","interactive":{"type":"flow","body":{"text":"b"},"action":{}}`, 131009},
		{"no action", `"type":"interactive","interactive":{"type":"button","body":{"text":"b"}}`, 131008},
		{"nowhere", `"type":"location","location":{"latitude":"north","longitude":1}`, 131009},
		{"beyond the date line", `"type":"location","location":{"latitude":1,"longitude":181}`, 131009},
		{"no contacts", `"type":"contacts","contacts":[]`, 131008},
		{"a contact without a name", `"type":"contacts","contacts":[{"phones":[{"phone":"1"}]}]`, 131008},
		{"both id and link", `"type":"image","image":{"id":"1","link":"http://x"}`, 100},
		{"a file that is not there", `"type":"image","image":{"id":"1"}`, 100},
		{"a caption below a voice note", `"type":"audio","audio":{"id":"1","caption":"x"}`, 100},
	} {
		r := w.send(c.fields)
		if want := map[bool]int{true: 200, false: 400}[c.code == 0]; r.StatusCode != want || r.code() != c.code {
			t.Errorf("%s: %d %s", c.name, r.StatusCode, r.body)
		}
	}
}
