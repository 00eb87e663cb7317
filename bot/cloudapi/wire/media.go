package wire

// Media is a file: in a webhook by its id, in a request by its id or a link.
type Media struct {
	ID       String `json:"id,omitempty"`
	Link     String `json:"link,omitempty"` // only sent
	URL      String `json:"url,omitempty"`  // only received; short-lived, needs the token
	Type     String `json:"mime_type,omitempty"`
	SHA256   String `json:"sha256,omitempty"` // in base64
	Caption  String `json:"caption,omitempty"`
	Filename String `json:"filename,omitempty"`
	Voice    Bool   `json:"voice,omitempty"`
	Animated Bool   `json:"animated,omitempty"`
}

// MediaInfo answers GET /{version}/{media-id}.
type MediaInfo struct {
	Product String `json:"messaging_product"`
	URL     String `json:"url"` // lives 5 minutes, needs the token
	Type    String `json:"mime_type"`
	SHA256  String `json:"sha256"` // in hex
	Size    Int    `json:"file_size"`
	ID      String `json:"id"`
}

// Uploaded answers POST /{version}/{phone-number-id}/media, a form of
// messaging_product, type and file.
type Uploaded struct {
	ID String `json:"id"`
}

// Location is a place on the map.
type Location struct {
	Latitude  Degrees `json:"latitude"`
	Longitude Degrees `json:"longitude"`
	Name      String  `json:"name,omitempty"`
	Address   String  `json:"address,omitempty"`
	URL       String  `json:"url,omitempty"`
}

// Card is one contact card.
type Card struct {
	Name   CardName     `json:"name,omitzero"`
	Phones []One[Phone] `json:"phones,omitempty"`
	VCard  String       `json:"vcard,omitempty"`
}

// CardName is the name on a [Card].
type CardName struct {
	Formatted String `json:"formatted_name,omitempty"`
	First     String `json:"first_name,omitempty"`
	Last      String `json:"last_name,omitempty"`
}

// Phone is a number on a [Card].
type Phone struct {
	Phone String `json:"phone,omitempty"`
	Type  String `json:"type,omitempty"`
	WAID  String `json:"wa_id,omitempty"`
}

// Order is a basket filled from a catalogue.
type Order struct {
	CatalogID String      `json:"catalog_id,omitempty"`
	Text      String      `json:"text,omitempty"`
	Items     []One[Item] `json:"product_items"`
}

// Item is a line of an [Order].
type Item struct {
	RetailerID String `json:"product_retailer_id"`
	Quantity   String `json:"quantity"`   // as it was written: a number, maybe with a fraction
	Price      String `json:"item_price"` // of one, as it was written
	Currency   String `json:"currency"`
}
