// Package bhashini calls the language services of the Government of India: so far it
// translates. A service is found by asking for a pipeline of a task in a language; what
// comes back says where it is and with which key it is called, and is kept until it is
// refused.
//
// The contract: https://bhashini.gitbook.io/bhashini-apis.
package bhashini

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/steady"
)

// Where services are asked for, and the pipeline that has them all (MeitY's).
const (
	DefaultURL      = "https://meity-auth.ulcacontrib.org/ulca/apis/v0/model/getModelsPipeline"
	DefaultPipeline = "64392f96daac500b55c543cd"
)

// deadline is how long one call may take.
const deadline = 2500 * time.Millisecond

// maxAnswer is how many bytes of an answer are read.
const maxAnswer = 1 << 20

// Errors of the services.
var (
	ErrConfig  = errors.New("bhashini: a user id and a key are needed")
	ErrRefused = errors.New("bhashini: the service refused")
	ErrAnswer  = errors.New("bhashini: the service answered something else than was asked for")
	// ErrLanguage says that there is no service for a language.
	ErrLanguage = errors.New("bhashini: there is no service for this language")
)

// Config is who calls. User, Key and Clock are required.
type Config struct {
	User, Key string
	URL       string // of the pipelines; "" is [DefaultURL]
	Pipeline  string // "" is [DefaultPipeline]
	Clock     bot.Clock
	Log       *slog.Logger
	Guard     func(*http.Transport) http.RoundTripper // says where may be called; nil is anywhere
}

// Client calls the services. It is safe for concurrent use.
type Client struct {
	Config
	http   *http.Client
	steady *steady.Service

	mu    sync.Mutex
	known map[task]endpoint
}

var _ bot.Translator = (*Client)(nil)

// task is what is done in which languages, as the contract has it.
type task struct {
	Type string `json:"taskType"`
	From string `json:"-"`
	To   string `json:"-"`
}

// endpoint is where a task is done, by what, and the header that opens it.
type endpoint struct {
	url, header, key string
	service          string
}

// New makes a client, which calls nobody before it is used.
func New(c Config) (*Client, error) {
	if c.User == "" || c.Key == "" {
		return nil, ErrConfig
	}
	if c.URL == "" {
		c.URL = DefaultURL
	}
	if c.Pipeline == "" {
		c.Pipeline = DefaultPipeline
	}
	by := http.DefaultTransport
	if own, is := by.(*http.Transport); is && c.Guard != nil {
		by = c.Guard(own)
	}
	return &Client{
		Config: c, http: &http.Client{Transport: by}, known: map[task]endpoint{},
		steady: steady.New(steady.Config{Name: "bhashini", Clock: c.Clock, Log: c.Log, Deadline: deadline, Final: final}),
	}, nil
}

// final reports whether an error is the service's decision, and no failing of it.
func final(err error) bool { return errors.Is(err, ErrRefused) || errors.Is(err, ErrLanguage) }

// Services are the service, for whoever watches it.
func (c *Client) Services() []*steady.Service { return []*steady.Service{c.steady} }

// Translate puts a text into another language: both are ISO 639-1, "hi".
func (c *Client) Translate(ctx context.Context, text, from, to string) (string, error) {
	t := task{Type: "translation", From: from, To: to}
	var out string
	err := c.steady.Do(ctx, func(ctx context.Context) (err error) {
		out, err = c.once(ctx, t, text)
		if errors.Is(err, errStale) { // the key was changed, or the service has moved
			c.forget(t)
			out, err = c.once(ctx, t, text)
		}
		return err
	})
	return out, err
}

// errStale says that what was kept of a service holds no more.
var errStale = fmt.Errorf("%w: it is not where it was", ErrRefused)

// once has a text worked by the service of a task.
func (c *Client) once(ctx context.Context, t task, text string) (string, error) {
	at, err := c.at(ctx, t)
	if err != nil {
		return "", err
	}
	var answer struct {
		Response []struct {
			Output []struct {
				Target string `json:"target"`
			} `json:"output"`
		} `json:"pipelineResponse"`
	}
	err = c.post(ctx, at.url, http.Header{at.header: {at.key}}, map[string]any{
		"pipelineTasks": []any{t.asked(at.service)},
		"inputData":     map[string]any{"input": []any{map[string]string{"source": text}}},
	}, &answer)
	if err != nil {
		return "", err
	}
	if len(answer.Response) != 1 || len(answer.Response[0].Output) != 1 || answer.Response[0].Output[0].Target == "" {
		return "", fmt.Errorf("%w: no translation", ErrAnswer)
	}
	return answer.Response[0].Output[0].Target, nil
}

