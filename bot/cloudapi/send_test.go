package cloudapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

const to = `{"messaging_product":"whatsapp","recipient_type":"individual","to":"919800000001",`

// The JSON that goes out, to the letter.
func TestSend(t *testing.T) {
	m := newMeta(t, accepted)
	c, _ := channelTo(t, m.URL)
	labels := func(words ...string) (list []bot.Label) {
		for i, w := range words {
			list = append(list, bot.Label{ID: fmt.Sprintf("9:%d", i), Text: w})
		}
		return list
	}
	for name, b := range map[string]struct {
		bubble bot.Bubble
		want   string
	}{
		"text": {
			bot.Bubble{Address: "919800000001", Ref: "17", Text: "2 kg chawal likh diya ✓"},
			to + `"type":"text","text":{"body":"2 kg chawal likh diya ✓"},"biz_opaque_callback_data":"17"}`,
		},
		"to a user id": {
			bot.Bubble{Address: "IN.13491208655302741918", Text: "नमस्ते"},
			`{"messaging_product":"whatsapp","recipient_type":"individual","recipient":"IN.13491208655302741918","type":"text","text":{"body":"नमस्ते"}}`,
		},
		"to a parent's id": {
			bot.Bubble{Address: "US.ENT.118", Text: "x"},
			`{"messaging_product":"whatsapp","recipient_type":"individual","recipient":"US.ENT.118","type":"text","text":{"body":"x"}}`,
		},
		"buttons": {
			bot.Bubble{Address: "919800000001", Text: "Kaun sa Ramesh?", Choices: labels("Ramesh", "Ramesh", "नहीं"), Menu: "unused"},
			to + `"type":"interactive","interactive":{"type":"button","body":{"text":"Kaun sa Ramesh?"},"action":{"buttons":[` +
				`{"type":"reply","reply":{"id":"9:0","title":"Ramesh"}},{"type":"reply","reply":{"id":"9:1","title":"Ramesh 2"}},{"type":"reply","reply":{"id":"9:2","title":"नहीं"}}]}}}`,
		},
		"a list, for the number": {
			bot.Bubble{Address: "919800000001", Ref: "18", Text: "Kya?", Choices: labels("a", "b", "c", "d"), Menu: "Chuniye"},
			to + `"type":"interactive","interactive":{"type":"list","body":{"text":"Kya?"},"action":{"button":"Chuniye","sections":[{"rows":[` +
				`{"id":"9:0","title":"a"},{"id":"9:1","title":"b"},{"id":"9:2","title":"c"},{"id":"9:3","title":"d"}]}]}},"biz_opaque_callback_data":"18"}`,
		},
		"a list, for the length": {
			bot.Bubble{Address: "919800000001", Text: "Kya?", Choices: labels("exactly twenty-one ch", "Ramesh Kumar Sharma, Gali No. 4, sabzi mandi ke paas")},
			to + `"type":"interactive","interactive":{"type":"list","body":{"text":"Kya?"},"action":{"button":"☰","sections":[{"rows":[` +
				`{"id":"9:0","title":"exactly twenty-one ch"},{"id":"9:1","title":"Ramesh Kumar Sharma, Ga…","description":"Ramesh Kumar Sharma, Gali No. 4, sabzi mandi ke paas"}]}]}}}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			id, err := c.Send(t.Context(), b.bubble)
			if err != nil || id != "wamid.OUT" {
				t.Fatal(id, err)
			}
			got := m.requests()[len(m.requests())-1]
			if got.line != "POST /v25.0/42/messages" || got.auth != "Bearer "+token || got.kind != "application/json" {
				t.Errorf("asked %s %s %s", got.line, got.auth, got.kind)
			}
			if string(got.body) != b.want {
				t.Errorf("got  %s\nwant %s", got.body, b.want)
			}
		})
	}
}

// These never leave the house.
func TestNeverSent(t *testing.T) {
	m := newMeta(t, accepted)
	c, _ := channelTo(t, m.URL)
	good := []bot.Label{{ID: "1", Text: "a"}}
	for name, b := range map[string]bot.Bubble{
		"no address":        {Text: "x"},
		"a name":            {Address: "Ramesh", Text: "x"},
		"a path":            {Address: "../77/messages", Text: "x"},
		"a short country":   {Address: "I.1", Text: "x"},
		"no text":           {Address: "919800000001"},
		"only space":        {Address: "919800000001", Text: " \n"},
		"long text":         {Address: "919800000001", Text: strings.Repeat("र", 4097)},
		"long question":     {Address: "919800000001", Text: strings.Repeat("र", 1025), Choices: good},
		"only choices":      {Address: "919800000001", Choices: good},
		"choice no words":   {Address: "919800000001", Text: "x", Choices: []bot.Label{{ID: "1", Text: " "}}},
		"choice no id":      {Address: "919800000001", Text: "x", Choices: []bot.Label{{Text: "a"}}},
		"long id, buttons":  {Address: "919800000001", Text: "x", Choices: []bot.Label{{ID: strings.Repeat("x", 257), Text: "a"}}},
		"long id, list":     {Address: "919800000001", Text: "x", Choices: []bot.Label{{ID: strings.Repeat("x", 201), Text: strings.Repeat("a", 21)}}},
		"one id twice":      {Address: "919800000001", Text: "x", Choices: []bot.Label{{ID: "1", Text: "a"}, {ID: "1", Text: "b"}}},
		"eleven choices":    {Address: "919800000001", Text: "x", Choices: many(11)},
		"long ref":          {Address: "919800000001", Text: "x", Ref: strings.Repeat("x", 513)},
		"caption, refused":  {Address: "919800000001", Text: strings.Repeat("x", 5000), Attach: &bot.Attachment{Kind: "image", Type: "image/png", Data: png}},
		"file, no address":  {Text: "x", Attach: &bot.Attachment{Kind: "image", Type: "image/png", Data: png}},
		"file, no question": {Address: "919800000001", Choices: good, Attach: &bot.Attachment{Kind: "image", Type: "image/png", Data: png}},
	} {
		_, err := c.Send(t.Context(), b)
		if s := fault(t, err); s.Fault != bot.Refused {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), "Ramesh") {
			t.Errorf("%s: the error tells the address: %v", name, err)
		}
	}
	if n := len(m.requests()); n != 0 {
		t.Errorf("asked Meta %d times", n)
	}
}

// many are n choices.
func many(n int) (list []bot.Label) {
	for i := range n {
		list = append(list, bot.Label{ID: fmt.Sprint(i), Text: fmt.Sprint("choice ", i)})
	}
	return list
}

// fault is what a failed sending says of itself.
func fault(t testing.TB, err error) *bot.SendError {
	t.Helper()
	var s *bot.SendError
	if !errors.As(err, &s) {
		t.Fatalf("no SendError: %v", err)
	}
	return s
}

// At the limits all of it goes.
func TestSentAtTheLimits(t *testing.T) {
	m := newMeta(t, accepted)
	c, _ := channelTo(t, m.URL)
	for _, b := range []bot.Bubble{
		{Text: strings.Repeat("र", 4096), Ref: strings.Repeat("x", 512)},
		{Text: strings.Repeat("र", 1024), Choices: many(10)},
		{Text: "x", Choices: []bot.Label{{ID: strings.Repeat("x", 256), Text: strings.Repeat("र", 20)}}},
		{Text: "x", Choices: []bot.Label{{ID: strings.Repeat("x", 200), Text: strings.Repeat("र", 100)}}},
	} {
		b.Address = "919800000001"
		if _, err := c.Send(t.Context(), b); err != nil {
			t.Error(err)
		}
	}
}

// How a broken connection is judged hangs on whether the request was out.
func TestBrokenConnections(t *testing.T) {
	cut := func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	half := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		_, _ = w.Write([]byte(`{"messages":[`))
	}
	type broken struct {
		base string
		want bot.Fault
	}
	table := map[string]broken{
		"cut after it":      {newMeta(t, cut).URL, bot.Uncertain},
		"answer cut short":  {newMeta(t, half).URL, bot.Uncertain},
		"answer no JSON":    {newMeta(t, says(200, "<html>")).URL, bot.Uncertain},
		"answer without id": {newMeta(t, says(200, `{"messages":[]}`)).URL, bot.Uncertain},
		"gateway timed out": {newMeta(t, says(504, "")).URL, bot.Uncertain},
		"gateway broken":    {newMeta(t, says(502, "<html>")).URL, bot.Uncertain},
		"server broken":     {newMeta(t, says(500, "<html>")).URL, bot.Uncertain},
		"server away":       {newMeta(t, says(503, "<html>")).URL, bot.Transient},
		"error in a 200":    {newMeta(t, says(200, `{"error":{"code":131047}}`)).URL, bot.Closed},
	}
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close() // behind the others: none of them may be given its port
	table["nobody there"] = broken{gone.URL, bot.Transient}
	for name, x := range table {
		c, _ := channelTo(t, x.base)
		_, err := c.Send(t.Context(), bot.Bubble{Address: "919800000001", Text: "x"})
		if s := fault(t, err); s.Fault != x.want {
			t.Errorf("%s: %v, want %v", name, err, x.want)
		}
	}
}

// What is given up once it is out is uncertain; what is given up before is not.
func TestGivenUp(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	hold := make(chan struct{})
	m := newMeta(t, func(http.ResponseWriter, *http.Request) { stop(); <-hold })
	defer close(hold)
	c, _ := channelTo(t, m.URL)
	for i, want := range []bot.Fault{bot.Uncertain, bot.Transient} {
		_, err := c.Send(ctx, bot.Bubble{Address: "919800000001", Text: "x"})
		if s := fault(t, err); s.Fault != want || !errors.Is(err, context.Canceled) {
			t.Errorf("time %d: %v, want %v", i, err, want)
		}
	}
}

// The client that is passed in is used, and left as it is.
func TestOwnClient(t *testing.T) {
	used := 0
	own := &http.Client{Transport: transport(func(*http.Request) (*http.Response, error) {
		used++
		return nil, errors.New("no way out")
	})}
	c, err := New(Config{Number: number, Token: token, Secret: secret, Verify: verify, Clock: clock{}, HTTP: own})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Send(t.Context(), bot.Bubble{Address: "919800000001", Text: "x"})
	if s := fault(t, err); s.Fault != bot.Transient || used != 1 || own.CheckRedirect != nil {
		t.Errorf("%v, used %d times", err, used)
	}
}

type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// The Graph API never redirects; if something else does, nothing is followed.
func TestSendFollowsNobody(t *testing.T) {
	other := newMeta(t, accepted)
	m := newMeta(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
	})
	c, _ := channelTo(t, m.URL)
	_, err := c.Send(t.Context(), bot.Bubble{Address: "919800000001", Text: "x"})
	if s := fault(t, err); s.Fault != bot.Transient || len(other.requests()) != 0 {
		t.Errorf("%v, asked %v", err, other.requests())
	}
}

func TestCheck(t *testing.T) {
	m := newMeta(t, says(200, `{"id":"42","display_phone_number":"+91 80 0000 0000","verified_name":"Sahayak","quality_rating":"GREEN","x":1}`))
	c, _ := channelTo(t, m.URL+"/")
	got, err := c.Check(t.Context())
	if want := (Account{"+91 80 0000 0000", "Sahayak", "GREEN"}); err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	if r := m.requests()[0]; r.line != "GET /v25.0/42" || r.auth != "Bearer "+token || len(r.body) != 0 || r.kind != "" {
		t.Errorf("asked %+v", r)
	}
	c, _ = channelTo(t, newMeta(t, says(401, `{"error":{"code":190,"message":"expired"}}`)).URL)
	if _, err := c.Check(t.Context()); fault(t, err).Fault != bot.Locked || strings.Contains(err.Error(), token) {
		t.Error(err)
	}
}
