// Package bot is a conversational bot framework: it takes messages from a
// channel, works each as one durable turn, and sends the replies.
//
// A turn goes through the same steps whatever the bot is about:
//
//	channel ─► journal ─► understand ─► decide ─► do ─► commit ─► outbox ─► render ─► channel
//
// A [Message] is written to the [Journal] before it is acknowledged. The
// [Understander] turns its text into [Command]s. The [Engine] applies them to
// the [Session]'s stack of [Frame]s, where each frame is one errand under way.
// A [Dialog] advances its frame: it asks for what is missing or does what was
// asked, and says so on the [Turn]. Nothing leaves the process, and nothing is
// written, until the whole turn is committed in one transaction; only then are
// session memory updated and the replies sent.
//
// The package knows nothing of shops, languages, SQL or WhatsApp. What a bot is
// about it learns from its [Skill]s; what it stands on it reaches through ports
// ([Journal], [Sessions], [Ledger], [Understander], [Writer], [Channel]).
//
//	engine, err := bot.New(bot.Config{
//		Skills:   skills.All(book),
//		Journal:  journal,
//		Sessions: bot.NewMemory(clock),
//		…
//	})
//	go engine.Run(ctx)
//	err = engine.Receive(ctx, bot.Message{Channel: "console", ID: "1", Address: "owner", Text: "2 kilo chini becha 90"})
package bot
