package simulator

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// downloads is where files are fetched from, by addresses that expire.
const downloads = "/whatsapp_business/attachments/"

// postMedia takes a file of the bot: a form of messaging_product, type and file.
func (e *Emulator) postMedia(w http.ResponseWriter, r *http.Request) *refusal {
	r.Body = http.MaxBytesReader(w, r.Body, MaxUpload+MaxBody)
	parts, err := r.MultipartReader()
	if err != nil {
		return refuse(wire.CodeParameter, "The body must be multipart/form-data")
	}
	u, no := readForm(parts)
	if u.product == "" { // the Graph API takes a parameter from either place
		u.product = r.URL.Query().Get("messaging_product")
	}
	switch {
	case no != nil:
		return no
	case u.product != wire.Product:
		return refuse(wire.CodeParameter, "The parameter messaging_product is required.")
	case u.data == nil:
		return refuse(wire.CodeParameter, "The parameter file is required.")
	}
	f, no := e.botFile(u.contentType, u.name, u.data)
	if no != nil {
		return no
	}
	answer(w, http.StatusOK, wire.Uploaded{ID: wire.String(f.ID)})
	return nil
}

// form is an upload.
type form struct {
	product, contentType, name string
	data                       []byte
}

// readForm reads the parts of an upload, in any order.
func readForm(parts *multipart.Reader) (u form, no *refusal) {
	told := ""
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			if told != "" {
				u.contentType = told
			}
			return u, nil
		}
		if err != nil {
			return u, refuse(wire.CodeParameter, "The form broke off, or is too large")
		}
		most := int64(MaxBody)
		if p.FormName() == "file" {
			most = MaxUpload
		}
		data, err := io.ReadAll(io.LimitReader(p, most+1))
		if err != nil || int64(len(data)) > most {
			return u, refuse(wire.CodeParameter, "Param %s broke off, or is larger than %d bytes", clip(p.FormName(), MaxName), most)
		}
		switch p.FormName() {
		case "messaging_product":
			u.product = string(data)
		case "type":
			told = string(data)
		case "file":
			u.data, u.name, u.contentType = data, p.FileName(), p.Header.Get("Content-Type")
			if u.data == nil {
				u.data = []byte{}
			}
		}
	}
}

// newKey makes a key to sign download addresses with; it lives as long
// as they do.
func newKey() []byte {
	key := make([]byte, sha256.Size)
	_, _ = rand.Read(key) // it never fails
	return key
}

// download is an address of a file that lives for [LinkLife].
func (e *Emulator) download(r *http.Request, id string) string {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	until := strconv.FormatInt(e.clock.Now().Add(LinkLife).UnixMilli(), 10)
	q := url.Values{"mid": {id}, "ext": {until}, "hash": {e.sum(id, until)}}
	return (&url.URL{Scheme: scheme, Host: r.Host, Path: downloads, RawQuery: q.Encode()}).String()
}

func (e *Emulator) sum(id, until string) string {
	mac := hmac.New(sha256.New, e.key)
	mac.Write([]byte(id + " " + until))
	return hex.EncodeToString(mac.Sum(nil))
}

// getDownload serves a file to the bot.
func (e *Emulator) getDownload(w http.ResponseWriter, r *http.Request) *refusal {
	q := r.URL.Query()
	id, until := q.Get("mid"), q.Get("ext")
	at, err := strconv.ParseInt(until, 10, 64)
	if err != nil || !hmac.Equal([]byte(q.Get("hash")), []byte(e.sum(id, until))) || e.clock.Now().After(time.UnixMilli(at)) {
		no := refuse(wire.CodeParameter, "URL signature expired")
		no.status = http.StatusNotFound
		return no
	}
	f := e.files.find(id)
	data, err := e.files.read(id)
	if f == nil || err != nil {
		return unknown(id)
	}
	h := w.Header()
	h.Set("Content-Type", f.Type)
	h.Set("Content-Disposition", disposition("attachment", f.Name))
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	http.ServeContent(w, r, "", f.At, bytes.NewReader(data))
	return nil
}

// disposition names a file in a header, whatever its name holds.
func disposition(how, name string) string {
	if d := mime.FormatMediaType(how, map[string]string{"filename": name}); name != "" && d != "" {
		return d
	}
	return how
}
