package wire

// Preference is what a user has chosen about marketing messages in the settings of
// the chat.
type Preference struct {
	WAID      String `json:"wa_id,omitempty"` // phone number in digits; absent when it is not shared
	UserID    String `json:"user_id,omitempty"`
	ParentID  String `json:"parent_user_id,omitempty"`
	Detail    String `json:"detail,omitempty"`
	Category  String `json:"category,omitempty"` // marketing_messages
	Value     String `json:"value"`              // stop, resume, signup
	SignupID  String `json:"signup_id,omitempty"`
	Timestamp Stamp  `json:"timestamp,omitzero"`
}

// What a [Preference] may say.
const (
	AboutMarketing = "marketing_messages"

	PreferStop   = "stop"
	PreferResume = "resume"
	PreferSignup = "signup" // by a link that says so
)
