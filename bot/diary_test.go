package bot_test

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/dialogs"
)

type diary struct {
	morning bot.Job       // "" in its name leaves the usual one
	note    time.Duration // how late a reminder may be; 0 is an hour
	policy  bot.Policy
	log     lockedBuffer
	and     func(*bot.Config)
}

type lockedBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

type allow func(m bot.Message, now time.Time) (bool, error)

func (a allow) Allow(_ context.Context, m bot.Message, now time.Time) (bool, error) {
	return a(m, now)
}

var anyone = allow(func(bot.Message, time.Time) (bool, error) { return true, nil })

func (d *diary) change(c *bot.Config) {
	if d.morning.Name == "" {
		d.morning.Name = "diary.morning"
	}
	if d.morning.When == (bot.When{}) {
		d.morning.When = bot.Daily(8, 0)
	}
	if d.morning.Do == nil {
		d.morning.Do = sayMorning
	}
	if d.policy == nil {
		d.policy = anyone
	}
	c.Policy, c.Understand, c.Ledger = d.policy, diaryEars{}, honest{c.Ledger.(tally)}
	c.Log = slog.New(slog.NewTextHandler(&d.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	c.Skills = append(c.Skills, bot.Skill{
		Name: "diary", Files: fstest.MapFS{},
		Errands: []bot.Dialog{dialogs.NewForm("diary.remind", remind)},
		Jobs:    []bot.Job{d.morning, {Name: "diary.note", Late: cmp.Or(d.note, time.Hour), Do: sayNote}},
	})
	if d.and != nil {
		d.and(c)
	}
}

func (d *diary) skipped() string {
	d.log.mu.Lock()
	defer d.log.mu.Unlock()
	var out []string
	for _, m := range regexp.MustCompile(`why="?([a-z ]+)"? job=(\S+) slot=(\S+)`).FindAllStringSubmatch(d.log.String(), -1) {
		out = append(out, fmt.Sprintf("%s %s %s", m[1], m[2], m[3]))
	}
	d.log.Reset()
	return strings.Join(out, "; ")
}

func sayMorning(_ context.Context, t *bot.Turn) error {
	t.Say("morning", bot.Args{"Slot": t.Message.Due.Slot}, bot.Choice{
		Key: "bot.choice.more", Do: []bot.Command{{Kind: bot.Start, Errand: "tally.total", Slots: map[string]bot.Value{"who": {Kind: bot.Text, Text: "ali"}}}},
	})
	return nil
}

func sayNote(_ context.Context, t *bot.Turn) error {
	t.Say("note", t.Message.Due.Args)
	return nil
}

type remindForm struct {
	Who string `slot:"who"`
	N   count  `slot:"n"`
}

func remind(_ context.Context, t *bot.Turn, f remindForm) error {
	if strings.ToLower(f.Who) != f.Who {
		t.Do(deposit{Who: f.Who, N: 1})
	}
	t.Later(bot.Nudge{Job: "diary.note", Args: bot.Args{"Who": f.Who}}, t.Now().Add(time.Duration(f.N)*time.Minute))
	t.Say("remind.done", nil)
	return nil
}

type diaryEars struct{ ears }

func (d diaryEars) Understand(ctx context.Context, u bot.Utterance) (bot.Understanding, error) {
	out, err := d.ears.Understand(ctx, bot.Utterance{Text: strings.Replace(u.Text, "remind", "add", 1), Offered: u.Offered, Worded: u.Worded, Asked: u.Asked})
	if strings.HasPrefix(u.Text, "remind") {
		out.Commands[0].Errand = "diary.remind"
	}
	return out, err
}

type honest struct{ tally }

func (h honest) Undo(ctx context.Context, t *bot.Turn, undone bot.TurnID, own bool) error {
	before := len(t.Effects())
	err := h.tally.Undo(ctx, t, undone, own)
	if err == nil && len(t.Effects()) == before {
		err = bot.ErrNothing
	}
	return err
}

func newDiary(t testing.TB, d *diary) *chat {
	c := newChat(t, d.change)
	c.say("total ali")
	return c
}

func (c *chat) wait(d time.Duration) string {
	c.t.Helper()
	c.clock.Advance(d)
	return c.settle()
}

func said(days ...string) string {
	for i, d := range days {
		days[i] = "diary.morning Slot=" + d + " [more]"
	}
	return strings.Join(days, "\n")
}

func (c *chat) moveTo(zone string) {
	c.t.Helper()
	err := c.journal.Write(c.t.Context(), func(ctx context.Context, tx bot.Tx) error {
		_, err := tx.ExecContext(ctx, "update shop set zone = $1 where id = 1", zone)
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *chat) inZone(shop int, zone string) {
	err := c.journal.Write(c.t.Context(), func(ctx context.Context, tx bot.Tx) error {
		_, err := tx.ExecContext(ctx, "update shop set zone = $1 where id = $2", zone, shop)
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
}
