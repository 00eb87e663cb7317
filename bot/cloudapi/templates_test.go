package cloudapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// TestTemplates reads a list page by page, by its cursors and at the base alone.
func TestTemplates(t *testing.T) {
	var asked []string
	m := newMeta(t, func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		asked = append(asked, r.Method+" "+r.URL.Path+" after="+q.Get("after")+" limit="+q.Get("limit")+" token="+q.Get("access_token"))
		page := map[string]string{
			"":   `{"data":[{"name":"a","language":"hi","status":"APPROVED","category":"UTILITY","components":[]}],"paging":{"cursors":{"before":"x","after":"c1"},"next":"https://169.254.169.254/?access_token=EAAtoken&after=c9"}}`,
			"c1": `{"data":[{"name":"a","language":"ta","status":"REJECTED"},{"name":"b","language":"en","status":"PENDING"}],"paging":{"cursors":{"after":"c2"},"next":"https://graph.facebook.com/more"}}`,
			"c2": `{"data":[{"name":"c","language":"en","status":"PAUSED"}],"paging":{"cursors":{"after":"c3"}}}`,
		}[q.Get("after")]
		says(http.StatusOK, page)(w, r)
	})
	all, err := served(t, m).Templates(t.Context(), "777")
	var got []string
	for _, i := range all {
		got = append(got, fmt.Sprintf("%s %s %s", i.Name, i.Language, i.Status))
	}
	if want := "a hi APPROVED, a ta REJECTED, b en PENDING, c en PAUSED"; err != nil || strings.Join(got, ", ") != want {
		t.Errorf("got %s, %v, want %s", strings.Join(got, ", "), err, want)
	}
	line := "GET /v25.0/777/message_templates after=%s limit=100 token="
	if want := []string{fmt.Sprintf(line, ""), fmt.Sprintf(line, "c1"), fmt.Sprintf(line, "c2")}; strings.Join(asked, "\n") != strings.Join(want, "\n") {
		t.Errorf("asked\n%s", strings.Join(asked, "\n"))
	}
}

// TestTemplatesEnd stops where a list does not: one that gives the same cursor for
// ever, and one that gives always another.
func TestTemplatesEnd(t *testing.T) {
	n := 0
	for _, c := range []struct {
		cursor func() string
		asked  int
		ok     bool
	}{
		{func() string { return "same" }, 2, true},
		{func() string { return "" }, 1, true},
		{func() string { return fmt.Sprint(n) }, mostPages, false},
	} {
		n = 0
		m := newMeta(t, func(w http.ResponseWriter, r *http.Request) {
			n++
			says(http.StatusOK, `{"data":[],"paging":{"cursors":{"after":"`+c.cursor()+`"},"next":"https://x"}}`)(w, r)
		})
		if _, err := served(t, m).Templates(t.Context(), "777"); (err == nil) != c.ok || n != c.asked {
			t.Errorf("asked %d times: %v", n, err)
		}
	}
}

// TestSubmitTemplate sends a template as it is, and tells what came of it.
func TestSubmitTemplate(t *testing.T) {
	m := newMeta(t, says(http.StatusOK, `{"id":"572279198452421","status":"PENDING","category":"MARKETING"}`))
	info := wire.TemplateInfo{Name: "sahayak_x", Language: "hi", Category: "UTILITY", Components: []wire.TemplateComponent{{Type: "BODY", Text: "नमस्ते"}}}
	id, status, err := served(t, m).SubmitTemplate(t.Context(), "777", info)
	if id != "572279198452421" || status != "PENDING" || err != nil {
		t.Errorf("%s %s %v", id, status, err)
	}
	want, _ := json.Marshal(info)
	if got := m.requests()[0]; got.line != "POST /v25.0/777/message_templates" || string(got.body) != string(want) || got.auth != "Bearer "+token {
		t.Errorf("asked %s %s", got.line, got.body)
	}
}

// TestTemplatesRefused says what Meta does not like of a form, and asks nothing
// about what is no account.
func TestTemplatesRefused(t *testing.T) {
	m := newMeta(t, says(http.StatusBadRequest, `{"error":{"message":"Invalid parameter","type":"OAuthException","code":100,"error_subcode":2388024,"is_transient":false,"error_user_title":"Content in This Language Already Exists","error_user_msg":"There is already Hindi content for this template.","fbtrace_id":"x"}}`))
	ch := served(t, m)
	_, _, err := ch.SubmitTemplate(t.Context(), "777", wire.TemplateInfo{})
	var fault *bot.SendError
	if !errors.As(err, &fault) || fault.Fault != bot.Refused || fault.Code != 100 || !strings.HasSuffix(err.Error(), "Invalid parameter: Content in This Language Already Exists: There is already Hindi content for this template.") {
		t.Errorf("got %v", err)
	}
	if _, err := ch.Templates(t.Context(), "777"); !errors.As(err, &fault) {
		t.Errorf("got %v", err)
	}
	asked := len(m.requests())
	for _, account := range []string{"", "../42", "7?x=1", "7/8"} {
		if _, err := ch.Templates(t.Context(), account); !errors.Is(err, errAccount) {
			t.Errorf("%q: %v", account, err)
		}
		if _, _, err := ch.SubmitTemplate(t.Context(), account, wire.TemplateInfo{}); !errors.Is(err, errAccount) {
			t.Errorf("%q: %v", account, err)
		}
	}
	if len(m.requests()) != asked {
		t.Errorf("asked %v", m.requests()[asked:])
	}
}

// served is a channel to a Graph API.
func served(t *testing.T, m *meta) *Channel {
	t.Helper()
	ch, _ := channelTo(t, m.URL)
	return ch
}
