// Package simulator is WhatsApp's Cloud API on one's own machine: what a bot
// sends to the Graph API arrives on phones in the browser, and what is typed
// there comes to the bot's webhook, signed as Meta signs it. The wire is the
// real one, so the bot is too: it needs a base address, and nothing else
// changes.
//
// Its clock can be moved, so that a day passes in a moment; and things go wrong
// when they are told to: webhooks come twice, late, together or out of order,
// answers are cut off, tokens expire.
//
//	e, err := simulator.New(simulator.Config{Token: "token", Secret: "secret", Webhook: "http://127.0.0.1:3000/webhook"})
//	if err != nil {
//		return err
//	}
//	defer e.Close()
//	go e.Run(ctx)
//	return http.ListenAndServe("127.0.0.1:8080", e.Handler())
//
// In a test no time passes unless it is told to, and nothing runs by itself:
//
//	id, err := e.Say("919800000001", simulator.Said{Text: "do kilo chawal becha"})
//	err = e.Deliver(ctx)                // the bot has it, and answers
//	bubbles := e.Chat("919800000001")   // what stands on the phone now
//
// What it does not know: prices, spam limits, quality ratings, groups, calls,
// flows, catalogues, and whatever Meta changes tomorrow.
package simulator
