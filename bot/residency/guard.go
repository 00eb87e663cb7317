package residency

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"
)

// patience is how long a connection may take to come about.
const patience = 30 * time.Second

// Dial connects to an address, if its host is in the country. It is what every
// client is given instead of a dialer of its own. The host must be a name still:
// who looks names up before he dials is to look them up with [Rule.Lookup].
func (r *Rule) Dial(ctx context.Context, network, address string) (net.Conn, error) {
	if err := r.let(network, address); err != nil {
		return nil, err
	}
	d := net.Dialer{Timeout: patience}
	c, err := d.DialContext(ctx, network, address)
	if err == nil && r != nil {
		r.meet(c.RemoteAddr())
	}
	return c, err
}

// meet remembers the address that a name in the country has: a driver that calls
// off a query calls the address it is connected to.
func (r *Rule) meet(at net.Addr) {
	if tcp, ok := at.(*net.TCPAddr); ok {
		r.met.Store(tcp.IP.String(), true)
	}
}

// Lookup leaves a name as it is, for Dial to judge and to look up.
func (*Rule) Lookup(_ context.Context, host string) ([]string, error) { return []string{host}, nil }

// let says why an address may not be connected to, or nil.
func (r *Rule) let(network, address string) error {
	if r == nil || network == "unix" {
		return nil
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	if _, met := r.met.Load(host); met || r.Allows(host) {
		return nil
	}
	r.refused.Add(1)
	return fmt.Errorf("%w: %s was about to be called", ErrAbroad, host)
}

// Transport is t with connections by way of Dial, which refuses requests to hosts
// that are not in the country also where a proxy would carry them.
func (r *Rule) Transport(t *http.Transport) http.RoundTripper {
	if r == nil {
		return t
	}
	t = t.Clone()
	t.DialContext, t.DialTLSContext = r.Dial, nil
	return guarded{r, t}
}

// guarded looks at where a request goes.
type guarded struct {
	rule *Rule
	next http.RoundTripper
}

// RoundTrip passes a request on, if its host is in the country.
func (g guarded) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := g.rule.let("tcp", req.URL.Host); err != nil {
		if req.Body != nil {
			_ = req.Body.Close()
		}
		return nil, err
	}
	return g.next.RoundTrip(req)
}

// CloseIdleConnections lets [http.Client] close them.
func (g guarded) CloseIdleConnections() {
	if c, ok := g.next.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}
