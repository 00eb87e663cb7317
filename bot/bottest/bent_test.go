package bottest_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// bent are channels that are wrong in one way each, and the part that finds it.
var bent = map[string]struct {
	faults
	found string // the part that fails
}{
	"no name":              {faults{name: func() string { return "" }}, "name"},
	"another channel":      {faults{in: func(m *bot.Message) { m.Channel = "post" }}, "name"},
	"no room":              {faults{limit: func(l *bot.ChannelLimits) { l.Choices = 2 }}, "limits"},
	"more room for less":   {faults{limit: func(l *bot.ChannelLimits) { l.Asking = 600 }}, "limits"},
	"joiners dropped":      {faults{out: func(b *bot.Bubble) { b.Text = strings.ReplaceAll(b.Text, "\u200d", "") }}, "texts out"},
	"escaped":              {faults{out: func(b *bot.Bubble) { b.Text = strings.ReplaceAll(b.Text, "&", "&amp;") }}, "texts out"},
	"lines joined":         {faults{in: func(m *bot.Message) { m.Text = strings.ReplaceAll(m.Text, "\n", " ") }}, "texts in"},
	"words as a tap":       {faults{in: func(m *bot.Message) { m.Pick = map[bool]string{true: "1"}[m.Text == "[1]"] + m.Pick }}, "texts in"},
	"measured in bytes":    {faults{out: func(b *bot.Bubble) { b.Text = b.Text[:min(len(b.Text), 500)] }}, "longest"},
	"same id for all":      {faults{in: func(m *bot.Message) { m.ID = "m" }}, "ids"},
	"an endless id":        {faults{in: func(m *bot.Message) { m.ID = strings.Repeat("m", 513) }}, "ids"},
	"the time it came":     {faults{in: func(m *bot.Message) { m.At = morning.Add(time.Hour) }}, "times"},
	"local time":           {faults{in: func(m *bot.Message) { m.At = m.At.In(time.FixedZone("IST", 19800)) }}, "times"},
	"shown twice":          {faults{send: twice}, "texts out"},
	"never stops":          {faults{send: deaf}, "cancelled"},
	"a tap is its words":   {faults{in: func(m *bot.Message) { m.Text, m.Pick = m.Text+m.Pick, "" }}, "choices"},
	"choices cut short":    {faults{out: func(b *bot.Bubble) { cut(b, 24) }}, "choices"},
	"choices by number":    {faults{out: func(b *bot.Bubble) { renumber(b) }}, "choices"},
	"replies to nothing":   {faults{in: func(m *bot.Message) { m.ReplyTo = "" }}, "replies"},
	"an edit is news":      {faults{in: func(m *bot.Message) { m.Edits = "" }}, "edits"},
	"a deletion is news":   {faults{in: func(m *bot.Message) { m.Deletes = "" }}, "deletions"},
	"all forwarded":        {faults{in: func(m *bot.Message) { m.Forwarded = true }}, "forwards"},
	"none forwarded":       {faults{in: func(m *bot.Message) { m.Forwarded = false }}, "forwards"},
	"too much is tried":    {faults{refusal: bot.Throttled}, "too much"},
	"thanks too early":     {faults{take: early}, "not taken"},
	"never again":          {faults{rig: func(r *bottest.Rig) { r.Retry = func(context.Context) error { return nil } }}, "not taken"},
	"another bubble's ref": {faults{status: func(s *bot.Status) { s.Ref = "71.9" }}, "statuses"},
	"told of no bubble":    {faults{rig: func(r *bottest.Rig) { r.Report = func(context.Context) error { return nil } }}, "statuses"},
	"down for good":        {faults{send: hopeless}, "outage"},
	"sent while down":      {faults{rig: func(r *bottest.Rig) { r.Down = func(bool) {} }}, "outage"},
	"surely not":           {faults{send: surely}, "held"},
	"anybody":              {faults{rig: func(r *bottest.Rig) { r.Nobody = "p9" }}, "nobody"},
	"another file":         {faults{file: func(a *bot.Attachment, err error) error { a.Data = append(a.Data, 0); return err }}, "files in"},
	"gone for good":        {faults{file: func(_ *bot.Attachment, err error) error { return joined(err, bot.ErrMedia) }}, "files in"},
	"no picture":           {faults{out: func(b *bot.Bubble) { b.Attach = nil }}, "files out"},
	"any file":             {faults{rig: func(r *bottest.Rig) { r.Unfit[0].Type = "image/png" }}, "unfit files"},
	"any bytes":            {faults{rig: func(r *bottest.Rig) { r.Spoilt[0].Data = []byte("\xff\xd8\xff") }}, "spoilt files in"},
	"no way down":          {faults{rig: func(r *bottest.Rig) { r.Down = nil }}, "outage"},
	"lacks in silence":     {faults{rig: func(r *bottest.Rig) { r.Lacks = map[bottest.Part]string{bottest.Outage: ""} }}, "outage"},
	"lacks what all have":  {faults{rig: func(r *bottest.Rig) { r.Lacks = map[bottest.Part]string{"ids": "why not"} }}, "ids"},
	"lacks nothing known":  {faults{rig: func(r *bottest.Rig) { r.Lacks = map[bottest.Part]string{"humour": "why not"} }}, "name"},
	"out of order":         {faults{shown: reversed}, "many at once"},
	"changed on its way":   {faults{take: changing()}, "again"},
	"mute, shown twice":    {faults{send: twice, mute: true}, "longest"},
	"mute, out of order":   {faults{shown: reversed, mute: true}, "many at once"},
	"mute, same id":        {faults{shown: sameID, mute: true}, "ids"},
}

