package sms

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"

	"github.com/BurntSushi/toml"

	"github.com/sahayak-dev/sahayak/bot"
)

// What holds where a file says nothing, and the most it may say.
const (
	DefaultSegments  = 3
	MaxSegments      = 10 // gateways take about so many
	DefaultPerSecond = 10
	MaxFile          = 1 << 20 // bytes of it
)

// ErrConfig is wrapped by every fault that [Read] and [New] refuse a
// configuration for. It says what is wrong, never what a secret is.
var ErrConfig = errors.New("sms: bad configuration")

// Body is where the fields of a request stand.
type Body string

// The bodies.
const (
	Form  Body = "form"
	JSON  Body = "json"
	Query Body = "query" // behind the URL's question mark
)

// Config is how a gateway is called, as its file says. In URL, Headers and Fields
// stand the places {to}, {ref}, {sender}, {entity}, {template} and {coding}, in
// the query of the URL and in Fields {text} as well; each value is escaped for
// where it stands. A value that is env:NAME, and {env:NAME} within one, is what
// the environment holds.
type Config struct {
	URL      string            `toml:"url"`      // https, or http on this machine
	Method   string            `toml:"method"`   // POST or GET; "" is POST
	Body     Body              `toml:"body"`     // "" is [Form], or [Query] with GET
	User     string            `toml:"user"`     // of basic authentication; "" is none
	Password string            `toml:"password"` // of the user
	Headers  map[string]string `toml:"headers"`
	Fields   map[string]any    `toml:"fields"` // words, numbers, true and false, lists; tables only in JSON

	Sender    string              `toml:"sender"`     // the header that is registered
	Entity    string              `toml:"entity"`     // PE id: who registered it
	Templates map[string]Template `toml:"template"`   // by [bot.Form].Name; "default" is for all others
	Coding    Coding              `toml:"coding"`     // what {coding} is
	Segments  int                 `toml:"segments"`   // the most of one text; 0 is [DefaultSegments]
	PerSecond int                 `toml:"per_second"` // texts; 0 is [DefaultPerSecond]

	Answer    Answer    `toml:"answer"`
	Reporting Reporting `toml:"reports"`

	Clock bot.Clock                               `toml:"-"` // dates reports; required by [New]
	HTTP  *http.Client                            `toml:"-"` // nil: one that waits a minute at most. Redirects are never followed
	Guard func(*http.Transport) http.RoundTripper `toml:"-"` // has a say in every connection of the client [New] makes; nil: none
	Log   *slog.Logger                            `toml:"-"` // nil: none. Never sees secrets, texts or phone numbers
}

// Template is a text that is registered.
type Template struct {
	ID string `toml:"id"`
	// Text is how it is worded, with {text} where ours stands; or, for a form,
	// with {1}, {2} … where its variables stand. "" is ours and nothing else.
	Text string `toml:"text"`
}

// Coding is what a gateway wants to be told of letters.
type Coding struct {
	Plain   string `toml:"plain"`   // of a text in GSM-7
	Unicode string `toml:"unicode"` // of any other
}

// Answer is how what a gateway answers is read. A path is the names on the way
// and, in a list, numbers from 0: "messages.0.id".
type Answer struct {
	OK      []int             `toml:"ok"`      // statuses of success; none: all from 200 to 299
	ID      string            `toml:"id"`      // path of its name for the message; "": it has none, and ours is taken
	State   string            `toml:"state"`   // path of the word that tells success from failure; "": the status does
	Success []string          `toml:"success"` // words of success, any other is a failure; none: all that are no failure
	Code    string            `toml:"code"`    // path of the number of a failure
	Failure map[string]string `toml:"failure"` // words and numbers of failure, and the fault: "refused", "locked", "throttled" …
}

// Reporting is how a gateway tells what became of messages. Names of fields are
// paths where it tells in JSON; what is not in the body is looked for in the
// query of the URL.
type Reporting struct {
	Secret string            `toml:"secret"` // who knows it may report; "": nobody may
	Header string            `toml:"header"` // where it stands; "" is the last part of the path
	In     string            `toml:"in"`     // field of a form in which JSON stands; "": in none
	List   string            `toml:"list"`   // path of the list of reports; "": the body is one, or a list
	ID     string            `toml:"id"`     // field of the gateway's name for the message
	Ref    string            `toml:"ref"`    // field of ours
	Status string            `toml:"status"` // field of the word
	Code   string            `toml:"code"`   // field of the number of a failure
	Words  map[string]string `toml:"words"`  // the words, and what they mean: accepted, sent, delivered, failed, read, ignored
}

// Read reads the file of a gateway, TOML, and makes sure that it can be used: what
// it refers to in the environment must be there. Errors wrap [ErrConfig], or are of
// reading itself.
func Read(from io.Reader) (Config, error) {
	raw, err := io.ReadAll(io.LimitReader(from, MaxFile+1))
	if err != nil {
		return Config{}, fmt.Errorf("sms: read: %w", err)
	}
	if len(raw) > MaxFile {
		return Config{}, fmt.Errorf("%w: over %d bytes", ErrConfig, MaxFile)
	}
	var c Config
	meta, err := toml.Decode(string(raw), &c)
	if err != nil {
		return Config{}, fmt.Errorf("%w: %w", ErrConfig, err)
	}
	for _, unknown := range meta.Undecoded() {
		if unknown[0] != "fields" { // its tables within lists are not told as decoded
			return Config{}, fmt.Errorf("%w: nothing is called %s", ErrConfig, unknown)
		}
	}
	if c, _, err = c.ready(); err != nil {
		return Config{}, fmt.Errorf("%w: %w", ErrConfig, err)
	}
	return c, nil
}
