package simulator_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// The smallest files that look like what they are.
var (
	png  = "\x89PNG\r\n\x1a\n" + strings.Repeat("\x00", 40)
	jpeg = "\xff\xd8\xff\xe0" + strings.Repeat("\x00", 40)
	pdf  = "%PDF-1.4\n%%EOF\n"
	ogg  = "OggS\x00\x02" + strings.Repeat("\x00", 20) + "\x01\x13OpusHead" + strings.Repeat("\x00", 11) +
		"OggS\x00\x04\x80\xbb\x00\x00\x00\x00\x00\x00" + strings.Repeat("\x00", 13) // 48000 samples
)

// form is a request for an upload.
func (w *world) form(fields map[string]string, contentType, name, data string) reply {
	w.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for k, v := range fields {
		_ = m.WriteField(k, v)
	}
	if name != "" {
		h := textproto.MIMEHeader{"Content-Disposition": {multipart.FileContentDisposition("file", name)}}
		if contentType != "" {
			h.Set("Content-Type", contentType)
		}
		p, _ := m.CreatePart(h)
		_, _ = p.Write([]byte(data))
	}
	_ = m.Close()
	return w.request("POST", "/v25.0/"+number+"/media", body.String(), "Content-Type", m.FormDataContentType())
}

func (w *world) upload(contentType, name, data string) string {
	w.Helper()
	r := w.form(map[string]string{"messaging_product": "whatsapp", "type": contentType}, contentType, name, data)
	var u wire.Uploaded
	if err := json.Unmarshal(r.body, &u); err != nil || u.ID == "" {
		w.Fatalf("%d %s", r.StatusCode, r.body)
	}
	return string(u.ID)
}

// TestUploads takes files, and refuses what the Graph API does.
func TestUploads(t *testing.T) {
	w := newWorld(t)
	product := map[string]string{"messaging_product": "whatsapp"}
	for _, c := range []struct {
		name, contentType, data string
		fields                  map[string]string
		status, code            int
	}{
		{"x.png", "image/png", png, product, 200, 0},
		{"x.jpg", "", jpeg, map[string]string{"messaging_product": "whatsapp", "type": "image/jpeg"}, 200, 0},
		{"x.pdf", "application/pdf", pdf, product, 200, 0},
		{"x.ogg", "audio/ogg; codecs=opus", ogg, product, 200, 0},
		{"x.txt", "text/plain", "hello", product, 200, 0},
		{"x.png", "image/png", jpeg, product, 400, 131053},
		{"x.pdf", "application/pdf", "<script>", product, 400, 131053},
		{"x.ogg", "audio/ogg", "ID3", product, 400, 131053},
		{"x.html", "text/html", "<p>", product, 400, 100},
		{"x.svg", "image/svg+xml", "<svg/>", product, 400, 100},
		{"x.bin", "", "x", product, 400, 100},
		{"x.png", "image/png", "", product, 400, 100},
		{"x.png", "image/png", png, nil, 400, 100},
		{"", "", "", product, 400, 100},
		{"x.png", "image/png", png + strings.Repeat("x", 5<<20), product, 400, 100},
		{"x.png", "image/png", (png + strings.Repeat("x", 5<<20))[:5<<20], product, 200, 0},
	} {
		r := w.form(c.fields, c.contentType, c.name, c.data)
		if r.StatusCode != c.status || r.code() != c.code {
			t.Errorf("%s as %q: %d %s", c.name, c.contentType, r.StatusCode, clip(r.body))
		}
	}
	if r := w.request("POST", "/v25.0/"+number+"/media", "{}"); r.code() != 100 {
		t.Errorf("no form: %s", r.body)
	}
	if r := w.request("POST", "/v25.0/"+number+"/media", "--x\r\nbroken", "Content-Type", "multipart/form-data; boundary=x"); r.code() != 100 {
		t.Errorf("a broken form: %s", r.body)
	}
}

func clip(b []byte) string { return string(b[:min(len(b), 300)]) }

