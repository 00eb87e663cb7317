package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws/protocol/eventstream"
	"github.com/coder/websocket"

	"github.com/sahayak-dev/sahayak/bot/voice/sound"
)

// opens is the key that opens all of the services, and secret to all but them.
const opens = "hunter2-hunter2"

// speechServices are all services that hear and speak, each by its contract, in one place.
// Whoever comes without the key is sent away.
func speechServices(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	clip := make(sound.Clip, sound.Rate/2)
	for i := range clip {
		clip[i] = int16(i % 100 * 50)
	}
	file := base64.StdEncoding.EncodeToString(clip.WAV())
	answers := func(path, header, key, answer string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			if !strings.Contains(r.Header.Get(header), key) {
				http.Error(w, "who are you with your "+r.Header.Get(header), http.StatusForbidden)
				return
			}
			fmt.Fprint(w, answer)
		})
	}
	answers("POST /speech-to-text", "Api-Subscription-Key", opens, `{"transcript":"नमस्ते जी","language_code":"hi-IN"}`)
	answers("POST /text-to-speech", "Api-Subscription-Key", opens, fmt.Sprintf(`{"audios":[%q]}`, file))
	answers("POST /v1/audio/transcriptions", "Authorization", "Bearer "+opens, `{"text":"नमस्ते"}`)
	answers("POST /page/audio/transcriptions", "Authorization", "", "<html>welcome</html>")
	answers("POST /inference", "Authorization", "", `{"text":" [BLANK_AUDIO]"}`)
	answers("POST /v1/audio/speech", "Authorization", "Bearer "+opens, string(clip.WAV()))
	mux.HandleFunc("POST /find", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("userID") != "me" || r.Header.Get("ulcaApiKey") != opens {
			http.Error(w, "who are you", http.StatusUnauthorized)
			return
		}
		fmt.Fprintf(w, `{"pipelineResponseConfig":[{"config":[{"serviceId":"s"}]}],
			"pipelineInferenceAPIEndPoint":{"callbackUrl":%q,"inferenceApiKey":{"name":"Authorization","value":%q}}}`, s.URL+"/work", opens)
	})
	mux.HandleFunc("POST /work", func(w http.ResponseWriter, r *http.Request) {
		var asked struct {
			Tasks []struct {
				Type string `json:"taskType"`
			} `json:"pipelineTasks"`
		}
		_ = json.NewDecoder(r.Body).Decode(&asked)
		what := map[string]string{
			"asr": `"output":[{"source":"नमस्ते"}]`, "translation": `"output":[{"source":"नमस्ते","target":"hello"}]`,
			"tts": fmt.Sprintf(`"audio":[{"audioContent":%q}]`, file),
		}
		fmt.Fprintf(w, `{"pipelineResponse":[{%s}]}`, what[asked.Tasks[0].Type])
	})
	mux.HandleFunc("POST /v1/speech", func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Authorization"), "Credential=AKIDWELL/") {
			http.Error(w, `{"message":"no"}`, http.StatusForbidden)
			return
		}
		w.Header().Set("Content-Type", "audio/pcm")
		_ = binary.Write(w, binary.LittleEndian, clip)
	})
	mux.HandleFunc("GET /stream-transcription-websocket", stream)
	return s.URL
}

// stream is Transcribe: it takes a note, and says what it heard.
func stream(w http.ResponseWriter, r *http.Request) {
	if !strings.HasPrefix(r.URL.Query().Get("X-Amz-Credential"), "AKIDWELL/") {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	to, err := websocket.Accept(w, r, nil)
	if err != nil {
		return
	}
	ctx := context.Background()
	for {
		_, raw, err := to.Read(ctx)
		if err != nil {
			return
		}
		if m, err := eventstream.NewDecoder().Decode(bytes.NewReader(raw), nil); err != nil || len(m.Payload) == 0 {
			break
		}
	}
	m := eventstream.Message{Payload: []byte(`{"Transcript":{"Results":[{"IsPartial":false,"Alternatives":[{"Transcript":"नमस्ते"}]}]}}`)}
	m.Headers.Set(":message-type", eventstream.StringValue("event"))
	m.Headers.Set(":event-type", eventstream.StringValue("TranscriptEvent"))
	m.Headers.Set(":content-type", eventstream.StringValue("application/json"))
	var out bytes.Buffer
	_ = eventstream.NewEncoder().Encode(&out, m)
	_ = to.Write(ctx, websocket.MessageBinary, out.Bytes())
	_ = to.Close(websocket.StatusNormalClosure, "")
}

// credentials are the machine's at AWS, and no others.
func credentials(t *testing.T, id string) {
	t.Helper()
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": id, "AWS_SECRET_ACCESS_KEY": opens, "AWS_SESSION_TOKEN": "", "AWS_PROFILE": "",
		"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull, "AWS_EC2_METADATA_DISABLED": "true",
	} {
		t.Setenv(name, value)
	}
}

// speechSettings have everything at one place hear and speak.
func speechSettings(at string) []string {
	return []string{
		"--hear", "sarvam,bhashini,openai,transcribe", "--speak", "polly,openai,bhashini,sarvam",
		"--sarvam-key", opens, "--sarvam-url", at,
		"--bhashini-user", "me", "--bhashini-key", opens, "--bhashini-url", at + "/find",
		"--openai-speech-key", opens, "--openai-speech-url", at + "/v1",
		"--transcribe-url", at, "--polly-url", at,
	}
}
