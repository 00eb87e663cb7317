package sms

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"

	"github.com/sahayak-dev/sahayak/bot"
)

// refused is an error about a bubble that will never be taken.
func refused(err error) error {
	return &bot.SendError{Fault: bot.Refused, Err: fmt.Errorf("sms: send: %w", err)}
}

// uncertain is the error of a message that may have been taken. What a reader of
// answers says quotes them, so that it is only known, not said.
func uncertain(why string, cause error) error {
	return &bot.SendError{Fault: bot.Uncertain, Err: &quiet{"sms: " + why, cause}}
}

// quiet is an error in our own words. Its cause can be asked for, and is not said.
type quiet struct {
	words string
	cause error
}

func (q *quiet) Error() string { return q.words }

func (q *quiet) Unwrap() error { return q.cause }

// broken is the error of a request that got no answer, and may have been heard.
func broken(err error, heard bool) error {
	var at *url.Error
	if errors.As(err, &at) {
		err = at.Err // without the address: a text may stand in it
	}
	if !heard {
		return &bot.SendError{Fault: bot.Transient, Err: &quiet{"sms: not reached: " + said(err), err}}
	}
	return uncertain("no answer: "+said(err), err)
}

// said is a cause in words that hold nothing of the request or the answer.
func said(err error) string {
	var name *net.DNSError
	var way *net.OpError
	var slow net.Error
	switch {
	case errors.Is(err, context.Canceled):
		return "called off"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &slow) && slow.Timeout():
		return "not in time"
	case errors.As(err, &name):
		return "its name is not found"
	case errors.As(err, &way):
		return "the connection failed (" + way.Op + ")"
	}
	return "the connection broke"
}
