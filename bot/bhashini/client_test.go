package bhashini_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bhashini"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/steady"
)

// ulca is Bhashini, by its contract: a key opens the services until it is changed.
type ulca struct {
	*httptest.Server
	mu     sync.Mutex
	key    string // that opens the services now
	finds  int
	calls  int
	answer func(w http.ResponseWriter, source, from, to string) // of a translation
}

func newULCA(t *testing.T) *ulca {
	t.Helper()
	u := &ulca{key: "k1", answer: func(w http.ResponseWriter, source, from, to string) {
		fmt.Fprintf(w, `{"pipelineResponse":[{"taskType":"translation","output":[{"source":%q,"target":%q}]}]}`, source, from+">"+to+": "+source)
	}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /find", u.find)
	mux.HandleFunc("POST /work", u.work)
	u.Server = httptest.NewServer(mux)
	t.Cleanup(u.Close)
	return u
}

// body is what is asked for in both calls.
type body struct {
	Tasks []struct {
		Type   string `json:"taskType"`
		Config struct {
			Language struct{ SourceLanguage, TargetLanguage string }
			Service  string `json:"serviceId"`
		}
	} `json:"pipelineTasks"`
	Request struct {
		Pipeline string `json:"pipelineId"`
	} `json:"pipelineRequestConfig"`
	Input struct {
		Input []struct{ Source string }
	} `json:"inputData"`
}

func (u *ulca) find(w http.ResponseWriter, r *http.Request) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.finds++
	var b body
	if json.NewDecoder(r.Body).Decode(&b) != nil || len(b.Tasks) != 1 || b.Tasks[0].Type != "translation" || b.Request.Pipeline != bhashini.DefaultPipeline {
		http.Error(w, "odd", http.StatusBadRequest)
		return
	}
	if r.Header.Get("userID") != "me" || r.Header.Get("ulcaApiKey") != "secret" {
		http.Error(w, "who are you", http.StatusForbidden)
		return
	}
	l := b.Tasks[0].Config.Language
	if l.TargetLanguage == "xx" {
		fmt.Fprint(w, `{"pipelineResponseConfig":[]}`)
		return
	}
	fmt.Fprintf(w, `{"languages":[],"pipelineResponseConfig":[{"taskType":"translation","config":[{"serviceId":"s-%s-%s"}]}],
		"pipelineInferenceAPIEndPoint":{"callbackUrl":"%s/work","inferenceApiKey":{"name":"Authorization","value":%q}}}`, l.SourceLanguage, l.TargetLanguage, u.URL, u.key)
}

func (u *ulca) work(w http.ResponseWriter, r *http.Request) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.calls++
	if r.Header.Get("Authorization") != u.key {
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
	var b body
	if json.NewDecoder(r.Body).Decode(&b) != nil || len(b.Input.Input) != 1 {
		http.Error(w, "odd", http.StatusBadRequest)
		return
	}
	l := b.Tasks[0].Config.Language
	if b.Tasks[0].Config.Service != "s-"+l.SourceLanguage+"-"+l.TargetLanguage {
		http.Error(w, "no such service", http.StatusBadRequest)
		return
	}
	u.answer(w, b.Input.Input[0].Source, l.SourceLanguage, l.TargetLanguage)
}

func (u *ulca) client(t *testing.T, change ...func(*bhashini.Config)) *bhashini.Client {
	t.Helper()
	c := bhashini.Config{User: "me", Key: "secret", URL: u.URL + "/find", Clock: bottest.NewClock(time.Unix(1e9, 0))}
	for _, f := range change {
		f(&c)
	}
	out, err := bhashini.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestTranslate finds a service once, and again when its key was changed.
func TestTranslate(t *testing.T) {
	u := newULCA(t)
	c := u.client(t)
	for n, step := range []struct {
		to           string
		finds, calls int
		change       func()
	}{
		{"ta", 1, 1, func() {}},
		{"ta", 1, 2, func() {}},
		{"bn", 2, 3, func() {}},
		{"ta", 3, 5, func() { u.key = "k2" }},
		{"ta", 3, 6, func() {}},
	} {
		step.change()
		got, err := c.Translate(t.Context(), "kal aana", "hi", step.to)
		if err != nil || got != "hi>"+step.to+": kal aana" || u.finds != step.finds || u.calls != step.calls {
			t.Errorf("step %d: %q, %v; found %d, called %d", n, got, err, u.finds, u.calls)
		}
	}
}

// TestTranslateFails says why, without the words, and leaves a service alone that is down.
func TestTranslateFails(t *testing.T) {
	if _, err := bhashini.New(bhashini.Config{User: "me"}); !errors.Is(err, bhashini.ErrConfig) {
		t.Error(err)
	}
	for name, c := range map[string]struct {
		answer func(w http.ResponseWriter, source, from, to string)
		want   error
	}{
		"nothing": {func(w http.ResponseWriter, _, _, _ string) { fmt.Fprint(w, `{}`) }, bhashini.ErrAnswer},
		"no JSON": {func(w http.ResponseWriter, s, _, _ string) { fmt.Fprint(w, s) }, bhashini.ErrAnswer},
		"empty": {func(w http.ResponseWriter, _, _, _ string) {
			fmt.Fprint(w, `{"pipelineResponse":[{"output":[{"target":""}]}]}`)
		}, bhashini.ErrAnswer},
		"two":         {func(w http.ResponseWriter, _, _, _ string) { fmt.Fprint(w, `{"pipelineResponse":[{},{}]}`) }, bhashini.ErrAnswer},
		"no end":      {func(w http.ResponseWriter, _, _, _ string) { fmt.Fprint(w, strings.Repeat(" ", 2<<20)) }, bhashini.ErrAnswer},
		"refused":     {func(w http.ResponseWriter, s, _, _ string) { http.Error(w, s, http.StatusBadRequest) }, bhashini.ErrRefused},
		"not allowed": {func(w http.ResponseWriter, s, _, _ string) { http.Error(w, s, http.StatusUnauthorized) }, bhashini.ErrRefused},
	} {
		u := newULCA(t)
		u.answer = c.answer
		if _, err := u.client(t).Translate(t.Context(), "ramesh", "hi", "ta"); !errors.Is(err, c.want) || strings.Contains(err.Error(), "ramesh") {
			t.Errorf("%s: %v", name, err)
		}
	}
	u := newULCA(t)
	if _, err := u.client(t).Translate(t.Context(), "a", "hi", "xx"); !errors.Is(err, bhashini.ErrLanguage) {
		t.Error(err)
	}
	if _, err := u.client(t, func(c *bhashini.Config) { c.Key = "wrong" }).Translate(t.Context(), "a", "hi", "ta"); !errors.Is(err, bhashini.ErrRefused) {
		t.Error(err)
	}
	u.answer = func(w http.ResponseWriter, _, _, _ string) { http.Error(w, "", http.StatusInternalServerError) }
	down := u.client(t)
	for range 10 {
		_, _ = down.Translate(t.Context(), "a", "hi", "ta")
	}
	if _, err := down.Translate(t.Context(), "a", "hi", "ta"); !errors.Is(err, steady.ErrDown) || u.calls > 8 {
		t.Errorf("%v after %d calls", err, u.calls)
	}
}
