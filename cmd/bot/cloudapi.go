package main

import (
	"fmt"
	"log/slog"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi"
)

// cloudapiSettings say which WhatsApp number the bot is. The secrets belong in
// the environment or the settings file: others see the arguments of a process.
type cloudapiSettings struct {
	Number  string `help:"Phone number id of the bot's number; with it the bot is on WhatsApp." placeholder:"ID"`
	Token   string `help:"Access token of the system user (better: SAHAYAK_CLOUDAPI_TOKEN)." placeholder:"TOKEN"`
	Secret  string `help:"App secret, which signs the webhooks (better: SAHAYAK_CLOUDAPI_SECRET)." placeholder:"SECRET"`
	Verify  string `help:"Verify token, as typed in when the webhook was registered." placeholder:"TOKEN"`
	Graph   string `default:"https://graph.facebook.com" help:"Where the Graph API is." placeholder:"URL"`
	Version string `default:"v25.0" help:"Version of the Graph API."`
}

// complete says what is missing of a number's settings.
func (s cloudapiSettings) complete() error {
	var missing []string
	for _, part := range []struct{ flag, value string }{
		{"--cloudapi-token", s.Token}, {"--cloudapi-secret", s.Secret}, {"--cloudapi-verify", s.Verify},
	} {
		if part.value == "" {
			missing = append(missing, part.flag)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("a number needs %s too; set them as SAHAYAK_CLOUDAPI_… or in the settings file", strings.Join(missing, ", "))
	}
	return nil
}

// channel is the number as a channel.
func (s cloudapiSettings) channel(clock bot.Clock, log *slog.Logger) (*cloudapi.Channel, error) {
	return cloudapi.New(cloudapi.Config{
		Base: s.Graph, Version: s.Version, Number: s.Number, Token: s.Token, Secret: s.Secret, Verify: s.Verify,
		Clock: clock, Log: log,
	})
}
