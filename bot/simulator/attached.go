package simulator

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
)

// postFile takes a file that a user is about to send.
func (e *Emulator) postFile(w http.ResponseWriter, r *http.Request) error {
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxUpload))
	if err != nil {
		return fmt.Errorf("%w: it is larger than %d MB, or broke off", ErrMedia, MaxUpload>>20)
	}
	q := r.URL.Query()
	f, err := e.userFile(q.Get("kind"), r.Header.Get("Content-Type"), q.Get("name"), data)
	if err != nil {
		return err
	}
	answer(w, http.StatusOK, f.media(false))
	return nil
}

// getFile serves a file to the page. Only what looks like a picture, a sound or
// a film is shown in place; anything else is for saving, and nothing in it runs.
func (e *Emulator) getFile(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	f := e.files.find(id)
	data, err := e.files.read(id)
	if f == nil || err != nil {
		return errNowhere
	}
	h := w.Header()
	how, seen := "attachment", unknownType
	if playable(f.Seen) {
		how, seen = "inline", f.Seen
	}
	h.Set("Content-Type", seen)
	h.Set("Content-Disposition", disposition(how, f.Name))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "private, max-age=86400, immutable")
	http.ServeContent(w, r, "", f.At, bytes.NewReader(data))
	return nil
}
