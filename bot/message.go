package bot

import "time"

// PersonID is our own number for a person. Phone numbers, WhatsApp user ids and
// console names are aliases of it.
type PersonID int64

// ShopID is our own number for a tenant: the unit whose turns are committed in
// order, and whose data no other tenant sees.
type ShopID int64

// TurnID numbers a turn: the journal's number of its first message.
type TurnID int64

// Message is one thing a user sent, in channel-neutral form.
type Message struct {
	Channel   string    `json:"channel"`             // which channel brought it
	ID        string    `json:"id"`                  // unique per channel; the dedupe key
	Address   string    `json:"address"`             // where to answer, as the channel writes it
	Aliases   []string  `json:"aliases,omitempty"`   // other addresses of the sender on this channel
	Name      string    `json:"name,omitempty"`      // what the channel says the sender is called
	From      PersonID  `json:"from,omitempty"`      // set by the journal
	Shop      ShopID    `json:"shop,omitempty"`      // the sender's current shop; set by the journal
	Seq       int64     `json:"seq,omitempty"`       // the journal's number of this message
	Turn      TurnID    `json:"turn,omitempty"`      // the turn it was grouped into, 0 while undecided
	Text      string    `json:"text,omitempty"`      // typed, caption, or what was heard
	Heard     *Heard    `json:"heard,omitempty"`     // set for a voice note
	Media     []Media   `json:"media,omitempty"`     // photo, document, contact card, location
	Pick      string    `json:"pick,omitempty"`      // id of a tapped choice; it names the turn that offered it
	ReplyTo   string    `json:"reply_to,omitempty"`  // channel's id of the bubble this answers
	Edits     string    `json:"edits,omitempty"`     // channel's id of the message this replaces
	Deletes   string    `json:"deletes,omitempty"`   // channel's id of the message this takes away
	Forwarded bool      `json:"forwarded,omitempty"` // reported speech: never a command
	Consent   string    `json:"consent,omitempty"`   // what he chose in the channel's own settings about news: [Given] or [Withdrawn]
	At        time.Time `json:"at"`                  // when it was sent, UTC
	Due       *Due      `json:"due,omitempty"`       // of a job: nobody wrote it. Set by the engine alone
	Pass      string    `json:"-"`                   // the code that lets a stranger in by it; set by a [Door]
	Received  time.Time `json:"-"`                   // when it was stored; set by the journal
}

// Heard is what a recogniser made of a voice note.
type Heard struct {
	Lang         string   `json:"lang,omitempty"`         // BCP 47
	Alternatives []string `json:"alternatives,omitempty"` // other readings, best first
	Embedded     bool     `json:"embedded,omitempty"`     // by the limited recogniser on board: read back before writing
	Fault        Deaf     `json:"fault,omitempty"`        // why there are no words
	Blob         string   `json:"blob,omitempty"`         // key of the sound in the blob store, while it is kept
}

// Media is one attachment; its bytes are in the blob store once they have been
// fetched from the channel.
type Media struct {
	Kind  string  `json:"kind"`            // image, document, audio, video, sticker, location, contact, order, unsupported
	Voice bool    `json:"voice,omitempty"` // audio that was spoken into the chat
	Type  string  `json:"type,omitempty"`  // MIME type
	Ref   string  `json:"ref,omitempty"`   // what the channel fetches the bytes by
	Blob  string  `json:"blob,omitempty"`  // key in the blob store, once fetched
	Name  string  `json:"name,omitempty"`  // file name, contact's name, place
	Phone string  `json:"phone,omitempty"` // a contact's number
	Lat   float64 `json:"lat,omitempty"`   // degrees north, for a location
	Lon   float64 `json:"lon,omitempty"`   // degrees east, for a location
}

// Deaf is why a voice note could not be heard.
type Deaf string

// The reasons. Without one there were no words in it.
const (
	DeafLong   Deaf = "long"   // it is too long, or too large
	DeafKind   Deaf = "kind"   // a kind of file that is not read
	DeafGone   Deaf = "gone"   // there is no file, or nothing in it
	DeafNobody Deaf = "nobody" // nobody is there who could listen
)
