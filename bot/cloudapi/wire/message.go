package wire

// Message is what a user sent. Type names the one part that is set.
type Message struct {
	Context      *Context     `json:"context,omitempty"`
	From         String       `json:"from,omitempty"` // phone number in digits; absent when it is not shared
	FromUserID   String       `json:"from_user_id,omitempty"`
	FromParentID String       `json:"from_parent_user_id,omitempty"`
	To           String       `json:"to,omitempty"` // of an echo
	ToUserID     String       `json:"to_user_id,omitempty"`
	GroupID      String       `json:"group_id,omitempty"`
	ID           String       `json:"id,omitempty"`
	Timestamp    Stamp        `json:"timestamp,omitzero"`
	Type         String       `json:"type"`
	Text         *Text        `json:"text,omitempty"`
	Image        *Media       `json:"image,omitempty"`
	Audio        *Media       `json:"audio,omitempty"`
	Voice        *Media       `json:"voice,omitempty"` // audio, as it came before there was a flag
	Video        *Media       `json:"video,omitempty"`
	Document     *Media       `json:"document,omitempty"`
	Sticker      *Media       `json:"sticker,omitempty"`
	Location     *Location    `json:"location,omitempty"`
	Contacts     []One[Card]  `json:"contacts,omitempty"`
	Button       *Button      `json:"button,omitempty"`
	Interactive  *Interactive `json:"interactive,omitempty"`
	Reaction     *Reaction    `json:"reaction,omitempty"`
	Order        *Order       `json:"order,omitempty"`
	System       *System      `json:"system,omitempty"`
	Edit         *Edit        `json:"edit,omitempty"`
	Revoke       *Revoke      `json:"revoke,omitempty"`
	Referral     *Referral    `json:"referral,omitempty"`
	Identity     *Identity    `json:"identity,omitempty"`
	Unsupported  *Unsupported `json:"unsupported,omitempty"`
	Errors       []One[Error] `json:"errors,omitempty"`
}

// The types of a [Message].
const (
	TypeText           = "text"
	TypeImage          = "image"
	TypeAudio          = "audio"
	TypeVoice          = "voice"
	TypeVideo          = "video"
	TypeDocument       = "document"
	TypeSticker        = "sticker"
	TypeLocation       = "location"
	TypeContacts       = "contacts"
	TypeButton         = "button"
	TypeInteractive    = "interactive"
	TypeReaction       = "reaction"
	TypeOrder          = "order"
	TypeSystem         = "system"
	TypeEdit           = "edit"
	TypeRevoke         = "revoke"
	TypeTemplate       = "template" // only sent
	TypeUnsupported    = "unsupported"
	TypeUnknown        = "unknown"
	TypeRequestWelcome = "request_welcome" // the chat was opened, nothing said
)

// Text is words.
type Text struct {
	Preview bool   `json:"preview_url,omitempty"` // only sent: show the first link's page
	Body    String `json:"body"`
}

// Button is a tap on a quick reply of a template.
type Button struct {
	Payload String `json:"payload,omitempty"`
	Text    String `json:"text,omitempty"`
}

// Reaction is an emoji under a message; an empty one takes it away.
type Reaction struct {
	MessageID String `json:"message_id"`
	Emoji     String `json:"emoji"`
}

// Edit puts another message in the place of one sent before. Only its type, its
// part and its context are set.
type Edit struct {
	OriginalID String   `json:"original_message_id"`
	Message    *Message `json:"message,omitempty"`
}

// Revoke takes a message away.
type Revoke struct {
	OriginalID String `json:"original_message_id"`
}

// Unsupported names what the Cloud API does not carry, such as a poll.
type Unsupported struct {
	Type String `json:"type,omitempty"`
}

// System is a notice of WhatsApp's own.
type System struct {
	Body      String `json:"body,omitempty"`
	Type      String `json:"type"`
	WAID      String `json:"wa_id,omitempty"`     // the new number
	NewWAID   String `json:"new_wa_id,omitempty"` // the same, as it was written once
	UserID    String `json:"user_id,omitempty"`   // the new business-scoped id: it changes with the number
	WasUserID String `json:"previous_user_id,omitempty"`
}

// The types of a [System] notice.
const (
	ChangedNumber   = "user_changed_number"
	ChangedUserID   = "user_changed_user_id" // the same of somebody whose number is not shared
	ChangedIdentity = "customer_identity_changed"
)

// Identity is the state of a user's keys.
type Identity struct {
	Acknowledged Bool   `json:"acknowledged"`
	Created      Stamp  `json:"created_timestamp,omitzero"`
	Hash         String `json:"hash,omitempty"`
}