// TestDownloads looks a file up, fetches it, and waits until its address and
// then its id have expired.
func TestDownloads(t *testing.T) {
	w := newWorld(t)
	id := w.upload("image/png", "दुकान \"1\".png", png)
	look := func() (wire.MediaInfo, int) {
		r := w.request("GET", "/v25.0/"+id, "")
		var info wire.MediaInfo
		_ = json.Unmarshal(r.body, &info)
		return info, r.StatusCode
	}
	info, _ := look()
	sum := sha256.Sum256([]byte(png))
	if info.Type != "image/png" || int(info.Size) != len(png) || string(info.SHA256) != hex.EncodeToString(sum[:]) || string(info.ID) != id {
		t.Fatalf("%+v", info)
	}
	at, _ := url.Parse(string(info.URL))
	path := at.RequestURI()
	if r := w.request("GET", path, ""); r.StatusCode != http.StatusOK || string(r.body) != png || r.Header.Get("Content-Type") != "image/png" {
		t.Errorf("%d %q", r.StatusCode, r.body)
	}
	if r := w.request("GET", path, "", "Authorization", "Bearer x"); r.StatusCode != http.StatusUnauthorized || r.code() != 190 {
		t.Errorf("without the token: %d", r.StatusCode)
	}
	if r := w.request("GET", path+"0", ""); r.StatusCode != http.StatusNotFound {
		t.Errorf("with another signature: %d", r.StatusCode)
	}
	w.clock.Advance(simulator.LinkLife)
	if r := w.request("GET", path, ""); r.StatusCode != http.StatusOK {
		t.Errorf("after 5 minutes: %d", r.StatusCode)
	}
	w.clock.Advance(time.Millisecond)
	if r := w.request("GET", path, ""); r.StatusCode != http.StatusNotFound {
		t.Errorf("later: %d", r.StatusCode)
	}
	if _, status := look(); status != 200 {
		t.Errorf("looked up again: %d", status)
	}
	w.clock.Advance(simulator.BotMedia)
	if _, status := look(); status != 400 {
		t.Errorf("after 30 days: %d", status)
	}
	gone := w.upload("image/png", "x.png", png)
	for _, want := range []int{200, 400} {
		if r := w.request("DELETE", "/v25.0/"+gone, ""); r.StatusCode != want {
			t.Errorf("deleted: %d %s", r.StatusCode, r.body)
		}
	}
}

// TestSendingFiles sends files by id and by link, and looks at the phone.
func TestSendingFiles(t *testing.T) {
	w := newWorld(t)
	w.say(simulator.Said{Text: "hi"})
	files := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "image/png")
		if r.URL.Path == "/bill.png" {
			_, _ = rw.Write([]byte(png))
			return
		}
		_, _ = rw.Write([]byte(strings.TrimPrefix(r.URL.Path, "/")))
	}))
	defer files.Close()
	voice, doc, picture := w.upload("audio/ogg", "v.ogg", ogg), w.upload("application/pdf", "upload.pdf", pdf), w.upload("image/png", "p.png", png)
	for _, c := range []struct{ fields, want string }{
		{`"type":"image","image":{"id":"` + picture + `","caption":"bikri"}`, "image false bikri  0"},
		{`"type":"document","document":{"id":"` + doc + `","filename":"bill.pdf"}`, "document false  bill.pdf 0"},
		{`"type":"audio","audio":{"id":"` + voice + `","voice":true}`, "audio true  v.ogg 1"},
		{`"type":"image","image":{"link":"` + files.URL + `/bill.png"}`, "image false  bill.png 0"},
		{`"type":"document","document":{"id":"` + picture + `"}`, "document false  p.png 0"},
		{strings.Replace(buttonMessage("b", "", "", buttonsOf(1, "t", "d")), `"body"`, `"header":{"type":"image","image":{"id":"`+picture+`"}},"body"`, 1), "image false b p.png 0"},
	} {
		w.send(c.fields).id(t)
		b := w.last()
		got := strings.Join([]string{b.Media.Kind, jsonOf(b.Media.Voice), b.Text, b.Media.Name, jsonOf(b.Media.Seconds)}, " ")
		if want := strings.Replace(c.want, "bikri  0", "bikri p.png 0", 1); got != want || b.Status != "delivered" {
			t.Errorf("%s: got %q, %s", c.fields, got, b.Status)
		}
		if r := w.request("GET", b.Media.URL, ""); r.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", b.Media.URL, r.StatusCode)
		}
	}
	for _, c := range []struct {
		fields string
		code   int
	}{
		{`"type":"video","video":{"id":"` + picture + `"}`, 131053},
		{`"type":"audio","audio":{"link":"` + files.URL + `/bill.png"}`, 131052},
		{`"type":"image","image":{"link":"` + files.URL + `/<script>"}`, 131052},
		{`"type":"image","image":{"link":"http://127.0.0.1:1/x.png"}`, 131052},
		{`"type":"image","image":{"link":"file:///etc/passwd"}`, 131052},
	} {
		w.send(c.fields).id(t) // it is taken, and fails
		if b := w.last(); b.Status != "failed" || b.Error.Code != c.code {
			t.Errorf("%s: %+v", c.fields, b)
		}
	}
}

