package wire

// Send is the body of POST /{version}/{phone-number-id}/messages: a message, or,
// with Status set, that one was read.
type Send struct {
	Product       String       `json:"messaging_product"`
	RecipientType String       `json:"recipient_type,omitempty"` // "individual"
	To            String       `json:"to,omitempty"`             // phone number; wins over Recipient
	Recipient     String       `json:"recipient,omitempty"`      // business-scoped user id
	Type          String       `json:"type,omitempty"`           // "" is text
	Context       *Context     `json:"context,omitempty"`        // with MessageID: answers that one
	Text          *Text        `json:"text,omitempty"`
	Image         *Media       `json:"image,omitempty"`
	Audio         *Media       `json:"audio,omitempty"`
	Video         *Media       `json:"video,omitempty"`
	Document      *Media       `json:"document,omitempty"`
	Sticker       *Media       `json:"sticker,omitempty"`
	Location      *Location    `json:"location,omitempty"`
	Contacts      []Card       `json:"contacts,omitempty"`
	Reaction      *Reaction    `json:"reaction,omitempty"`
	Interactive   *Interactive `json:"interactive,omitempty"`
	Template      *Template    `json:"template,omitempty"`
	Opaque        String       `json:"biz_opaque_callback_data,omitempty"` // comes back in every [Status]

	Status    String  `json:"status,omitempty"` // "read"
	MessageID String  `json:"message_id,omitempty"`
	Typing    *Typing `json:"typing_indicator,omitempty"`
}

// Typing shows that an answer is being written, until it comes or 25 seconds
// have passed.
type Typing struct {
	Type String `json:"type"` // "text"
}

// Sent answers [Send]: accepted, not delivered.
type Sent struct {
	Product  String        `json:"messaging_product"`
	Contacts []SentTo      `json:"contacts,omitempty"`
	Messages []SentMessage `json:"messages"`
}

// SentTo is whom a message goes to.
type SentTo struct {
	Input  String `json:"input"`
	WAID   String `json:"wa_id,omitempty"`
	UserID String `json:"user_id,omitempty"`
}

// SentMessage is the id of a message that was accepted.
type SentMessage struct {
	ID     String `json:"id"`
	Status String `json:"message_status,omitempty"` // accepted, held_for_quality_assessment, paused; only of templates
}

// Done answers what has no other answer, such as a message marked as read.
type Done struct {
	Success Bool `json:"success"`
}

// Number answers GET /{version}/{phone-number-id}.
type Number struct {
	ID       String `json:"id"`
	Display  String `json:"display_phone_number,omitempty"`
	Name     String `json:"verified_name,omitempty"`
	Quality  String `json:"quality_rating,omitempty"` // GREEN, YELLOW, RED, UNKNOWN
	Platform String `json:"platform_type,omitempty"`
	Status   String `json:"status,omitempty"` // CONNECTED, …
}
