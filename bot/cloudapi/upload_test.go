package cloudapi

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// takesFiles answers uploads and messages.
func takesFiles(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/media") {
		_, _ = io.WriteString(w, `{"id":8877}`)
		return
	}
	accepted(w, r)
}

// form is an upload in words.
func form(t *testing.T, r request) string {
	t.Helper()
	_, params, err := mime.ParseMediaType(r.kind)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	parts := multipart.NewReader(bytes.NewReader(r.body), params["boundary"])
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return out.String()
		}
		if err != nil {
			t.Fatalf("the form is not whole: %v", err)
		}
		data, err := io.ReadAll(p)
		if err != nil {
			t.Fatalf("a part is not whole: %v", err)
		}
		fmt.Fprintf(&out, "%s|%s|%s|%q\n", p.FormName(), p.FileName(), p.Header.Get("Content-Type"), data)
	}
}

// What goes up, and the message that carries it.
func TestSendFiles(t *testing.T) {
	labels := []bot.Label{{ID: "1", Text: "Haan"}, {ID: "2", Text: "Nahi"}}
	const words = `"type":"text","text":{"body":"Yeh raha bill"},"biz_opaque_callback_data":"17"}`
	const ask = `"body":{"text":"Yeh raha bill"},"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"Haan"}},{"type":"reply","reply":{"id":"2","title":"Nahi"}}]}},"biz_opaque_callback_data":"17"}`
	long := strings.Repeat("x", 1025)
	for name, c := range map[string]struct {
		file    bot.Attachment
		text    string
		choices []bot.Label
		form    string
		want    []string
	}{
		"image": {
			bot.Attachment{Kind: "image", Type: "image/png", Data: png},
			"Yeh raha bill", nil,
			"messaging_product|||\"whatsapp\"\ntype|||\"image/png\"\nfile|file.png|image/png|\"\\x89PNG\\r\\n\\x1a\\n....\"\n",
			[]string{to + `"type":"image","image":{"id":"8877","caption":"Yeh raha bill"},"biz_opaque_callback_data":"17"}`},
		},
		"image of another type": {
			bot.Attachment{Kind: "image", Type: "image/jpeg", Name: "b.png", Data: png},
			"", nil,
			"messaging_product|||\"whatsapp\"\ntype|||\"image/png\"\nfile|b.png|image/png|\"\\x89PNG\\r\\n\\x1a\\n....\"\n",
			[]string{to + `"type":"image","image":{"id":"8877"},"biz_opaque_callback_data":"17"}`},
		},
		"document": {
			bot.Attachment{Kind: "document", Type: "application/pdf", Name: "../etc/bill \"1\".pdf", Data: pdf},
			"Yeh raha bill", nil,
			"messaging_product|||\"whatsapp\"\ntype|||\"application/pdf\"\nfile|bill \"1\".pdf|application/pdf|\"%PDF-1.7 ...\"\n",
			[]string{to + `"type":"document","document":{"id":"8877","caption":"Yeh raha bill","filename":"bill \"1\".pdf"},"biz_opaque_callback_data":"17"}`},
		},
		"video": {
			bot.Attachment{Kind: "video", Type: "video/mp4", Name: "v.mp4", Data: mp4},
			"", nil, "",
			[]string{to + `"type":"video","video":{"id":"8877"},"biz_opaque_callback_data":"17"}`},
		},
		"voice": {
			bot.Attachment{Kind: "audio", Voice: true, Type: "audio/ogg; codecs=opus", Name: "a.ogg", Data: opus},
			"", nil,
			"messaging_product|||\"whatsapp\"\ntype|||\"audio/ogg; codecs=opus\"\nfile|a.ogg|audio/ogg; codecs=opus|\"OggS\\x00\\x02 OpusHead\"\n",
			[]string{to + `"type":"audio","audio":{"id":"8877","voice":true},"biz_opaque_callback_data":"17"}`},
		},
		"voice with words": {
			bot.Attachment{Kind: "audio", Voice: true, Type: "audio/ogg", Name: "a.ogg", Data: opus},
			"Yeh raha bill", nil, "",
			[]string{to + `"type":"audio","audio":{"id":"8877","voice":true}}`, to + words},
		},
		"sticker with words": {
			bot.Attachment{Kind: "sticker", Type: "image/webp", Name: "a.webp", Data: webp},
			"Yeh raha bill", nil, "",
			[]string{to + `"type":"sticker","sticker":{"id":"8877"}}`, to + words},
		},
		"long caption": {
			bot.Attachment{Kind: "image", Type: "image/png", Data: png},
			long, nil, "",
			[]string{to + `"type":"image","image":{"id":"8877"}}`, to + `"type":"text","text":{"body":"` + long + `"},"biz_opaque_callback_data":"17"}`},
		},
		"document with buttons": {
			bot.Attachment{Kind: "document", Type: "application/pdf", Name: "bill.pdf", Data: pdf},
			"Yeh raha bill", labels, "",
			[]string{to + `"type":"interactive","interactive":{"type":"button","header":{"type":"document","document":{"id":"8877","filename":"bill.pdf"}},` + ask},
		},
		"image with buttons": {
			bot.Attachment{Kind: "image", Type: "image/png", Data: png},
			"Yeh raha bill", labels, "",
			[]string{to + `"type":"interactive","interactive":{"type":"button","header":{"type":"image","image":{"id":"8877"}},` + ask},
		},
		"voice with buttons": {
			bot.Attachment{Kind: "audio", Type: "audio/ogg", Name: "a.ogg", Data: opus},
			"Yeh raha bill", labels, "",
			[]string{to + `"type":"audio","audio":{"id":"8877"}}`, to + `"type":"interactive","interactive":{"type":"button",` + ask},
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMeta(t, takesFiles)
			ch, _ := channelTo(t, m.URL)
			id, err := ch.Send(t.Context(), bot.Bubble{Address: "919800000001", Ref: "17", Text: c.text, Choices: c.choices, Attach: &c.file})
			if err != nil || id != "wamid.OUT" {
				t.Fatal(id, err)
			}
			asked := m.requests()
			if asked[0].line != "POST /v25.0/42/media" || asked[0].auth != "Bearer "+token || len(asked) != 1+len(c.want) {
				t.Fatalf("asked %s", asked)
			}
			if got := form(t, asked[0]); c.form != "" && got != c.form {
				t.Errorf("went up: %s\nwant: %s", got, c.form)
			}
			for i, want := range c.want {
				if got := string(asked[1+i].body); got != want {
					t.Errorf("got  %s\nwant %s", got, want)
				}
			}
		})
	}
}

