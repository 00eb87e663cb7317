package whatsapp

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"go.mau.fi/whatsmeow"

	"github.com/sahayak-dev/sahayak/bot"
)

// What WhatsApp's servers say with a number.
const (
	codeTimelock  = 463 // this device may write to nobody new for a while
	codeForbidden = 403
	codeNotFound  = 404
	codeButtons   = 405 // a kind of message that linked devices may not send
	codeRefused   = 479
	codeTooFast   = 429
)

// fault says what can be done about a message that was not sent. Its words are ours: what
// a server says may quote.
func fault(err error) error {
	switch {
	case errors.Is(err, whatsmeow.ErrMessageTimedOut), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return &bot.SendError{Fault: bot.Uncertain, Err: errors.New("whatsapp: no answer to what was sent")}
	case errors.Is(err, whatsmeow.ErrNotLoggedIn):
		return &bot.SendError{Fault: bot.Locked, Err: errors.New("whatsapp: the device is not linked: link it again")}
	case errors.Is(err, whatsmeow.ErrNotConnected):
		return &bot.SendError{Fault: bot.Transient, Err: errors.New("whatsapp: not connected")}
	case errors.Is(err, whatsmeow.ErrRecipientADJID), errors.Is(err, whatsmeow.ErrUnknownServer):
		return &bot.SendError{Fault: bot.Refused, Err: errors.New("whatsapp: the address is nobody's")}
	case errors.Is(err, whatsmeow.ErrServerReturnedError):
		return serverFault(codeOf(err))
	case strings.Contains(err.Error(), "no LID found"):
		return &bot.SendError{Fault: bot.Refused, Err: errors.New("whatsapp: the number is not on WhatsApp")}
	}
	return &bot.SendError{Fault: bot.Transient, Err: errors.New("whatsapp: not sent")}
}

// serverFault is what a server's number means.
func serverFault(code int) error {
	out := &bot.SendError{Code: code, Fault: bot.Transient, Err: errors.New("whatsapp: the server did not take it")}
	switch code {
	case codeTimelock: // of who has not written lately: others are still answered
		out.Fault, out.After, out.Err = bot.Throttled, timelock, errLocked
	case codeForbidden, codeNotFound, codeButtons, codeRefused:
		out.Fault = bot.Refused
	case codeTooFast:
		out.Fault = bot.Throttled
	}
	return out
}

// codeOf is the number at the end of a server's error; 0 for none.
func codeOf(err error) int {
	words := strings.Fields(err.Error())
	n, failed := strconv.Atoi(words[len(words)-1])
	if failed != nil {
		return 0
	}
	return n
}

// uploadFault says what can be done about a file that was not uploaded: nothing was sent.
func uploadFault(err error) error {
	if errors.Is(err, whatsmeow.ErrNotLoggedIn) {
		return fault(err)
	}
	return &bot.SendError{Fault: bot.Transient, Err: errors.New("whatsapp: the file was not uploaded")}
}