// asked is a task as it is asked for, of a service when that is known.
func (t task) asked(service string) map[string]any {
	config := map[string]any{"language": map[string]string{"sourceLanguage": t.From, "targetLanguage": t.To}}
	if service != "" {
		config["serviceId"] = service
	}
	return map[string]any{"taskType": t.Type, "config": config}
}

// at is where a task is done: as it is known, or asked for.
func (c *Client) at(ctx context.Context, t task) (endpoint, error) {
	c.mu.Lock()
	at, ok := c.known[t]
	c.mu.Unlock()
	if ok {
		return at, nil
	}
	at, err := c.find(ctx, t)
	if err != nil {
		return at, err
	}
	c.mu.Lock()
	c.known[t] = at
	c.mu.Unlock()
	return at, nil
}

func (c *Client) forget(t task) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.known, t)
}

// pipeline is what is known of services.
type pipeline struct {
	Response []struct {
		Type   string `json:"taskType"`
		Config []struct {
			Service string `json:"serviceId"`
		} `json:"config"`
	} `json:"pipelineResponseConfig"`
	At struct {
		URL string `json:"callbackUrl"`
		Key struct {
			Name  string `json:"name"`
			Value string `json:"value"`
		} `json:"inferenceApiKey"`
	} `json:"pipelineInferenceAPIEndPoint"`
}

// find asks where a task is done.
func (c *Client) find(ctx context.Context, t task) (endpoint, error) {
	var p pipeline
	err := c.post(ctx, c.URL, http.Header{"Userid": {c.User}, "Ulcaapikey": {c.Key}}, map[string]any{
		"pipelineTasks":         []any{t.asked("")},
		"pipelineRequestConfig": map[string]string{"pipelineId": c.Pipeline},
	}, &p)
	if err != nil {
		return endpoint{}, err
	}
	if len(p.Response) == 0 || len(p.Response[0].Config) == 0 {
		return endpoint{}, fmt.Errorf("%w: %s to %s", ErrLanguage, t.From, t.To)
	}
	at := endpoint{url: p.At.URL, header: p.At.Key.Name, key: p.At.Key.Value, service: p.Response[0].Config[0].Service}
	if at.url == "" || at.header == "" {
		return endpoint{}, fmt.Errorf("%w: no place to call", ErrAnswer)
	}
	return at, nil
}

// post sends JSON and reads the JSON that comes back. Its errors hold nothing of either.
func (c *Client) post(ctx context.Context, url string, header http.Header, body, answer any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("bhashini: %w", err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(raw))
	if err != nil {
		return fmt.Errorf("%w: a place that is none", ErrAnswer)
	}
	for name, values := range header {
		r.Header[http.CanonicalHeaderKey(name)] = values
	}
	r.Header.Set("Content-Type", "application/json")
	w, err := c.http.Do(r)
	if err != nil {
		return fmt.Errorf("bhashini: %w", err)
	}
	defer func() { _ = w.Body.Close() }()
	got, err := io.ReadAll(io.LimitReader(w.Body, maxAnswer+1))
	switch {
	case w.StatusCode == http.StatusUnauthorized, w.StatusCode == http.StatusNotFound:
		return errStale
	case w.StatusCode >= 400 && w.StatusCode < 500 && w.StatusCode != http.StatusTooManyRequests:
		return fmt.Errorf("%w: status %d", ErrRefused, w.StatusCode)
	case w.StatusCode != http.StatusOK:
		return fmt.Errorf("bhashini: status %d", w.StatusCode)
	case err != nil:
		return fmt.Errorf("bhashini: %w", err)
	case len(got) > maxAnswer || json.Unmarshal(got, answer) != nil:
		return ErrAnswer
	}
	return nil
}
