package cloudapi

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// filed is a sink that keeps under which channel things come.
type filed struct {
	mu   sync.Mutex
	got  []string
	fail string // nothing is taken for this channel
}

func (f *filed) file(channel, what string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if channel == f.fail {
		return errSink
	}
	f.got = append(f.got, channel+" "+what)
	return nil
}

func (f *filed) Receive(_ context.Context, messages ...bot.Message) error {
	for _, m := range messages {
		if err := f.file(m.Channel, m.ID); err != nil {
			return err
		}
	}
	return nil
}

func (f *filed) Track(_ context.Context, channel string, statuses ...bot.Status) error {
	return f.file(channel, fmt.Sprint(len(statuses), " statuses"))
}

func (f *filed) Move(_ context.Context, channel, from, to string) error {
	return f.file(channel, from+" to "+to)
}

func (f *filed) SetAside(_ context.Context, channel, why string, _ []byte) error {
	return f.file(channel, why)
}

// tidings is where news is told.
type tidings struct {
	mu   sync.Mutex
	told []News
}

func (n *tidings) tell(news News) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.told = append(n.told, news)
}

// shops are two numbers of one app, and one of another app's.
func shops(t *testing.T, base string) (channels []*Channel, news *tidings, log *bytes.Buffer) {
	t.Helper()
	news, out := &tidings{}, &logged{}
	for _, c := range []Config{
		{Number: "42", Secret: secret},
		{Label: "pune", Number: "43", Secret: "another", Secrets: []string{secret}},
		{Label: "x", Number: "44", Secret: "a third"},
	} {
		c.Base, c.Token, c.Verify, c.News, c.Clock = base, token, verify+c.Label, news.tell, bottest.NewClock(noon)
		c.Log = slog.New(slog.NewTextHandler(out, nil))
		ch, err := New(c)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = ch.Close() })
		channels = append(channels, ch)
	}
	return channels, news, &out.Buffer
}

// change is what somebody wrote to a number, and what became of a message from it.
func change(number, display, id string) string {
	return `{"field":"messages","value":{"metadata":{"display_phone_number":"` + display + `","phone_number_id":"` + number + `"},` +
		`"messages":[{"from":"919800000001","id":"` + id + `","text":{"body":"x"}}],"statuses":[{"id":"o","status":"sent"}]}}`
}

func changes(list ...string) []byte {
	return []byte(`{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[` + strings.Join(list, ",") + `]}]}`)
}

// One webhook of two numbers: each has its own, what is nobody's is set aside, and
// what was not signed for a number does not come to it.
func TestSeveralNumbers(t *testing.T) {
	m := newMeta(t, accepted)
	channels, _, log := shops(t, m.URL)
	h, sink := Webhooks(channels...), &filed{}
	body := changes(
		change("43", "918000000043", "to pune"), change("42", "918000000042", "to the first"), change("44", "918000000044", "to x"), change("45", "918000000045", "to nobody"),
		`{"field":"messages","value":{"messages":[{"from":"1","id":"to whom","text":{"body":"x"}}]}}`,
		`{"field":"messages","value":{"metadata":{"phone_number_id":"43"},"messages":[{"from":"1","id":"s","type":"system","system":{"type":"user_changed_number","wa_id":"2"}}]}}`,
	)
	if got := post(h(sink), body, signed256(body)); got != http.StatusOK {
		t.Fatalf("status %d", got)
	}
	want := []string{
		"cloudapi to the first", "cloudapi 1 statuses",
		"cloudapi for another business number", "cloudapi for another business number", "cloudapi for another business number",
		"cloudapi-pune 1 to 2", "cloudapi-pune to pune", "cloudapi-pune 1 statuses",
	}
	if !reflect.DeepEqual(sink.got, want) {
		t.Errorf("got\n%q\nwant\n%q", sink.got, want)
	}
	for _, c := range channels {
		_ = c.Close()
	}
	marked := map[string]int{}
	for _, r := range m.requests() {
		marked[r.line]++
	}
	if marked["POST /v25.0/42/messages"] != 1 || marked["POST /v25.0/43/messages"] != 1 || len(marked) != 2 {
		t.Errorf("marked %v", marked)
	}
	if strings.Contains(log.String(), "9180000") {
		t.Error("the log tells a number")
	}
	third := &filed{}
	if got := post(h(third), body, wire.Sign("a third", body)); got != http.StatusOK || third.got[0] != "cloudapi-x to x" || len(third.got) != 7 {
		t.Errorf("signed by the other app: %d %q", got, third.got)
	}
	for _, wrong := range []string{"", "sha256=00", wire.Sign("a fourth", body)} {
		if got := post(h(&filed{}), body, wrong); got != http.StatusUnauthorized {
			t.Errorf("signed %q: %d", wrong, got)
		}
	}
	if got := post(Webhooks()(&filed{}), body, signed256(body)); got != http.StatusUnauthorized {
		t.Errorf("without channels: %d", got)
	}
}

