package simulator

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

// policy keeps the page to itself: no script but its own, nothing from outside,
// and nobody may frame it.
const policy = "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; object-src 'none'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// asset is a file of the page.
type asset struct {
	data []byte
	mime string
	tag  string
}

// assets reads the page.
func assets(page embed.FS) map[string]asset {
	all := map[string]asset{}
	_ = fs.WalkDir(page, "page", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := page.ReadFile(name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		all[strings.TrimPrefix(name, "page")] = asset{data: data, mime: mimeOf(name), tag: `W/"` + hex.EncodeToString(sum[:12]) + `"`}
		return nil
	})
	return all
}

// mimeOf is the type of a file by its name, the same on every machine.
func mimeOf(name string) string {
	switch ext := path.Ext(name); ext {
	case ".html":
		return "text/html; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".json":
		return "application/json"
	case ".webmanifest":
		return "application/manifest+json"
	case ".ogg":
		return "audio/ogg"
	default:
		if t := mime.TypeByExtension(ext); t != "" {
			return t
		}
		return unknownType
	}
}

// pages serves the page.
func (e *Emulator) pages() http.Handler {
	all := assets(page)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := path.Clean("/" + r.URL.Path)
		if name == "/" {
			name = "/index.html"
		}
		a, ok := all[name]
		if !ok {
			sorry(w, http.StatusNotFound, errNowhere)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		h := w.Header()
		h.Set("Content-Type", a.mime)
		h.Set("Etag", a.tag)
		h.Set("Cache-Control", "no-cache")
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(self), geolocation=(self)")
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(a.data))
	})
}
