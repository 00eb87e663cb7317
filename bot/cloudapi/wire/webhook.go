package wire

// Webhook is the body of a POST to the webhook.
type Webhook struct {
	Object String       `json:"object"` // "whatsapp_business_account"
	Entry  []One[Entry] `json:"entry"`
}

// Entry is what happened to one business account.
type Entry struct {
	ID      String        `json:"id"` // of the business account
	Time    Int           `json:"time,omitempty"`
	Changes []One[Change] `json:"changes"`
}

// Change is one thing that happened. Value is read for every field, though only
// some of them have any of what it names.
type Change struct {
	Value One[Value] `json:"value"`
	Field String     `json:"field"`
}

// The fields of a [Change] that concern a chat.
const (
	FieldMessages = "messages"
	FieldEchoes   = "smb_message_echoes" // sent from the business's own phone
	FieldUserID   = "user_id_update"

	FieldPreferences = "user_preferences" // what a user chose about marketing
)

// The fields of a [Change] that concern the account, a number or a template: an
// [Update].
const (
	FieldTemplateStatus   = "message_template_status_update"
	FieldTemplateQuality  = "message_template_quality_update"
	FieldTemplateCategory = "template_category_update"
	FieldAccount          = "account_update"
	FieldAlerts           = "account_alerts"
	FieldNumberQuality    = "phone_number_quality_update"
	FieldNumberName       = "phone_number_name_update"
	FieldCapability       = "business_capability_update"
	FieldSecurity         = "security"
)

// Value is what a [Change] tells of one business number.
type Value struct {
	Product     String              `json:"messaging_product,omitempty"` // "whatsapp"
	Metadata    Metadata            `json:"metadata,omitzero"`
	Contacts    []One[Contact]      `json:"contacts,omitempty"`
	Messages    []One[Message]      `json:"messages,omitempty"`
	Statuses    []One[Status]       `json:"statuses,omitempty"`
	Echoes      []One[Message]      `json:"message_echoes,omitempty"`
	Errors      []One[Error]        `json:"errors,omitempty"`
	UserIDs     []One[UserIDUpdate] `json:"user_id_update,omitempty"`
	Preferences []One[Preference]   `json:"user_preferences,omitempty"`
}

// Metadata names the business number that a [Value] is about.
type Metadata struct {
	Display  String `json:"display_phone_number,omitempty"`
	NumberID String `json:"phone_number_id,omitempty"`
}

// Contact is who wrote, or was written to.
type Contact struct {
	Profile  Profile `json:"profile,omitzero"`
	WAID     String  `json:"wa_id,omitempty"`          // phone number in digits; absent when it is not shared
	UserID   String  `json:"user_id,omitempty"`        // business-scoped, as "IN.1349…"
	ParentID String  `json:"parent_user_id,omitempty"` // as "IN.ENT.1181…"
}

// Profile is what a contact calls himself.
type Profile struct {
	Name     String `json:"name,omitempty"`
	Username String `json:"username,omitempty"`
}

// UserIDUpdate says that a user has another business-scoped id now.
type UserIDUpdate struct {
	WAID      String   `json:"wa_id,omitempty"`
	Detail    String   `json:"detail,omitempty"`
	UserID    Replaced `json:"user_id"`
	Timestamp Stamp    `json:"timestamp"`
}

// NewWebhook is a webhook about one thing, to be written. The value's product is
// set.
func NewWebhook(account, field string, v Value) Webhook {
	v.Product = Product
	return Webhook{Object: "whatsapp_business_account", Entry: Of(Entry{
		ID:      String(account),
		Changes: Of(Change{Value: One[Value]{Value: v}, Field: String(field)}),
	})}
}

// Product is the messaging product that every request and webhook names.
const Product = "whatsapp"

// Replaced is an id that was and the one that is now.
type Replaced struct {
	Previous String `json:"previous"`
	Current  String `json:"current"`
}
