package bhashini_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot/bhashini"
	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// ulca is Bhashini, by its contract: a key opens the services until it is changed.
type ulca struct {
	*httptest.Server
	mu     sync.Mutex
	key    string // that opens the services now
	voices string // of the service that speaks, as JSON
	at     string // where the services are, if not here
	finds  atomic.Int32
	calls  atomic.Int32
	asked  body                                                 // for the last time
	answer func(w http.ResponseWriter, source, from, to string) // of a translation
	speech func(w http.ResponseWriter, r *http.Request)         // of the others
}

func newULCA(t *testing.T) *ulca {
	t.Helper()
	u := &ulca{key: "k1", voices: `["male","female"]`, answer: func(w http.ResponseWriter, source, from, to string) {
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
			Language       map[string]string
			Service        string `json:"serviceId"`
			AudioFormat    string
			SamplingRate   int
			PreProcessors  []string
			PostProcessors []string
			Gender         string
		}
	} `json:"pipelineTasks"`
	Request struct {
		Pipeline string `json:"pipelineId"`
	} `json:"pipelineRequestConfig"`
	Input struct {
		Input []struct{ Source string }
		Audio []struct{ AudioContent []byte }
	} `json:"inputData"`
}

// languages are those of a task: "hi", "hi-ta".
func (b body) languages() string {
	l := b.Tasks[0].Config.Language
	if to, ok := l["targetLanguage"]; ok {
		return l["sourceLanguage"] + "-" + to
	}
	return l["sourceLanguage"]
}

func (u *ulca) find(w http.ResponseWriter, r *http.Request) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.finds.Add(1)
	var b body
	if json.NewDecoder(r.Body).Decode(&b) != nil || len(b.Tasks) != 1 || b.Request.Pipeline != bhashini.DefaultPipeline ||
		!slices.Contains([]string{"translation", "asr", "tts"}, b.Tasks[0].Type) {
		http.Error(w, "odd", http.StatusBadRequest)
		return
	}
	if r.Header.Get("userID") != "me" || r.Header.Get("ulcaApiKey") != "secret" {
		http.Error(w, "who are you", http.StatusUnauthorized)
		return
	}
	if b.languages() == "hi-xx" || b.languages() == "ml" {
		fmt.Fprint(w, `{"pipelineResponseConfig":[]}`)
		return
	}
	voices, at := "", cmp.Or(u.at, u.URL+"/work")
	if b.Tasks[0].Type == "tts" {
		voices = `,"supportedVoices":` + u.voices
	}
	fmt.Fprintf(w, `{"languages":[],"pipelineResponseConfig":[{"taskType":%q,"config":[{"serviceId":"s-%s-%s"%s}]}],
		"pipelineInferenceAPIEndPoint":{"callbackUrl":%q,"inferenceApiKey":{"name":"Authorization","value":%q}}}`,
		b.Tasks[0].Type, b.Tasks[0].Type, b.languages(), voices, at, u.key)
}

func (u *ulca) work(w http.ResponseWriter, r *http.Request) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.calls.Add(1)
	if r.Header.Get("Authorization") != u.key {
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
	u.asked = body{}
	if json.NewDecoder(r.Body).Decode(&u.asked) != nil || len(u.asked.Tasks) != 1 || len(u.asked.Input.Input)+len(u.asked.Input.Audio) != 1 {
		http.Error(w, "odd", http.StatusBadRequest)
		return
	}
	at := u.asked.Tasks[0]
	if at.Config.Service != "s-"+at.Type+"-"+u.asked.languages() {
		http.Error(w, "no such service", http.StatusBadRequest)
		return
	}
	if at.Type != "translation" {
		u.speech(w, r)
		return
	}
	u.answer(w, u.asked.Input.Input[0].Source, at.Config.Language["sourceLanguage"], at.Config.Language["targetLanguage"])
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
