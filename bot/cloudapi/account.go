package cloudapi

import (
	"context"
	"fmt"
	"net/http"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// Account is the business number as Meta knows it.
type Account struct {
	Display string // the phone number, for people
	Name    string // the name that was approved
	Quality string // GREEN, YELLOW, RED or UNKNOWN
}

// Check asks Meta who we are, and so finds out whether it is there and takes the
// token for this number. The error is a [bot.SendError].
func (c *Channel) Check(ctx context.Context) (Account, error) {
	var n wire.Number
	if err := c.graph.json(ctx, http.MethodGet, c.number, nil, &n); err != nil {
		c.known.number(n.Display)
		return Account{}, fmt.Errorf("cloudapi: check: %w", err)
	}
	return Account{Display: string(n.Display), Name: string(n.Name), Quality: string(n.Quality)}, nil
}
