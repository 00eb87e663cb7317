package opinion

import (
	"context"
	"fmt"
	"net"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/anthropic"
	"github.com/tmc/langchaingo/llms/bedrock"
	"github.com/tmc/langchaingo/llms/ollama"
	"github.com/tmc/langchaingo/llms/openai"
)

// maxAnswer is how many tokens an answer may have.
const maxAnswer = 800

// tool is the tool that services without a format for answers call with theirs.
const tool = "sort_message"

// service is a model that can be asked.
type service struct {
	llms.Model
	options []llms.CallOption
}

// Reach says where may be called: [github.com/sahayak-dev/sahayak/bot/residency.Rule].
type Reach interface {
	Transport(*http.Transport) http.RoundTripper
	Dial(ctx context.Context, network, address string) (net.Conn, error)
}

// connect makes a service of a model's settings, which calls where it may.
func (m Model) connect(ctx context.Context, shape *openai.ResponseFormatJSONSchemaProperty, reach Reach) (service, error) {
	by := &http.Client{Transport: reach.Transport(http.DefaultTransport.(*http.Transport))} //nolint:errcheck // it is one
	key, err := m.secret()
	if err != nil {
		return service{}, err
	}
	asTool := []llms.CallOption{
		llms.WithTemperature(0), llms.WithMaxTokens(maxAnswer),
		llms.WithTools([]llms.Tool{{Type: "function", Function: &llms.FunctionDefinition{
			Name: tool, Description: "Says which tasks a message wants.", Parameters: shape,
		}}}),
	}
	var s service
	switch m.Kind {
	case OpenAI:
		s.options = []llms.CallOption{llms.WithTemperature(0)}
		s.Model, err = openai.New(m.format(shape), openai.WithBaseURL(m.URL), openai.WithModel(m.Model), openai.WithToken(orNone(key)), openai.WithHTTPClient(by))
	case Anthropic:
		s.options = asTool
		s.Model, err = anthropic.New(anthropic.WithBaseURL(m.URL), anthropic.WithModel(m.Model), anthropic.WithToken(orNone(key)), anthropic.WithHTTPClient(by))
	case Bedrock:
		s.options = asTool
		s.Model, err = m.bedrock(ctx, reach, by)
	case Ollama:
		s.options = []llms.CallOption{llms.WithTemperature(0), llms.WithMaxTokens(maxAnswer)}
		s.Model, err = ollama.New(ollama.WithServerURL(m.URL), ollama.WithModel(m.Model), ollama.WithFormat("json"), ollama.WithHTTPClient(by))
	}
	if err != nil {
		return service{}, fmt.Errorf("opinion: %s: %w", m.Name(), err)
	}
	return s, nil
}

// orNone is a key for libraries that want one: servers of one's own take any.
func orNone(key string) string {
	if key == "" {
		return "none"
	}
	return key
}

// format asks for answers of a shape.
func (m Model) format(shape *openai.ResponseFormatJSONSchemaProperty) openai.Option {
	switch m.Format {
	case Schema:
		return openai.WithResponseFormat(&openai.ResponseFormat{Type: "json_schema", JSONSchema: &openai.ResponseFormatJSONSchema{
			Name: tool, Strict: true, Schema: shape,
		}})
	case JSON:
		return openai.WithResponseFormat(openai.ResponseFormatJSON)
	}
	return openai.WithResponseFormat(nil)
}

// bedrock speaks to Bedrock with the machine's credentials, which are asked for where it
// may call, too.
func (m Model) bedrock(ctx context.Context, reach Reach, by *http.Client) (llms.Model, error) {
	credentials := awshttp.NewBuildableClient().WithTransportOptions(func(t *http.Transport) { t.DialContext = reach.Dial })
	c, err := config.LoadDefaultConfig(ctx, config.WithRegion(m.Region), config.WithHTTPClient(credentials), config.WithRetryMaxAttempts(1))
	if err != nil {
		return nil, err
	}
	at := bedrockruntime.NewFromConfig(c, func(o *bedrockruntime.Options) {
		o.BaseEndpoint, o.HTTPClient = aws.String(m.URL), by
	})
	return bedrock.New(bedrock.WithModel(m.Model), bedrock.WithClient(at))
}

// ask asks the model, and returns what it answered as text.
func (s service) ask(ctx context.Context, system, message string) (string, error) {
	r, err := s.GenerateContent(ctx, []llms.MessageContent{
		llms.TextParts(llms.ChatMessageTypeSystem, system), llms.TextParts(llms.ChatMessageTypeHuman, message),
	}, s.options...)
	if err != nil {
		return "", err
	}
	text := ""
	for _, c := range r.Choices {
		if c == nil {
			continue
		}
		for _, call := range c.ToolCalls {
			if call.FunctionCall != nil && call.FunctionCall.Name == tool {
				return call.FunctionCall.Arguments, nil
			}
		}
		if text == "" {
			text = c.Content
		}
	}
	return text, nil
}
