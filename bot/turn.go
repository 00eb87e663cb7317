package bot

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Effect is a change a turn makes, opaque to the engine. The domain's [Ledger]
// writes it in the turn's transaction and can take it back.
type Effect interface{ Effect() }

// Turn is one exchange. Handlers only add to it; nothing leaves the process
// until the engine commits it.
type Turn struct {
	ID           TurnID
	Shop         ShopID
	Person       PersonID
	Role         Role
	Lang         string         // BCP 47 tag of the answer
	Zone         *time.Location // of the shop; days begin and end there
	Message      Message        // the message, or the burst joined into one
	Demo         bool           // the shop is one for trying; every answer says so
	errand       string         // whose turn it is to speak: prefixes keys
	frame        string         // id of the frame being advanced
	asking       string         // id of the frame that asked last
	now          time.Time
	booked       time.Time // when what it does counts as done; zero is now
	said         []Reply
	effects      []Effect
	later        []Reminder
	held         time.Time // see Hold
	finished     []Frame
	undoes       TurnID
	own          bool              // see Ledger.Undo
	kept         map[any]any       // see Kept
	scrub        bool              // see Scrub
	opens        bool              // see Open
	closes       bool              // see Close
	opened       bool              // see Opened
	proves       bool              // see Prove
	hidden       []string          // see Hide
	heard        Hearing           // see Heard
	wary         bool              // see Wary
	alternatives []Alternative     // see Alternatives
	prefers      map[string]string // see Prefers
	writer       Writer            // whose languages they are; nil in a turn made for a test
	speaks       bool              // see Speaks
}

// NewTurn makes a turn as the engine does; it is exported for tests of skills
// and domains.
func NewTurn(id TurnID, shop ShopID, person PersonID, now time.Time) *Turn {
	return &Turn{ID: id, Shop: shop, Person: person, Role: Owner, Lang: "en", Zone: time.UTC, now: now.UTC()}
}

// Now is the turn's instant in UTC: the only clock a handler has.
func (t *Turn) Now() time.Time { return t.now }

// Booked is the instant that what the turn does counts as done at: now, or when
// the turn it puts right was.
func (t *Turn) Booked() time.Time {
	if t.booked.IsZero() {
		return t.now
	}
	return t.booked
}

// Today is the day of the shop's calendar, 2006-01-02.
func (t *Turn) Today() string { return t.now.In(t.Zone).Format(time.DateOnly) }

// Day is a day (2006-01-02) as an argument of what is said: nothing when it is
// today, or none.
func (t *Turn) Day(day string) Value {
	if day == "" || day == t.Today() {
		return Value{}
	}
	return Value{Kind: Date, From: day}
}

// Dated is a day as an argument, with its year when that is not this one.
func (t *Turn) Dated(day string) Value {
	v := Value{Kind: Date, From: day}
	if len(day) >= 4 && day[:4] != t.Today()[:4] {
		v.Text = "year"
	}
	return v
}

// Say adds a reply. A key without a skill's prefix belongs to the skill whose
// errand is being advanced: "give.done" said by udhaar.give is "udhaar.give.done".
func (t *Turn) Say(key string, args Args, choices ...Choice) {
	t.said = append(t.said, Reply{Key: t.key(key), Args: args, Choices: t.bind(choices)})
}

// Ask adds the question for a slot of the errand being advanced, under the key
// "<errand>.ask.<slot>". Its choices die with the frame.
func (t *Turn) Ask(slot string, args Args, choices ...Choice) {
	t.Question(t.errand+".ask."+slot, args, choices...)
}

// Question adds a question under a key of its own. Its choices die with the
// frame; until it is answered it is asked again after every interruption.
func (t *Turn) Question(key string, args Args, choices ...Choice) {
	t.asking = t.frame
	t.said = append(t.said, Reply{Key: t.key(key), Args: args, Choices: t.bound(choices), frame: t.frame})
}

// lastQuestion keeps only the question of one frame, at the end: one thing is
// asked at a time, and nothing is said after it. False when it was not asked.
func (t *Turn) lastQuestion(frame string) bool {
	var question *Reply
	kept := make([]Reply, 0, len(t.said))
	for _, r := range t.said {
		switch r.frame {
		case "":
			kept = append(kept, r)
		case frame:
			question = &r
		}
	}
	if question == nil {
		return false
	}
	kept = append(kept, *question)
	t.said = kept
	return true
}

// Languages lists the languages that can be answered in, by BCP 47 tag. The list is not
// to be changed.
func (t *Turn) Languages() []string {
	if t.writer == nil {
		return nil
	}
	return t.writer.Languages("bot")
}

// Speak makes lang the language of this answer and of those to come.
func (t *Turn) Speak(lang string) { t.Lang = lang }

// Unsay takes back the replies of this turn with the given key and returns
// them, so that several errands of one message can answer as one.
func (t *Turn) Unsay(key string) []Reply {
	full, kept, taken := t.key(key), t.said[:0:0], []Reply(nil)
	for _, r := range t.said {
		if r.Key == full {
			taken = append(taken, r)
		} else {
			kept = append(kept, r)
		}
	}
	t.said = kept
	return taken
}

// Do adds effects: changes the ledger will write when the turn is committed.
func (t *Turn) Do(effects ...Effect) { t.effects = append(t.effects, effects...) }

// Amend puts another effect in the place of one this turn has so far: lines that
// are said together may share what is only known when the last of them is said.
func (t *Turn) Amend(i int, e Effect) {
	t.effects = slices.Clone(t.effects)
	t.effects[i] = e
}

// Resumed reports whether the errand being advanced was begun by an earlier
// message, which is only answered now.
func (t *Turn) Resumed() bool {
	return t.frame != "" && !strings.HasPrefix(t.frame, fmt.Sprintf("%d.", t.ID))
}

// Effects are the changes this turn has made so far: what a domain's view adds
// to what is stored.
func (t *Turn) Effects() []Effect { return t.effects }

// Replies are what the turn has said so far.
func (t *Turn) Replies() []Reply { return t.said }

// Undoes is the turn this one takes back, 0 for none.
func (t *Turn) Undoes() TurnID { return t.undoes }

// FrameID names the frame being advanced, for choices that belong to it.
func (t *Turn) FrameID() string { return t.frame }

// bound binds choices to the frame being advanced.
func (t *Turn) bound(choices []Choice) []Choice {
	choices = t.bind(choices)
	for i := range choices {
		choices[i].Frame = t.frame
	}
	return choices
}

// bind completes the keys of choices, in a copy: a skill may offer the same ones
// in every turn.
func (t *Turn) bind(choices []Choice) []Choice {
	choices = slices.Clone(choices)
	for i := range choices {
		choices[i].Key = t.key(choices[i].Key)
	}
	return choices
}

// enter makes an errand the speaker.
func (t *Turn) enter(errand, frame string) { t.errand, t.frame = errand, frame }

// key prefixes a skill's own key with the skill's name. Keys of the engine
// ("bot.…") and of a domain ("book.…") are whole already.
func (t *Turn) key(key string) string {
	skill, _, _ := strings.Cut(t.errand, ".")
	if skill == "" || owned(key, skill) {
		return key
	}
	return skill + "." + key
}

// owned reports whether key already names its owner.
func owned(key, skill string) bool {
	owner, _, _ := strings.Cut(key, ".")
	return owner == "bot" || owner == "book" || owner == skill
}

// nextFrame returns an id for a new frame, unique in the conversation.
func (t *Turn) nextFrame(n int) string { return fmt.Sprintf("%d.%d", t.ID, n) }
