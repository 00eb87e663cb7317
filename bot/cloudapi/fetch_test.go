package cloudapi

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// Files as they begin.
var (
	png  = []byte("\x89PNG\r\n\x1a\n....")
	jpeg = []byte("\xff\xd8\xff\xe0 a picture of a bill")
	opus = []byte("OggS\x00\x02 OpusHead")
	pdf  = []byte("%PDF-1.7 ...")
	docx = []byte("PK\x03\x04 ...")
	mp4  = []byte("\x00\x00\x00\x18ftypmp42")
	webp = []byte("RIFF....WEBPVP8 ")
)

// files is a Graph API with one file in it.
type files struct {
	*meta
	data   []byte
	info   string // what is told of the file; "" is the truth
	status int    // of the file itself; 0 is 200
	send   string // where the file is said to be; "" is here
}

func newFiles(t testing.TB, data []byte) *files {
	f := &files{data: data}
	f.meta = newMeta(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/v25.0/77" {
			if f.status != 0 {
				w.WriteHeader(f.status)
			}
			_, _ = w.Write(f.data)
			return
		}
		at := f.send
		if at == "" {
			at = f.URL + "/file?signature=s3cret"
		}
		info := f.info
		if info == "" {
			sum := sha256.Sum256(f.data)
			info = fmt.Sprintf(`"sha256":"%s","file_size":%d`, hex.EncodeToString(sum[:]), len(f.data))
		}
		fmt.Fprintf(w, `{"messaging_product":"whatsapp","id":77,"mime_type":"image/jpeg","url":"%s",%s}`, at, info)
	})
	return f
}

func TestFetch(t *testing.T) {
	f := newFiles(t, jpeg)
	c, _ := channelTo(t, f.URL)
	got, err := c.Fetch(t.Context(), bot.Media{Kind: "image", Type: "image/jpeg", Ref: "77", Name: "bill.jpg"})
	if err != nil {
		t.Fatal(err)
	}
	if got.Kind != "image" || got.Type != "image/jpeg" || got.Name != "bill.jpg" || !bytes.Equal(got.Data, jpeg) {
		t.Errorf("%+v", got)
	}
	asked := f.requests()
	if len(asked) != 2 || asked[0].line != "GET /v25.0/77" || asked[1].line != "GET /file" {
		t.Errorf("asked %+v", asked)
	}
	for _, r := range asked {
		if r.auth != "Bearer "+token {
			t.Errorf("%s without the token", r.line)
		}
	}
}

func TestFetchChecks(t *testing.T) {
	sum := sha256.Sum256(jpeg)
	told := func(sum string, size int) string { return fmt.Sprintf(`"sha256":"%s","file_size":%d`, sum, size) }
	for name, c := range map[string]struct {
		info string
		ok   bool
		asks int
	}{
		"hex":            {told(hex.EncodeToString(sum[:]), len(jpeg)), true, 2},
		"hex in capital": {told(strings.ToUpper(hex.EncodeToString(sum[:])), len(jpeg)), true, 2},
		"base64":         {told(base64.StdEncoding.EncodeToString(sum[:]), len(jpeg)), true, 2},
		"base64, no end": {told(base64.RawURLEncoding.EncodeToString(sum[:]), len(jpeg)), true, 2},
		"unreadable":     {told("4654+8g=", len(jpeg)), true, 2},
		"none":           {`"file_size":"` + fmt.Sprint(len(jpeg)) + `"`, true, 2},
		"no size":        {`"sha256":"` + hex.EncodeToString(sum[:]) + `"`, true, 2},
		"wrong sum":      {told(strings.Repeat("00", 32), len(jpeg)), false, 4}, // asked again once
		"wrong base64":   {told(base64.StdEncoding.EncodeToString(make([]byte, 32)), len(jpeg)), false, 4},
		"wrong size":     {told(hex.EncodeToString(sum[:]), len(jpeg)+1), false, 4},
		"too large":      {told(hex.EncodeToString(sum[:]), 5<<20+1), false, 1},
	} {
		f := newFiles(t, jpeg)
		f.info = c.info
		ch, _ := channelTo(t, f.URL)
		a, err := ch.Fetch(t.Context(), bot.Media{Kind: "image", Type: "image/jpeg", Ref: "77"})
		if c.ok != (err == nil) || !c.ok && !errors.Is(err, bot.ErrMedia) || !c.ok && a.Data != nil {
			t.Errorf("%s: %v", name, err)
		}
		if n := len(f.requests()); n != c.asks {
			t.Errorf("%s: asked %d times, want %d", name, n, c.asks)
		}
	}
}

