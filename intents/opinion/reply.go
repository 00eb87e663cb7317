package opinion

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/intents"
)

// errGibberish says that what a model answered is not what it was asked for.
var errGibberish = errors.New("opinion: the model answered something else than was asked for")

// maxReply is how many bytes of an answer are looked at.
const maxReply = 64 << 10

// reply is what a model answers.
type reply struct {
	Commands []struct {
		Errand string `json:"errand"`
		Slots  []struct {
			Slot  string `json:"slot"`
			Quote string `json:"quote"`
		} `json:"slots"`
	} `json:"commands"`
}

// read makes proposals of an answer: the first JSON object in it. Models put words and
// fences around what they were asked for.
func read(answer string) ([]intents.Proposal, error) {
	from := strings.IndexByte(answer, '{')
	if from < 0 || len(answer) > maxReply {
		return nil, fmt.Errorf("%w: no JSON", errGibberish)
	}
	raw := map[string]json.RawMessage{}
	if err := json.NewDecoder(strings.NewReader(answer[from:])).Decode(&raw); err != nil {
		return nil, fmt.Errorf("%w: broken JSON", errGibberish) // the error quotes the message
	}
	var r reply
	if raw["commands"] == nil || json.Unmarshal(raw["commands"], &r.Commands) != nil {
		return nil, fmt.Errorf("%w: no list of commands", errGibberish)
	}
	if len(r.Commands) > bot.MaxCommands {
		return nil, fmt.Errorf("%w: %d commands", errGibberish, len(r.Commands))
	}
	out := make([]intents.Proposal, len(r.Commands))
	for i, c := range r.Commands {
		out[i] = intents.Proposal{Errand: c.Errand, Quotes: make(map[string]string, len(c.Slots))}
		for _, s := range c.Slots {
			out[i].Quotes[s.Slot] = s.Quote
		}
	}
	return out, nil
}