func TestListBelowFile(t *testing.T) {
	m := newMeta(t, takesFiles)
	c, _ := channelTo(t, m.URL)
	_, err := c.Send(t.Context(), bot.Bubble{
		Address: "919800000001", Text: "?", Choices: many(4), Attach: &bot.Attachment{Kind: "image", Type: "image/png", Data: png},
	})
	if asked := m.requests(); err != nil || len(asked) != 3 || !strings.Contains(string(asked[2].body), `"type":"list"`) {
		t.Errorf("%v, asked %s", err, asked)
	}
}

func TestFilesThatAreNotSent(t *testing.T) {
	m := newMeta(t, takesFiles)
	c, _ := channelTo(t, m.URL)
	for name, a := range map[string]bot.Attachment{
		"empty":         {Kind: "image", Type: "image/png"},
		"no kind":       {Type: "image/png", Data: png},
		"no type":       {Kind: "image", Data: png},
		"other kind":    {Kind: "video", Type: "image/png", Data: png},
		"unknown kind":  {Kind: "hologram", Type: "image/png", Data: png},
		"gif":           {Kind: "image", Type: "image/gif", Data: []byte("GIF89a")},
		"not its type":  {Kind: "image", Type: "image/png", Data: []byte("<html>")},
		"large":         {Kind: "image", Type: "image/png", Data: append(bytes.Clone(png), make([]byte, 5<<20)...)},
		"large sticker": {Kind: "sticker", Type: "image/webp", Data: append(bytes.Clone(webp), make([]byte, 500<<10)...)},
	} {
		_, err := c.Send(t.Context(), bot.Bubble{Address: "919800000001", Attach: &a})
		if fault(t, err).Fault != bot.Refused || !errors.Is(err, bot.ErrMedia) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := len(m.requests()); n != 0 {
		t.Errorf("asked %d times", n)
	}
}

// An upload says nothing to anybody: however it breaks, it can be tried again.
func TestUploadsThatBreak(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   bot.Fault
	}{
		"cut":     {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, bot.Transient},
		"no id":   {says(200, `{}`), bot.Transient},
		"no JSON": {says(200, `ok`), bot.Transient},
		"504":     {says(504, ``), bot.Transient},
		"131053":  {says(400, `{"error":{"code":131053}}`), bot.Transient},
		"100":     {says(400, `{"error":{"code":100}}`), bot.Refused},
		"190":     {says(401, `{"error":{"code":190}}`), bot.Locked},
	} {
		m := newMeta(t, c.answer)
		ch, _ := channelTo(t, m.URL)
		_, err := ch.Send(t.Context(), bot.Bubble{Address: "919800000001", Attach: &bot.Attachment{Kind: "image", Type: "image/png", Data: png}})
		if s := fault(t, err); s.Fault != c.want || len(m.requests()) != 1 {
			t.Errorf("%s: %v after %d requests", name, err, len(m.requests()))
		}
	}
}

// Words that follow a file and break are told as they broke.
func TestWordsBehindAFileBreak(t *testing.T) {
	m := newMeta(t, nil)
	n := 0
	m.answer = func(w http.ResponseWriter, r *http.Request) {
		if n++; n == 3 {
			says(400, `{"error":{"code":131047}}`)(w, r)
			return
		}
		takesFiles(w, r)
	}
	c, _ := channelTo(t, m.URL)
	_, err := c.Send(t.Context(), bot.Bubble{
		Address: "919800000001", Text: "x", Attach: &bot.Attachment{Kind: "audio", Type: "audio/ogg", Data: opus},
	})
	if fault(t, err).Fault != bot.Closed {
		t.Error(err)
	}
}

func TestFileName(t *testing.T) {
	for _, c := range [][3]string{
		{"bill.pdf", "application/pdf", "bill.pdf"},
		{`C:\x\bill.pdf`, "application/pdf", "bill.pdf"},
		{"a\r\nX: y.pdf", "application/pdf", "a X: y.pdf"},
		{"/", "application/pdf", "file.pdf"},
		{"", "application/x-no-such-thing", "file"},
		{"हिसाब.pdf", "application/pdf", "हिसाब.pdf"},
		{strings.Repeat("x", 300), "application/pdf", strings.Repeat("x", longestName)},
	} {
		if got := fileName(&bot.Attachment{Name: c[0], Type: c[1]}); got != c[2] {
			t.Errorf("%q: %q, want %q", c[0], got, c[2])
		}
	}
}
