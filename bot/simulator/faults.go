package simulator

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// Faults is what goes wrong, on purpose.
type Faults struct {
	Duplicate int       `json:"duplicate"` // extra copies of each webhook
	Batch     int       `json:"batch"`     // messages in one webhook, held until they are together
	Disorder  bool      `json:"disorder"`  // webhooks overtake each other
	DelayMS   int       `json:"delay_ms"`  // each webhook comes so much later
	Send      SendFault `json:"send"`
}

// SendFault is what goes wrong with messages of the bot.
type SendFault struct {
	Mode  string `json:"mode"`
	Count int    `json:"count"` // messages; 0 is until it is changed
}

// The modes of a [SendFault].
const (
	SendOK      = "ok"
	SendTimeout = "timeout" // delivered, but the answer is cut off
	SendHang    = "hang"    // delivered, but the answer never comes
	Send500     = "500"
	Send429     = "429"
	SendToken   = "token"  // the token has expired
	SendWindow  = "131047" // taken, then failed: outside the window
	SendPair    = "131056"
	SendRate    = "130429"
	SendNobody  = "131026" // taken, then failed: undeliverable
)

var modes = []string{SendOK, SendTimeout, SendHang, Send500, Send429, SendToken, SendWindow, SendPair, SendRate, SendNobody}

// checked is the faults as they are kept, or why they cannot be.
func (f Faults) checked() (Faults, error) {
	if f.Send.Mode == "" {
		f.Send.Mode = SendOK
	}
	switch {
	case !slices.Contains(modes, f.Send.Mode):
		return f, fmt.Errorf("%w: send mode must be one of %s", ErrConfig, strings.Join(modes, ", "))
	case f.Duplicate < 0 || f.Duplicate > 20:
		return f, fmt.Errorf("%w: 0 to 20 duplicates", ErrConfig)
	case f.Batch < 0 || f.Batch > MaxBatch:
		return f, fmt.Errorf("%w: 0 to %d messages in a webhook", ErrConfig, MaxBatch)
	case f.DelayMS < 0 || f.DelayMS > int(time.Hour/time.Millisecond):
		return f, fmt.Errorf("%w: 0 to 3600000 ms of delay", ErrConfig)
	case f.Send.Count < 0:
		return f, fmt.Errorf("%w: a count is not negative", ErrConfig)
	}
	return f, nil
}

// The names of faults in JSON.
var (
	faultKeys = []string{"duplicate", "batch", "disorder", "delay_ms", "send"}
	sendKeys  = []string{"mode", "count"}
)

// faultsOf reads faults by their names. A slip in one would otherwise pass for the
// end of all faults.
func faultsOf(named map[string]json.RawMessage) (f Faults, err error) {
	if err := knownKeys(named, faultKeys); err != nil {
		return f, err
	}
	var send map[string]json.RawMessage
	if raw, ok := named["send"]; ok {
		if err := json.Unmarshal(raw, &send); err != nil {
			return f, fmt.Errorf("%w: send is an object with mode and count", ErrConfig)
		}
	}
	if err := knownKeys(send, sendKeys); err != nil {
		return f, err
	}
	raw, err := json.Marshal(named)
	if err == nil {
		err = json.Unmarshal(raw, &f)
	}
	if err != nil {
		return f, fmt.Errorf("%w: a fault has a value of the wrong kind", ErrConfig)
	}
	return f, nil
}

// knownKeys refuses a name nobody knows, and says which there are.
func knownKeys(named map[string]json.RawMessage, known []string) error {
	for _, key := range slices.Sorted(maps.Keys(named)) {
		if !slices.Contains(known, key) {
			return fmt.Errorf("%w: there is no fault %q; there are %s", ErrConfig, clip(key, MaxName), strings.Join(known, ", "))
		}
	}
	return nil
}

// SetFaults changes what goes wrong; faults out of range are left out.
func (e *Emulator) SetFaults(f Faults) {
	if err := e.setFaults(f); err != nil {
		e.log.Error("faults refused", "error", err)
	}
}

func (e *Emulator) setFaults(f Faults) error {
	f, err := f.checked()
	if err != nil {
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.faults = f
	close(e.lifted)
	e.lifted = make(chan struct{})
	e.feed.add("faults", f)
	e.nudge()
	return nil
}

// fault is the mode for the next message of the bot; it counts down.
func (e *Emulator) fault() string {
	mode := e.faults.Send.Mode
	if mode == SendOK || e.faults.Send.Count == 0 {
		return mode
	}
	if e.faults.Send.Count--; e.faults.Send.Count == 0 {
		e.faults.Send.Mode = SendOK
	}
	e.feed.add("faults", e.faults)
	return mode
}

// refusing is the error of a mode that refuses at once, or nil.
func refusing(mode string) *refusal {
	switch mode {
	case Send500:
		return refuse(wire.CodeUnknownAPI, "An unknown error occurred")
	case Send429:
		return refuse(wire.CodeAccountRate, "There have been too many calls to this WhatsApp Business account")
	case SendToken:
		return expired()
	case SendPair:
		return refuse(wire.CodePairRate, "Message failed to send because there were too many messages sent from this phone number to the same recipient in a short period of time")
	case SendRate:
		return refuse(wire.CodeThroughput, "Cloud API message throughput has been reached")
	}
	return nil
}

// failing is the error of a mode that fails after the message was taken, or nil.
func failing(mode string) *wire.Error {
	switch mode {
	case SendWindow:
		return failure(wire.CodeWindow, closedWindow)
	case SendNobody:
		return failure(wire.CodeUndeliverable, undeliverable)
	}
	return nil
}
