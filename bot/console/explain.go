package console

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// Explain shows what was understood of a turn and what each step took: for
// bot.Config.Observe.
func (c *Console) Explain(t bot.Trace) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var b strings.Builder
	for _, command := range t.Understood.Commands {
		fmt.Fprintf(&b, "  %s %s %s  %.2f\n", command.Kind, command.Errand, slots(command), command.Score)
	}
	if len(t.Understood.Commands) == 0 {
		fmt.Fprintf(&b, "  nothing understood; nearest %v\n", t.Understood.Nearest)
	}
	for _, effect := range t.Effects {
		raw, err := json.Marshal(effect)
		if err != nil {
			raw = []byte(err.Error())
		}
		fmt.Fprintf(&b, "  + %T %s\n", effect, raw)
	}
	for _, step := range t.Steps {
		fmt.Fprintf(&b, "  %s %.2f ms", step.Name, float64(step.Took.Microseconds())/1000)
	}
	_, _ = io.WriteString(c.out, c.style.dim+b.String()+c.style.reset+"\n")
}

// slots writes what a command was told.
func slots(c bot.Command) string {
	raw, err := json.Marshal(c.Slots)
	if err != nil || len(c.Slots) == 0 {
		return ""
	}
	return string(raw)
}
