// Package wire is the JSON that WhatsApp's Cloud API speaks, in both directions:
// webhooks and the answers to them, requests of the Graph API and what it says
// back, its limits, its error numbers and its signature. The channel and the
// emulator both speak it through this package, so that they cannot drift apart.
//
// Reading is liberal and writing is exact. An id that comes as a number, a time
// that comes in milliseconds, a null where an object belongs: all are read. Each
// entry, change, message and status stands in a [One], read on its own, so that
// one that is broken takes no other with it:
//
//	var hook wire.Webhook
//	if err := json.Unmarshal(body, &hook); err != nil {
//		return err // not JSON, or no object: nothing could be had
//	}
//	for entry := range wire.Good(hook.Entry) {
//		for change := range wire.Good(entry.Changes) {
//			for message := range wire.Good(change.Value.Value.Messages) {
//				fmt.Println(message.ID, message.Type)
//			}
//		}
//	}
//
// Writing the same is [Of]:
//
//	hook := wire.NewWebhook(account, wire.FieldMessages, wire.Value{
//		Metadata: wire.Metadata{NumberID: "1122334455667"},
//		Messages: wire.Of(wire.Message{ID: "wamid.A", From: "919800000001", Type: "text", Text: &wire.Text{Body: "do kilo chawal"}}),
//	})
package wire
