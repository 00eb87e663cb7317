package house

// rule is what a package may import besides the standard library. Its tests may
// import anything.
type rule struct {
	ours   []string // packages of this module, without the module's path; "skills/*" is every skill
	theirs []string // other people's packages, with all below them
}

// everything is the rule of the one place where all is wired together.
const everything = "..."

// plan is the one direction of dependency, package by package. What is not built
// yet stands here too: it is the plan it will be built to. A package that is not
// here is not in the house.
var plan = map[string]rule{
	// The product's edge: flags, wiring, subcommands; no logic of its own.
	"cmd/bot": {ours: []string{everything}, theirs: []string{everything}},

	// What the bot can do. A skill never sees another skill, a channel, a store or a model.
	"skills":   {ours: []string{"skills/*", "bot", "internal/shop", "internal/shop/book"}},
	"skills/*": {ours: []string{"bot", "dialogs", "internal/shop", "internal/places", "internal/forecast", "internal/pricing", "internal/credit", "internal/panchang"}},

	// The framework. It knows nothing of shops.
	"bot":     {},
	"dialogs": {ours: []string{"bot"}, theirs: []string{"github.com/looplab/fsm"}},
	"intents": {ours: []string{"bot", "locales"}, theirs: []string{"golang.org/x/text", "github.com/BurntSushi/toml"}},
	"locales": {ours: []string{"bot"}, theirs: []string{"github.com/nicksnyder/go-i18n/v2", "golang.org/x/text", "github.com/BurntSushi/toml"}},

	// A language model that is asked when the ears are not sure.
	"intents/opinion": {ours: []string{"bot", "bot/steady", "intents"}, theirs: []string{"github.com/tmc/langchaingo", "github.com/aws/aws-sdk-go-v2", "github.com/BurntSushi/toml"}},

	// Free text in another language, without what must not change.
	"intents/translate": {ours: []string{"bot", "intents", "locales"}},

	// Channels and ports, each named after its technology.
	"bot/whatsapp":         {ours: []string{"bot"}, theirs: []string{"go.mau.fi/whatsmeow", "google.golang.org/protobuf", "modernc.org/sqlite", "github.com/jackc/pgx/v5"}},
	"bot/cloudapi":         {ours: []string{"bot", "bot/cloudapi/wire", "bot/letter", "bot/steady", "bot/tariff"}},
	"bot/sms":              {ours: []string{"bot", "bot/letter"}, theirs: []string{"github.com/BurntSushi/toml"}},
	"bot/simulator":        {ours: []string{"bot", "bot/cloudapi/wire"}, theirs: []string{"github.com/klauspost/compress/gzhttp"}},
	"bot/console":          {ours: []string{"bot", "bot/transcript"}},
	"bot/redis":            {ours: []string{"bot", "bot/seal", "bot/steady"}, theirs: []string{"github.com/redis/go-redis/v9"}},
	"bot/voice":            {ours: []string{"bot", "bot/voice/sound"}},
	"bot/journal":          {ours: []string{"bot", "bot/seal", "bot/journal/pipeline"}, theirs: []string{"modernc.org/sqlite", "github.com/pressly/goose/v3", "github.com/jackc/pgx/v5"}},
	"bot/journal/pipeline": {theirs: []string{"github.com/jackc/pgx/v5"}},
	"bot/bottest":          {ours: []string{"bot", "bot/transcript"}, theirs: []string{"golang.org/x/tools/txtar", "pgregory.net/rapid", "github.com/jackc/pgx/v5"}},

	// What is outside: how it is called, and where it may be.
	"bot/steady":    {ours: []string{"bot"}, theirs: []string{"github.com/failsafe-go/failsafe-go/circuitbreaker"}},
	"bot/residency": {},
	"bot/bhashini":  {ours: []string{"bot", "bot/steady", "bot/voice", "bot/voice/sound"}},

	// Sound in and out, and who makes words of it and it of words.
	"bot/voice/sound":  {theirs: []string{"github.com/hajimehoshi/go-mp3", "github.com/pion/opus", "github.com/ebitengine/purego"}},
	"bot/voice/caller": {ours: []string{"bot", "bot/steady", "bot/voice", "bot/voice/sound"}},
	"bot/voice/openai": {ours: []string{"bot", "bot/steady", "bot/voice", "bot/voice/caller", "bot/voice/sound"}},
	"bot/voice/sarvam": {ours: []string{"bot", "bot/steady", "bot/voice", "bot/voice/caller", "bot/voice/sound"}},
	"bot/voice/aws":    {ours: []string{"bot", "bot/steady", "bot/voice", "bot/voice/sound"}, theirs: []string{"github.com/aws/aws-sdk-go-v2", "github.com/aws/smithy-go", "github.com/coder/websocket"}},
	"bot/voice/espeak": {ours: []string{"bot", "bot/voice", "bot/voice/sound"}},
	"bot/voice/sphinx": {ours: []string{"bot", "bot/voice", "bot/voice/sound", "locales"}},

	// What hearing is measured with.
	"bot/voice/voicetest": {ours: []string{"bot", "bot/voice/espeak", "bot/voice/sound"}},

	// Keys, and what is locked with them.
	"bot/seal": {ours: []string{"bot"}, theirs: []string{"golang.org/x/crypto/argon2", "github.com/tink-crypto/tink-go/v2/aead/subtle", "github.com/tink-crypto/tink-go/v2/tink"}},

	// What Meta's API says on the wire: the channel and its emulator read and
	// write the same.
	"bot/cloudapi/wire": {},

	// What messages cost, by a rate card.
	"bot/tariff": {theirs: []string{"github.com/BurntSushi/toml"}},

	// The emulator as the far end of a channel, and what tests need from npm.
	"bot/simulator/simtest":     {ours: []string{"bot", "bot/bottest", "bot/cloudapi", "bot/simulator"}},
	"bot/simulator/sdktest":     {},
	"bot/simulator/sdktest/npm": {},

	// Where a text may be cut.
	"bot/letter": {},

	// How a conversation is written down: what the terminal takes and tests replay.
	"bot/transcript": {},

	// The conformance suite of the journal, which knows how to break one.
	"bot/journal/journaltest": {ours: []string{"bot", "bot/bottest", "bot/journal"}, theirs: []string{"pgregory.net/rapid"}},

	// The shop.
	"internal/shop":      {},
	"internal/shop/book": {ours: []string{"internal/shop", "internal/places", "bot", "bot/journal", "bot/seal"}},
	"internal/draw":      {ours: []string{"locales"}, theirs: []string{"github.com/tdewolff/canvas", "github.com/go-text/typesetting"}},
	"internal/forecast":  {theirs: []string{"gonum.org/v1/gonum"}},
	"internal/pricing":   {theirs: []string{"gonum.org/v1/gonum"}},
	"internal/credit":    {theirs: []string{"gonum.org/v1/gonum"}},
	"internal/panchang":  {theirs: []string{"gonum.org/v1/gonum"}},

	// Where PIN codes are, how far places are apart; and what makes its table.
	"internal/places":     {ours: []string{"internal/shop"}},
	"internal/places/gen": {ours: []string{"internal/places"}},

	// The assistant put together, for the command and for the skills' tests.
	"internal/app":         {ours: []string{"bot", "bot/voice/sound", "bot/voice/sphinx", "bot/journal", "bot/redis", "bot/residency", "bot/seal", "bot/steady", "bot/tariff", "bot/voice", "intents", "intents/opinion", "intents/translate", "locales", "skills", "internal/door", "internal/forms", "internal/shop", "internal/shop/book"}},
	"internal/app/apptest": {ours: []string{"bot", "bot/bottest", "internal/app"}},

	// The load on the whole path, as WhatsApp would put it there.
	// What was understood, as JSON; and the learner on other people's labelled lines.
	"internal/frame":     {ours: []string{"bot", "intents", "locales"}},
	"internal/labelled":  {ours: []string{"intents"}},
	"internal/app/learn": {ours: []string{"internal/app"}},

	"internal/load": {ours: []string{"bot", "bot/cloudapi/wire"}},

	// What WhatsApp has to approve before it may be sent, and what it says of it.
	"internal/forms": {ours: []string{"bot", "bot/cloudapi/wire", "locales"}, theirs: []string{"github.com/BurntSushi/toml", "golang.org/x/text/unicode/norm"}},

	// Who may come in.
	"internal/door": {ours: []string{"bot"}},

	// How the assistant is seen from outside: metrics, traces, notices.
	"internal/watch": {ours: []string{"bot", "bot/journal"}, theirs: []string{"github.com/prometheus/client_golang", "go.opentelemetry.io/otel"}},

	// Everything in one file, and back. What tables there are, the app tells.
	"internal/backup": {ours: []string{"bot", "bot/journal"}, theirs: []string{"github.com/klauspost/compress/zstd", "github.com/jackc/pgx/v5", "github.com/tink-crypto/tink-go/v2/streamingaead/subtle"}},

	// Nothing but tests: the whole of it, killed while it works.
	"internal/crash": {},

	// The rules themselves.
	"internal/house": {},
}
