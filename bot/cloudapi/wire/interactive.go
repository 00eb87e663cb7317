package wire

// Interactive is, in a webhook, what was chosen; in a request, what to choose
// from. Type names which part is set.
type Interactive struct {
	Type String `json:"type"`

	ButtonReply *Choice     `json:"button_reply,omitempty"`
	ListReply   *Choice     `json:"list_reply,omitempty"`
	Flow        *FlowReply  `json:"nfm_reply,omitempty"`
	Call        *CallPermit `json:"call_permission_reply,omitempty"`

	Header *Header  `json:"header,omitempty"`
	Body   *Caption `json:"body,omitempty"`
	Footer *Caption `json:"footer,omitempty"`
	Action *Action  `json:"action,omitempty"`
}

// The types of an [Interactive].
const (
	ButtonReply = "button_reply"
	ListReply   = "list_reply"
	FlowAnswer  = "nfm_reply"
	CallAnswer  = "call_permission_reply"
	Buttons     = "button"                   // only sent
	List        = "list"                     // only sent
	OpenPage    = "cta_url"                  // only sent
	AskPlace    = "location_request_message" // only sent
)

// Choice is a button or a row that was tapped.
type Choice struct {
	ID          String `json:"id"`
	Title       String `json:"title"`
	Description String `json:"description,omitempty"`
}

// FlowReply is a form that was filled in.
type FlowReply struct {
	Name     String `json:"name,omitempty"`
	Body     String `json:"body,omitempty"`
	Response String `json:"response_json,omitempty"` // JSON in a string
}

// CallPermit says whether the business may call.
type CallPermit struct {
	Response String `json:"response"` // accept, reject
	Expires  Stamp  `json:"expiration_timestamp,omitzero"`
	Source   String `json:"response_source,omitempty"`
}

// Header stands above the body: words, or one file. Under a list it is words.
type Header struct {
	Type     String `json:"type"` // text, image, video, document
	Text     String `json:"text,omitempty"`
	Image    *Media `json:"image,omitempty"`
	Video    *Media `json:"video,omitempty"`
	Document *Media `json:"document,omitempty"`
}

// Caption is the words of a body or a footer.
type Caption struct {
	Text String `json:"text"`
}

// Action is the buttons, the sections of a list and the words that open it, the page
// that is opened, or the place that is asked for.
type Action struct {
	Name     String       `json:"name,omitempty"` // cta_url, send_location
	Buttons  []QuickReply `json:"buttons,omitempty"`
	Button   String       `json:"button,omitempty"`
	Sections []Section    `json:"sections,omitempty"`
	Page     *PageButton  `json:"parameters,omitempty"` // of cta_url
}

// SendPlace is the name of the [Action] that asks for a place.
const SendPlace = "send_location"

// PageButton opens a page.
type PageButton struct {
	Text String `json:"display_text"`
	URL  String `json:"url"`
}

// QuickReply is one button.
type QuickReply struct {
	Type  String `json:"type"` // "reply"
	Reply Choice `json:"reply"`
}

// Section is a part of a list. Its title is needed when there are several.
type Section struct {
	Title String   `json:"title,omitempty"`
	Rows  []Choice `json:"rows"`
}
