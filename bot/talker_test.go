package bot_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/dialogs"
)

// mouth speaks as a [bottest.Speaker] does, when it is let.
type mouth struct {
	bottest.Speaker
	mu    sync.Mutex
	asked []bot.Reading
	err   error
	panic bool
	dumb  bool          // it returns no voice note
	shut  chan struct{} // it is slow until this is closed; nil is never
	began chan struct{} // told of every reading that begins while it is shut
}

func (m *mouth) Speak(ctx context.Context, r bot.Reading) (bot.Attachment, error) {
	m.mu.Lock()
	m.asked = append(m.asked, r)
	shut, err, fails, dumb := m.shut, m.err, m.panic, m.dumb
	m.mu.Unlock()
	if shut != nil {
		m.began <- struct{}{}
		select {
		case <-shut:
		case <-ctx.Done():
			return bot.Attachment{}, ctx.Err()
		}
	}
	switch {
	case fails:
		panic("no breath")
	case err != nil:
		return bot.Attachment{}, err
	case dumb:
		return bot.Attachment{Kind: "image", Data: []byte("x")}, nil
	}
	return m.Speaker.Speak(ctx, r)
}

// shuts makes it slow until what is returned is closed.
func (m *mouth) shuts() chan struct{} {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.shut = make(chan struct{})
	return m.shut
}

// readings are how often it was asked.
func (m *mouth) readings() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.asked)
}

// lips write as a pen does, and say what is for the ear: no totals.
type lips struct{ pen }

func (l lips) Answer(lang string, replies []bot.Reply) (string, error) {
	var said []string
	var faults []error
	for _, r := range replies {
		text, err := l.aloud(lang, r)
		if text != "" {
			said = append(said, text)
		}
		faults = append(faults, err)
	}
	return strings.Join(said, "\n"), errors.Join(faults...)
}

func (l lips) aloud(lang string, r bot.Reply) (string, error) {
	switch r.Key {
	case "tally.later.none":
		return "", nil
	case "broken":
		return "", errors.New("no words")
	case "unknown":
		return "", bot.ErrNotFound
	case "panic":
		panic("no words")
	}
	args, err := r.Args.Values()
	if err != nil {
		return "", err
	}
	delete(args, "Total")
	return l.Write(lang, r.Key, args)
}

// wishing ears also understand "like lite on", "aloud" and "draw".
type wishing struct{ bot.Understander }

func (w wishing) Understand(ctx context.Context, u bot.Utterance) (bot.Understanding, error) {
	words := strings.Fields(u.Text)
	text := func(s string) bot.Value { return bot.Value{Kind: bot.Text, Text: s} }
	switch {
	case len(words) == 3 && words[0] == "like":
		return bot.Understanding{Commands: []bot.Command{{Kind: bot.Start, Errand: "manner.like", Slots: map[string]bot.Value{"name": text(words[1]), "value": text(words[2])}}}}, nil
	case len(words) == 2 && words[0] == "draw":
		return bot.Understanding{Commands: []bot.Command{{Kind: bot.Start, Errand: "manner.draw", Slots: map[string]bot.Value{"name": text(words[1])}}}}, nil
	case len(words) == 1 && (words[0] == "pin" || words[0] == "asks"):
		return bot.Understanding{Commands: []bot.Command{{Kind: bot.Start, Errand: "manner." + words[0]}}}, nil
	case len(words) > 0 && words[0] == "aloud":
		out, err := w.Understander.Understand(ctx, bot.Utterance{Text: strings.TrimPrefix(u.Text, "aloud")})
		out.Nearest, out.Commands = nil, append(out.Commands, bot.Command{Kind: bot.Aloud})
		return out, err
	}
	return w.Understander.Understand(ctx, u)
}

type likeForm struct {
	Name  string `slot:"name"`
	Value string `slot:"value"`
}

// like keeps a preference; "off" is none.
func like(_ context.Context, t *bot.Turn, f likeForm) error {
	t.Do(bot.Preference{Name: f.Name, Value: strings.TrimSuffix(f.Value, "off")})
	t.Say("liked", nil)
	return nil
}

type drawForm struct {
	Name string `slot:"name"`
}

// draw sends a picture, or several; one that is asked for by its name is called so.
func draw(_ context.Context, t *bot.Turn, f drawForm) error {
	t.Say("drawn", nil)
	for name := range strings.SplitSeq(f.Name, "+") {
		t.Attach(bot.File{Kind: name, Asked: name == "export"})
	}
	return nil
}

