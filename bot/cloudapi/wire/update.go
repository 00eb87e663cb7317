package wire

// Update is what a [Change] tells of the account, one of its numbers or one of its
// templates: the field says which, and so what of this is set.
// Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference
type Update struct {
	Event String `json:"event,omitempty"`

	Template     String    `json:"message_template_name,omitempty"`
	TemplateID   String    `json:"message_template_id,omitempty"`
	Language     String    `json:"message_template_language,omitempty"`
	Category     String    `json:"message_template_category,omitempty"`
	Reason       String    `json:"reason,omitempty"`
	Rejection    Rejection `json:"rejection_info,omitzero"`
	Disabled     Disabled  `json:"disable_info,omitzero"`
	Other        Other     `json:"other_info,omitzero"`
	OldQuality   String    `json:"previous_quality_score,omitempty"`
	NewQuality   String    `json:"new_quality_score,omitempty"` // GREEN, YELLOW, RED, UNKNOWN
	OldCategory  String    `json:"previous_category,omitempty"`
	NewCategory  String    `json:"new_category,omitempty"`
	NextCategory String    `json:"correct_category,omitempty"` // what it will be soon

	Display      String `json:"display_phone_number,omitempty"`
	Limit        String `json:"current_limit,omitempty"` // as TIER_1K
	OldLimit     String `json:"old_limit,omitempty"`
	Decision     String `json:"decision,omitempty"` // APPROVED, REJECTED, DEFERRED
	WantedName   String `json:"requested_verified_name,omitempty"`
	NameRejected String `json:"rejection_reason,omitempty"`

	Daily       String `json:"max_daily_conversations_per_business,omitempty"` // as TIER_1K, or a number; -1 is any
	DailyNumber String `json:"max_daily_conversation_per_phone,omitempty"`
	Numbers     String `json:"max_phone_numbers_per_business,omitempty"`

	Ban          Ban                `json:"ban_info,omitzero"`
	Restrictions []One[Restriction] `json:"restriction_info,omitempty"`
	Violation    Violation          `json:"violation_info,omitzero"`

	Entity String `json:"entity_type,omitempty"` // BUSINESS, PHONE_NUMBER, …
	Alert
	AlertInfo Alert `json:"alert_info,omitzero"` // the same, as it is written now
}

// Rejection is why a template was rejected, and what would be better.
type Rejection struct {
	Reason String `json:"reason,omitempty"`
	Advice String `json:"recommendation,omitempty"`
}

// Disabled is from when a template is.
type Disabled struct {
	Date String `json:"disable_date,omitempty"`
}

// Other says more about why a template was paused or locked.
type Other struct {
	Title       String `json:"title,omitempty"`
	Description String `json:"description,omitempty"`
}

// Ban is the state of an account that is shut, or not any more.
type Ban struct {
	State String `json:"waba_ban_state,omitempty"` // SCHEDULE_FOR_DISABLE, DISABLE, REINSTATE
	Date  String `json:"waba_ban_date,omitempty"`  // in words
}

// Reinstated is the [Ban] that is none any more.
const Reinstated = "REINSTATE"

// Restriction is what an account may not do, and until when.
type Restriction struct {
	Type    String `json:"restriction_type"`
	Expires Stamp  `json:"expiration,omitzero"`
}

// Violation is which rule an account broke.
type Violation struct {
	Type String `json:"violation_type,omitempty"`
}

// Alert is what an account's owner is warned of.
type Alert struct {
	Severity    String `json:"alert_severity,omitempty"` // CRITICAL, WARNING, INFORMATIONAL
	Status      String `json:"alert_status,omitempty"`   // ACTIVE, NONE
	Type        String `json:"alert_type,omitempty"`
	Description String `json:"alert_description,omitempty"`
}
