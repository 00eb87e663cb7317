package bhashini

import (
	"context"
	"fmt"

	"github.com/sahayak-dev/sahayak/bot"
)

var _ bot.Translator = (*Client)(nil)

// Translate puts a text into another language: both are ISO 639-1, "hi".
func (c *Client) Translate(ctx context.Context, text, from, to string) (string, error) {
	t := task{kind: translating, from: from, to: to}
	r, err := c.work(ctx, c.translates, t, written(text))
	if err != nil {
		return "", err
	}
	if len(r.Output) != 1 || r.Output[0].Target == "" {
		return "", fmt.Errorf("%w: no translation", ErrAnswer)
	}
	return r.Output[0].Target, nil
}

// written is a text as the contract takes it.
func written(text string) map[string]any {
	return map[string]any{"input": []any{map[string]string{"source": text}}}
}
