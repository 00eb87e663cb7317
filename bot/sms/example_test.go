package sms_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/sms"
)

func Example() {
	gateway := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		fmt.Println(r.Method, r.URL, string(body))
		fmt.Fprint(w, `{"status": "ok", "messages": [{"id": 8812}]}`)
	}))
	defer gateway.Close()

	config, err := sms.Read(strings.NewReader(`
		url = "` + gateway.URL + `/send"

		[fields]
		to       = "{to}"
		message  = "{text}"
		dlt      = "{template}"

		[template.default]
		id   = "1107000000000000001"
		text = "Sahayak: {text}"

		[answer]
		id      = "messages.0.id"
		state   = "status"
		success = ["ok"]
	`))
	if err != nil {
		fmt.Println(err)
		return
	}
	config.Clock = bottest.NewClock(time.Unix(0, 0))
	channel, err := sms.New(config)
	if err != nil {
		fmt.Println(err)
		return
	}
	id, err := channel.Send(context.Background(), bot.Bubble{Address: "919800000001", Text: "Chini & chawal khatam"})
	fmt.Println(id, err)
	// Output:
	// POST /send dlt=1107000000000000001&message=Sahayak%3A+Chini+%26+chawal+khatam&to=919800000001
	// 8812 <nil>
}

func ExampleSegments() {
	fmt.Println(sms.Segments(strings.Repeat("a", 160)), sms.Segments("₹"+strings.Repeat("a", 159)))
	// Output: 1 3
}
