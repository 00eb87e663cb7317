package simulator

import (
	"compress/gzip"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzhttp"
)

// Handler serves the Graph API, the page, and what the page asks for.
func (e *Emulator) Handler() http.Handler {
	graph, api, page := e.graph(), e.api(), e.pages()
	download := e.known(e.getDownload)
	plain := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch path := r.URL.Path; {
		case strings.HasPrefix(path, "/simulator/"):
			api.ServeHTTP(w, r)
		case path == downloads && (r.Method == http.MethodGet || r.Method == http.MethodHead):
			download.ServeHTTP(w, r)
		case len(path) > 2 && path[1] == 'v' && path[2] >= '0' && path[2] <= '9':
			graph.ServeHTTP(w, r)
		default:
			page.ServeHTTP(w, r)
		}
	})
	// For files as small as ours gzip at its best is smaller than zstd.
	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(512), gzhttp.EnableZstd(false), gzhttp.CompressionLevel(gzip.BestCompression), gzhttp.ContentTypes([]string{
		"text/html", "text/css", "text/plain", "text/javascript", "application/json", "application/manifest+json", "image/svg+xml",
	}))
	if err != nil {
		return plain // the options are right: a test looks at what is served
	}
	packed := compress(plain)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/simulator/events" || r.URL.Path == "/simulator/link" { // a stream waits for no compressor
			plain.ServeHTTP(w, r)
			return
		}
		packed.ServeHTTP(w, r)
	})
}

// api is what the page and the bot's link ask for.
func (e *Emulator) api() http.Handler {
	m := http.NewServeMux()
	m.Handle("GET /simulator/state", e.ours(e.getState))
	m.Handle("GET /simulator/events", e.ours(e.getEvents))
	m.Handle("POST /simulator/phones", e.ours(e.postPhone))
	m.Handle("POST /simulator/phones/{address}/messages", e.ours(e.postSaid))
	m.Handle("POST /simulator/phones/{address}/read", e.ours(e.postRead))
	m.Handle("POST /simulator/phones/{address}/played/{id}", e.ours(e.postPlayed))
	m.Handle("POST /simulator/media", e.ours(e.postFile))
	m.Handle("GET /simulator/media/{id}", e.ours(e.getFile))
	m.Handle("POST /simulator/clock", e.ours(e.postClock))
	m.Handle("POST /simulator/faults", e.ours(e.postFaults))
	m.Handle("POST /simulator/plug", e.ours(e.postPlug))
	m.Handle("POST /simulator/turns", e.bots(e.postTurn))
	m.Handle("GET /simulator/link", e.bots(e.getLink))
	m.HandleFunc("/simulator/", func(w http.ResponseWriter, _ *http.Request) { sorry(w, http.StatusNotFound, errNowhere) })
	return m
}

var (
	errNowhere = errors.New("there is nothing here")
	errOrigin  = errors.New("this page may only be used from its own address")
	errToken   = errors.New("the token is not the right one")
)

// does is a request of the page; it answers, or returns why not.
type does func(w http.ResponseWriter, r *http.Request) error

// ours lets through what our own page asks: nothing from another origin, and
// nothing under a name that somebody else may have pointed here.
func (e *Emulator) ours(f does) http.Handler {
	origin := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if origin.Check(r) != nil || !e.local(r) {
			sorry(w, http.StatusForbidden, errOrigin)
			return
		}
		say(w, f(w, r))
	})
}

// bots lets through who shows the token.
func (e *Emulator) bots(f does) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !e.bearer(r) {
			sorry(w, http.StatusUnauthorized, errToken)
			return
		}
		say(w, f(w, r))
	})
}

// local reports whether a request was sent to this machine, by the address it
// was received on or by a name that nobody else can have.
func (e *Emulator) local(r *http.Request) bool {
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.ToLower(strings.Trim(host, "[]"))
	if host == "localhost" || strings.HasSuffix(host, ".localhost") || slices.Contains(e.config.Hosts, host) {
		return true
	}
	named, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	if named.IsLoopback() {
		return true
	}
	at, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok {
		return false
	}
	listened, err := netip.ParseAddrPort(at.String())
	return err == nil && listened.Addr().Unmap().WithZone("") == named.Unmap().WithZone("")
}

// say answers with an error, if there is one.
func say(w http.ResponseWriter, err error) {
	var no *refusal
	switch {
	case err == nil:
	case errors.As(err, &no):
		sorry(w, no.status, errors.New(details(no.err)))
	case errors.Is(err, ErrPhone), errors.Is(err, errNowhere):
		sorry(w, http.StatusNotFound, err)
	case errors.Is(err, errBusy), errors.Is(err, ErrClock):
		sorry(w, http.StatusConflict, err)
	default:
		sorry(w, http.StatusBadRequest, err)
	}
}

// sorry is an error in words for a person.
func sorry(w http.ResponseWriter, status int, err error) {
	words := err.Error()
	if i := strings.Index(words, "simulator: "); i >= 0 {
		words = words[:i] + words[i+len("simulator: "):]
	}
	answer(w, status, map[string]string{"error": words})
}
