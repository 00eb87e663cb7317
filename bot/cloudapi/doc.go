// Package cloudapi is the channel to WhatsApp's Cloud API: it takes Meta's
// webhooks in and sends bubbles out as texts, buttons, lists and files.
//
//	channel, err := cloudapi.New(cloudapi.Config{
//		Number: "1122334455667", Token: token, Secret: secret, Verify: verify,
//		Clock: clock, Log: log,
//	})
//	if err != nil {
//		return err
//	}
//	defer channel.Close()
//	http.Handle("/webhook", channel.Webhook(engine))
//
// A webhook is answered 200 as soon as the sink has stored what is in it, and
// only then is the message marked as read, with the dots that say an answer is
// being written. What cannot be read is set aside, and never takes with it what
// stands beside it. An answer other than 200 makes Meta deliver again, for up to
// seven days: only a signature that is wrong, a body that is cut short or too
// large, and a sink that fails are answered so.
//
// A person is known by the phone number he writes from, or, when he does not
// share it, by his business-scoped user id; each message tells the other as an
// alias when it is known.
package cloudapi
