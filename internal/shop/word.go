package shop

import "encoding/json"

// Text is free words: the shop's name, its place. Its JSON is a value of kind
// text.
type Text string

// MarshalJSON writes t as a value.
func (t Text) MarshalJSON() ([]byte, error) {
	return json.Marshal(value{Kind: kindText, Text: string(t)})
}

// UnmarshalJSON reads a value.
func (t *Text) UnmarshalJSON(raw []byte) error {
	return readText(raw, (*string)(t), kindText)
}

// Language is a BCP 47 tag. Its JSON is a value of kind language.
type Language string

// MarshalJSON writes l as a value.
func (l Language) MarshalJSON() ([]byte, error) {
	return json.Marshal(value{Kind: kindLanguage, Text: string(l)})
}

// UnmarshalJSON reads a value.
func (l *Language) UnmarshalJSON(raw []byte) error {
	return readText(raw, (*string)(l), kindLanguage, kindText)
}

// Payment is how a sale is paid. Its JSON is a value of kind choose.
type Payment string

// The ways to pay; the empty one is cash.
const (
	Cash   Payment = "cash"
	UPI    Payment = "upi"
	Udhaar Payment = "udhaar" // on the customer's account
)

// MarshalJSON writes p as a value.
func (p Payment) MarshalJSON() ([]byte, error) {
	return json.Marshal(value{Kind: kindChoose, Text: string(p)})
}

// UnmarshalJSON reads a value.
func (p *Payment) UnmarshalJSON(raw []byte) error {
	return readText(raw, (*string)(p), kindChoose, kindText)
}

// Trade is the kind of shop; a starter catalogue is named by it. Its JSON is a
// value of kind choose.
type Trade string

// The kinds of shop there are starter catalogues for.
const (
	Kirana      Trade = "kirana"
	Pharmacy    Trade = "pharmacy"
	Clothing    Trade = "clothing"
	Electronics Trade = "electronics"
)

// DefaultTrade is what a shop is taken for until it says.
const DefaultTrade = Kirana

// Trades lists the kinds of shop, the commonest first.
func Trades() []Trade { return []Trade{Kirana, Pharmacy, Clothing, Electronics} }

// MarshalJSON writes t as a value.
func (t Trade) MarshalJSON() ([]byte, error) {
	return json.Marshal(value{Kind: kindChoose, Text: string(t)})
}

// UnmarshalJSON reads a value.
func (t *Trade) UnmarshalJSON(raw []byte) error {
	return readText(raw, (*string)(t), kindChoose, kindText)
}

// Mode is what to do with the demo shop. Its JSON is a value of kind choose.
type Mode string

// What can be done with the demo shop.
const (
	Enter Mode = "enter"
	Leave Mode = "leave"
)

// MarshalJSON writes m as a value.
func (m Mode) MarshalJSON() ([]byte, error) {
	return json.Marshal(value{Kind: kindChoose, Text: string(m)})
}

// UnmarshalJSON reads a value.
func (m *Mode) UnmarshalJSON(raw []byte) error {
	return readText(raw, (*string)(m), kindChoose, kindText)
}
