package simulator

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// graph is the Graph API: everything below /vNN.N/.
func (e *Emulator) graph() http.Handler {
	m := http.NewServeMux()
	m.Handle("POST /{version}/{number}/messages", e.ofNumber(e.postMessage))
	m.Handle("POST /{version}/{number}/media", e.ofNumber(e.postMedia))
	m.Handle("GET /{version}/{object}", e.known(e.getObject))
	m.Handle("DELETE /{version}/{object}", e.known(e.deleteObject))
	m.Handle("GET /{version}/{account}/message_templates", e.known(e.getTemplates))
	m.Handle("POST /{version}/{account}/message_templates", e.known(e.postTemplate))
	m.Handle("/", e.known(func(_ http.ResponseWriter, r *http.Request) *refusal { return unknown(r.URL.Path) }))
	return m
}

// ask is a request of the Graph API; it answers, or says why not.
type ask func(w http.ResponseWriter, r *http.Request) *refusal

// known lets through who shows the token.
func (e *Emulator) known(f ask) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !e.bearer(r) {
			expired().write(w)
			return
		}
		if no := f(w, r); no != nil {
			no.write(w)
		}
	})
}

// ofNumber lets through what is asked of the bot's own number.
func (e *Emulator) ofNumber(f ask) http.Handler {
	return e.known(func(w http.ResponseWriter, r *http.Request) *refusal {
		if id := r.PathValue("number"); id != e.config.Number.ID {
			return unknown(id)
		}
		return f(w, r)
	})
}

// bearer reports whether a request shows the token.
func (e *Emulator) bearer(r *http.Request) bool {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		token = r.URL.Query().Get("access_token")
	}
	if e.config.Token == "" {
		return token != ""
	}
	return subtle.ConstantTimeCompare([]byte(token), []byte(e.config.Token)) == 1
}

// readBody reads a JSON object of a request.
func readBody(w http.ResponseWriter, r *http.Request, into any) *refusal {
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return refuse(wire.CodeParameter, "The body is larger than %d bytes", MaxBody)
	case err != nil:
		return refuse(wire.CodeParameter, "The body broke off")
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return refuse(wire.CodeParameter, "The body is no JSON of the right form: %s", clip(err.Error(), MaxName))
	}
	return nil
}

// getObject tells of the number, or of a file.
func (e *Emulator) getObject(w http.ResponseWriter, r *http.Request) *refusal {
	id := r.PathValue("object")
	if id == e.config.Number.ID {
		answer(w, http.StatusOK, wire.Number{
			ID: wire.String(id), Display: wire.String(e.config.Number.Display), Name: wire.String(e.config.Number.Name),
			Quality: "GREEN", Platform: "CLOUD_API", Status: "CONNECTED",
		})
		return nil
	}
	if id == e.config.Number.Account {
		answer(w, http.StatusOK, map[string]string{"id": id, "name": e.config.Number.Name})
		return nil
	}
	f := e.files.find(id)
	if f == nil || f.expired(e.clock.Now()) {
		return unknown(id)
	}
	answer(w, http.StatusOK, wire.MediaInfo{
		Product: wire.Product, URL: wire.String(e.download(r, id)), Type: wire.String(f.Type),
		SHA256: wire.String(f.SHA256), Size: wire.Int(f.Size), ID: wire.String(id),
	})
	return nil
}

// deleteObject removes a file.
func (e *Emulator) deleteObject(w http.ResponseWriter, r *http.Request) *refusal {
	id := r.PathValue("object")
	if f := e.files.find(id); f == nil || f.expired(e.clock.Now()) || !e.files.forget(id) {
		return unknown(id)
	}
	e.mu.Lock()
	e.store.append(record{Gone: id})
	e.mu.Unlock()
	answer(w, http.StatusOK, wire.Done{Success: true})
	return nil
}
