package simulator

import (
	"net/http"
	"time"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// postMessage takes a message, or notes that one was read.
func (e *Emulator) postMessage(w http.ResponseWriter, r *http.Request) *refusal {
	var s wire.Send
	if no := readBody(w, r, &s); no != nil {
		return no
	}
	if s.Status != "" {
		if no := e.markRead(s); no != nil {
			return no
		}
		answer(w, http.StatusOK, wire.Done{Success: true})
		return nil
	}
	to, no := recipient(s)
	if no != nil {
		return no
	}
	d, no := e.draft(r.Context(), s)
	if no != nil {
		return no
	}
	sent, mode, lifted, no := e.accept(to, d)
	if no != nil {
		return no
	}
	if sent.Contacts[0].Input = s.To; s.To == "" {
		sent.Contacts[0].Input = s.Recipient
	}
	e.cut(r, mode, lifted)
	answer(w, http.StatusOK, sent)
	return nil
}

// recipient is whom a message goes to; a phone number wins over a user id.
func recipient(s wire.Send) (string, *refusal) {
	const longest = 140
	to := digits(string(s.To))
	switch {
	case s.To == "" && s.Recipient == "":
		return "", refuse(wire.CodeParameter, "The parameter to is required.")
	case s.To == "" && len(s.Recipient) > longest:
		return "", refuse(wire.CodeParameter, "Param recipient is not valid")
	case s.To == "":
		return string(s.Recipient), nil
	case to == "" || len(to) > 20:
		return "", refuse(wire.CodeParameter, "Param to is not a phone number")
	}
	return to, nil
}

// cut leaves the bot without an answer where the faults say so.
func (e *Emulator) cut(r *http.Request, mode string, lifted <-chan struct{}) {
	switch mode {
	case SendHang:
		select {
		case <-r.Context().Done():
		case <-e.life.Done():
		case <-lifted:
		}
	case SendTimeout:
	default:
		return
	}
	panic(http.ErrAbortHandler)
}

// accept takes a message that is in order: it goes to its phone, or fails there.
func (e *Emulator) accept(to string, d *draft) (*wire.Sent, string, <-chan struct{}, *refusal) {
	e.mu.Lock()
	defer e.mu.Unlock()
	mode, now := e.fault(), e.clock.Now().UTC()
	if no := refusing(mode); no != nil {
		return nil, "", nil, no
	}
	c := e.byID[to]
	if no := e.paced(c, now); no != nil {
		return nil, "", nil, no
	}
	why := failing(mode)
	if c == nil {
		c, why = stranger(to), failure(wire.CodeUndeliverable, undeliverable)
	} else if d.react != nil && c.bubble(string(d.react.MessageID)) == nil {
		return nil, "", nil, refuse(wire.CodeInvalid, "Message id %q is not there", clip(string(d.react.MessageID), MaxName))
	}
	if why == nil && !d.free && !c.open(now) {
		why = failure(wire.CodeWindow, closedWindow)
	}
	if why == nil {
		why = d.fault
	}
	d.ID, d.At, d.Status = wamid(c.phone.Address), now, wire.StatusSent
	e.priced(c, &d.Bubble, now)
	e.arrive(c, d, why)
	return e.sent(c, d), mode, e.lifted, nil
}

// paced is why a message must wait, where the pace is enforced.
func (e *Emulator) paced(c *chat, now time.Time) *refusal {
	if !e.config.Pace {
		return nil
	}
	if !e.rate.take(now) {
		return refusing(SendRate)
	}
	if c != nil && !c.pair.take(now) {
		return refusing(SendPair)
	}
	return nil
}

// stranger is the chat of a number that nobody has.
func stranger(to string) *chat {
	if digits(to) == "" {
		return &chat{phone: Phone{UserID: to}}
	}
	return &chat{phone: Phone{Address: to}}
}

// open reports whether the user wrote within the window.
func (c *chat) open(now time.Time) bool { return !c.wrote.IsZero() && now.Sub(c.wrote) <= Window }

// arrive puts a message on its phone, and tells the bot how it went.
func (e *Emulator) arrive(c *chat, d *draft, why *wire.Error) {
	b := &d.Bubble
	if b.ReplyTo != "" && c.bubble(b.ReplyTo) == nil {
		b.ReplyTo = ""
	}
	e.setTyping(c, time.Time{})
	if why != nil {
		e.fail(c, b, why)
	} else {
		e.progress(c, b, wire.StatusSent)
		e.progress(c, b, wire.StatusDelivered)
	}
	switch known := e.byID[c.phone.Address] == c; {
	case !known:
	case d.react == nil:
		e.add(c, b)
	case why == nil:
		to := c.bubble(string(d.react.MessageID))
		to.Reaction = string(d.react.Emoji)
		e.tell(c, to)
	}
}

// sent is what the bot hears of a message that was taken.
func (e *Emulator) sent(c *chat, d *draft) *wire.Sent {
	to := wire.SentTo{WAID: wire.String(c.phone.Address), UserID: wire.String(c.phone.UserID)}
	if c.phone.Hidden {
		to.WAID = ""
	}
	m := wire.SentMessage{ID: wire.String(d.ID)}
	if d.Template != "" {
		m.Status = "accepted"
	}
	return &wire.Sent{Product: wire.Product, Contacts: []wire.SentTo{to}, Messages: []wire.SentMessage{m}}
}

// markRead notes that the bot has read a message, and is typing.
func (e *Emulator) markRead(s wire.Send) *refusal {
	e.mu.Lock()
	defer e.mu.Unlock()
	c := e.bubbles[string(s.MessageID)]
	switch {
	case s.Product != wire.Product:
		return refuse(wire.CodeParameter, "The parameter messaging_product is required.")
	case s.Status != wire.StatusRead:
		return refuse(wire.CodeParameter, "Param status must be one of {READ}")
	case s.MessageID == "":
		return missing("message_id")
	case c == nil || (c.bubble(string(s.MessageID)) != nil && c.bubble(string(s.MessageID)).From != FromUser):
		return refuse(wire.CodeParameter, "Invalid parameter: message_id %q is not there", clip(string(s.MessageID), MaxName))
	case s.Typing != nil && s.Typing.Type != "text":
		return refuse(wire.CodeParameter, "Param typing_indicator['type'] must be one of {TEXT}")
	}
	e.seen(c, string(s.MessageID))
	if s.Typing != nil {
		e.setTyping(c, e.clock.Now().Add(TypingFor))
	}
	return nil
}
