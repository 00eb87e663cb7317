package simulator_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// A user writes, the bot answers with a button, and the user taps it.
func Example() {
	e, err := simulator.New(simulator.Config{Token: "token", Clock: bottest.NewClock(start), Number: simulator.Number{ID: "1"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer e.Close()
	server := httptest.NewServer(e.Handler())
	defer server.Close()
	bot := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, hook *http.Request) {
		if body, _ := io.ReadAll(hook.Body); !strings.Contains(string(body), `"messages":`) {
			return // a status
		}
		r, _ := http.NewRequestWithContext(context.Background(), http.MethodPost, server.URL+"/v25.0/1/messages", strings.NewReader(`{
			"messaging_product": "whatsapp", "to": "919800000001", "type": "interactive",
			"interactive": {"type": "button", "body": {"text": "Likha: 2 kg chawal"},
				"action": {"buttons": [{"type": "reply", "reply": {"id": "undo", "title": "Galti se"}}]}}}`))
		r.Header.Set("Authorization", "Bearer token")
		if res, err := http.DefaultClient.Do(r); err == nil {
			res.Body.Close()
		}
	}))
	defer bot.Close()

	e.SetWebhook(bot.URL)
	_, _ = e.Say("919800000001", simulator.Said{Text: "do kilo chawal becha"})
	_ = e.Deliver(context.Background())
	answer := e.Chat("919800000001")[1]
	fmt.Println(answer.Text, answer.Choices)
	_, err = e.Say("919800000001", simulator.Said{Pick: "undo", ReplyTo: answer.ID})
	fmt.Println(e.Chat("919800000001")[2].Text, err)
	// Output:
	// Likha: 2 kg chawal [{undo Galti se }]
	// Galti se <nil>
}
