package simulator

import "time"

// The limits of the emulator itself, in one place. What a message may hold is in
// package wire.
const (
	MaxPhones     = 64               // phones on one page
	MaxBubbles    = 2000             // bubbles kept of a chat
	ShownBubbles  = 500              // bubbles of a chat in one state
	MaxTurns      = 200              // turns kept
	MaxTurn       = 256 << 10        // bytes of a turn
	MaxHooks      = 20000            // webhooks waiting; the oldest gives way
	MaxBatch      = 100              // messages in one webhook
	MaxEvents     = 1000             // events a reader can be behind
	MaxEventBytes = 8 << 20          // and how large they may be together
	MaxStreams    = 64               // readers at once
	MaxBody       = 1 << 20          // bytes of a JSON request
	MaxSaid       = 65536            // runes a user types into one message
	MaxName       = 100              // runes of a name
	MaxText       = 1000             // runes of the name of a place, a contact or a file
	MaxFiles      = 2000             // files kept
	MaxStore      = 256 << 20        // bytes of all files together
	MaxUpload     = 100 << 20        // bytes of one file; its kind may allow less
	MaxAppended   = 20000            // records until the file of chats is written anew
	MaxTemplates  = 250              // templates of the account, each in …
	MaxTongues    = 100              // … so many languages
	Posts         = 8                // webhooks under way at once
	PostTimeout   = 20 * time.Second // a webhook that was not answered by then has failed

	Window     = 24 * time.Hour         // free-form messages after the user's last one
	Retrying   = 7 * 24 * time.Hour     // how long a webhook is tried
	FirstRetry = 500 * time.Millisecond // doubled with each try
	LastRetry  = time.Hour
	LinkLife   = 5 * time.Minute // a download address
	UserMedia  = 7 * 24 * time.Hour
	BotMedia   = 30 * 24 * time.Hour
	TypingFor  = 25 * time.Second
	Held       = 2 * time.Second  // a webhook waits for its batch
	PairEvery  = 6 * time.Second  // one message to one person
	PairBurst  = 45               // unless he had few before
	NumberRate = 80               // messages a second of one number
	ReviewTime = 5 * time.Second  // a template that was submitted is pending
	KeepAlive  = 15 * time.Second // between comments on a quiet stream
)
