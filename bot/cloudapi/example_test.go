package cloudapi_test

import (
	"fmt"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/cloudapi"
)

func ExampleNew() {
	_, err := cloudapi.New(cloudapi.Config{
		Base: "http://graph.facebook.com", Number: "1122334455667", Token: "EAA…", Secret: "…", Verify: "…",
		Clock: bottest.NewClock(time.Unix(0, 0)),
	})
	fmt.Println(err)
	// Output: cloudapi: bad configuration: the base must be https, or http on this machine
}

func ExampleParse() {
	body := []byte(`{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
		"contacts":[{"profile":{"name":"Ramesh"},"wa_id":"919800000001","user_id":"IN.13491"}],
		"messages":[{"from":"919800000001","id":"wamid.A","timestamp":"1697043223","type":"interactive",
			"context":{"id":"wamid.OUT"},"interactive":{"type":"button_reply","button_reply":{"id":"9:0","title":"Haan"}}}, 7]}}]}]}`)
	batch := cloudapi.Parse(body, "", time.Unix(0, 0))
	for _, m := range batch.Messages {
		fmt.Println(m.Address, m.Aliases, m.Name, m.Pick, m.Text, m.ReplyTo)
	}
	for _, a := range batch.Aside {
		fmt.Printf("%s: %s\n", a.Raw, a.Why)
	}
	// Output:
	// 919800000001 [IN.13491] Ramesh 9:0 Haan wamid.OUT
	// 7: unreadable message: json: cannot unmarshal number into Go value of type wire.Message
}