// Whichever number's sink fails, Meta delivers again.
func TestSeveralNumbersSinkFails(t *testing.T) {
	m := newMeta(t, accepted)
	body := changes(change("42", "", "a"), change("43", "", "b"), paused(`"event":"PAUSED","message_template_name":"x"`))
	for _, fail := range []string{"cloudapi", "cloudapi-pune"} {
		channels, news, _ := shops(t, m.URL)
		h, sink := Webhooks(channels...), &filed{fail: fail}
		if got := post(h(sink), body, signed256(body)); got != http.StatusServiceUnavailable || len(sink.got) != 2 || len(news.told) != 0 {
			t.Errorf("%s: %d, stored %q, told %d", fail, got, sink.got, len(news.told))
		}
		sink.fail = ""
		if got := post(h(sink), body, signed256(body)); got != http.StatusOK || len(sink.got) != 6 || len(news.told) != 1 {
			t.Errorf("%s, again: %d, stored %q, told %d", fail, got, sink.got, len(news.told))
		}
	}
}

// paused is a change that is news of a template.
func paused(value string) string {
	return `{"field":"message_template_status_update","value":{` + value + `}}`
}

// Meta's question is answered to whoever knows the word of one of the numbers.
func TestSeveralWords(t *testing.T) {
	channels, _, _ := shops(t, "http://localhost:1")
	for word, want := range map[string]int{verify: 200, verify + "pune": 200, verify + "x": 200, verify + "y": 403, "": 403} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "/webhook?hub.mode=subscribe&hub.challenge=1158&hub.verify_token="+strings.ReplaceAll(word, " ", "+"), nil)
		if Webhooks(channels...)(&filed{}).ServeHTTP(w, r); w.Code != want {
			t.Errorf("%q: %d", word, w.Code)
		}
	}
}

// A secret is changed: what is signed with either is taken.
func TestSecretRotated(t *testing.T) {
	channels, _, _ := shops(t, "http://localhost:1")
	body := hook(`{}`)
	for s, want := range map[string]int{"another": 200, secret: 200, "a third": 401, "": 401} {
		if got := post(channels[1].Webhook(&filed{}), body, wire.Sign(s, body)); got != want {
			t.Errorf("%q: %d", s, got)
		}
	}
}

// News of the account comes once, and says which number it is about once that is known.
func TestNewsOfSeveralNumbers(t *testing.T) {
	channels, news, log := shops(t, newMeta(t, accepted).URL)
	h := Webhooks(channels...)(&filed{})
	send := func(list ...string) []News {
		t.Helper()
		news.told = nil
		body := changes(list...)
		if got := post(h, body, signed256(body)); got != http.StatusOK {
			t.Fatalf("status %d", got)
		}
		return news.told
	}
	flagged := `{"field":"phone_number_quality_update","value":{"display_phone_number":"918000000043","event":"FLAGGED","current_limit":"TIER_1K"}}`
	if got := send(flagged); len(got) != 1 || got[0].About != "…0043" {
		t.Errorf("of a number not known yet: %+v", got)
	}
	send(change("43", "+91 80000 00043", "a"))
	if got := send(flagged, paused(`"event":"PAUSED","message_template_name":"due","message_template_language":"hi"`)); len(got) != 2 || got[0].About != "cloudapi-pune" || got[0].Urgency != Pressing || got[1].About != "due hi" {
		t.Errorf("of a number that is: %+v", got)
	}
	limit := func(tier string) string {
		return `{"field":"business_capability_update","value":{"max_daily_conversations_per_business":"` + tier + `"}}`
	}
	for _, c := range []struct {
		tier string
		want Urgency
	}{{"TIER_10K", Told}, {"TIER_100K", Told}, {"TIER_2K", Pressing}, {"TIER_2K", Told}} {
		if got := send(limit(c.tier)); len(got) != 1 || got[0].Urgency != c.want || got[0].State != c.tier {
			t.Errorf("%s: %+v", c.tier, got)
		}
	}
	if strings.Contains(log.String(), "9180000") || !strings.Contains(log.String(), "urgency=pressing") {
		t.Error("the log tells a number, or nothing")
	}
}

func TestLabels(t *testing.T) {
	good := Config{Number: number, Token: token, Secret: secret, Verify: verify, Clock: clock{}}
	for label, want := range map[string]string{"": "cloudapi", "pune": "cloudapi-pune", "a-1": "cloudapi-a-1", strings.Repeat("x", 16): "cloudapi-" + strings.Repeat("x", 16)} {
		c := good
		c.Label = label
		if ch, err := New(c); err != nil || ch.Name() != want {
			t.Errorf("%q: %v", label, err)
		}
	}
	for _, label := range []string{"Pune", "पुणे", "a b", "a/b", strings.Repeat("x", 17)} {
		c := good
		c.Label = label
		if _, err := New(c); err == nil {
			t.Errorf("%q is taken", label)
		}
	}
}
