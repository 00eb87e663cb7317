package main

import (
	"context"
	"fmt"
	"net/http"
	"regexp"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"

	"github.com/sahayak-dev/sahayak/bot/residency"
	"github.com/sahayak-dev/sahayak/bot/voice/aws"
)

// amazonSettings say where Amazon Transcribe and Amazon Polly are called. Who calls, the
// machine knows: AWS' own variables, profiles and roles hold the credentials.
type amazonSettings struct {
	Region     string `name:"speech-region" default:"ap-south-1" help:"Region of AWS in which transcribe and polly are called, with the machine's own AWS credentials." placeholder:"REGION"`
	Transcribe string `name:"transcribe-url" help:"Where Transcribe is called, if not where it is in the region: an endpoint in your own network." placeholder:"URL"`
	Polly      string `name:"polly-url" help:"The same for Polly." placeholder:"URL"`
}

// region is what one of AWS is called.
var region = regexp.MustCompile(`^[a-z]{2}(-[a-z]+)+-[0-9]$`)

func (s amazonSettings) transcribe() residency.Place {
	if s.Transcribe != "" {
		return residency.Place{Setting: "--transcribe-url", At: s.Transcribe}
	}
	return residency.Place{Setting: "--speech-region", At: aws.TranscribeAt(s.Region)}
}

func (s amazonSettings) polly() residency.Place {
	if s.Polly != "" {
		return residency.Place{Setting: "--polly-url", At: s.Polly}
	}
	return residency.Place{Setting: "--speech-region", At: aws.PollyAt(s.Region)}
}

func (s amazonSettings) needs(chosen string, at residency.Place) (lacks string, _ residency.Place, err error) {
	if !region.MatchString(s.Region) {
		err = fmt.Errorf("%s: --speech-region %q is no region of AWS such as ap-south-1", chosen, s.Region)
	}
	return "", at, err
}

// driver calls both with the machine's credentials, which are asked for where it may call,
// too.
func (s amazonSettings) driver(ctx context.Context, w wires) (driver, error) {
	credentials := awshttp.NewBuildableClient().WithTransportOptions(func(t *http.Transport) { t.DialContext = w.reach.Dial })
	machine, err := awsconfig.LoadDefaultConfig(ctx, awsconfig.WithRegion(s.Region), awsconfig.WithHTTPClient(credentials), awsconfig.WithRetryMaxAttempts(1))
	if err != nil {
		return driver{}, fmt.Errorf("correct the settings of AWS: %w", err)
	}
	c, err := aws.New(aws.Config{
		Region: s.Region, Credentials: machine.Credentials, Transcribe: s.Transcribe, Polly: s.Polly,
		Clock: w.clock, Log: w.log, Guard: w.reach.Transport,
	})
	if err != nil {
		return driver{}, err
	}
	return driver{hears: c.Recogniser(), speaks: c.Synthesiser(), services: c.Services()}, nil
}

func (s amazonSettings) environment() []string {
	return environment("SPEECH_REGION", s.Region, "TRANSCRIBE_URL", s.Transcribe, "POLLY_URL", s.Polly)
}
