package simulator

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// refusal is what the Graph API says instead of doing what it was asked.
type refusal struct {
	status int
	err    wire.Error
}

func (r *refusal) Error() string { return fmt.Sprintf("%s %s", r.err.Message, details(r.err)) }

func details(e wire.Error) string {
	if e.Data == nil {
		return ""
	}
	return string(e.Data.Details)
}

const (
	errorsPage    = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"
	closedWindow  = "Message failed to send because more than 24 hours have passed since the customer last replied to this number."
	undeliverable = "Message Undeliverable."
)

// titles are the words of the error numbers, and the HTTP status where it is
// not 400.
// Source: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
var titles = map[int]struct {
	words  string
	status int
}{
	wire.CodeUnknownAPI:      {"An unknown error occurred", http.StatusInternalServerError},
	wire.CodeParameter:       {"Invalid parameter", 0},
	wire.CodeToken:           {"Invalid OAuth access token", http.StatusUnauthorized},
	wire.CodeAccountRate:     {"Rate limit issues", http.StatusTooManyRequests},
	wire.CodeThroughput:      {"Rate limit hit", http.StatusTooManyRequests},
	wire.CodeMissing:         {"Required parameter is missing", 0},
	wire.CodeInvalid:         {"Parameter value is not valid", 0},
	wire.CodeUndeliverable:   {"Message undeliverable", 0},
	wire.CodeWindow:          {"Re-engagement message", 0},
	wire.CodeUnsupported:     {"Unsupported message type", 0},
	wire.CodeMediaDown:       {"Media download error", 0},
	wire.CodeMediaUp:         {"Media upload error", 0},
	wire.CodePairRate:        {"(Business Account, Consumer Account) pair rate limit hit", 0},
	wire.CodeTemplateParams:  {"Number of parameters does not match the expected number of params", 0},
	wire.CodeTemplateMissing: {"Template name does not exist in the translation", http.StatusNotFound},
	wire.CodeTemplateLong:    {"Translated text too long", 0},
	wire.CodeTemplateFormat:  {"Parameter format does not match format in the created template", 0},
	wire.CodeTemplatePaused:  {"Template is paused", 0},
	wire.CodeTemplateOff:     {"Template is disabled", 0},
}

// refuse is a refusal by its number, with what is wrong in particular.
func refuse(code int, format string, args ...any) *refusal {
	title := titles[code]
	r := &refusal{status: title.status, err: wire.Error{
		Message: wire.String(fmt.Sprintf("(#%d) %s", code, title.words)),
		Type:    "OAuthException", Code: wire.Int(code), Trace: "Az8or2yhqkZfEZ-_4Qn_Bam",
		Data: &wire.ErrorData{Product: wire.Product, Details: wire.String(fmt.Sprintf(format, args...))},
	}}
	if r.status == 0 {
		r.status = http.StatusBadRequest
	}
	r.err.Transient = code == wire.CodeUnknownAPI
	return r
}

// missing says that a parameter is not there.
func missing(name string) *refusal {
	return refuse(wire.CodeMissing, "Parameter %s is required", name)
}

// long says that a text is not 1 to most characters long.
func long(name string, most int) *refusal {
	return refuse(wire.CodeInvalid, "%s length invalid. Min length: 1, Max length: %d", name, most)
}

// unknown says that there is no such object.
func unknown(id string) *refusal {
	r := refuse(wire.CodeParameter, "Unsupported request. Object with ID '%s' does not exist, cannot be loaded due to missing permissions, or does not support this operation", clip(id, MaxName))
	r.err.Type, r.err.Subcode = "GraphMethodException", 33
	return r
}

// expired says that the token is not the right one.
func expired() *refusal {
	r := refuse(wire.CodeToken, "")
	r.err.Message, r.err.Data = "Error validating access token: Session has expired", nil
	return r
}

// failure is an error as a status tells it.
func failure(code int, why string) *wire.Error {
	title := wire.String(titles[code].words)
	return &wire.Error{Code: wire.Int(code), Title: title, Message: title, Data: &wire.ErrorData{Details: wire.String(why)}, Href: errorsPage}
}

// write answers with the refusal.
func (r *refusal) write(w http.ResponseWriter) { answer(w, r.status, wire.Failure{Error: r.err}) }

// answer writes JSON.
func answer(w http.ResponseWriter, status int, body any) {
	raw, err := json.Marshal(body)
	if err != nil { // our own types are all JSON
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(raw)
}
