package wire

import (
	"encoding/json"
	"errors"
)

// ErrContext says that a context could not be read.
var ErrContext = errors.New("wire: unreadable context")

// Context ties a message to an earlier one.
type Context struct {
	From                String           `json:"from,omitempty"`
	ID                  String           `json:"id,omitempty"`         // the message that is answered, in a webhook
	MessageID           String           `json:"message_id,omitempty"` // the same, in a request
	Forwarded           Bool             `json:"forwarded,omitempty"`
	FrequentlyForwarded Bool             `json:"frequently_forwarded,omitempty"`
	Product             *ReferredProduct `json:"referred_product,omitempty"`
}

// ReferredProduct is the product of a catalogue that a message asks about.
type ReferredProduct struct {
	CatalogID  String `json:"catalog_id"`
	RetailerID String `json:"product_retailer_id"`
}

// UnmarshalJSON reads an object, and an empty list for an empty object, as some
// languages write it. Anything else is [ErrContext]: whether a message was
// forwarded must not be guessed.
func (c *Context) UnmarshalJSON(raw []byte) error {
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) == nil && len(list) == 0 {
		*c = Context{}
		return nil
	}
	type plain Context
	if json.Unmarshal(raw, (*plain)(c)) != nil {
		return ErrContext
	}
	return nil
}

// Referral is the advertisement a message was started from.
type Referral struct {
	SourceURL  String `json:"source_url,omitempty"`
	SourceID   String `json:"source_id,omitempty"`
	SourceType String `json:"source_type,omitempty"`
	Headline   String `json:"headline,omitempty"`
	Body       String `json:"body,omitempty"`
	ClickID    String `json:"ctwa_clid,omitempty"`
}
