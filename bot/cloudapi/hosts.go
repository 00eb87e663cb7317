package cloudapi

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
)

// hosts are where Meta keeps files; those below them are too. Nothing is asked
// of any other, whatever an answer says: it could name a machine of ours.
var hosts = []string{"whatsapp.net", "fbcdn.net", "fbsbx.com", "facebook.com"}

// trusted reports whether the token may go to an address: it is at the base, or
// at one of Meta's hosts, by https on its own port.
func (g *graph) trusted(u *url.URL) bool {
	if u.User != nil {
		return false
	}
	if u.Scheme == g.base.Scheme && strings.EqualFold(u.Host, g.base.Host) {
		return true
	}
	if u.Scheme != "https" || u.Port() != "" && u.Port() != "443" {
		return false
	}
	name := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	for _, h := range hosts {
		if name == h || strings.HasSuffix(name, "."+h) {
			return true
		}
	}
	return false
}

// open asks for a file at a trusted address. That the token holds was found out when
// the address was asked for.
func (g *graph) open(ctx context.Context, at *url.URL) (*http.Response, error) {
	token, err := g.token(ctx, g.tokens.Token)
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, unusable(errors.New("no such address"))
	}
	r.Header.Set("Authorization", "Bearer "+token)
	resp, err := g.client.Do(r)
	if err != nil {
		return nil, broken(err, false)
	}
	return resp, nil
}
