package aws_test

import (
	"context"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/coder/websocket"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/voice/aws"
)

var start = time.Date(2026, 3, 4, 5, 6, 7, 800, time.UTC)

// amazon are both services, by their contracts: they let nobody in who did not sign.
type amazon struct {
	*httptest.Server
	clock *bottest.Clock
	end   chan struct{} // of the test

	calls atomic.Int32

	mu     sync.Mutex
	query  url.Values // of the stream, without what signs it
	pieces []int      // bytes of the frames that came
	sound  []byte     // that came in them
	asked  string     // of Polly

	open  func(w http.ResponseWriter, r *http.Request) bool // instead of a stream; nil opens one
	first func(to *websocket.Conn)                          // before anything is heard
	says  func(to *websocket.Conn)                          // when all was heard
	speak func(w http.ResponseWriter, r *http.Request)      // of Polly
}

func newAmazon(t *testing.T) *amazon {
	t.Helper()
	a := &amazon{clock: bottest.NewClock(start), end: make(chan struct{})}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /stream-transcription-websocket", a.transcribe)
	mux.HandleFunc("POST /v1/speech", a.polly)
	a.Server = httptest.NewServer(mux)
	t.Cleanup(func() { close(a.end); a.Close() })
	return a
}

// frames says frames, and that this was all.
func frames(all ...[]byte) func(*websocket.Conn) {
	return func(to *websocket.Conn) {
		for _, f := range all {
			_ = to.Write(context.Background(), websocket.MessageBinary, f)
		}
		_ = to.Close(websocket.StatusNormalClosure, "")
	}
}

func (a *amazon) transcribe(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.calls.Add(1)
	if a.open != nil && !a.open(w, r) {
		return
	}
	if !opens(r, "", "transcribe", a.clock.Now()) {
		http.Error(w, "the signature does not match", http.StatusForbidden)
		return
	}
	a.query = r.URL.Query()
	maps.DeleteFunc(a.query, func(name string, _ []string) bool { return strings.HasPrefix(name, "X-Amz-") })
	to, err := websocket.Accept(w, r, nil)
	if err != nil {
		return
	}
	defer func() { _ = to.CloseNow() }()
	if a.first != nil {
		a.first(to)
	}
	if a.hear(to) {
		a.says(to)
	}
}

// hear takes what is said, up to the end, and hangs up on what is no sound.
func (a *amazon) hear(from *websocket.Conn) bool {
	from.SetReadLimit(1 << 16)
	for {
		kind, f, err := from.Read(context.Background())
		if err != nil {
			return false
		}
		headers, payload, err := readFrame(f)
		if err != nil || kind != websocket.MessageBinary || !maps.Equal(headers, map[string]string{
			":message-type": "event", ":event-type": "AudioEvent", ":content-type": "application/octet-stream",
		}) {
			frames(exception("BadRequestException"))(from)
			return false
		}
		if len(payload) == 0 {
			return true
		}
		a.pieces, a.sound = append(a.pieces, len(payload)), append(a.sound, payload...)
	}
}

func (a *amazon) polly(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.calls.Add(1)
	body, _ := io.ReadAll(r.Body)
	if !opens(r, string(body), "polly", a.clock.Now()) {
		http.Error(w, `{"message":"the signature does not match"}`, http.StatusForbidden)
		return
	}
	a.asked = string(body)
	a.speak(w, r)
}

// keys are credentials.
type keys struct {
	secret string
	err    error
}

func (k keys) Retrieve(context.Context) (sdk.Credentials, error) {
	return sdk.Credentials{AccessKeyID: keyID, SecretAccessKey: k.secret, SessionToken: session}, k.err
}

func (a *amazon) client(t *testing.T, change ...func(*aws.Config)) *aws.Client {
	t.Helper()
	c := aws.Config{Region: region, Credentials: keys{secret: secret}, Transcribe: a.URL, Polly: a.URL, Clock: a.clock}
	for _, f := range change {
		f(&c)
	}
	out, err := aws.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// tells reports whether an error tells what nobody may know.
func tells(err error) bool {
	for _, word := range []string{"ramesh", "secret", keyID, session, url.QueryEscape(session), "X-Amz", "Signature="} {
		if strings.Contains(err.Error(), word) {
			return true
		}
	}
	return false
}
