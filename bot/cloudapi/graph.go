package cloudapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// longestAnswer is how many bytes of an answer of the Graph API are read.
const longestAnswer = 1 << 20

// graph speaks to the Graph API. Every error of its methods is a [bot.SendError].
type graph struct {
	base    *url.URL
	version string
	tokens  TokenSource
	client  *http.Client
}

func newGraph(base *url.URL, c Config) *graph {
	client := &http.Client{Timeout: time.Minute, Transport: keepingOpen(c.Guard)}
	if c.HTTP != nil {
		*client = *c.HTTP
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &graph{base: base, version: c.Version, tokens: c.Tokens, client: client}
}

// connections is how many connections to the Graph API are kept open: as many as
// there are ever requests at once. The library's own two would have nearly every
// request begin with a handshake.
const connections = 64

// keepingOpen is the library's transport, with more connections kept.
func keepingOpen(guard Guard) http.RoundTripper {
	t, ok := http.DefaultTransport.(*http.Transport)
	switch {
	case ok:
		t = t.Clone()
	case guard == nil:
		return http.DefaultTransport // somebody's own, who knows why
	default:
		t = &http.Transport{Proxy: http.ProxyFromEnvironment}
	}
	t.MaxIdleConnsPerHost = connections
	if guard != nil {
		return guard(t)
	}
	return t
}

// json sends body as JSON, if there is one, and reads the answer into out.
func (g *graph) json(ctx context.Context, method, path string, body, out any) error {
	if body == nil {
		return g.call(ctx, method, path, "", nil, out)
	}
	raw, err := json.Marshal(body)
	if err != nil {
		return refused(err)
	}
	return g.call(ctx, method, path, "application/json", raw, out)
}

// call makes one request of the Graph API. A path may have a query.
func (g *graph) call(ctx context.Context, method, path, kind string, body []byte, out any) error {
	return g.bearing(ctx, func(token string) error { return g.ask(ctx, token, method, path, kind, body, out) })
}

// ask makes one request with a token.
func (g *graph) ask(ctx context.Context, token, method, path, kind string, body []byte, out any) error {
	var written atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteRequest: func(i httptrace.WroteRequestInfo) { written.Store(i.Err == nil) },
	})
	path, query, _ := strings.Cut(path, "?")
	target := g.base.JoinPath(g.version, path)
	target.RawQuery = query
	r, err := http.NewRequestWithContext(ctx, method, target.String(), bytes.NewReader(body))
	if err != nil {
		return &bot.SendError{Fault: bot.Refused, Err: errors.New("cloudapi: no such address")}
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	resp, err := g.client.Do(r)
	if err != nil {
		return broken(err, written.Load())
	}
	defer resp.Body.Close()
	return answer(resp, out)
}

// broken is the error of a request that got no answer. Once it was written, it
// may have been heard.
func broken(err error, written bool) error {
	fault := bot.Transient
	if written {
		fault = bot.Uncertain
	}
	return &bot.SendError{Fault: fault, Err: fmt.Errorf("cloudapi: %w", bare(err))}
}

// bare is the cause of a request's error, without its address: of a file that is
// a secret.
func bare(err error) error {
	var at *url.Error
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// answer reads an answer of the Graph API into out.
func answer(resp *http.Response, out any) error {
	raw, err := io.ReadAll(io.LimitReader(resp.Body, longestAnswer))
	if resp.StatusCode/100 != 2 {
		return refusal(resp, raw)
	}
	if err != nil {
		return broken(err, true)
	}
	var failure wire.Failure
	if json.Unmarshal(raw, &failure) == nil && failure.Error.Code != 0 {
		return refusal(resp, raw)
	}
	if err := json.Unmarshal(raw, out); err != nil {
		return broken(fmt.Errorf("unreadable answer: %w", err), true)
	}
	return nil
}
