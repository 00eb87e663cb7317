package whatsapp_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"go.mau.fi/whatsmeow/proto/waE2E"
	"google.golang.org/protobuf/encoding/protojson"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// TestOutbound holds what is sent to testdata: -update writes it, to be looked at.
func TestOutbound(t *testing.T) {
	two := []bot.Label{{ID: "7.1", Text: "Patil ko udhaar"}, {ID: "7.2", Text: "Doosra\nRamesh"}}
	file := func(kind, mime, name string) *bot.Attachment {
		return &bot.Attachment{Kind: kind, Type: mime, Name: name, Data: []byte("bytes")}
	}
	voice := file("audio", "audio/ogg", "")
	voice.Voice, voice.Seconds, voice.Wave = true, 3, []byte{0, 50, 100}
	for name, b := range map[string]bot.Bubble{
		"text":           {Text: "✍️ 2 kg चीनी, ₹90"},
		"menu":           {Text: "Kaunsa Ramesh?", Choices: two},
		"image":          {Text: "Is mahine", Attach: file("image", "image/png", "")},
		"image_menu":     {Text: "Is mahine", Attach: file("image", "image/png", ""), Choices: two},
		"voice":          {Attach: voice},
		"song":           {Attach: file("audio", "audio/mpeg", "")},
		"film":           {Text: "Dekho", Attach: file("video", "video/mp4", "")},
		"document":       {Text: "Bill 12", Attach: file("document", "application/pdf", "bill-12.pdf")},
		"document_plain": {Attach: file("document", "text/csv", "")},
		"sticker":        {Attach: file("sticker", "image/webp", "")},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPhones(t, bottest.NewClock(start))
			b.Address, b.Ref = p.Address("owner"), "x.1.1"
			p.known[b.Address] = true
			if _, err := p.ch.Send(t.Context(), b); err != nil {
				t.Fatal(err)
			}
			golden(t, name, p.sent[0])
		})
	}
}

// golden compares a message with what is written in testdata.
func golden(t *testing.T, name string, m *waE2E.Message) {
	t.Helper()
	raw, err := protojson.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer // protojson writes spaces as it likes
	if err := json.Indent(&got, raw, "", "  "); err != nil {
		t.Fatal(err)
	}
	got.WriteByte('\n')
	path := filepath.Join("testdata", name+".json")
	if bottest.Updating() {
		if err := os.WriteFile(path, got.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("is %s, want %s", got.Bytes(), want)
	}
}
