package sarvam_test

import (
	"context"
	"fmt"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/sarvam"
)

func Example() {
	s, err := sarvam.New(sarvam.Config{Key: "…", Mode: sarvam.Codemix, Clock: bottest.NewClock(time.Unix(0, 0))})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Name(), s.Hears("pa"), s.Speaks("pa"))

	heard, err := s.Recognise(context.Background(), voice.Speech{Lang: "pa"}) // nothing was said: nobody is called
	fmt.Printf("%q %v\n", heard.Text, err)
	// Output:
	// sarvam true true
	// "" <nil>
}
