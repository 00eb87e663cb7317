package main

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// The profiles.
const (
	dev     = "dev"
	staging = "staging"
	prod    = "prod"
)

// presets are what settings are in each profile unless they are set.
var presets = map[string]kong.Vars{
	dev:     {"data": "data", "log": "text"},
	staging: {"data": "/var/lib/sahayak", "log": "json"},
	prod:    {"data": "/var/lib/sahayak", "log": "json"},
}

// profiled are the settings of the profile that was chosen.
type profiled struct {
	Profile string `default:"dev" enum:"dev,staging,prod" help:"What holds unless it is set: dev keeps data in ./data and logs text; staging keeps it in /var/lib/sahayak and logs JSON; prod does as staging, and refuses to run with what only tests should have."`
	Log     string `default:"${log}" enum:"text,json" help:"How to log (${default})." placeholder:"FORM"`
	Level   string `name:"log-level" default:"" enum:",debug,info,warn,error" help:"What to log at least: debug, info, warn or error; by default what is worth it for the command."`
}

// demands says what of a run's settings is not for the shops of real people.
func (c runCommand) demands() error {
	graph, err := url.Parse(c.Cloud.Graph)
	words := []string{c.Cloud.Token, c.Cloud.Secret, c.Cloud.Verify}
	var why string
	switch {
	case c.Simulator != "":
		return nil // whoever started the page has been asked
	case c.Cloud.Number == "" && !c.Linked.On:
		why = "a phone in the browser, which anybody who reaches it can use; set --cloudapi-number, or take another profile"
	case slices.ContainsFunc(words, func(w string) bool { return w != "" && len(w) < shortest }):
		why = fmt.Sprintf("a token, secret or verify token of under %d characters, which can be guessed; make longer ones", shortest)
	case err != nil || graph.Scheme != "https":
		why = "--cloudapi-graph without https; leave it out to talk to WhatsApp"
	case !mine(c.Addr) && !c.Proxied && !c.TLS.on():
		why = "--addr " + c.Addr + ", where webhooks come in the clear; have the bot speak HTTPS with --acme HOST or --tls-cert FILE, listen on 127.0.0.1 behind a proxy that speaks it, or say --proxied if such a proxy is on another machine"
	case temporary(c.Data):
		why = "--data " + c.Data + ", which is emptied when the machine starts; take a folder that stays"
	default:
		return nil
	}
	return fmt.Errorf("the profile prod is not for %s", why)
}

// shortest is the length of the shortest secret that cannot be guessed.
const shortest = 8

// temporary reports whether a folder is in one for temporary files.
func temporary(dir string) bool {
	full, err := filepath.Abs(dir)
	if err != nil {
		return false
	}
	if led, err := filepath.EvalSymlinks(full); err == nil {
		full = led
	}
	for _, t := range []string{os.TempDir(), "/tmp", "/var/tmp", "/dev/shm", "/run"} {
		if full == t || strings.HasPrefix(full, filepath.Clean(t)+string(filepath.Separator)) {
			return true
		}
	}
	return false
}
