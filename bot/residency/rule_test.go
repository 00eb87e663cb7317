package residency_test

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/residency"
)

func india(t testing.TB, allowed ...string) *residency.Rule {
	t.Helper()
	r, err := residency.New("in", allowed...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestAllows is what is in India, and what only looks as if it were.
func TestAllows(t *testing.T) {
	r := india(t, "db.example.com", " *.Shop.example. ", "203.0.113.7", "2001:db8::7")
	for host, want := range map[string]bool{
		"localhost": true, "127.0.0.1": true, "::1": true, "[::1]": true, "127.8.8.8": true,
		"10.1.2.3": true, "172.16.0.1": true, "192.168.1.1": true, "fd00::1": true, "::ffff:10.0.0.1": true,
		"172.32.0.1": false, "8.8.8.8": false, "100.64.0.1": false, "0.0.0.0": false, "::ffff:8.8.8.8": false,
		"169.254.169.254": false, "fe80::1": false, "224.0.0.1": false, "": false,
		"203.0.113.7": true, "203.0.113.8": false, "2001:db8::7": true,

		"db.example.com": true, "DB.Example.Com.": true, "a.db.example.com": false, "xdb.example.com": false,
		"a.shop.example": true, "a.b.shop.example": true, "shop.example": false, "ashop.example": false,

		"shop.cabc.ap-south-1.rds.amazonaws.com": true, "kms.ap-south-1.amazonaws.com": true, "b.s3.ap-south-2.amazonaws.com": true,
		"r.abc.ng.0001.aps1.cache.amazonaws.com": true, "kms.ap-south-1.api.aws": true,
		"ap-south-1.amazonaws.com": false, "s3.amazonaws.com": false, "kms.ap-southeast-1.amazonaws.com": false,
		"ap-south-1.s3.eu-west-1.amazonaws.com": false, "kms.ap-south-1.amazonaws.com.evil.example": false,
		"evil.exampleap-south-1.amazonaws.com": false,

		"centralindia.api.cognitive.microsoft.com": true, "eastus.api.cognitive.microsoft.com": false,
		"shop.postgres.database.azure.com": false, "vm.westindia.cloudapp.azure.com": true,
		"asia-south1-aiplatform.googleapis.com": true, "us-central1-aiplatform.googleapis.com": false, "speech.googleapis.com": false,
		"dhruva-api.bhashini.gov.in": true, "bhashini.gov.in.example": false, "api.sarvam.ai": true, "api.openai.com": false,

		"graph.facebook.com": false, "lookaside.fbsbx.com": false,
	} {
		if got := r.Allows(host); got != want {
			t.Errorf("%q: %v", host, got)
		}
	}
}

// TestNew refuses what it has no list for, and names that are none.
func TestNew(t *testing.T) {
	if r, err := residency.New(""); r != nil || err != nil || !r.Allows("anywhere.example") || r.Refused() != 0 {
		t.Errorf("no rule: %v, %v", r, err)
	}
	if _, err := residency.New("IN"); err != nil {
		t.Error(err)
	}
	for _, c := range [][]string{
		{"us"}, {"india"}, {"in", "https://db.example.com"}, {"in", "db.example.com:5432"}, {"in", "*"}, {"in", ""}, {"in", "*."}, {"in", "a.*.b"}, {"in", "u@h"},
	} {
		if _, err := residency.New(c[0], c[1:]...); !errors.Is(err, residency.ErrUnknown) {
			t.Errorf("%q: %v", c, err)
		}
	}
}

// TestCheck names the settings that lead abroad, in one line, without secrets.
func TestCheck(t *testing.T) {
	r := india(t, "db.example.in")
	for _, at := range []string{
		"", "postgres://u:hunter2@db.example.in:5432/shop?sslmode=require", "redis://:hunter2@10.0.0.7:6379/0", "db.example.in", "db.example.in:5432",
		"/var/run/postgresql", "http://[::1]:8080/x", "localhost",
	} {
		if err := r.Check(residency.Place{Setting: "--db", At: at}); err != nil {
			t.Errorf("%q: %v", at, err)
		}
	}
	err := r.Check(
		residency.Place{Setting: "--db", At: "postgres://u:hunter2@db.example.com/shop"},
		residency.Place{Setting: "--redis", At: "redis://db.example.in"},
		residency.Place{Setting: "--notify", At: "https://hooks.example.com/hunter2?x=hunter2"},
		residency.Place{Setting: "--odd", At: "postgres://u:hunter2@%zz/"},
		residency.Place{Setting: "--none", At: "postgres:///hunter2"},
	)
	if !errors.Is(err, residency.ErrAbroad) {
		t.Fatal(err)
	}
	for _, want := range []string{"--db (db.example.com)", "--notify (hooks.example.com)", "--odd", "--none", "--residency in", "--residency-allow"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in %v", want, err)
		}
	}
	if s := err.Error(); strings.Contains(s, "hunter2") || strings.Contains(s, "\n") || strings.Contains(s, "--redis") {
		t.Errorf("said %s", s)
	}
	var none *residency.Rule
	if err := none.Check(residency.Place{Setting: "--db", At: "postgres://anywhere.example"}); err != nil {
		t.Error(err)
	}
}

// TestTransport lets requests out to the country only, also when they are sent on
// or would go through a proxy.
func TestTransport(t *testing.T) {
	asked := 0
	near := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		if r.URL.Path == "/away" {
			http.Redirect(w, r, "http://abroad.example/", http.StatusFound)
		}
	}))
	defer near.Close()
	r := india(t)
	through := &http.Transport{Proxy: func(*http.Request) (*url.URL, error) { return url.Parse(near.URL) }}
	for _, c := range []struct {
		transport *http.Transport
		to        string
		ok        bool
		asked     int
	}{
		{&http.Transport{}, near.URL, true, 1},
		{&http.Transport{}, near.URL + "/away", false, 1},
		{&http.Transport{}, "http://abroad.example/", false, 0},
		{&http.Transport{}, "https://abroad.example:8443/", false, 0},
		{through, "http://abroad.example/", false, 0},
	} {
		asked = 0
		client := http.Client{Transport: r.Transport(c.transport)}
		resp, err := client.Post(c.to, "text/plain", strings.NewReader("x"))
		if err == nil {
			resp.Body.Close()
		}
		client.CloseIdleConnections()
		if c.ok != (err == nil) || !c.ok && !errors.Is(err, residency.ErrAbroad) || asked != c.asked {
			t.Errorf("%s: %v, asked %d times", c.to, err, asked)
		}
	}
	if r.Refused() != 4 {
		t.Errorf("refused %d", r.Refused())
	}
	var none *residency.Rule
	plain := &http.Transport{}
	if none.Transport(plain) != plain {
		t.Error("no rule is in the way")
	}
}

