package simulator_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// fuzzed is an emulator that is asked without a network.
func fuzzed(f *testing.F) (*simulator.Emulator, func(path, body string) *httptest.ResponseRecorder) {
	c := simulator.Config{Clock: bottest.NewClock(start), Token: token, Number: simulator.Number{ID: number}, Phones: []simulator.Phone{{Address: asha}}}
	withTemplates(&c)
	e, err := simulator.New(c)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = e.Close() })
	if _, err := e.Say(asha, simulator.Said{Text: "hi"}); err != nil {
		f.Fatal(err)
	}
	handler := e.Handler()
	return e, func(path, body string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodPost, "http://localhost"+path, strings.NewReader(body))
		r.Header.Set("Authorization", "Bearer "+token)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		return w
	}
}

// FuzzSend posts anything as a message: it is taken or refused, and what was
// taken can be shown.
func FuzzSend(f *testing.F) {
	e, post := fuzzed(f)
	to := `{"messaging_product":"whatsapp","to":"` + asha + `",`
	for _, seed := range []string{
		`"text":{"body":"x"}}`, `"type":"image","image":{"link":"zz://x"}}`, `"type":"location","location":{"latitude":1e999,"longitude":"x"}}`,
		buttonMessage("b", "h", "f", buttonsOf(3, "t", "d")) + "}", listMessage("☰", sectionsOf(2, 2, "s")...) + "}",
		template("festival", "hi", params("header", "x")) + "}", `"type":"contacts","contacts":[null,{"phones":[3]}]}`,
		`"status":"read","message_id":null}`, `"type":"reaction","reaction":{"message_id":[]}}`,
	} {
		f.Add(to + seed)
	}
	for _, seed := range []string{"", "null", "[]", "0", `"`, `{"to":{}}`, `{"messaging_product":"whatsapp","recipient":"` + strings.Repeat("x", 500) + `"}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		if strings.Contains(body, "http") {
			return // links lead out of the test
		}
		w := post("/v25.0/"+number+"/messages", body)
		if w.Code >= 500 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		var failure wire.Failure
		if err := json.Unmarshal(w.Body.Bytes(), &failure); err != nil || (w.Code != 200) != (failure.Error.Code != 0) {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		if raw, err := json.Marshal(e.State()); err != nil || !json.Valid(raw) {
			t.Fatal(err)
		}
	})
}

// FuzzSaid has a user do anything: it is done or refused, and the webhook that
// tells of it can be read.
func FuzzSaid(f *testing.F) {
	e, post := fuzzed(f)
	bubble := e.Chat(asha)[0].ID
	for _, seed := range []string{
		`{"text":"x"}`, `{"text":"\u0000\u202e\ud800"}`, `{"pick":"1","reply_to":"` + bubble + `"}`, `{"edits":"` + bubble + `","text":"y"}`,
		`{"react_to":"` + bubble + `","reaction":"👍"}`, `{"location":{"lat":91,"lon":1e308}}`, `{"contact":{"name":"x","phone":"y"}}`, `{"deletes":"` + bubble + `"}`,
		`{"media":"../x"}`, `{"text":1}`, `[]`, ``, `{"forwarded":true,"text":"x","reply_to":"z"}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		before := len(e.Chat(asha))
		w := post("/simulator/phones/"+asha+"/messages", body)
		if w.Code != 200 && w.Code != 400 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		if after := len(e.Chat(asha)); w.Code == 400 && after != before {
			t.Fatalf("refused, and %d bubbles more", after-before)
		}
		if raw, err := json.Marshal(e.State()); err != nil || !json.Valid(raw) {
			t.Fatal(err)
		}
	})
}
