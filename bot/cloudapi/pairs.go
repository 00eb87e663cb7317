package cloudapi

import (
	"errors"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// most is how many people the pair rate is remembered of; beyond it all are
// forgotten, and the wait begins anew.
const most = 10_000

// pairs count how often in a row WhatsApp refused a message to one person as one
// too many. It wants 4 seconds of silence then, 16 the next time, then 64.
type pairs struct {
	mu     sync.Mutex
	strike map[string]int
}

func newPairs() *pairs { return &pairs{strike: map[string]int{}} }

// learn takes note of how a sending to address went, and puts into a refusal for
// the pair rate how long to wait.
func (p *pairs) learn(address string, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var fault *bot.SendError
	if !errors.As(err, &fault) {
		delete(p.strike, address)
		return
	}
	if fault.Code != wire.CodePairRate {
		return
	}
	if len(p.strike) >= most {
		clear(p.strike)
	}
	p.strike[address] = min(p.strike[address]+1, 6)
	fault.After = max(fault.After, min(time.Second<<(2*p.strike[address]), longestWait))
}
