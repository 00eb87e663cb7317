package simulator_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// keeping is a world whose chats are in a file.
func keeping(path string) func(*simulator.Config) {
	return func(c *simulator.Config) { c.File = path }
}

// TestRestart closes an emulator and opens it again: chats, files, added phones,
// the clock and what the bot has not heard are still there.
func TestRestart(t *testing.T) {
	path, clock := filepath.Join(t.TempDir(), "sub", "chats.jsonl"), &simulator.Clock{}
	moved := func(c *simulator.Config) { c.File, c.Clock = path, clock }
	w := newWorld(t, moved)
	if err := w.Advance(48 * time.Hour); err != nil {
		t.Fatal(err)
	}
	first := w.say(simulator.Said{Text: "2 kilo चावल\n<b>"})
	w.send(buttonMessage("b", "h", "f", buttonsOf(2, "t", "d")))
	picture := w.upload("image/png", "p.png", png)
	w.send(`"type":"image","image":{"id":"` + picture + `"}`)
	w.deliver()
	w.say(simulator.Said{Edits: first, Text: "3 kilo"})
	added, err := w.AddPhone(simulator.Phone{Address: "919811111111", Name: "Padosi", Role: "neighbour"})
	if err != nil {
		t.Fatal(err)
	}
	w.bot.answers(503)
	waiting, _ := w.Say(added.Address, simulator.Said{Text: "not heard yet"})
	_ = w.Deliver(t.Context())
	chats, seq := jsonOf(w.State().Chats), w.State().Seq
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	clock = &simulator.Clock{}
	again := newWorld(t, moved)
	if got := jsonOf(again.State().Chats); got != chats {
		t.Errorf("got  %s\nwant %s", got, chats)
	}
	if s := again.State(); s.Seq <= seq || s.Offset != (48*time.Hour).Milliseconds() || len(s.Phones) != 4 || s.Phones[3] != added {
		t.Errorf("seq %d after %d, offset %d, phones %+v", s.Seq, seq, s.Offset, s.Phones)
	}
	if r := again.request("GET", again.Chat(asha)[2].Media.URL, ""); r.StatusCode != http.StatusOK || string(r.body) != png {
		t.Errorf("the picture: %d", r.StatusCode)
	}
	again.deliver()
	if m := again.bot.messages(); len(m) != 1 || string(m[0].ID) != waiting {
		t.Errorf("the bot heard %s", jsonOf(m))
	}
	again.text("the window is open still")
	if b := again.last(); b.Status != "delivered" || b.Seq <= seq {
		t.Errorf("got %+v", b)
	}
}

// TestBrokenFile opens files that were cut off, or hold other things too.
func TestBrokenFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "chats.jsonl")
	w := newWorld(t, keeping(path))
	w.say(simulator.Said{Text: "one"})
	w.say(simulator.Said{Text: "two"})
	_ = w.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string]string{
		"a line cut off":    string(whole) + `{"chat":"919800000001","bubble":{"id":"wamid.x","te`,
		"a line of nothing": string(whole) + "\n\n\x00\x00\x00\n",
		"another program's": `{"hello":"world"}` + "\n[1,2]\n" + string(whole),
		"a hook of nothing": string(whole) + `{"hook":{"id":99}}` + "\n",
		"a file of nothing": string(whole) + `{"file":{"id":"../../etc/passwd","size":3}}` + "\n" + `{"gone":"../x"}` + "\n",
		"a phone of nobody": string(whole) + `{"phone":{"address":"x"}}` + "\n" + `{"chat":"x","bubble":{"id":"y"}}` + "\n",
	} {
		if err := os.WriteFile(path, []byte(raw), 0o600); err != nil {
			t.Fatal(err)
		}
		again := newWorld(t, keeping(path))
		if chat := again.Chat(asha); len(chat) != 2 || chat[0].Text != "one" || chat[1].Text != "two" {
			t.Errorf("%s: %+v", name, chat)
		}
		again.say(simulator.Said{Text: "three"})
		_ = again.Close()
		once := newWorld(t, keeping(path))
		if n := len(once.Chat(asha)); n != 3 {
			t.Errorf("%s: %d bubbles after another start", name, n)
		}
		_ = once.Close()
	}
	for cut := 0; cut < len(whole); cut += 37 { // wherever a power cut left it
		if err := os.WriteFile(path, whole[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		e, err := simulator.New(simulator.Config{File: path, Phones: []simulator.Phone{{Address: asha}}})
		if err != nil {
			t.Fatalf("cut at %d: %v", cut, err)
		}
		_ = e.Close()
	}
	if e, err := simulator.New(simulator.Config{File: dir}); err == nil {
		_ = e.Close()
		t.Error("a folder for a file")
	}
}

// TestCompact writes more than is kept: neither the file nor the chat grows
// without end.
func TestCompact(t *testing.T) {
	path := filepath.Join(t.TempDir(), "chats.jsonl")
	e, err := simulator.New(simulator.Config{File: path, Clock: bottest.NewClock(start), Phones: []simulator.Phone{{Address: asha}}})
	if err != nil {
		t.Fatal(err)
	}
	const said = simulator.MaxAppended/2 + simulator.MaxBubbles
	for range said {
		if _, err := e.Say(asha, simulator.Said{Text: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(e.Chat(asha)); n != simulator.MaxBubbles {
		t.Errorf("%d bubbles", n)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(raw), "\n"); n > simulator.MaxAppended+said {
		t.Errorf("%d lines of %d messages", n, said)
	}
}
