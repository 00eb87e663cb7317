package main

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/bot/simulator"
	"github.com/sahayak-dev/sahayak/internal/forms"
)

// accountAt is an emulated account, the clock that approves, and the arguments that
// lead there.
func accountAt(t *testing.T, held fstest.MapFS) (clock *bottest.Clock, args []string) {
	t.Helper()
	clock = bottest.NewClock(time.Date(2026, 11, 22, 4, 30, 0, 0, time.UTC))
	e, err := simulator.New(simulator.Config{
		Clock: clock, Token: "t", Secret: "s", Verify: "v", Templates: held,
		Number: simulator.Number{ID: "1", Account: "2", Display: "+91 80000 00000", Name: "Shop"},
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(e.Handler())
	t.Cleanup(func() { server.Close(); _ = e.Close() })
	return clock, []string{
		"--data", t.TempDir(), "--cloudapi-number", "1", "--cloudapi-account", "2", "--cloudapi-token", "t", "--cloudapi-secret", "s", "--cloudapi-verify", "v", "--cloudapi-graph", server.URL,
	}
}

// TestTemplates lists, shows, submits and lists again.
func TestTemplates(t *testing.T) {
	clock, at := accountAt(t, nil)
	templates := func(args ...string) string { return pipe(t, "", slices.Concat([]string{"templates"}, args, at)...) }
	says(t, templates("list"), "sahayak_answered     hi  utility    not there  for bot.person.says\n", "sahayak_waiting      en  utility    not there  for all the rest\n")

	var shown []wire.TemplateInfo
	if err := json.Unmarshal([]byte(templates("submit", "--lang", "ta", "--lang", "hi")), &shown); err != nil || len(shown) != 8 || shown[0].Language != "hi" {
		t.Errorf("shown are %v, %v", shown, err)
	}
	says(t, templates("list"), "not there") // showing sends nothing

	says(t, templates("submit", "--yes", "--name", "sahayak_desk", "--lang", "hi"), "sahayak_desk         hi  PENDING 3", "1 templates were submitted")
	says(t, templates("list"), "sahayak_desk         hi  utility    pending    for bot.desk.new, bot.desk.from\n", "sahayak_desk         ta  utility    not there")
	clock.Advance(simulator.ReviewTime)
	says(t, templates("submit", "--yes"), "39 templates were submitted")
	says(t, templates("list"), "sahayak_desk         hi  utility    approved ", "sahayak_desk         ta  utility    pending ")
	says(t, templates("submit", "--yes"), "0 templates were submitted")

	var one shownTemplate
	line, _, _ := strings.Cut(templates("list", "--json"), "\n")
	if err := json.Unmarshal([]byte(line), &one); err != nil || one.Name != "sahayak_answered" || one.State != forms.Pending || one.Category != forms.Utility || one.Differs {
		t.Errorf("%s: %v", line, err)
	}
}

// TestTemplatesDiffer tells of a template that WhatsApp has in other words, and
// charges as something else.
func TestTemplatesDiffer(t *testing.T) {
	_, at := accountAt(t, fstest.MapFS{"x.json": {Data: []byte(
		`{"name":"sahayak_waiting","language":"en","status":"PAUSED","category":"MARKETING","components":[{"type":"BODY","text":"Hello"}]}`,
	)}})
	says(t, pipe(t, "", append([]string{"templates"}, at...)...), "sahayak_waiting      en  marketing  paused, in other words for all")
}

// TestTemplatesHere lists and checks without an account.
func TestTemplatesHere(t *testing.T) {
	says(t, pipe(t, "", "templates"), "WhatsApp was not asked: --cloudapi-account", "sahayak_morning      hi  utility    –          for alerts.morning.day\n")
	says(t, pipe(t, "", "templates", "check"), "4 templates in 10 languages: nothing")
	var all []wire.TemplateInfo
	if err := json.Unmarshal([]byte(pipe(t, "", "templates", "submit")), &all); err != nil || len(all) != 40 {
		t.Errorf("%d templates, %v", len(all), err)
	}
}

// TestTemplatesRefused says what is missing, and what WhatsApp says.
func TestTemplatesRefused(t *testing.T) {
	_, at := accountAt(t, nil)
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"submit", "--yes"}, "--cloudapi-account ID"},
		{[]string{"list", "--cloudapi-account", "2"}, "--cloudapi-number ID"},
		{[]string{"list", "--cloudapi-account", "2", "--cloudapi-number", "1"}, "--cloudapi-token"},
		{append([]string{"submit", "--name", "x"}, at...), `no template "x"`},
		{append([]string{"submit", "--lang", "fr"}, at...), `no template is in "fr"`},
		{append(append([]string{"list"}, at...), "--cloudapi-token", "x"), "190"},
		{append(append([]string{"list"}, at...), "--cloudapi-account", "3"), "100"},
		{append(append([]string{"list"}, at...), "--residency", "in", "--cloudapi-graph", "https://graph.facebook.com"), "--cloudapi-storage in"},
	} {
		if _, err := command(t, append([]string{"templates"}, test.args...)...); err == nil || !strings.Contains(fault(err), test.want) {
			t.Errorf("%v: %v", test.args, err)
		}
	}
}

// TestTemplatesGoOn submits the rest when some are refused, and stops when WhatsApp
// takes none.
func TestTemplatesGoOn(t *testing.T) {
	posts, status := 0, http.StatusBadRequest
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			_, _ = w.Write([]byte(`{"data":[]}`))
			return
		}
		if posts++; posts == 2 {
			_, _ = w.Write([]byte(`{"id":"5","status":"APPROVED"}`))
			return
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(`{"error":{"message":"Invalid parameter","code":` + map[int]string{http.StatusBadRequest: "100", http.StatusUnauthorized: "190"}[status] + `,"error_user_msg":"too many variables"}}`))
	}))
	defer s.Close()
	args := []string{
		"templates", "submit", "--yes", "--lang", "hi", "--data", t.TempDir(), "--cloudapi-number", "1", "--cloudapi-account", "2",
		"--cloudapi-token", "t", "--cloudapi-secret", "s", "--cloudapi-verify", "v", "--cloudapi-graph", s.URL,
	}
	out, err := command(t, args...)
	if err == nil || !strings.Contains(err.Error(), "3 of 4 templates were refused") || posts != 4 {
		t.Errorf("%d submitted: %v", posts, err)
	}
	says(t, out, "sahayak_answered     hi  refused: ", "too many variables", "sahayak_desk         hi  APPROVED 5\n")
	posts, status = 0, http.StatusUnauthorized
	if _, err := command(t, args...); err == nil || posts != 1 {
		t.Errorf("%d submitted: %v", posts, err)
	}
}

// TestProofread says what would be refused, and ends with it.
func TestProofread(t *testing.T) {
	set, err := forms.New(nil, forms.Source{Prefix: "bot", Files: fstest.MapFS{"forms/x.toml": {Data: []byte(`
		name = "sahayak_x"
		category = "utility"
		buttons = ["show", "show", "show", "show"]
	`)}}})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := proofread(&terminal{out: &out}, set); !errors.Is(err, errFaulty) {
		t.Errorf("%v", err)
	}
	says(t, out.String(), "✘ sahayak_x hi: missing language\n", "– sahayak_x: quick replies: 4\n")
}
