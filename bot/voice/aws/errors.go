package aws

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/sahayak-dev/sahayak/bot/voice"
)

// errFailed says that a service failed by its own account, which may pass.
var errFailed = errors.New("failed")

// words are what the services call their errors, and what that is to us. What they say of
// them besides is not passed on: it may repeat what they were sent.
var words = map[string]error{
	"AccessDeniedException":         voice.ErrRefused,
	"BadRequestException":           voice.ErrRefused,
	"EngineNotSupportedException":   voice.ErrRefused,
	"ExpiredTokenException":         voice.ErrRefused,
	"InvalidSignatureException":     voice.ErrRefused,
	"LanguageNotSupportedException": voice.ErrLanguage,
	"LimitExceededException":        voice.ErrBusy,
	"TextLengthExceededException":   voice.ErrRefused,
	"ThrottlingException":           voice.ErrBusy,
	"TooManyRequestsException":      voice.ErrBusy,
	"UnrecognizedClientException":   voice.ErrRefused,
	"ValidationException":           voice.ErrRefused,
	"ConflictException":             errFailed,
	"InternalFailureException":      errFailed,
	"ServiceFailureException":       errFailed,
	"ServiceUnavailableException":   errFailed,
}

// said is an error by the service's word for it, or by its status (0 when there is none)
// where the word is not known.
func said(word string, status int) error {
	if is, known := words[word]; known {
		return fmt.Errorf("%w: %s", is, word)
	}
	is := errFailed
	switch {
	case status == 0:
		return fmt.Errorf("%w: for a reason that is not known here", is)
	case status == http.StatusTooManyRequests:
		is = voice.ErrBusy
	case status >= 300 && status < 500:
		is = voice.ErrRefused
	}
	return fmt.Errorf("%w: status %d", is, status)
}

// unsent is an error of a request that was not answered, without its address: that is as
// good as a key.
func unsent(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if of := (*url.Error)(nil); errors.As(err, &of) {
		return of.Err
	}
	return errCut
}

// errCut says that a connection ended before what was said on it.
var errCut = errors.New("cut off")
