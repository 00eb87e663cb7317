package cloudapi

import (
	"context"
	"errors"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// bearing does something with the token. When WhatsApp does not take it and there is
// another by now, it is done once more: what was refused so has not been heard.
func (g *graph) bearing(ctx context.Context, do func(token string) error) error {
	token, err := g.token(ctx, g.tokens.Token)
	if err != nil {
		return err
	}
	err = do(token)
	renewer, ok := g.tokens.(Renewer)
	if !ok || !expired(err) {
		return err
	}
	fresh, failed := g.token(ctx, renewer.Renew)
	if failed != nil || fresh == token {
		return err
	}
	return do(fresh)
}

// token asks for a token. Without one nothing goes until somebody sees to it.
func (g *graph) token(ctx context.Context, ask func(context.Context) (string, error)) (string, error) {
	token, err := ask(ctx)
	if err == nil {
		err = sayable(token)
	}
	if err != nil {
		return "", &bot.SendError{Fault: bot.Locked, Err: err}
	}
	return token, nil
}

// expired reports whether WhatsApp did not take the token.
func expired(err error) bool {
	var fault *bot.SendError
	return errors.As(err, &fault) && fault.Code == wire.CodeToken
}