// TestUserFiles sends files from the phone, and serves them to the page without
// letting anything in them run.
func TestUserFiles(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ query, contentType, data, kind, served, how string }{
		{"?name=x.png", "image/png", png, "image", "image/png", "inline"},
		{"?kind=document&name=x.png", "image/png", png, "document", "image/png", "inline"},
		{"?name=bill.pdf", "application/pdf", pdf, "document", "application/octet-stream", "attachment"},
		{"?name=x.html", "text/html", "<script>alert(1)</script>", "document", "application/octet-stream", "attachment"},
		{"?kind=image&name=x.svg", "image/svg+xml", "<svg onload=alert(1)>", "image", "application/octet-stream", "attachment"},
		{"?kind=image&name=lie.png", "image/png", "<script>", "image", "application/octet-stream", "attachment"},
		{"?name=v.ogg", "audio/ogg", ogg, "audio", "audio/ogg", "inline"},
		{"?name=..%2F..%2Fetc%2Fpasswd%00%0d%0aX:%201", "", "x", "document", "application/octet-stream", "attachment"},
	} {
		r := w.request("POST", "/simulator/media"+c.query, c.data, "Content-Type", c.contentType)
		var m simulator.Media
		if err := json.Unmarshal(r.body, &m); err != nil || m.Kind != c.kind || int(m.Size) != len(c.data) {
			t.Errorf("%s: %d %s", c.query, r.StatusCode, r.body)
			continue
		}
		got := w.request("GET", "/simulator/media/"+m.ID, "", "Accept-Encoding", "identity")
		h := got.Header
		if string(got.body) != c.data || h.Get("Content-Type") != c.served || !strings.HasPrefix(h.Get("Content-Disposition"), c.how) ||
			h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") || h.Get("X") != "" {
			t.Errorf("%s: %d %v", c.query, got.StatusCode, h)
		}
		w.say(simulator.Said{Media: m.ID, Text: "dekho", Voice: true})
		sent := w.bot.messages()[len(w.bot.messages())-1]
		part := map[string]*wire.Media{"image": sent.Image, "document": sent.Document, "audio": sent.Audio}[c.kind]
		if string(sent.Type) != c.kind || part == nil || string(part.ID) != m.ID || part.Caption != "dekho" || bool(part.Voice) != (c.kind == "audio") {
			t.Errorf("%s: %s", c.query, jsonOf(sent))
			continue
		}
		if info := w.request("GET", "/v25.0/"+m.ID, ""); info.StatusCode != http.StatusOK {
			t.Errorf("looked up: %s", info.body)
		}
	}
	for _, c := range []struct{ query, data string }{
		{"?kind=poll", "x"}, {"", ""}, {"?kind=sticker", strings.Repeat("x", 1<<20+1)},
	} {
		if r := w.request("POST", "/simulator/media"+c.query, c.data); r.StatusCode != http.StatusBadRequest || !strings.Contains(string(r.body), `"error"`) {
			t.Errorf("%s: %d %s", c.query, r.StatusCode, r.body)
		}
	}
	if r := w.request("GET", "/simulator/media/..%2f..%2fx", ""); r.StatusCode != http.StatusNotFound {
		t.Errorf("a path: %d", r.StatusCode)
	}
}
