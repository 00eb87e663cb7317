// Package load puts a bot under load, the way WhatsApp would, and says what came
// of it: signed webhooks over real HTTP go in, answers come back to an emulated
// Cloud API, and each answer brings three more webhooks that tell what became of
// it.
//
//	cloud := load.NewCloud(load.Account{Number: "1", Token: "t", Secret: "s"}, clock)
//	cloud.Call("http://127.0.0.1:8080/webhook")
//	go http.Serve(listener, cloud)
//	result, err := load.Run(ctx, load.Plan{Users: 10_000, Rate: 500, For: time.Minute, Mix: load.Day}, cloud, bots...)
//	result.Write(os.Stdout)
//
// The load is open: messages arrive by the clock, at random as people's do, and
// none waits for the answer of another. How long an answer took is counted from
// when its message was due to arrive, so that a bot, or a generator, that falls
// behind does not look quick for it.
package load
