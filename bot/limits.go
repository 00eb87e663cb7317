package bot

import "time"

// The limits of the engine, in one place. What a domain allows is the domain's.
const (
	MaxText      = 4000                // runes of a message that are read; longer ones are answered, not worked
	MaxCommands  = 40                  // commands of one message
	MaxStack     = 4                   // errands under way at once
	MaxAgain     = 2                   // times a question comes back before it is let go
	MaxMessages  = 20                  // messages in one burst
	MaxChoices   = 3                   // quick replies under one bubble
	MaxBubble    = 4000                // runes of one bubble; longer answers are split at a line
	MaxLinkText  = 20                  // runes of the words that open a page: of WhatsApp's button
	MaxURL       = 500                 // runes of a page's address: they may have to stand in the text
	SessionTTL   = 30 * time.Minute    // a conversation nobody continued
	DefaultBurst = time.Second         // how long an unfinished message waits for the rest
	MaxTries     = 12                  // times a turn is taken again after a conflict
	MaxFailures  = 3                   // times a turn may fail for another reason before the user is told
	MaxSends     = 6                   // times a bubble is tried that may be at fault itself
	MaxPatience  = 300                 // times it is tried while the channel wants less, or its account is locked: about a day
	OutageTries  = 2900                // times it is tried while the channel is down: about a day
	LongestPause = 5 * time.Minute     // between two tries
	OutagePause  = 30 * time.Second    // between two tries while the channel is down: half of what may pass until all is sent when it is back
	MaxPause     = 10 * time.Minute    // between two tries, whatever the channel asks: what waits longer waits for a clock that was put back
	SettleTries  = 60                  // seconds in which it is tried to write down how a sending went
	MaxAside     = 1000                // unreadable things kept for the operator
	MaxRaw       = 64 << 10            // bytes kept of one of them
	Senders      = 32                  // people who are sent to at once on a channel
	SendTimeout  = 15 * time.Second    // after which a sending is given up
	DoubtfulWait = 15 * time.Second    // how long an uncertain sending waits for word of it
	HeavyWorkers = 4                   // of them, that do heavy work at most
	MaxDesk      = 100_000             // shops with work that one process keeps in mind
	MaxHearing   = 256                 // voice notes heard at once
	HearTimeout  = 20 * time.Second    // after which a voice note counts as not understood
	MaxTurned    = 64                  // strangers who were turned away and wait to be told so, on a channel
	KnownTime    = time.Hour           // how long a process does not ask the journal again whether it knows somebody
	PerMinute    = 100                 // messages of one person that a service should work in a minute
	Workers      = 32                  // shops worked at once in one process
	Batch        = 64                  // shops or bubbles fetched at once
	Partitions   = 256                 // parts of the shops that processes divide among them
	LeaseTime    = 10 * time.Second    // after which another process takes over what one that died did
	Sweep        = time.Second         // how often left-over work is looked for
	MaxFired     = 512                 // of one job in a step of the schedule: what is due to all at once must not stand before what people write
	MaxVisited   = 4096                // shops one job looks at in a step of the schedule
	Visit        = 256                 // shops it looks at at once
	MaxLater     = 20                  // jobs one turn asks for
	MaxWrong     = 5                   // wrong guesses at a PIN, a code or who one is, before …
	WrongPause   = time.Hour           // … none is taken for so long
	OpenTime     = 5 * time.Minute     // how long a PIN opens what it locks
	Silence      = 60 * 24 * time.Hour // after which a number may be somebody else's: they are given out again after 90 days
	HelpPerSkill = 2                   // examples that help gives of each skill
	ExampleRange = 10                  // errands of help that a greeting takes its examples from
	MissesToHelp = 2                   // misunderstandings in a row before a person is offered
	MaxRecent    = 5                   // messages before it that an operator sees of who asks for one
	MaxRecalled  = 10                  // lines of a handover that an operator is shown again
	MaxShops     = 10                  // shops listed at once
	MaxSearched  = 2000                // of those that wrote last, that are looked through for a name
	ToldAgain    = 24 * time.Hour      // after which somebody is told again that his shop is stopped
	MaxListed    = 20                  // handovers listed at once
	HandoverWait = 24 * time.Hour      // after which one that nobody goes on with is the bot's again: so long WhatsApp lets anybody answer
	Grace        = time.Hour           // how much later that is seen when nobody was there to see it
	HoldPause    = 30 * time.Minute    // how long a job is put off while an operator answers
)

// The limits of what goes beside words.
const (
	MaxAloud     = 400                    // runes of an answer that are spoken: about half a minute
	MaxSpeaking  = 16                     // voice notes made at once: half of the senders may wait for one, the others send words
	MaxSpoken    = 128                    // voice notes made and not sent yet that one process remembers
	VoiceTimeout = 800 * time.Millisecond // how long a voice note may keep what comes after it waiting
	VoiceAsked   = 2 * time.Second        // the same, when nothing but a voice note was asked for: one voice may fail, and another speak
	VoiceLate    = 20 * time.Second       // after which a voice note is of no use: what it says has been read
	LagCount     = 3                      // files and voice notes in a row that do not get through, before …
	LagTime      = time.Minute            // … each within so long, …
	LagPause     = 6 * time.Hour          // … none is sent for so long, and then one
)
