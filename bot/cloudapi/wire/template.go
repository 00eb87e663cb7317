package wire

import "encoding/json"

// Template is a template with what fills it, in a request.
type Template struct {
	Name       String      `json:"name"`
	Language   Language    `json:"language"`
	Components []Component `json:"components,omitempty"`
}

// Language is the language of a [Template].
type Language struct {
	Policy String `json:"policy,omitempty"`
	Code   String `json:"code"` // as en_US, hi
}

// Component fills one part of a template.
type Component struct {
	Type       String      `json:"type"`               // header, body, button
	SubType    String      `json:"sub_type,omitempty"` // of a button: quick_reply, url, copy_code, flow
	Index      String      `json:"index,omitempty"`    // of a button, from 0
	Parameters []Parameter `json:"parameters,omitempty"`
}

// The types of a [Component], of a button and of a [Parameter] beside those of a
// message.
const (
	PartHeader       = "header"
	PartBody         = "body"
	PartButton       = "button"
	QuickReplyButton = "quick_reply"
	ParamPayload     = "payload"
)

// Parameter fills one variable. Name is set where the template names its
// variables.
type Parameter struct {
	Type     String          `json:"type"` // text, payload, image, video, document, currency, date_time, …
	Name     String          `json:"parameter_name,omitempty"`
	Text     String          `json:"text,omitempty"`
	Payload  String          `json:"payload,omitempty"`
	Image    *Media          `json:"image,omitempty"`
	Video    *Media          `json:"video,omitempty"`
	Document *Media          `json:"document,omitempty"`
	Currency json.RawMessage `json:"currency,omitempty"`
	DateTime json.RawMessage `json:"date_time,omitempty"`
}

// TemplateInfo is a template as the account holds it: an item of
// [TemplatePage].
type TemplateInfo struct {
	ID         String              `json:"id,omitempty"`
	Name       String              `json:"name"`
	Language   String              `json:"language"`
	Status     String              `json:"status,omitempty"`           // APPROVED, PENDING, REJECTED, PAUSED, DISABLED
	Category   String              `json:"category,omitempty"`         // MARKETING, UTILITY, AUTHENTICATION
	Format     String              `json:"parameter_format,omitempty"` // POSITIONAL, NAMED
	Components []TemplateComponent `json:"components"`
}

// TemplateComponent is one part of a [TemplateInfo].
type TemplateComponent struct {
	Type    String           `json:"type"`             // HEADER, BODY, FOOTER, BUTTONS
	Format  String           `json:"format,omitempty"` // of a header: TEXT, IMAGE, VIDEO, DOCUMENT
	Text    String           `json:"text,omitempty"`
	Example json.RawMessage  `json:"example,omitempty"`
	Buttons []TemplateButton `json:"buttons,omitempty"`
}

// TemplateButton is a button of a template.
type TemplateButton struct {
	Type  String `json:"type"` // QUICK_REPLY, URL, PHONE_NUMBER, COPY_CODE, FLOW
	Text  String `json:"text,omitempty"`
	URL   String `json:"url,omitempty"`
	Phone String `json:"phone_number,omitempty"`
}

// TemplatePage answers GET /{version}/{account-id}/message_templates.
type TemplatePage struct {
	Data   []TemplateInfo `json:"data"`
	Paging *Paging        `json:"paging,omitempty"`
}

// Paging says where the next page is.
type Paging struct {
	Cursors Cursors `json:"cursors,omitzero"`
	Next    String  `json:"next,omitempty"`
}

// Cursors are the ends of a page.
type Cursors struct {
	Before String `json:"before,omitempty"`
	After  String `json:"after,omitempty"`
}
