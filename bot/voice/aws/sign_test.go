package aws_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Who calls in these tests.
const (
	keyID   = "AKIDEXAMPLE"
	secret  = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	session = "the+session/token=="
	region  = "ap-south-1"
)

// signature is what a request has to be signed with.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
type signature struct {
	scope  string // "20260304/ap-south-1/polly/aws4_request"
	date   string // "20260304T050607Z"
	names  []string
	claims string // what it is signed with
	body   string
}

// wanted reads what a request says of its signature: in its address, or in a header.
func wanted(r *http.Request, body string) signature {
	q := r.URL.Query()
	if q.Has("X-Amz-Signature") {
		return signature{
			scope: q.Get("X-Amz-Credential"), date: q.Get("X-Amz-Date"), body: body,
			names: strings.Split(q.Get("X-Amz-SignedHeaders"), ";"), claims: q.Get("X-Amz-Signature"),
		}
	}
	parts := map[string]string{}
	for part := range strings.SplitSeq(strings.TrimPrefix(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256 "), ", ") {
		name, value, _ := strings.Cut(part, "=")
		parts[name] = value
	}
	return signature{
		scope: parts["Credential"], date: r.Header.Get("X-Amz-Date"), body: body,
		names: strings.Split(parts["SignedHeaders"], ";"), claims: parts["Signature"],
	}
}

// opens reports whether a request is signed for a service, now, by who calls here.
func opens(r *http.Request, body, service string, now time.Time) bool {
	s := wanted(r, body)
	at, err := time.Parse("20060102T150405Z", s.date)
	id, scope, _ := strings.Cut(s.scope, "/")
	if err != nil || id != keyID || scope != s.date[:8]+"/"+region+"/"+service+"/aws4_request" || !slices.Contains(s.names, "host") {
		return false
	}
	if seconds, err := strconv.Atoi(r.URL.Query().Get("X-Amz-Expires")); r.URL.Query().Has("X-Amz-Signature") && (err != nil || now.Sub(at) > time.Duration(seconds)*time.Second) {
		return false
	}
	token := r.Header.Get("X-Amz-Security-Token") + r.URL.Query().Get("X-Amz-Security-Token")
	return token == session && at.Equal(now.Truncate(time.Second)) && hmac.Equal([]byte(s.claims), []byte(s.of(r, scope)))
}

// of is the signature of a request.
func (s signature) of(r *http.Request, scope string) string {
	var query []string
	for name, values := range r.URL.Query() {
		if name != "X-Amz-Signature" {
			query = append(query, escaped(name)+"="+escaped(values[0]))
		}
	}
	slices.Sort(query)
	headers := ""
	for _, name := range s.names {
		value := r.Header.Get(name)
		switch name {
		case "host":
			value = r.Host
		case "content-length":
			value = strconv.FormatInt(r.ContentLength, 10)
		}
		headers += name + ":" + strings.TrimSpace(value) + "\n"
	}
	request := strings.Join([]string{r.Method, r.URL.Path, strings.Join(query, "&"), headers, strings.Join(s.names, ";"), sum(s.body)}, "\n")
	key := []byte("AWS4" + secret)
	for part := range strings.SplitSeq(scope, "/") {
		key = keyed(key, part)
	}
	return hex.EncodeToString(keyed(key, "AWS4-HMAC-SHA256\n"+s.date+"\n"+scope+"\n"+sum(request)))
}

func escaped(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

func sum(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

func keyed(key []byte, s string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(s))
	return h.Sum(nil)
}
