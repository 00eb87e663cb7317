package bhashini

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/sahayak-dev/sahayak/bot/steady"
)

// result is what a task came to.
type result struct {
	Output []struct {
		Source string `json:"source"` // what was heard
		Target string `json:"target"` // what it was translated to
	} `json:"output"`
	Audio []struct {
		Content []byte `json:"audioContent"` // a file, in base64
	} `json:"audio"`
}

// work has a task done. A service that is not where it was, or not opened by the key that
// is kept, is looked for once more.
func (c *Client) work(ctx context.Context, s *steady.Service, t task, input map[string]any) (result, error) {
	var out result
	err := s.Do(ctx, func(ctx context.Context) (err error) {
		out, err = c.once(ctx, t, input)
		if errors.Is(err, errStale) {
			c.forget(t)
			out, err = c.once(ctx, t, input)
		}
		return err
	})
	return out, err
}

// once has a task done by the service that is known for it.
func (c *Client) once(ctx context.Context, t task, input map[string]any) (result, error) {
	at, err := c.at(ctx, t)
	if err != nil {
		return result{}, err
	}
	var answer struct {
		Response []result `json:"pipelineResponse"`
	}
	err = c.post(ctx, call{
		url: at.url, header: http.Header{at.header: {at.key}}, most: t.most(),
		body: map[string]any{"pipelineTasks": t.asked(t.how(at)), "inputData": input},
	}, &answer)
	if err != nil {
		return result{}, err
	}
	if len(answer.Response) != 1 {
		return result{}, fmt.Errorf("%w: no result", ErrAnswer)
	}
	return answer.Response[0], nil
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
		Config []struct {
			Service string   `json:"serviceId"`
			Voices  []string `json:"supportedVoices"`
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
	err := c.post(ctx, call{
		url: c.URL, header: http.Header{"Userid": {c.User}, "Ulcaapikey": {c.Key}}, most: maxAnswer,
		body: map[string]any{
			"pipelineTasks":         t.asked(nil),
			"pipelineRequestConfig": map[string]string{"pipelineId": c.Pipeline},
		},
	}, &p)
	if errors.Is(err, errStale) { // nothing is kept of this place: it means what it says
		return endpoint{}, fmt.Errorf("%w: it knows no such user, key or pipeline", ErrRefused)
	}
	if err != nil {
		return endpoint{}, err
	}
	if len(p.Response) == 0 || len(p.Response[0].Config) == 0 {
		return endpoint{}, fmt.Errorf("%w: %s", ErrLanguage, t)
	}
	by := p.Response[0].Config[0]
	at := endpoint{url: p.At.URL, header: p.At.Key.Name, key: p.At.Key.Value, service: by.Service, voices: by.Voices}
	if at.url == "" || at.header == "" {
		return endpoint{}, fmt.Errorf("%w: no place to call", ErrAnswer)
	}
	return at, nil
}
