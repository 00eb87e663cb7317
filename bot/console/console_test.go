package console_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/console"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/dialogs"
)

var now = time.Date(2026, 3, 2, 3, 30, 0, 0, time.UTC)

// ears understand one errand.
type ears struct{}

func (ears) Understand(_ context.Context, u bot.Utterance) (bot.Understanding, error) {
	out := bot.Understanding{Nearest: []string{"echo.say"}}
	if strings.HasPrefix(u.Text, "say ") {
		out.Commands = []bot.Command{{Kind: bot.Start, Errand: "echo.say", Score: 0.5, Slots: map[string]bot.Value{"what": {Kind: bot.Text, Text: u.Text[4:]}}}}
	}
	return out, nil
}

// pen writes what was said, or the key.
type pen struct{}

func (pen) Languages(string) []string { return []string{"en"} }

func (pen) Write(_, key string, args map[string]bot.Value) (string, error) {
	if v, ok := args["What"]; ok {
		return v.Text, nil
	}
	return strings.TrimPrefix(key, "bot.choice."), nil
}

type noWords struct{}

func (noWords) Words(context.Context, *bot.Turn) ([]bot.Vocabulary, error) { return nil, nil }

// noLedger writes nothing.
type noLedger struct{}

func (noLedger) Apply(context.Context, bot.Tx, *bot.Turn) error { return nil }

func (noLedger) Undo(context.Context, *bot.Turn, bot.TurnID, bool) error { return bot.ErrNothing }

type said struct {
	What string `slot:"what"`
}

// note is an effect that can be shown, or not.
type note struct{ Text any }

func (note) Effect() {}

// say answers with what it was told, \n being a line break, and offers two
// choices.
func say(_ context.Context, t *bot.Turn, s said) error {
	t.Do(note{s.What})
	t.Say("said", bot.Args{"What": strings.ReplaceAll(s.What, `\n`, "\n")},
		bot.Choice{Key: "bot.choice.Help", Do: []bot.Command{{Kind: bot.Help}}},
		bot.Choice{Key: "bot.choice.thanks", Do: []bot.Command{{Kind: bot.Thanks}}})
	return nil
}

// terminal is a bot with a console in front.
type terminal struct {
	t      *testing.T
	dir    string
	run    int
	record strings.Builder
	out    strings.Builder
	got    []bot.Message // what the console made of the lines
}

func newTerminal(t *testing.T) *terminal { return &terminal{t: t, dir: t.TempDir()} }

// keeping is a journal that shows what it receives.
type keeping struct {
	*journal.Journal
	to *terminal
}

func (k keeping) Receive(ctx context.Context, messages ...bot.Message) ([]bot.Message, error) {
	k.to.got = append(k.to.got, messages...)
	return k.Journal.Receive(ctx, messages...)
}

// talk runs the program once over lines and returns what it printed.
func (c *terminal) talk(lines string, change func(*console.Options, *bot.Config)) string {
	c.t.Helper()
	c.run++
	c.out.Reset()
	options := console.Options{Person: "owner", Run: fmt.Sprint("r", c.run), Out: &c.out, Record: &c.record}
	j, err := journal.Open(c.t.Context(), journal.Config{Path: filepath.Join(c.dir, "it.db"), Clock: bottest.NewClock(now)})
	if err != nil {
		c.t.Fatal(err)
	}
	defer j.Close()
	config := bot.Config{
		Skills:  []bot.Skill{{Name: "echo", Errands: []bot.Dialog{dialogs.NewForm("echo.say", say)}}},
		Journal: keeping{j, c}, Sessions: bot.NewMemory(bottest.NewClock(now)), Ledger: noLedger{}, Lexicon: noWords{},
		Understand: ears{}, Writer: pen{}, Clock: bottest.NewClock(now),
	}
	if change != nil {
		change(&options, &config)
	}
	screen := console.New(options)
	config.Channels = []bot.Channel{screen}
	if config.Observe == nil && options.Fancy {
		config.Observe = screen.Explain
	}
	e, err := bot.New(config)
	if err != nil {
		c.t.Fatal(err)
	}
	if err := screen.Talk(c.t.Context(), strings.NewReader(lines), e, func() time.Time { return now }, e.Settle); err != nil {
		c.t.Fatal(err)
	}
	return c.out.String()
}

// last is what the console made of the last line.
func (c *terminal) last() bot.Message {
	c.t.Helper()
	if len(c.got) == 0 {
		c.t.Fatal("nothing was sent")
	}
	return c.got[len(c.got)-1]
}

