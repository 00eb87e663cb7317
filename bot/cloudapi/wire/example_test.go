package wire_test

import (
	"encoding/json"
	"fmt"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// A broken message takes no other with it.
func Example() {
	body := []byte(`{"entry":[{"changes":[{"field":"messages","value":{"messages":[
		{"id":"wamid.A","type":"text","text":{"body":"do kilo chawal"}},
		"broken",
		{"id":"wamid.B","type":"image","image":{"id":1234567890987654321}}]}}]}]}`)
	var hook wire.Webhook
	if err := json.Unmarshal(body, &hook); err != nil {
		fmt.Println(err)
		return
	}
	for entry := range wire.Good(hook.Entry) {
		for change := range wire.Good(entry.Changes) {
			for message := range wire.Good(change.Value.Value.Messages) {
				fmt.Println(message.ID, message.Type)
			}
		}
	}
	// Output:
	// wamid.A text
	// wamid.B image
}

func ExampleSign() {
	body := []byte(`{"object":"whatsapp_business_account"}`)
	header := wire.Sign("app secret", body)
	fmt.Println(wire.Verify("app secret", body, header))
	fmt.Println(wire.Verify("app secret", append(body, ' '), header))
	// Output:
	// true
	// false
}