func twice(_ context.Context, _ *post, _ bot.Bubble, do func() (string, error)) (string, error) {
	if id, err := do(); err != nil {
		return id, err
	}
	return do()
}

func deaf(ctx context.Context, p *post, b bot.Bubble, do func() (string, error)) (string, error) {
	if ctx.Err() != nil {
		return p.deliver(context.WithoutCancel(ctx), b)
	}
	return do()
}

func hopeless(_ context.Context, _ *post, _ bot.Bubble, do func() (string, error)) (string, error) {
	id, err := do()
	var e *bot.SendError
	if errors.As(err, &e) && e.Fault == bot.Transient {
		err = &bot.SendError{Fault: bot.Refused, Err: e.Err}
	}
	return id, err
}

func surely(_ context.Context, _ *post, _ bot.Bubble, do func() (string, error)) (string, error) {
	id, err := do()
	var e *bot.SendError
	if errors.As(err, &e) && e.Fault == bot.Uncertain {
		err = &bot.SendError{Fault: bot.Transient, Err: e.Err}
	}
	return id, err
}

func cut(b *bot.Bubble, n int) {
	b.Choices = slices.Clone(b.Choices)
	for i, c := range b.Choices {
		b.Choices[i].Text = string([]rune(c.Text)[:min(n, utf8.RuneCountInString(c.Text))])
	}
}

func renumber(b *bot.Bubble) {
	b.Choices = slices.Clone(b.Choices)
	for i := range b.Choices {
		b.Choices[i].ID = fmt.Sprint(i + 1)
	}
}

func early(ctx context.Context, sink bot.Sink, m bot.Message) error {
	_ = sink.Receive(ctx, m)
	return nil
}

func joined(err, with error) error {
	if err == nil {
		return nil
	}
	return errors.Join(err, with)
}

func reversed(all []bottest.Sent) []bottest.Sent {
	if len(all) > 90 {
		slices.Reverse(all)
	}
	return all
}

// sameID calls all bubbles the same.
func sameID(all []bottest.Sent) []bottest.Sent {
	for i := range all {
		all[i].ID = "b1"
	}
	return all
}

// changing gives a message that comes again another name.
func changing() func(context.Context, bot.Sink, bot.Message) error {
	var mu sync.Mutex
	seen := map[string]int{}
	return func(ctx context.Context, sink bot.Sink, m bot.Message) error {
		mu.Lock()
		if seen[m.ID]++; seen[m.ID] > 1 {
			m.Name = "again"
		}
		mu.Unlock()
		return sink.Receive(ctx, m)
	}
}

// bending names the bent channel that a child process tries.
const bending = "BOTTEST_BENT"

// TestBent tries the channel that the test below names.
func TestBent(t *testing.T) {
	b, ok := bent[os.Getenv(bending)]
	if !ok {
		return // nothing of its own to check
	}
	chosen := map[bool]func(faults) bottest.Rig{true: muted, false: rig}[b.mute]
	bottest.Channels(t, func(*testing.T) bottest.Rig { return chosen(b.faults) })
}

// TestChannelsFail says that the suite finds what is wrong with a channel.
func TestChannelsFail(t *testing.T) {
	for name, b := range bent {
		t.Run(name, func(t *testing.T) {
			cmd := exec.Command(os.Args[0], "-test.run=^TestBent$/^"+strings.ReplaceAll(b.found, " ", "_")+"$")
			cmd.Env = append(os.Environ(), bending+"="+name)
			out, err := cmd.CombinedOutput()
			if err == nil || !strings.Contains(string(out), "--- FAIL: TestBent/"+strings.ReplaceAll(b.found, " ", "_")) {
				t.Errorf("%s passes:\n%s", b.found, out)
			}
			if strings.Contains(string(out), "panic:") {
				t.Errorf("panics:\n%s", out)
			}
		})
	}
}
