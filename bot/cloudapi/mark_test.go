package cloudapi

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// marked are the ids that were marked as read, sorted.
func marked(t *testing.T, m *meta) []string {
	t.Helper()
	var ids []string
	for _, r := range m.requests() {
		var s wire.Send
		if err := json.Unmarshal(r.body, &s); err != nil {
			t.Fatal(err)
		}
		if s.Status == wire.StatusRead {
			ids = append(ids, string(s.MessageID))
		}
	}
	slices.Sort(ids)
	return ids
}

func TestMark(t *testing.T) {
	m := newMeta(t, says(200, `{"success":true}`))
	c, _ := channelTo(t, m.URL)
	body := brought(fmt.Sprintf(one, 1))
	post(c.Webhook(&memory{}), body, signed256(body))
	_ = c.Close()
	want := request{
		"POST /v25.0/42/messages", "Bearer " + token, "application/json",
		[]byte(`{"messaging_product":"whatsapp","status":"read","message_id":"wamid.1","typing_indicator":{"type":"text"}}`),
	}
	got := m.requests()
	if len(got) != 1 || fmt.Sprintf("%s", got[0]) != fmt.Sprintf("%s", want) {
		t.Errorf("asked %s, want %s", got, want)
	}
}

// The last message of each person is marked; what is not new, not stored, or no
// message to be read is not.
func TestWhatIsMarked(t *testing.T) {
	m := newMeta(t, says(200, `{"success":true}`))
	c, _ := channelTo(t, m.URL)
	text := func(from, id string) string {
		return fmt.Sprintf(`{"from":"%s","id":"%s","text":{"body":"x"}}`, from, id)
	}
	list := strings.Join([]string{
		text("1", "a"), text("2", "b"), text("1", "c"),
		`{"from":"1","id":"d","type":"revoke","revoke":{"original_message_id":"a"}}`,
		`{"from":"3","id":"e","type":"edit","edit":{"original_message_id":"a","message":{"text":{"body":"x"}}}}`,
		`{"from":"4","id":"f","type":"reaction","reaction":{"message_id":"a","emoji":"x"}}`,
	}, ",")
	for range 2 {
		body := hook(`{"messages":[` + list + `]}`)
		post(c.Webhook(&memory{}), body, signed256(body))
	}
	failing := hook(`{"messages":[` + text("5", "g") + `]}`)
	post(c.Webhook(&memory{fail: map[string]bool{"receive": true}}), failing, signed256(failing))
	_ = c.Close()
	if got := marked(t, m); !slices.Equal(got, []string{"b", "c"}) {
		t.Errorf("marked %v", got)
	}
	post(c.Webhook(&memory{}), failing, signed256(failing))
	_ = c.Close()
	if n := len(m.requests()); n != 2 {
		t.Errorf("marked after it was closed: %d", n)
	}
}

// The sink answers at once, before the mark is out: then no dots may follow.
func TestNoDotsBehindTheAnswer(t *testing.T) {
	m := newMeta(t, accepted)
	c, _ := channelTo(t, m.URL)
	body := brought(fmt.Sprintf(one, 1))
	post(c.Webhook(&answering{c: c}), body, signed256(body))
	_ = c.Close()
	got := m.requests()
	if len(got) != 2 || !strings.Contains(string(got[0].body), `"to"`) || strings.Contains(string(got[1].body), "typing") {
		t.Errorf("asked %s", got)
	}
}

// answering answers each message before it returns.
type answering struct {
	memory
	c *Channel
}

func (a *answering) Receive(ctx context.Context, messages ...bot.Message) error {
	for _, m := range messages {
		if _, err := a.c.Send(ctx, bot.Bubble{Address: m.Address, Text: "theek hai"}); err != nil {
			return err
		}
	}
	return nil
}

// A mark that is out is waited for by the answer to the same person only, and
// no longer than the answer has time.
func TestAnswerWaitsForItsMark(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMarks()
		hold := make(chan struct{})
		m.start(m.expect([]bot.Message{{ID: "a", Address: "1"}}), func(*mark, bool) { <-hold })
		synctest.Wait()
		over, stop := context.WithCancel(t.Context())
		stop()
		m.answer(over, "1")
		m.answer(t.Context(), "2")
		passed := false
		go func() {
			m.answer(t.Context(), "1")
			passed = true
		}()
		synctest.Wait()
		if passed {
			t.Error("the answer overtook the mark")
		}
		close(hold)
		synctest.Wait()
		if !passed {
			t.Error("the answer waits for a mark that is made")
		}
		m.answer(t.Context(), "1")
	})
}

// What is marked is bounded at every moment, and so is what is remembered.
func TestMarksAreBounded(t *testing.T) {
	m := newMarks()
	hold, running := make(chan struct{}), make(chan struct{}, 100)
	var messages []bot.Message
	for i := range 3 * marking {
		messages = append(messages, bot.Message{ID: fmt.Sprint(i), Address: fmt.Sprint(i)})
	}
	m.start(m.expect(messages), func(*mark, bool) { running <- struct{}{}; <-hold })
	for range marking {
		<-running
	}
	close(hold)
	m.close()
	if len(running) != 0 || len(m.newest) != 0 {
		t.Errorf("%d more than %d ran, %d left", len(running), marking, len(m.newest))
	}
	for i := range 3 * remembered {
		m.remember(fmt.Sprint("r", i))
	}
	if len(m.seen) != remembered || len(m.order) != remembered {
		t.Errorf("%d and %d remembered", len(m.seen), len(m.order))
	}
}
