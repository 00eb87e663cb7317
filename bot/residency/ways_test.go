package residency_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// calls is how a program begins to talk to somebody.
var calls = regexp.MustCompile(`\b(net\.(Dial|Resolver|Lookup)|http\.(Get\(|Post\(|PostForm|Head\(|DefaultClient|DefaultTransport|Client\{|Transport\{)|new\(http\.(Client|Transport)|tls\.Dial|smtp\.|grpc\.(Dial|NewClient)|websocket\.Dial|redis\.NewClient|pgx\.(Connect|ParseConfig)|sql\.Open|whatsmeow\.NewClient)`)

// ways are the places that do, and why a rule has its say there. Whoever adds a way
// out writes down here how it is kept in the country.
var ways = map[string]string{
	"bot/cloudapi/graph.go":          "Config.Guard is given the transport",
	"bot/sms/channel.go":             "Config.Guard is given the transport; who wires it checks Place",
	"bot/bhashini/client.go":         "Config.Guard is given the transport; --bhashini-url is checked",
	"bot/voice/caller/caller.go":     "New is given the transport, of the speech services' Config.Guard",
	"bot/voice/aws/client.go":        "Config.Guard is given the transport; who wires it checks TranscribeAt and PollyAt",
	"bot/voice/aws/stream.go":        "the client of bot/voice/aws/client.go dials",
	"bot/whatsapp/device.go":         "Open is given the transport of all its connections",
	"bot/whatsapp/link.go":           "UseLatest is given the transport",
	"cmd/bot/linked.go":              "the rule's transport, when there is a rule; the place is checked",
	"intents/opinion/service.go":     "Reach is the rule; the models' places are checked",
	"bot/journal/postgres.go":        "Config.Dial dials and looks up",
	"bot/journal/pipeline/conn.go":   "the configuration of the store",
	"bot/journal/sqlite.go":          "a file",
	"bot/journal/hint.go":            "the configuration of the store",
	"bot/journal/dump.go":            "in memory; what dials goes through configure",
	"bot/redis/sessions.go":          "the option Through dials",
	"bot/residency/guard.go":         "the rule itself",
	"bot/simulator/emulator.go":      "the emulator is no part of a bot: it calls the webhook it was told",
	"bot/simulator/attachment.go":    "as above: a link that a bot under test sent",
	"bot/seal/master.go":             "OpenMaster is given the transport; --key and --to are checked",
	"cmd/bot/watch.go":               "the rule's transport, when there is a rule",
	"cmd/bot/acme.go":                "the rule's transport; --acme-directory is checked",
	"internal/watch/traces.go":       "Traces.Way is the transport; --otlp is checked",
	"internal/watch/webhook.go":      "NewWebhook is given the transport; --notify-url is checked",
	"internal/app/key.go":            "the rule's transport",
	"bot/simulator/dial.go":          "--simulator, which the configuration is checked for",
	"bot/simulator/simtest/graph.go": "only for tests",
	"bot/simulator/simtest/say.go":   "only for tests",
	"bot/bottest/postgresserver.go":  "only for tests",
	"internal/load/poster.go":        "the load generator is no part of a bot",
}

// TestProperty61NobodyElseCalls reads every source of the program: whoever calls
// anybody is known, and does it by way of the rule.
func TestProperty61NobodyElseCalls(t *testing.T) {
	const root = "../.."
	read, used := 0, map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "tools" || d.Name() == "node_modules") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		read++
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		for line := range strings.Lines(string(raw)) {
			code, _, _ := strings.Cut(line, "//")
			found := calls.FindString(code)
			used[filepath.ToSlash(name)] = used[filepath.ToSlash(name)] || found != ""
			if found != "" && ways[filepath.ToSlash(name)] == "" {
				t.Errorf("%s: %s: how is it kept in the country?", name, found)
			}
		}
		return nil
	})
	if err != nil || read < 100 {
		t.Fatalf("read %d sources, %v", read, err)
	}
	for name := range ways {
		if !used[name] {
			t.Errorf("%s calls nobody any more", name)
		}
	}
}
