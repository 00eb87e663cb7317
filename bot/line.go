package bot

import "unicode/utf8"

// Line is one thing that was said while an operator answers, as it is kept and told.
type Line struct {
	Kind  LineKind `json:"kind,omitempty"`
	Text  string   `json:"text,omitempty"`
	Media string   `json:"media,omitempty"` // the kind of a file, as [Media].Kind has it

	Meant map[string]string `json:"meant,omitempty"` // Text in the languages of those who read it, by tag
}

// LineKind is what somebody did in a [Line].
type LineKind string

// The kinds of lines.
const (
	LineSaid      LineKind = ""          // wrote Text
	LineEarlier   LineKind = "earlier"   // wrote it before he asked for a person
	LineSpoke     LineKind = "spoke"     // said it in a voice note
	LineForwarded LineKind = "forwarded" // forwarded it
	LineEdited    LineKind = "edited"    // changed a message of his to it
	LineDeleted   LineKind = "deleted"   // deleted a message
	LineTapped    LineKind = "tapped"    // tapped a quick reply of before
	LineSent      LineKind = "sent"      // sent a file, with Text under it
	LineHidden    LineKind = "hidden"    // wrote what may be a secret, and is not kept
	LineAnswered  LineKind = "answered"  // the operator wrote it
)

// fileKinds are the kinds of files that operators are told the names of.
var fileKinds = map[string]bool{
	"image": true, "document": true, "audio": true, "video": true, "sticker": true, "location": true, "contact": true,
}

// reply is a line as operators read it.
func (l Line) reply() Reply {
	key := "bot.desk.line"
	if l.Kind != LineSaid {
		key += "." + string(l.Kind)
	}
	args := Args{}
	if l.Text != "" {
		args["Text"] = l.Text
	}
	if len(l.Meant) > 0 {
		args["Meaning"] = meaning(l.Meant)
	}
	if l.Kind == LineSent {
		kind := l.Media
		if !fileKinds[kind] {
			kind = "other"
		}
		args["Media"] = Value{Kind: Key, Text: "bot.desk.media." + kind}
	}
	return Reply{Key: key, Args: args}
}

// Told is what operators read of some lines of a handover: which it is, and how to
// answer it when it is new.
func Told(h Handover, fresh bool, lines ...Line) []Reply {
	key, args := "bot.desk.from", h.args()
	if fresh {
		key, args["Command"], args["Ends"] = "bot.desk.new", sign(verbReply, h.ID)+" …", sign("back", h.ID)
	}
	out := []Reply{{Key: key, Args: args}}
	for _, l := range lines {
		out = append(out, l.reply())
	}
	return out
}

// ToldEnd is what operators read when a handover is closed.
func ToldEnd(h Handover, why End) []Reply {
	return []Reply{{Key: "bot.desk.end." + string(why), Args: h.args()}}
}

// args are what a handover is known by.
func (h Handover) args() Args {
	out := Args{
		"Number": number(h.ID),
		"Role":   Value{Kind: Key, Text: "bot.desk.role." + h.Role.String()},
	}
	if h.Title != "" {
		out["Shop"] = h.Title
	}
	if h.Lang != "" {
		out["Language"] = Value{Kind: Language, Text: h.Lang}
	}
	return out
}

// lineOf is what a message of a person says to operators; false when it says nothing.
func (a *attempt) lineOf(m Message) (Line, bool) {
	text := clip(m.Text, MaxText)
	switch {
	case m.Deletes != "":
		return Line{Kind: LineDeleted}, true
	case m.Pick != "":
		return Line{Kind: LineTapped}, true
	case a.engine.secretive(m.Text):
		return Line{Kind: LineHidden}, true
	case m.Edits != "":
		return Line{Kind: LineEdited, Text: text}, true
	case m.Forwarded && len(m.Media) == 0:
		return Line{Kind: LineForwarded, Text: text}, true
	case spokenWords(m):
		return Line{Kind: LineSpoke, Text: text}, true
	case len(m.Media) > 0:
		return Line{Kind: LineSent, Text: text, Media: m.Media[0].Kind}, true
	}
	return Line{Text: text}, utf8.RuneCountInString(text) > 0
}

// spokenWords reports whether a message is a voice note whose words are known.
func spokenWords(m Message) bool {
	return len(m.Media) > 0 && m.Media[0].Kind == "audio" && m.Heard != nil && m.Text != ""
}
