package openai_test

import (
	"context"
	"fmt"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/openai"
)

func Example() {
	groq, err := openai.New(openai.Config{
		Name: "groq", Key: "…", URL: "https://api.groq.com/openai/v1", Model: "whisper-large-v3-turbo",
		Clock: bottest.NewClock(time.Unix(0, 0)),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(groq.Name(), groq.Hears("ta"), groq.Speaks("ta"))

	heard, err := groq.Recognise(context.Background(), voice.Speech{Lang: "ta"}) // nothing was said: nobody is called
	fmt.Printf("%q %v\n", heard.Text, err)
	// Output:
	// groq true true
	// "" <nil>
}
