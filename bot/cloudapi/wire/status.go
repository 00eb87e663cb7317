package wire

// Status is what became of a message that was sent.
type Status struct {
	ID              String        `json:"id"`
	Status          String        `json:"status"`
	Timestamp       Stamp         `json:"timestamp"`
	RecipientID     String        `json:"recipient_id,omitempty"` // phone number, or a group's id
	RecipientUserID String        `json:"recipient_user_id,omitempty"`
	RecipientType   String        `json:"recipient_type,omitempty"` // "group", or ""
	Participant     String        `json:"recipient_participant_id,omitempty"`
	ParticipantUser String        `json:"recipient_participant_user_id,omitempty"`
	Opaque          String        `json:"biz_opaque_callback_data,omitempty"` // as it was sent
	Conversation    *Conversation `json:"conversation,omitempty"`
	Pricing         *Pricing      `json:"pricing,omitempty"`
	Errors          []One[Error]  `json:"errors,omitempty"`
}

// The states of a [Status].
const (
	StatusSent      = "sent"
	StatusDelivered = "delivered"
	StatusRead      = "read"
	StatusPlayed    = "played" // a voice note
	StatusFailed    = "failed"
	StatusDeleted   = "deleted"
	StatusWarning   = "warning"
)

// Conversation is the window a message was sent in.
type Conversation struct {
	ID      String `json:"id,omitempty"`
	Expires Stamp  `json:"expiration_timestamp,omitzero"`
	Origin  Origin `json:"origin,omitzero"`
}

// Origin is what opened a [Conversation].
type Origin struct {
	Type String `json:"type,omitempty"`
}

// Pricing is what a message is charged as.
type Pricing struct {
	Billable Bool   `json:"billable"`
	Model    String `json:"pricing_model,omitempty"` // CBP by conversation, PMP by message
	Category String `json:"category,omitempty"`      // service, utility, marketing, authentication, …
	Type     String `json:"type,omitempty"`          // regular, free_customer_service, free_entry_point
}

// The categories and types of [Pricing].
const (
	PriceService        = "service"
	PriceUtility        = "utility"
	PriceMarketing      = "marketing"
	PriceAuthentication = "authentication"
	PriceReferral       = "referral_conversion" // within 72 hours of an advertisement that was tapped

	PriceRegular   = "regular"
	PriceFree      = "free_customer_service"
	PriceFreeEntry = "free_entry_point"
)