// TestDial judges the name, before anybody looks it up.
func TestDial(t *testing.T) {
	near := httptest.NewServer(http.NotFoundHandler())
	defer near.Close()
	r := india(t)
	c, err := r.Dial(t.Context(), "tcp", near.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	c.Close()
	r.Meet(&net.TCPAddr{IP: net.IPv4(203, 0, 113, 9)})
	if err := r.Let("203.0.113.9:5432"); err != nil {
		t.Errorf("an address it is connected to: %v", err)
	}
	for _, at := range []string{"abroad.example:443", "8.8.8.8:53", "[2001:4860::1]:443", "nonsense"} {
		if _, err := r.Dial(t.Context(), "tcp", at); !errors.Is(err, residency.ErrAbroad) {
			t.Errorf("%s: %v", at, err)
		}
	}
	if names, err := r.Lookup(t.Context(), "a.example"); err != nil || len(names) != 1 || names[0] != "a.example" {
		t.Errorf("%v, %v", names, err)
	}
	if _, err := r.Dial(t.Context(), "unix", t.TempDir()+"/none"); err == nil || errors.Is(err, residency.ErrAbroad) {
		t.Errorf("a socket: %v", err)
	}
}

// TestCloudAPI has WhatsApp allowed when the operator has said so, and not before.
func TestCloudAPI(t *testing.T) {
	r := india(t, residency.CloudAPI()...)
	for _, host := range []string{"graph.facebook.com", "lookaside.fbsbx.com", "mmg.whatsapp.net", "scontent.xx.fbcdn.net"} {
		if !r.Allows(host) || india(t).Allows(host) {
			t.Errorf("%s", host)
		}
	}
	if r.Allows("api.openai.com") {
		t.Error("and everything else")
	}
}

// FuzzCheck reads anything as a place: it is allowed, or refused in one
// line that keeps a password to itself.
func FuzzCheck(f *testing.F) {
	for _, s := range []string{"", "postgres://u:p@h/d", "//", "h:1", "[::1", "%", "http://a\nb", "/x", "*", "localhost@evil.example"} {
		f.Add(s)
	}
	r := india(f)
	f.Fuzz(func(t *testing.T, at string) {
		if err := r.Check(residency.Place{Setting: "--x", At: "postgres://u:hunter2@" + at}); err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: %v", at, err)
		}
		err := r.Check(residency.Place{Setting: "--x", At: at})
		if err != nil && (!errors.Is(err, residency.ErrAbroad) || strings.Contains(err.Error(), "\n")) {
			t.Errorf("%q: %v", at, err)
		}
	})
}

// TestOwn is what the operator has himself, and what only looks like it.
func TestOwn(t *testing.T) {
	for at, want := range map[string]bool{
		"http://localhost:8080/inference": true, "http://127.0.0.1:1/v1": true, "http://10.0.0.5:8000/v1": true, "http://[::1]:1": true,
		"https://api.openai.com/v1": false, "http://8.8.8.8/v1": false, "http://169.254.169.254": false, "http://localhost@evil.example/v1": false,
		"http://localhost.evil.example": false, "": false, "%": false,
	} {
		if got := (residency.Place{At: at}).Own(); got != want {
			t.Errorf("%q is the operator's: %v", at, got)
		}
	}
}
