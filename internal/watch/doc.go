// Package watch lets an assistant be seen from outside: metrics for Prometheus,
// traces for OpenTelemetry, one log line a turn, whether it is ready for work,
// and notices to the operator of what needs him.
//
//	w, err := watch.New(watch.Config{Clock: clock, Log: log, Notify: []watch.Way{watch.NewWebhook(url, clock, log)}})
//	engine, err := bot.New(bot.Config{Observe: w.Observe, Watch: w.Sent, Sessions: w.Sessions(memory), …})
//	w.Attach(engine, journal)
//	go http.Serve(operators, w.Handler())
//	go w.Run(ctx)
//	err = w.While(func() error { return engine.Run(ctx) })
//	w.Close()
//
// What people write, what they are called and their numbers are in none of it. A
// metric's labels take few values, however many shops there are: errands, steps,
// channels, kinds of faults.
package watch