type pinForm struct {
	PIN string `slot:"pin"`
}

// secretive is a dialog that asks for a secret.
type secretive struct{ bot.Dialog }

func (s secretive) Slots() []bot.Slot {
	return []bot.Slot{{Name: "pin", Kind: bot.Text, Secret: true}}
}

// pencil draws every picture.
type pencil struct{}

func (pencil) Draw(_ context.Context, d bot.Drawing) (bot.Attachment, error) {
	return bot.Attachment{Kind: "image", Type: "image/png", Name: d.Kind, Data: []byte(d.Kind)}, nil
}

// titled hears what a file is called: "add-ali-5.ogg".
type titled struct{}

func (titled) Hear(_ context.Context, m bot.Message) (string, bot.Heard, error) {
	return strings.ReplaceAll(strings.TrimSuffix(m.Media[0].Name, ".ogg"), "-", " "), bot.Heard{}, nil
}

// manner is the skill in which people say how they like to be answered.
func manner() bot.Skill {
	return bot.Skill{Name: "manner", Files: fstest.MapFS{}, Errands: []bot.Dialog{
		dialogs.NewForm("manner.like", like), dialogs.NewForm("manner.draw", draw),
		secretive{dialogs.NewForm("manner.pin", func(_ context.Context, t *bot.Turn, _ pinForm) error { t.Say("pin.done", nil); return nil })},
	}}
}

// talker is a chat in which voice notes are sent and come.
type talker struct {
	*chat
	*mouth
	log  lockedBuffer
	told []bot.Sending
	also func(*bot.Config)
}

// change makes a toy one that speaks.
func (k *talker) change(c *bot.Config) {
	c.Speak, c.Writer, c.Understand, c.Draw = k.mouth, lips{}, wishing{c.Understand}, pencil{}
	c.Skills = append(c.Skills, manner())
	c.Watch = func(s bot.Sending) { k.told = append(k.told, s) }
	c.Log = slog.New(slog.NewTextHandler(&k.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	if k.also != nil {
		k.also(c)
	}
}

// newTalker opens one; also may alter it further.
func newTalker(t testing.TB, also func(*bot.Config)) *talker {
	t.Helper()
	k := &talker{mouth: &mouth{began: make(chan struct{}, 100)}, also: also}
	k.chat = newChat(t, k.change)
	return k
}

// likes has the owner say how he likes to be answered.
func (k *talker) likes(name, value string) {
	k.t.Helper()
	if got := k.say("like " + name + " " + value); !strings.HasPrefix(got, "manner.liked") {
		k.t.Fatalf("%s %s: %q", name, value, got)
	}
}

// spoken is a voice note in which the owner says something.
func (k *talker) spoken(text string) bot.Message {
	m := k.message("owner", text)
	m.Media, m.Heard = []bot.Media{{Kind: "audio", Voice: true, Ref: "1"}}, &bot.Heard{}
	return m
}

// speak is the owner speaking; it returns the answer after what was heard.
func (k *talker) speak(text string) string {
	k.t.Helper()
	k.receive(k.spoken(text))
	return strings.TrimPrefix(k.settle(), "bot.heard Text="+text+"\n")
}

// why are the reasons for which voice notes were dropped, in order. Nothing that was said
// is in the log.
func (k *talker) why() string {
	k.t.Helper()
	k.log.mu.Lock()
	defer k.log.mu.Unlock()
	if bytes.Contains(k.log.Bytes(), []byte("ali")) {
		k.t.Errorf("the log says what was said:\n%s", k.log.String())
	}
	var out []string
	for line := range strings.Lines(k.log.String()) {
		if _, rest, ok := strings.Cut(line, `msg="answer skipped" why="`); ok {
			out = append(out, rest[:strings.IndexByte(rest, '"')])
		}
	}
	k.log.Reset()
	return strings.Join(out, "; ")
}

// noLetters demands that there is nothing for the operator to look after.
func (k *talker) noLetters() {
	k.t.Helper()
	all, err := k.journal.Letters(k.t.Context(), 0, 10)
	depth, deep := k.journal.Depth(k.t.Context())
	if err != nil || deep != nil || len(all) > 0 || depth.Dead > 0 {
		k.t.Errorf("letters %+v, %d dead, %v, %v", all, depth.Dead, err, deep)
	}
}
