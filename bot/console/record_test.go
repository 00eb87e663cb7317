package console_test

import (
	"bufio"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/console"
	"github.com/sahayak-dev/sahayak/bot/transcript"
)

// TestRecord writes down a conversation as a transcript.
func TestRecord(t *testing.T) {
	c := newTerminal(t)
	c.talk(`say a\n\nb`+"\n[1]\n^2 hm\n\nx", nil)
	want := `> say a\n\nb
< a
<
< b
< [Help] [thanks]
> [1]
< bot.help
< bot.help.line
> ^2 hm
< bot.unknown
< [echo.say.title] [help]
` + "> " + `
< bot.empty
> x
`
	if got := c.record.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestRecordingsReadBack records anything anybody could type: every line of it
// is a line of a transcript, and says what was typed.
func TestRecordingsReadBack(t *testing.T) {
	line := rapid.OneOf(
		rapid.StringMatching(`(\[|\^|~ |x|» |🎤 |🎤\? |>|<|#|\+2h|staff> )?[a-z2\[\] ]{0,8}\]?`),
		rapid.StringOfN(rapid.RuneFrom([]rune("ab रक₹🙏\t\x00\"'-:>")), 0, 12, -1),
	)
	c := newTerminal(t)
	rapid.Check(t, func(rt *rapid.T) {
		typed := rapid.SliceOfN(line, 1, 4).Draw(rt, "lines")
		c.record.Reset()
		c.talk(strings.Join(typed, "\n")+"\n", nil)
		var read []transcript.Line
		scan := bufio.NewScanner(strings.NewReader(c.record.String()))
		for scan.Scan() {
			if strings.HasPrefix(scan.Text(), "<") {
				continue
			}
			l, err := transcript.ParseLine(scan.Text())
			if err != nil {
				rt.Fatalf("%q: %v", scan.Text(), err)
			}
			read = append(read, l)
		}
		if len(read) != len(typed) {
			rt.Fatalf("%d lines of %d: %s", len(read), len(typed), c.record.String())
		}
		for i, l := range read {
			want, err := transcript.ParseSaid(typed[i]) // no file is named: one that is not there is not sent
			if err != nil || !reflect.DeepEqual(l, want) {
				rt.Fatalf("%q: read back as %+v, want %+v, %v", typed[i], l, want, err)
			}
		}
	})
}

// TestExplain shows what was understood, what was written, and how long it took.
func TestExplain(t *testing.T) {
	var out strings.Builder
	c := console.New(console.Options{Out: &out})
	c.Explain(bot.Trace{
		Understood: bot.Understanding{Commands: []bot.Command{
			{Kind: bot.Start, Errand: "echo.say", Score: 0.875, Slots: map[string]bot.Value{"what": {Kind: bot.Text, Text: "hi"}}}, {Kind: bot.Thanks, Score: 1},
		}},
		Effects: []bot.Effect{note{"hi"}, note{make(chan int)}},
		Steps:   []bot.Step{{Name: "begin", Took: 1500 * time.Microsecond}, {Name: "commit"}},
	})
	for _, want := range []string{
		`  start echo.say {"what":{"kind":"text","text":"hi"}}  0.88` + "\n", "  thanks    1.00\n",
		`  + console_test.note {"Text":"hi"}` + "\n", "unsupported type", "begin 1.50 ms", "commit 0.00 ms",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
	out.Reset()
	c.Explain(bot.Trace{Understood: bot.Understanding{Nearest: []string{"echo.say"}}})
	if got := out.String(); got != "  nothing understood; nearest [echo.say]\n\n" {
		t.Errorf("got %q", got)
	}
}

// TestFilesAreShown by their names, and voice notes by their sign.
func TestFilesAreShown(t *testing.T) {
	for want, file := range map[string]bot.Attachment{
		"📎 khata.zip": {Kind: "document", Name: "khata.zip"},
		"🔊":           {Kind: "audio", Voice: true, Name: "note.ogg"},
	} {
		var out, record strings.Builder
		c := console.New(console.Options{Person: "me", Out: &out, Record: &record})
		if _, err := c.Send(t.Context(), bot.Bubble{Attach: &file}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), want) || record.String() != "< "+want+"\n" {
			t.Errorf("%s is shown as %q, recorded as %q", file.Name, out.String(), record.String())
		}
	}
}