const buttons = "[Help] [thanks]\n"

// TestPipe has a conversation on a pipe: an answer is its lines, its choices,
// and an empty line, which stands nowhere else.
func TestPipe(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"nothing":                {"", ""},
		"a line":                 {"say hi\n", "hi\n" + buttons + "\n"},
		"no final newline":       {"say hi", "hi\n" + buttons + "\n"},
		"two lines":              {"say hi\nsay ho\n", "hi\n" + buttons + "\n" + "ho\n" + buttons + "\n"},
		"line ends of others":    {"say hi\r\nsay ho\r\n", "hi\n" + buttons + "\n" + "ho\n" + buttons + "\n"},
		"lines of an answer":     {`say a\nb` + "\n", "a\nb\n" + buttons + "\n"},
		"empty lines in it":      {`say a\n\n\n b\n` + "\n", "a\n b\n" + buttons + "\n"},
		"an empty line":          {"\n", "bot.empty\n\n"},
		"nothing but blanks":     {" \t \n", "bot.empty\n\n"},
		"a NUL byte":             {"say a\x00b\n", "a\x00b\n" + buttons + "\n"},
		"bytes that are no text": {"say \xff\xfe\n", "��\n" + buttons + "\n"},
	} {
		if got := newTerminal(t).talk(c.in, nil); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

// TestLongLines are answered, not worked, and what stands behind them is.
func TestLongLines(t *testing.T) {
	long := strings.Repeat("र", 700_000) // over 2 MB
	got := newTerminal(t).talk("say "+long+"\nsay hi\n"+long, nil)
	if want := "bot.toolong\n\nhi\n" + buttons + "\nbot.toolong\n\n"; got != want {
		t.Errorf("got %.200q", got)
	}
}

func TestFancy(t *testing.T) {
	got := newTerminal(t).talk("say hi\n", func(o *console.Options, _ *bot.Config) { o.Fancy = true })
	for _, part := range []string{"\x1b[1m> \x1b[0m", "\x1b[32mhi\x1b[0m\n", "[1] Help", "[2] thanks"} {
		if !strings.Contains(got, part) {
			t.Errorf("%q is not in %q", part, got)
		}
	}
}

// TestLinesBecomeMessages looks at what is made of the lines of a transcript.
func TestLinesBecomeMessages(t *testing.T) {
	const before = "say one\nsay two\n"
	for line, want := range map[string]bot.Message{
		"hello":                    {Text: "hello"},
		"[1]":                      {Pick: "2.1"},
		"[2]":                      {Pick: "2.2"},
		"[help]":                   {Pick: "2.1"},
		"[THANKS]":                 {Pick: "2.2"},
		"[3]":                      {Text: "3"},
		"[0]":                      {Text: "0"},
		"[nonsense]":               {Text: "nonsense"},
		"^ no":                     {Text: "no", ReplyTo: "r1-b2"},
		"^2 no":                    {Text: "no", ReplyTo: "r1-b1"},
		"^3 no":                    {Text: "no"},
		"~ say three":              {Text: "say three", Edits: "r1-2"},
		"x":                        {Deletes: "r1-2"},
		"» say four":               {Text: "say four", Forwarded: true},
		"📍 18.5,73.8":              {Media: []bot.Media{{Kind: "location", Lat: 18.5, Lon: 73.8}}},
		"🎤 say a":                  {Text: "say a", Heard: &bot.Heard{}, Media: []bot.Media{{Kind: "audio", Voice: true}}},
		"🎤? say a | b":             {Text: "say a", Heard: &bot.Heard{Alternatives: []string{"b"}, Embedded: true}, Media: []bot.Media{{Kind: "audio", Voice: true}}},
		"🎤":                        {Heard: &bot.Heard{}, Media: []bot.Media{{Kind: "audio", Voice: true}}},
		"@ramesh":                  {Text: "@ramesh"},
		"^99999999999999999999 no": {Text: "^99999999999999999999 no"},
	} {
		c := newTerminal(t)
		c.talk(before+line+"\n", nil)
		want.Channel, want.ID, want.Address, want.At = "console", "r1-3", "owner", now
		if got := c.last(); fmt.Sprint(got.Heard) != fmt.Sprint(want.Heard) {
			t.Errorf("%q: heard %+v, want %+v", line, got.Heard, want.Heard)
		} else if got.Heard, want.Heard = nil, nil; fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%q: got\n%+v, want\n%+v", line, got, want)
		}
	}
}

