package sdktest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/bot/simulator"
	"github.com/sahayak-dev/sahayak/bot/simulator/sdktest/npm"
)

// sdks are the SDKs, and the steps of what they do not do at all.
var sdks = []struct {
	name    string
	without []string
}{
	{name: "kapso"},
	{name: "cloudapi-client", without: []string{"reply", "document", "download", "no number"}},
	{name: "whatsapp-api-js", without: []string{"batch"}}, // it reads only the first of a webhook
}

// Who talks.
const (
	number = "100000000000007"
	phone  = "919800000001"
	userID = "IN.1349120865530274"
	hidden = "IN.2680" // of one who does not share his number
	who    = "आशा \"Asha\" <b>"
)

// hindi has what a signature trips over that is made of anything but the bytes
// that were sent: other scripts, an emoji, and what may be escaped in JSON.
const hindi = "नमस्ते 🙏 2/3 kilo @ ₹50 <b>&amp;</b>\n\u2028\"ठीक\"?"

// table is one SDK at the emulator.
type table struct {
	*peer
	emulator *simulator.Emulator
	clock    *simulator.Clock
	url      string
	first    string // what the user said first
	file     string // what he sent
}

// TestSDKs has each SDK through all that a bot does.
func TestSDKs(t *testing.T) {
	modules := npm.Modules(t)
	for _, sdk := range sdks {
		t.Run(sdk.name, func(t *testing.T) {
			t.Parallel()
			b := lay(t, modules, sdk.name)
			for _, step := range b.steps() {
				if !slices.Contains(sdk.without, step.name) && !t.Run(step.name, step.run) {
					return // what comes after it stands on it
				}
			}
		})
	}
}

type step struct {
	name string
	run  func(*testing.T)
}

// steps are what happens at a table, in order.
func (b *table) steps() []step {
	return []step{
		{"stays on this machine", b.stays},
		{"knows our signature", b.knows},
		{"takes no other", b.takesNoOther},
		{"marks as read", b.read},
		{"text", b.text},
		{"reply", b.reply},
		{"buttons", b.buttons},
		{"list", b.list},
		{"image", b.image},
		{"document", b.document},
		{"image from the user", b.fromUser},
		{"download", b.download},
		{"batch", b.batch},
		{"no number", b.noNumber},
		{"refusals", b.refusals},
		{"outside the window", b.outside},
	}
}