// A file is taken for what it is, if that is the same kind of thing.
func TestRecognise(t *testing.T) {
	const html = "<html><script>alert(1)</script>"
	for name, c := range map[string]struct {
		kind, declared string
		data           []byte
		want           string // "" is unusable
	}{
		"jpeg":                {"image", "image/jpeg", jpeg, "image/jpeg"},
		"png as jpeg":         {"image", "image/jpeg", png, "image/png"},
		"image of no type":    {"image", "", png, "image/png"},
		"page as picture":     {"image", "image/jpeg", []byte(html), ""},
		"webp as picture":     {"image", "image/webp", webp, "image/webp"},
		"gif":                 {"image", "image/gif", []byte("GIF89a"), ""},
		"sound as picture":    {"image", "image/png", opus, ""},
		"sticker":             {"sticker", "image/webp", webp, "image/webp"},
		"voice":               {"audio", "audio/ogg; codecs=opus", opus, "audio/ogg; codecs=opus"},
		"voice as mp3":        {"audio", "audio/mpeg", opus, "audio/ogg"},
		"mp3":                 {"audio", "audio/mpeg", []byte("\xff\xfb\x90"), "audio/mpeg"},
		"mp3 with a title":    {"audio", "audio/mpeg", []byte("ID3\x04"), "audio/mpeg"},
		"amr":                 {"audio", "audio/amr", []byte("#!AMR\n"), "audio/amr"},
		"aac":                 {"audio", "audio/aac", []byte("\xff\xf1\x50"), "audio/aac"},
		"m4a":                 {"audio", "audio/mp4", mp4, "audio/mp4"},
		"film":                {"video", "video/mp4", mp4, "video/mp4"},
		"picture as film":     {"video", "video/mp4", jpeg, ""},
		"pdf":                 {"document", "application/pdf", pdf, "application/pdf"},
		"page as pdf":         {"document", "application/pdf", []byte(html), ""},
		"sheet":               {"document", office + "spreadsheetml.sheet", docx, office + "spreadsheetml.sheet"},
		"picture as sheet":    {"document", office + "spreadsheetml.sheet", jpeg, ""},
		"old sheet":           {"document", "application/vnd.ms-excel", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "application/vnd.ms-excel"},
		"picture as document": {"document", "image/jpeg", jpeg, "image/jpeg"},
		"csv":                 {"document", "text/csv", []byte("a,b"), "text/csv"},
		"text with NULs":      {"document", "text/plain", []byte("a\x00b"), ""},
		"anything":            {"document", "application/x-tally", []byte{1, 0, 2}, "application/x-tally"},
		"document of no type": {"document", "", pdf, ""},
		"no kind":             {"", "image/jpeg", png, ""},
	} {
		got, err := recognise(c.declared, c.kind, c.data)
		if got != c.want || (c.want == "") != errors.Is(err, bot.ErrMedia) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

// What cannot be had for good is unusable, anything else may pass.
func TestFetchFails(t *testing.T) {
	picture := bot.Media{Kind: "image", Type: "image/jpeg", Ref: "77"}
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		gone   bool
	}{
		"no such id":  {says(400, `{"error":{"code":100,"error_subcode":33}}`), true},
		"not found":   {says(404, ``), true},
		"down":        {says(500, ``), false},
		"throttled":   {says(429, ``), false},
		"token":       {says(401, `{"error":{"code":190}}`), false},
		"no address":  {says(200, `{}`), true},
		"no JSON":     {says(200, `<html>`), false},
		"file down":   {nil, false},
		"file denied": {nil, false},
		"file gone":   {nil, true},
		"file empty":  {nil, true},
	} {
		f := newFiles(t, jpeg)
		f.status = map[string]int{"file down": 503, "file denied": 403, "file gone": 404}[name]
		if name == "file empty" {
			f.data = nil
		}
		base := f.URL
		if c.answer != nil {
			base = newMeta(t, c.answer).URL
		}
		ch, _ := channelTo(t, base)
		_, err := ch.Fetch(t.Context(), picture)
		if err == nil || errors.Is(err, bot.ErrMedia) != c.gone {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: the address of a file is a secret: %v", name, err)
		}
	}
}

// A file larger than was told is not read to its end.
func TestFetchStopsAtTheLimit(t *testing.T) {
	f := newFiles(t, append(bytes.Clone(webp), make([]byte, 600<<10)...))
	f.info = `"file_size":0`
	c, _ := channelTo(t, f.URL)
	_, err := c.Fetch(t.Context(), bot.Media{Kind: "sticker", Type: "image/webp", Ref: "77"})
	if !errors.Is(err, bot.ErrMedia) {
		t.Error(err)
	}
	if largest("document") != MaxFile || largest("") != MaxFile || largest("image") != 5<<20 {
		t.Error("other limits than were told")
	}
}

func TestFetchIDs(t *testing.T) {
	f := newFiles(t, jpeg)
	c, _ := channelTo(t, f.URL)
	for _, id := range []string{"", "..", "../42/messages", "7/7", "7?x=1", "7%2e", "7 7", strings.Repeat("7", 129), "http://10.0.0.1"} {
		if _, err := c.Fetch(t.Context(), bot.Media{Kind: "image", Ref: id}); !errors.Is(err, bot.ErrMedia) {
			t.Errorf("%q: %v", id, err)
		}
	}
	if n := len(f.requests()); n != 0 {
		t.Errorf("asked %d times", n)
	}
}

// The token goes to the base and to Meta's hosts; nobody else is even asked.
func TestTrusted(t *testing.T) {
	base, _ := url.Parse("https://graph.facebook.com")
	local, _ := url.Parse("http://127.0.0.1:8080")
	for address, want := range map[string]struct{ meta, emulator bool }{
		"https://graph.facebook.com/x":                      {true, true},
		"https://GRAPH.facebook.com/x":                      {true, true},
		"https://lookaside.fbsbx.com/whatsapp?mid=1":        {true, true},
		"https://mmg.whatsapp.net/x":                        {true, true},
		"https://scontent.xx.fbcdn.net:443/x":               {true, true},
		"https://whatsapp.net./x":                           {true, true},
		"http://127.0.0.1:8080/x":                           {false, true},
		"http://127.0.0.1:8081/x":                           {false, false},
		"https://127.0.0.1:8080/x":                          {false, false},
		"http://lookaside.fbsbx.com/x":                      {false, false},
		"https://lookaside.fbsbx.com:8443/x":                {false, false},
		"https://evilfacebook.com/x":                        {false, false},
		"https://facebook.com.evil.example/x":               {false, false},
		"https://evil.example/facebook.com":                 {false, false},
		"https://graph.facebook.com@evil.example/":          {false, false},
		"https://u:p@graph.facebook.com/":                   {false, false},
		"http://169.254.169.254/latest/meta-data":           {false, false},
		"https://10.0.0.1/":                                 {false, false},
		"file:///etc/passwd":                                {false, false},
		"ftp://graph.facebook.com/":                         {false, false},
		"//graph.facebook.com/":                             {false, false},
		"":                                                  {false, false},
		"https://evil.example\\.facebook.com/":              {false, false},
		"https://xn--facebook-.com":                         {false, false},
		"https://[::1]/":                                    {false, false},
		"https://facebook.com%2eevil.example/":              {false, false},
		"https://evil.example#.facebook.com":                {false, false},
		"https://evil.example?.facebook.com":                {false, false},
		"https://lookaside.fbsbx.com.:443/x":                {true, true},
		"https://graph.facebook.com:80/":                    {false, false},
		"javascript:alert(1)":                               {false, false},
		"https://graph.facebook.com\u3002evil.example/evil": {false, false},
	} {
		u, err := url.Parse(address)
		if err != nil {
			continue // refused all the same
		}
		if got := (&graph{base: base}).trusted(u); got != want.meta {
			t.Errorf("%s with Meta: %v", address, got)
		}
		if got := (&graph{base: local}).trusted(u); got != want.emulator {
			t.Errorf("%s with the emulator: %v", address, got)
		}
	}
}

func TestFetchGoesNowhereElse(t *testing.T) {
	other := newMeta(t, accepted)
	for name, at := range map[string]string{
		"another host": other.URL + "/file", "inside": "http://169.254.169.254/", "a file": "file:///etc/passwd",
		"no address": "%zz", "empty": " ", "sent on": "", "sent on and on": "",
	} {
		f := newFiles(t, jpeg)
		f.send = at
		inner := f.answer
		f.answer = func(w http.ResponseWriter, r *http.Request) {
			switch {
			case name == "sent on" && r.URL.Path == "/file":
				http.Redirect(w, r, other.URL+"/file", http.StatusFound)
			case name == "sent on and on" && r.URL.Path == "/file":
				http.Redirect(w, r, "/file", http.StatusFound)
			default:
				inner(w, r)
			}
		}
		c, _ := channelTo(t, f.URL)
		if _, err := c.Fetch(t.Context(), bot.Media{Kind: "image", Ref: "77"}); !errors.Is(err, bot.ErrMedia) {
			t.Errorf("%s: %v", name, err)
		}
		if n := len(f.requests()); n > 1+hops {
			t.Errorf("%s: asked %d times", name, n)
		}
	}
	if n := len(other.requests()); n != 0 {
		t.Errorf("asked elsewhere %d times, with %q", n, other.requests()[0].auth)
	}
}

// Within the base a file may be sent on.
func TestFetchIsSentOn(t *testing.T) {
	f := newFiles(t, jpeg)
	inner := f.answer
	f.answer = func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/file" {
			http.Redirect(w, r, "elsewhere", http.StatusFound)
			return
		}
		inner(w, r)
	}
	c, _ := channelTo(t, f.URL)
	got, err := c.Fetch(t.Context(), bot.Media{Kind: "image", Ref: "77"})
	if err != nil || got.Type != "image/jpeg" || f.requests()[2].line != "GET /elsewhere" {
		t.Errorf("%v, %v", err, f.requests())
	}
}
