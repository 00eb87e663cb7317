package bot

// CommandKind says what a [Command] does to the conversation.
type CommandKind string

// The commands of the engine. Everything a user can want is one of these; what
// is particular to a bot is the errand a Start names.
const (
	Start  CommandKind = "start"  // begin Errand with Slots
	Fill   CommandKind = "fill"   // give or correct Slots of the errand on top, or lean on the last one
	Cancel CommandKind = "cancel" // leave the errand on top
	Undo   CommandKind = "undo"   // take back Turn, or the last turn that wrote something
	Yes    CommandKind = "yes"    // agree to what was read back
	No     CommandKind = "no"     // refuse it
	Help   CommandKind = "help"   // what can I say
	Greet  CommandKind = "greet"  // hello
	Thanks CommandKind = "thanks" // all right, thank you
	Repeat CommandKind = "repeat" // say the last answer again
	Person CommandKind = "person" // let me talk to a human
	Back   CommandKind = "back"   // let me have the bot again
	Aloud  CommandKind = "aloud"  // speak Turn's answer, or the last
	Pick   CommandKind = "pick"   // take the N-th choice of the last bubble
	Drop   CommandKind = "drop"   // leave the errand on top without a word: for a choice that means another
)

// Command is one thing the user wants done, as understood. One message may hold
// several.
type Command struct {
	Kind       CommandKind      `json:"kind"`
	Errand     string           `json:"errand,omitempty"`     // Start: "udhaar.give"; of a Fill, the answered errand it leans on
	Slots      map[string]Value `json:"slots,omitempty"`      // Start, Fill
	Turn       TurnID           `json:"turn,omitempty"`       // Undo, Aloud, correcting Fill: which turn; 0 is the last
	N          int              `json:"n,omitempty"`          // Pick: from 1
	Correction bool             `json:"correction,omitempty"` // Fill: "no, 8000", in contrast to an answer or a follow-up
	Score      float64          `json:"score,omitempty"`      // calibrated probability, 0..1
}
