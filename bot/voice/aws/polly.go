package aws

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/polly"
	"github.com/aws/aws-sdk-go-v2/service/polly/types"
	"github.com/aws/smithy-go"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/voice"
	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// pollyName is what Polly is counted under.
const pollyName = "polly"

// maxSpoken is how many bytes of samples are read: three minutes.
const maxSpoken = 3 * 60 * sound.Rate * 2

// speakers are the languages that Polly speaks of ours. One voice speaks both.
// https://docs.aws.amazon.com/polly/latest/dg/available-voices.html
var speakers = map[string]types.LanguageCode{"hi": types.LanguageCodeHiIn, "en": types.LanguageCodeEnIn}

type mouth struct{ *Client }

func (mouth) Name() string { return pollyName }

func (mouth) Speaks(lang string) bool { return speakers[lang] != "" }

// connect makes the client of Polly, which tries once and has its keys given with each call.
func (c *Client) connect() *polly.Client {
	return polly.New(polly.Options{
		Region: c.Region, BaseEndpoint: sdk.String(c.Polly), HTTPClient: plain{c.http},
		Retryer: sdk.NopRetryer{}, HTTPSignerV4: dated{c.signer, c.Clock},
	})
}

// plain sends bodies that can only be read. The library closes a body as soon as the answer
// begins, and its own ones, asked to write themselves after that, fail with io.EOF: net/http
// takes it for a request that was not sent, and cuts the answer off.
type plain struct{ *http.Client }

// Do sends a request.
func (p plain) Do(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		r.Body = struct{ io.ReadCloser }{r.Body}
	}
	return p.Client.Do(r) //nolint:gosec // it goes where the configuration says, if the guard lets it
}

// dated signs by our own clock.
type dated struct {
	*v4.Signer
	clock bot.Clock
}

// SignHTTP signs a request.
func (d dated) SignHTTP(ctx context.Context, k sdk.Credentials, r *http.Request, hash, service, region string, _ time.Time, how ...func(*v4.SignerOptions)) error {
	return d.Signer.SignHTTP(ctx, k, r, hash, service, region, d.clock.Now(), how...)
}

// Synthesise speaks a text.
func (m mouth) Synthesise(ctx context.Context, text, lang string) (sound.Clip, error) {
	if !m.Speaks(lang) {
		return nil, fmt.Errorf("aws: polly: %w: %q", voice.ErrLanguage, lang)
	}
	var raw []byte
	err := m.speaks.Do(ctx, func(ctx context.Context) (err error) {
		raw, err = m.spoken(ctx, text, speakers[lang])
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("aws: polly: %w", err)
	}
	clip := make(sound.Clip, len(raw)/2)
	for n := range clip {
		clip[n] = int16(binary.LittleEndian.Uint16(raw[2*n:]))
	}
	return clip, nil
}

// spoken are the samples of a text, as bytes.
func (m mouth) spoken(ctx context.Context, text string, lang types.LanguageCode) ([]byte, error) {
	keys, err := m.keys(ctx)
	if err != nil {
		return nil, err
	}
	answer, err := m.polly.SynthesizeSpeech(ctx, &polly.SynthesizeSpeechInput{
		Text: sdk.String(text), TextType: types.TextTypeText, LanguageCode: lang,
		VoiceId: types.VoiceIdKajal, Engine: types.EngineNeural,
		OutputFormat: types.OutputFormatPcm, SampleRate: sdk.String(strconv.Itoa(sound.Rate)),
	}, func(o *polly.Options) {
		o.Credentials = sdk.CredentialsProviderFunc(func(context.Context) (sdk.Credentials, error) { return keys, nil })
	})
	if err != nil {
		return nil, unspoken(ctx, err)
	}
	defer func() { _ = answer.AudioStream.Close() }()
	raw, err := io.ReadAll(io.LimitReader(answer.AudioStream, maxSpoken+1))
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, errCut
	case sdk.ToString(answer.ContentType) != "audio/pcm", len(raw) == 0, len(raw)%2 != 0, len(raw) > maxSpoken:
		return nil, fmt.Errorf("%w: no samples, or no end of them", voice.ErrAnswer)
	}
	return raw, nil
}

// unspoken is why nothing was spoken, without what the service says of it: that may hold
// the text, or what was signed.
func unspoken(ctx context.Context, err error) error {
	word, status := "", 0
	if of := smithy.APIError(nil); errors.As(err, &of) {
		word = of.ErrorCode()
	}
	if of := (*awshttp.ResponseError)(nil); errors.As(err, &of) {
		status = of.HTTPStatusCode()
	}
	if word == "" && status == 0 {
		return unsent(ctx, err)
	}
	return said(word, status)
}
