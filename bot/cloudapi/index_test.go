package cloudapi

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

const payloads = "../../../shared/data/webhooks"

var noon = time.Date(2026, 11, 22, 6, 30, 0, 0, time.UTC)

// index reads the table that says what each payload holds.
func index(t testing.TB) map[string]string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(payloads, "INDEX.md"))
	if err != nil {
		t.Skip("the payloads are not here")
	}
	rows := map[string]string{}
	for row := range strings.Lines(string(raw)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(row), "|"), "|")
		if len(cells) == 3 && strings.HasSuffix(strings.TrimSpace(cells[0]), ".json") {
			rows[strings.TrimSpace(cells[0])] = strings.TrimSpace(cells[2])
		}
	}
	return rows
}

// Each payload is told in the words of the index: from the bot's messages and
// statuses what they have, from the wire what they leave out.
func TestIndex(t *testing.T) {
	rows := index(t)
	if len(rows) != 56 {
		t.Fatalf("the index has %d payloads, not 56", len(rows))
	}
	for name, want := range rows {
		t.Run(name, func(t *testing.T) {
			body, err := os.ReadFile(filepath.Join(payloads, name))
			if err != nil {
				t.Fatal(err)
			}
			batch := Parse(body, "", noon)
			if len(batch.Aside) > 0 {
				t.Errorf("set aside: %s", batch.Aside[0].Why)
			}
			if got := retold(t, body, &batch); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// retold tells a webhook with one change, taking from the batch what is told, so
// that nothing may be left over.
func retold(t *testing.T, body []byte, b *Batch) string {
	t.Helper()
	var hook wire.Webhook
	if err := json.Unmarshal(body, &hook); err != nil {
		t.Fatal(err)
	}
	change := hook.Entry[0].Value.Changes[0].Value
	v := change.Value.Value
	var said []string
	for e := range wire.Good(v.Errors) {
		said = append(said, fmt.Sprintf("VALUE-ERROR code=%d %s", e.Code, e.Title))
	}
	for m := range wire.Good(v.Messages) {
		said = append(said, tellMessage(&m, v.Contacts, b))
	}
	for s := range wire.Good(v.Statuses) {
		said = append(said, tellStatus(s, b))
	}
	for e := range wire.Good(v.Echoes) {
		said = append(said, fmt.Sprintf("ECHO (sent from the phone app; never answer) type=%s from=%s to=%s id=%s", e.Type, e.From, e.To, e.ID))
	}
	for range wire.Good(v.Preferences) {
		if b.Messages[0].Consent != bot.Given {
			t.Errorf("a preference became %+v", b.Messages[0])
		}
		b.Messages = b.Messages[1:]
	}
	if len(said) == 0 {
		said = append(said, fmt.Sprintf("field=%s (not a chat message)", change.Field))
	}
	if len(b.Messages)+len(b.Statuses)+len(b.Moves) > 0 {
		t.Errorf("more than there is: %+v", b)
	}
	return strings.Join(said, " ; ")
}

// tellMessage tells a message and takes it out of the batch.
func tellMessage(m *wire.Message, contacts []wire.One[wire.Contact], b *Batch) string {
	out := bot.Message{ID: string(m.ID)}
	who := senderOf(m, contacts)
	out.Address, out.Aliases = who.address()
	out.Name = who.name
	if len(b.Messages) > 0 {
		out, b.Messages = b.Messages[0], b.Messages[1:]
	}
	var s strings.Builder
	fmt.Fprintf(&s, "MSG type=%s from=%s", m.Type, out.Address)
	for _, a := range out.Aliases {
		fmt.Fprintf(&s, " bsuid=%s", a)
	}
	fmt.Fprintf(&s, " id=%s", out.ID)
	if out.Name != "" {
		fmt.Fprintf(&s, " name='%s'", out.Name)
	}
	s.WriteString(tellPart(m, &out, b))
	if out.ReplyTo != "" && out.Edits == "" {
		fmt.Fprintf(&s, " replyTo=%s", out.ReplyTo)
	}
	if out.Forwarded {
		s.WriteString(" forwarded")
	}
	if m.Referral != nil {
		s.WriteString(" referral(ad)")
	}
	return s.String()
}

// tellPart tells what a message says.
func tellPart(m *wire.Message, out *bot.Message, b *Batch) string {
	switch {
	case m.Reaction != nil:
		return fmt.Sprintf(" reaction='%s' to=%s", m.Reaction.Emoji, m.Reaction.MessageID)
	case m.System != nil:
		to := "None"
		if len(b.Moves) > 0 && b.Moves[0].From == out.Address {
			to, b.Moves = b.Moves[0].To, b.Moves[1:]
		}
		return fmt.Sprintf(" system=%s new_wa_id=%s", m.System.Type, to)
	case out.Edits != "":
		return fmt.Sprintf(" edits=%s newType=%s", out.Edits, out.Media[0].Kind)
	case out.Deletes != "":
		return " revokes=" + out.Deletes
	case m.Type == wire.TypeInteractive:
		return tellInteractive(m.Interactive, out)
	case m.Type == wire.TypeButton:
		return fmt.Sprintf(" buttonPayload='%s' text='%s'", out.Pick, out.Text)
	case len(out.Media) > 0:
		return tellMedia(m, out)
	}
	return fmt.Sprintf(" text='%s'", out.Text)
}

func tellInteractive(i *wire.Interactive, out *bot.Message) string {
	blank := len(out.Media) == 1 && out.Media[0].Kind == "unsupported"
	switch {
	case i == nil && blank:
		return " NO interactive object -> treat as unsupported"
	case i.Flow != nil && blank:
		return fmt.Sprintf(" nfm_reply response_json='%s'", clip(string(i.Flow.Response), 60))
	case i.Call != nil && blank:
		return fmt.Sprintf(" call_permission_reply=%s", i.Call.Response)
	}
	s := fmt.Sprintf(" %s id='%s' title='%s'", i.Type, out.Pick, out.Text)
	if i.ListReply != nil && i.ListReply.Description != "" {
		s += fmt.Sprintf(" desc='%s'", i.ListReply.Description)
	}
	return s
}

func tellMedia(m *wire.Message, out *bot.Message) string {
	media := out.Media[0]
	switch media.Kind {
	case "location":
		return fmt.Sprintf(" loc=%v,%v", media.Lat, media.Lon)
	case "contact":
		return fmt.Sprintf(" contacts=%d", len(out.Media))
	case "order":
		return fmt.Sprintf(" order items=%d", len(strings.Split(media.Name, ", ")))
	case "unsupported":
		s := ""
		if m.Unsupported != nil {
			s = fmt.Sprintf(" unsupported=%s", m.Unsupported.Type)
		}
		return s + fmt.Sprintf(" err=%d", m.Errors[0].Value.Code)
	}
	s := fmt.Sprintf(" media=%s id=%s mime=%s", media.Kind, media.Ref, media.Type)
	if f, _ := attached(m); f.URL != "" {
		s += " direct-url"
	}
	if out.Text != "" {
		s += fmt.Sprintf(" caption='%s'", out.Text)
	}
	if media.Name != "" {
		s += fmt.Sprintf(" filename='%s'", media.Name)
	}
	if media.Voice {
		s += " VOICE-NOTE"
	}
	return s
}

// tellStatus tells a status and takes it out of the batch.
func tellStatus(w wire.Status, b *Batch) string {
	states := map[bot.Progress]string{
		bot.Failed: "failed", bot.Sent: "sent", bot.Delivered: "delivered", bot.Read: "read", bot.Played: "played",
	}
	if len(b.Statuses) == 0 {
		return "no status"
	}
	got := b.Statuses[0]
	b.Statuses = b.Statuses[1:]
	s := fmt.Sprintf("STATUS %s msg=%s to=%s", states[got.State], got.Bubble, w.RecipientID)
	if w.Pricing != nil {
		s += fmt.Sprintf(" pricing=%s/%s", w.Pricing.Model, w.Pricing.Category)
	}
	if got.Ref != "" {
		s += fmt.Sprintf(" opaque='%s'", got.Ref)
	}
	if got.Code != 0 {
		title, _, _ := strings.Cut(got.Err, ": ")
		s += fmt.Sprintf(" ERR %d %s", got.Code, title)
	}
	if w.RecipientType == "group" {
		s += " group"
	}
	return s
}
