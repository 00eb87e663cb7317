// Package sms is the channel of text messages, by way of any gateway that is
// called over HTTP: how, a file says.
//
//	config, err := sms.Read(file)
//	if err != nil {
//		return err
//	}
//	config.Clock, config.Guard = clock, rule.Transport
//	channel, err := sms.New(config)
//	http.Handle("/sms/", channel.Reports(engine))
//
// It carries words one way: nothing can be tapped or answered, and no message
// comes in. A text is one bubble however long it is, cut to the segments that are
// paid for. In India every text must be one that is registered with TRAI's ledger
// (DLT): the file tells who registered it, under which header, and the template of
// each kind of message.
//
// A gateway may be asked twice about one message, when nobody knows whether it
// heard the first time. One that knows our reference ({ref}) drops the second.
package sms