// lay starts an emulator and the SDK, and makes them known to each other.
func lay(t *testing.T, modules, name string) *table {
	t.Helper()
	const token, secret, verify = "token-of-a-test", "a secret / of a test ₹", "verify-me"
	b := &table{clock: &simulator.Clock{}}
	var err error
	b.emulator, err = simulator.New(simulator.Config{
		Clock: b.clock, Token: token, Secret: secret, Verify: verify,
		Number: simulator.Number{ID: number, Account: "200000000000002", Display: "+91 80 0000 0000", Name: "Sahayak"},
		Phones: []simulator.Phone{
			{Address: phone, UserID: userID, Name: who, Role: "owner"},
			{Address: "919800000002", UserID: hidden, Name: "Chhupa", Hidden: true},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(b.emulator.Handler())
	b.url = server.URL
	t.Cleanup(func() {
		if err := b.emulator.Close(); err != nil {
			t.Error(err)
		}
		server.Close()
	})
	b.peer = startPeer(t, modules, name+".mjs",
		"BASE_URL="+server.URL, "ACCESS_TOKEN="+token, "APP_SECRET="+secret, "VERIFY_TOKEN="+verify, "PHONE_NUMBER_ID="+number)
	b.verified(t, verify)
	b.emulator.SetWebhook(b.webhook)
	return b
}

// verified asks the SDK what Meta asks a webhook first.
func (b *table) verified(t *testing.T, verify string) {
	t.Helper()
	for token, want := range map[string]string{verify: "200 1158201444", "another": "403"} {
		r, err := http.Get(b.webhook + "?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=" + token)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(r.Body)
		r.Body.Close()
		if got := fmt.Sprint(r.StatusCode, " ", string(text)); !strings.HasPrefix(got, want) {
			t.Errorf("verification with %q: %s", token, got)
		}
	}
}

func (b *table) stays(t *testing.T) {
	if o := b.try(t, act{Do: "stray"}); !strings.Contains(o.Error, "kept on this machine: 192.0.2.1") {
		t.Errorf("it was let out: %+v", o)
	}
}

// say does something on the phone and has the bot told.
func (b *table) say(t *testing.T, s simulator.Said) string {
	t.Helper()
	id, err := b.emulator.Say(phone, s)
	if err != nil {
		t.Fatal(err)
	}
	b.deliver(t)
	return id
}

func (b *table) deliver(t *testing.T) {
	t.Helper()
	if err := b.emulator.Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// from is what any message from the phone says.
func from(h heard) heard {
	h.Number, h.From, h.User, h.Name = number, phone, userID, who
	return h
}

// status is what any status says.
func status(id, kind, opaque string, code int) heard {
	return heard{Number: number, From: phone, User: userID, ID: id, Kind: kind, Opaque: opaque, Code: code}
}

func (b *table) knows(t *testing.T) {
	b.first = b.say(t, simulator.Said{Text: hindi})
	b.hears(t, from(heard{Kind: "text", ID: b.first, Text: hindi}))
}

// takesNoOther posts what was not signed with the secret. That none of it was
// heard shows when the next webhook is.
func (b *table) takesNoOther(t *testing.T) {
	body, err := json.Marshal(wire.NewWebhook("1", wire.FieldMessages, wire.Value{}))
	if err != nil {
		t.Fatal(err)
	}
	for name, signature := range map[string]string{
		"another secret":  wire.Sign("another secret", body),
		"another webhook": wire.Sign("a secret / of a test ₹", append(body, ' ')),
		"no hex":          "sha256=" + strings.Repeat("z", 64),
		"cut short":       wire.Sign("a secret / of a test ₹", body)[:40],
	} {
		r, err := http.NewRequest(http.MethodPost, b.webhook, bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set(wire.SignatureHeader, signature)
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusUnauthorized {
			t.Errorf("%s: %s", name, answer.Status)
		}
	}
}

func (b *table) read(t *testing.T) {
	var done bool
	b.do(t, act{Do: "read", Message: b.first}, &done)
	if s := b.emulator.State(); !done || !slices.Equal(s.Typing, []string{phone}) {
		t.Errorf("done %v, typing on %q", done, s.Typing)
	}
	if got := b.last(t); got.ID != b.first || got.Status != wire.StatusRead {
		t.Errorf("the user's message is %s", got.Status)
	}
}

// last is what stands lowest on the phone.
func (b *table) last(t *testing.T) simulator.Bubble {
	t.Helper()
	chat := b.emulator.Chat(phone)
	if len(chat) == 0 {
		t.Fatal("nothing stands on the phone")
	}
	return chat[len(chat)-1]
}

// send has the SDK send something: want must stand on the phone, and its
// statuses must come back.
func (b *table) send(t *testing.T, a act, want simulator.Bubble) simulator.Bubble {
	t.Helper()
	a.To, a.Opaque = phone, fmt.Sprintf("outbox-%d/%s", len(b.emulator.Chat(phone)), a.Do)
	var id string
	b.do(t, a, &id)
	b.deliver(t)
	b.hears(t, status(id, "sent", a.Opaque, 0))
	b.hears(t, status(id, "delivered", a.Opaque, 0))
	got := b.last(t)
	if got.At.IsZero() || got.Seq == 0 {
		t.Errorf("at %v, seq %d", got.At, got.Seq)
	}
	want.ID, want.From, want.Status, want.Opaque, want.Category = id, simulator.FromBot, wire.StatusDelivered, a.Opaque, "service"
	want.Seq, want.At = got.Seq, got.At
	if !reflect.DeepEqual(got, want) {
		t.Errorf("on the phone stands\n%s, want\n%s", text(t, got), text(t, want))
	}
	if typing := b.emulator.State().Typing; len(typing) > 0 {
		t.Errorf("still typing on %q", typing)
	}
	return got
}

func (b *table) text(t *testing.T) {
	got := b.send(t, act{Do: "text", Text: hindi}, simulator.Bubble{Text: hindi})
	if err := b.emulator.Read(phone); err != nil {
		t.Fatal(err)
	}
	b.deliver(t)
	b.hears(t, status(got.ID, "read", got.Opaque, 0))
	if now := b.last(t).Status; now != wire.StatusRead {
		t.Errorf("it is %s", now)
	}
}

func (b *table) reply(t *testing.T) {
	b.send(t, act{Do: "text", Text: "haan ji", ReplyTo: b.first}, simulator.Bubble{Text: "haan ji", ReplyTo: b.first})
}

func (b *table) buttons(t *testing.T) {
	choices := []simulator.Choice{{ID: "give/1?नाम=रमेश", Title: "हाँ, लिख दीजिए ✅"}, {ID: "no", Title: "नहीं"}, {ID: "later", Title: "Baad mein"}}
	got := b.send(t,
		act{Do: "buttons", Text: "Ramesh ko ₹500 udhaar?", Header: "उधार", Footer: "galat ho to 2 dabaiye", Choices: ours(choices)},
		simulator.Bubble{Text: "Ramesh ko ₹500 udhaar?", Header: "उधार", Footer: "galat ho to 2 dabaiye", Choices: choices})
	id := b.say(t, simulator.Said{Pick: choices[0].ID, ReplyTo: got.ID})
	b.hears(t, from(heard{Kind: "button_reply", ID: id, ReplyTo: got.ID, Pick: choices[0].ID, Title: choices[0].Title}))
}

func (b *table) list(t *testing.T) {
	sections := []simulator.Section{
		{Title: "आज", Rows: []simulator.Choice{{ID: "sales", Title: "बिक्री", Description: "आज कितना बिका"}, {ID: "cash", Title: "Galla"}}},
		{Title: "Udhaar", Rows: []simulator.Choice{{ID: "due", Title: "Kis se lena hai", Description: "naam aur rakam"}}},
	}
	sent := make([]section, len(sections))
	for i, s := range sections {
		sent[i] = section{Title: s.Title, Rows: ours(s.Rows)}
	}
	got := b.send(t,
		act{Do: "list", Text: "क्या देखना है?", Header: "Hisaab", Footer: "10 tak", Button: "चुनिए", Sections: sent},
		simulator.Bubble{Text: "क्या देखना है?", Header: "Hisaab", Footer: "10 tak", List: &simulator.List{Button: "चुनिए", Sections: sections}})
	row := sections[0].Rows[0]
	id := b.say(t, simulator.Said{Pick: row.ID, ReplyTo: got.ID})
	b.hears(t, from(heard{Kind: "list_reply", ID: id, ReplyTo: got.ID, Pick: row.ID, Title: row.Title, Description: row.Description}))
}

// ours are choices as the SDK is told them.
func ours(choices []simulator.Choice) []choice {
	out := make([]choice, len(choices))
	for i, c := range choices {
		out[i] = choice(c)
	}
	return out
}

func (b *table) image(t *testing.T) {
	data := picture(t)
	id := b.upload(t, act{Type: "image/png", Name: "bill.png", Data: data})
	got := b.send(t, act{Do: "image", Media: id, Text: "आज का बिल"}, simulator.Bubble{
		Text:  "आज का बिल",
		Media: &simulator.Media{Kind: "image", ID: id, Type: "image/png", Size: int64(len(data)), Name: "bill.png", URL: "/simulator/media/" + id},
	})
	b.shows(t, got, data)
}

func (b *table) document(t *testing.T) {
	data := []byte("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
	id := b.upload(t, act{Type: "application/pdf", Name: "upload.pdf", Data: data})
	got := b.send(t, act{Do: "document", Media: id, Text: "नवंबर", Name: "हिसाब नवंबर.pdf"}, simulator.Bubble{
		Text:  "नवंबर",
		Media: &simulator.Media{Kind: "document", ID: id, Type: "application/pdf", Size: int64(len(data)), Name: "हिसाब नवंबर.pdf", URL: "/simulator/media/" + id},
	})
	b.shows(t, got, data)
}

func (b *table) upload(t *testing.T, a act) (id string) {
	t.Helper()
	a.Do = "upload"
	b.do(t, a, &id)
	return id
}

// shows fetches the file of a bubble as the page does.
func (b *table) shows(t *testing.T, got simulator.Bubble, data []byte) {
	t.Helper()
	r, err := http.Get(b.url + got.Media.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if shown, err := io.ReadAll(r.Body); err != nil || !bytes.Equal(shown, data) {
		t.Errorf("%s: %d bytes, not the %d that were sent (%v)", r.Status, len(shown), len(data), err)
	}
}

// fromUser sends a picture from the phone.
func (b *table) fromUser(t *testing.T) {
	data := picture(t)
	r, err := http.Post(b.url+"/simulator/media?name=khata.png&kind=image", "image/png", bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	var file struct{ ID string }
	if err := json.NewDecoder(r.Body).Decode(&file); err != nil || file.ID == "" {
		t.Fatal(r.Status, file, err)
	}
	id := b.say(t, simulator.Said{Media: file.ID, Text: "यह देखिए"})
	b.hears(t, from(heard{Kind: "image", ID: id, Text: "यह देखिए", Media: file.ID, Type: "image/png"}))
	b.file = file.ID
}

// download has the SDK fetch that picture.
func (b *table) download(t *testing.T) {
	data := picture(t)
	var got struct {
		Type, Told, SHA256 string
		Size               int
	}
	b.do(t, act{Do: "download", Media: b.file}, &got)
	sum := sha256.Sum256(data)
	if want := hex.EncodeToString(sum[:]); got.Type != "image/png" || got.Size != len(data) || got.Told != want || got.SHA256 != want {
		t.Errorf("downloaded %+v, want %d bytes with the sum %s", got, len(data), want)
	}
}

// batch has several messages come in one webhook.
func (b *table) batch(t *testing.T) {
	b.emulator.SetFaults(simulator.Faults{Batch: 3})
	defer b.emulator.SetFaults(simulator.Faults{})
	said := []string{"ramesh", "ko 500", "उधार"}
	ids := make([]string, len(said))
	for i, text := range said {
		var err error
		if ids[i], err = b.emulator.Say(phone, simulator.Said{Text: text}); err != nil {
			t.Fatal(err)
		}
	}
	b.deliver(t)
	for i, text := range said {
		b.hears(t, from(heard{Kind: "text", ID: ids[i], Text: text}))
	}
}

// noNumber has somebody write who is known by a user id alone, and answers him.
func (b *table) noNumber(t *testing.T) {
	id, err := b.emulator.Say("919800000002", simulator.Said{Text: "kaun?"})
	if err != nil {
		t.Fatal(err)
	}
	b.deliver(t)
	b.hears(t, heard{Number: number, User: hidden, Name: "Chhupa", Kind: "text", ID: id, Text: "kaun?"})
	b.do(t, act{Do: "text", User: hidden, Text: "main"}, &id)
	b.deliver(t)
	b.hears(t, heard{Number: number, User: hidden, Kind: "sent", ID: id})
	b.hears(t, heard{Number: number, User: hidden, Kind: "delivered", ID: id})
	if chat := b.emulator.Chat("919800000002"); len(chat) != 2 || chat[1].ID != id || chat[1].Text != "main" {
		t.Errorf("on his phone stands %s", text(t, chat))
	}
}

// refusals are told by their number.
func (b *table) refusals(t *testing.T) {
	before := len(b.emulator.Chat(phone))
	for name, tt := range map[string]struct {
		act  act
		code int
	}{
		"wrong token":     {act{Do: "text", To: phone, Text: "x", Token: "expired"}, wire.CodeToken},
		"unknown media":   {act{Do: "image", To: phone, Media: "1", Text: "x"}, 0},
		"unknown message": {act{Do: "read", Message: "wamid.unknown"}, 0},
	} {
		o := b.try(t, tt.act)
		if o.Error == "" || o.Code == 0 || (tt.code != 0 && o.Code != tt.code) {
			t.Errorf("%s: %+v, want %d", name, o, tt.code)
		}
	}
	b.emulator.SetFaults(simulator.Faults{Send: simulator.SendFault{Mode: "130429", Count: 1}})
	if o := b.try(t, act{Do: "text", To: phone, Text: "x"}); o.Code != wire.CodeThroughput {
		t.Errorf("throttled: %+v", o)
	}
	if now := len(b.emulator.Chat(phone)); now != before {
		t.Errorf("%d bubbles more on the phone", now-before)
	}
}

// outside sends when the user has not written for a day: that is accepted, and
// fails afterwards.
func (b *table) outside(t *testing.T) {
	b.clock.Advance(25 * time.Hour)
	var id string
	b.do(t, act{Do: "text", To: phone, Opaque: "outbox/late", Text: "der ho gayi"}, &id)
	b.deliver(t)
	b.hears(t, status(id, "failed", "outbox/late", wire.CodeWindow))
	if got := b.last(t); got.ID != id || got.Status != wire.StatusFailed || got.Error == nil || got.Error.Code != wire.CodeWindow {
		t.Errorf("on the phone stands %s", text(t, got))
	}
}

// picture is a small picture.
func picture(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// text is v for a message to the reader of a failed test.
func text(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