// TestNothingToDelete has no message to delete, edit or answer yet.
func TestNothingToDelete(t *testing.T) {
	for line, want := range map[string]string{"x": "x", "~ say hi": "say hi", "^ say hi": "say hi", "[1]": "1"} {
		c := newTerminal(t)
		c.talk(line+"\n", nil)
		if got := c.last(); got.Text != want || got.Deletes+got.Edits+got.ReplyTo+got.Pick != "" {
			t.Errorf("%q: sent %+v", line, got)
		}
	}
}

// TestEditsStay edits and deletes again and again: it is always the message that
// was written, never its edit or its deletion.
func TestEditsStay(t *testing.T) {
	c := newTerminal(t)
	c.talk("say one\n~ say two\n~ say three\nx\nx\nsay four\nx\n", nil)
	var got []string
	for _, m := range c.got {
		got = append(got, m.Edits+m.Deletes)
	}
	if want := " r1-1 r1-1 r1-1 r1-1  r1-6"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", strings.Join(got, " "), want)
	}
}

// TestNextProcess goes on with the journal of the one before: no id comes twice.
func TestNextProcess(t *testing.T) {
	c := newTerminal(t)
	if got := c.talk("say one\n", nil); !strings.HasPrefix(got, "one\n") {
		t.Errorf("got %q", got)
	}
	if got := c.talk("say two\n", nil); got != "two\n"+buttons+"\n" {
		t.Errorf("got %q", got)
	}
	if a, b := c.got[0].ID, c.got[1].ID; a == b {
		t.Errorf("%s twice", a)
	}
}

// TestOnlyHisBubbles leaves the answers of another terminal to that one.
func TestOnlyHisBubbles(t *testing.T) {
	c := newTerminal(t)
	silent := func(o *console.Options, config *bot.Config) {
		o.Person = "staff"
		config.Journal = lateJournal{config.Journal}
	}
	if got := c.talk("say mine\n", silent); got != "" {
		t.Fatalf("answered %q", got)
	}
	if got := c.talk("say hi\n", nil); got != "hi\n"+buttons+"\n" {
		t.Errorf("the owner sees %q", got)
	}
	if got := c.talk("say ho\n", func(o *console.Options, _ *bot.Config) { o.Person = "staff" }); got != "mine\n"+buttons+"\nho\n"+buttons+"\n" {
		t.Errorf("staff sees %q", got)
	}
}

// lateJournal has nothing to send yet.
type lateJournal struct{ bot.Journal }

func (lateJournal) Claim(context.Context, string, []string, int) ([]bot.Outgoing, error) {
	return nil, nil
}

// failing is a writer that fails.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("no space left") }

// TestCannotSend has nowhere to print, or to record: the bubble stays to be sent.
func TestCannotSend(t *testing.T) {
	for name, o := range map[string]console.Options{
		"print":  {Person: "owner", Run: "r", Out: failing{}},
		"record": {Person: "owner", Run: "r", Out: &strings.Builder{}, Record: failing{}},
	} {
		if _, err := console.New(o).Send(t.Context(), bot.Bubble{Text: "x"}); err == nil || !strings.Contains(err.Error(), "no space left") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestTalkEnds passes on what goes wrong, and ends with its context also while
// it waits for a line.
func TestTalkEnds(t *testing.T) {
	stop := errors.New("settle")
	c := console.New(console.Options{Person: "owner", Run: "r", Out: &strings.Builder{}, Record: failing{}})
	err := c.Talk(t.Context(), strings.NewReader("hi\n"), nil, func() time.Time { return now }, nil)
	if err == nil || !strings.Contains(err.Error(), "record") {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	waiting := make(chan struct{})
	read := reader(func([]byte) (int, error) {
		close(waiting)
		select {} // a terminal nobody types at
	})
	done := make(chan error)
	go func() { done <- c.Talk(ctx, read, nil, func() time.Time { return now }, nil) }()
	<-waiting
	cancel()
	if err := <-done; err != nil {
		t.Errorf("got %v", err)
	}
	err = c.Talk(t.Context(), reader(func([]byte) (int, error) { return 0, stop }), nil, nil, nil)
	if !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
}

type reader func([]byte) (int, error)

func (r reader) Read(p []byte) (int, error) { return r(p) }
