package main

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi"
	"github.com/sahayak-dev/sahayak/bot/residency"
)

// cloudapiSettings say which WhatsApp number the bot is. The secrets belong in
// the environment or the settings file: others see the arguments of a process.
type cloudapiSettings struct {
	Number    string   `help:"Phone number id of the bot's number; with it the bot is on WhatsApp." placeholder:"ID"`
	Account   string   `help:"Id of the WhatsApp Business account (WABA) that holds the templates." placeholder:"ID"`
	Token     string   `help:"Access token of the system user (better: SAHAYAK_CLOUDAPI_TOKEN)." placeholder:"TOKEN"`
	TokenFile string   `help:"File of the access token instead: it is read again when it changes, without a restart. You are reminded when it is 90 days old." placeholder:"FILE"`
	Also      []string `help:"One more number of the same app: LABEL=ID, or LABEL=ID:FILE with a token file of its own. May be said several times." placeholder:"LABEL=ID"`
	OldSecret string   `help:"App secret before it was changed, as long as webhooks may still be signed with it." placeholder:"SECRET"`
	Secret    string   `help:"App secret, which signs the webhooks (better: SAHAYAK_CLOUDAPI_SECRET)." placeholder:"SECRET"`
	Verify    string   `help:"Verify token, as typed in when the webhook was registered." placeholder:"TOKEN"`
	Graph     string   `default:"https://graph.facebook.com" help:"Where the Graph API is." placeholder:"URL"`
	Version   string   `default:"v25.0" help:"Version of the Graph API."`
	Storage   string   `enum:",in" default:"" help:"Where WhatsApp keeps what is said: in, if the number was registered with data_localization_region IN. --residency in wants it."`

	Rate      int           `default:"80" help:"Messages a second that WhatsApp allows the number, in and out; 0 is any number."`
	PairEvery time.Duration `default:"6s" help:"To one person one message in this time; 0s is at any time …"`
	PairBurst int           `default:"45" help:"… after so many at once."`
}

// pace is how fast the number may be used.
func (s cloudapiSettings) pace() *bot.Pace {
	return &bot.Pace{PerSecond: s.Rate, PairEvery: s.PairEvery, PairBurst: s.PairBurst}
}

// hosts are those of WhatsApp, when the operator has said where it keeps what is
// said.
func (s cloudapiSettings) hosts() []string {
	if s.Storage == "" {
		return nil
	}
	return residency.CloudAPI()
}

// places are where the number is, if there is one.
func (s cloudapiSettings) places() []residency.Place {
	if s.Number == "" {
		return nil
	}
	return []residency.Place{{Setting: "--cloudapi-graph", At: s.Graph, Say: "--cloudapi-storage in"}}
}

// complete says what is missing of a number's settings.
func (s cloudapiSettings) complete() error {
	var missing []string
	for _, part := range []struct{ flag, value string }{
		{"--cloudapi-token", s.Token + s.TokenFile}, {"--cloudapi-secret", s.Secret}, {"--cloudapi-verify", s.Verify},
	} {
		if part.value == "" {
			missing = append(missing, part.flag)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("a number needs %s too; set them as SAHAYAK_CLOUDAPI_… or in the settings file", strings.Join(missing, ", "))
	}
	if s.Rate < 0 || s.PairEvery < 0 || s.PairBurst < 0 {
		return errors.New("--cloudapi-rate, --cloudapi-pair-every and --cloudapi-pair-burst are not negative; 0 is no limit")
	}
	return nil
}

// channel is the number as a channel.
func (s cloudapiSettings) channel(clock bot.Clock, log *slog.Logger, reach *residency.Rule) (*cloudapi.Channel, error) {
	c := s.config(s.Number, "", s.TokenFile, clock)
	c.Clock, c.Log = clock, log
	if reach != nil {
		c.Guard = reach.Transport
	}
	return cloudapi.New(c)
}
