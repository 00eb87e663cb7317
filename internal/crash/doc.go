// Package crash is nothing but tests: of what becomes of the book, and of what
// people were told, when processes are killed, servers die and the network lies.
//
// The bots are real processes of cmd/bot, on real databases, under an emulated
// Cloud API that fails by a plan. People send signed webhooks over HTTP; WhatsApp
// repeats a fifth of them. Meanwhile bots, Redis and PostgreSQL are killed. At the
// end everything is held against a paper that was kept without looking at the
// book: stock, sales and udhaar to the paisa, one turn for every message, and no
// bubble on any phone that does not say what its turn left behind.
//
//	go test ./internal/crash                       the short form
//	go test ./internal/crash -run Crash -args -long   what make crash does
//	go test ./internal/crash -run Crash -args -seed 7 the same misfortunes again
package crash
