package shop

import (
	"encoding/json"
	"maps"
)

// Head is what money was spent for, other than goods to sell. Its JSON is a
// value of kind choose, with its names.
type Head string

// The heads; what fits none is [OtherCost].
const (
	Rent        Head = "rent"
	Electricity Head = "electricity"
	Salary      Head = "salary"
	Transport   Head = "transport"
	Tea         Head = "tea"
	Repair      Head = "repair"
	PhoneBill   Head = "phone"
	Packing     Head = "packing"
	Cleaning    Head = "cleaning"
	Tax         Head = "tax"
	Charity     Head = "charity"
	OtherCost   Head = "other"
	Home        Head = "home" // the owner's own: no cost of the shop
)

// headNames is what heads are called, by language tag.
var headNames = map[Head]map[string]string{
	Rent:        {"en": "Rent", "hi": "किराया", "hi-Latn": "Kiraya"},
	Electricity: {"en": "Electricity", "hi": "बिजली", "hi-Latn": "Bijli"},
	Salary:      {"en": "Salary", "hi": "तनख्वाह", "hi-Latn": "Tankhwah"},
	Transport:   {"en": "Transport", "hi": "गाड़ी-भाड़ा", "hi-Latn": "Gaadi-bhada"},
	Tea:         {"en": "Tea and snacks", "hi": "चाय-नाश्ता", "hi-Latn": "Chai-nashta"},
	Repair:      {"en": "Repair", "hi": "मरम्मत", "hi-Latn": "Marammat"},
	PhoneBill:   {"en": "Phone and internet", "hi": "फ़ोन-इंटरनेट", "hi-Latn": "Phone-internet"},
	Packing:     {"en": "Packing", "hi": "पैकिंग", "hi-Latn": "Packing"},
	Cleaning:    {"en": "Cleaning", "hi": "सफ़ाई", "hi-Latn": "Safai"},
	Tax:         {"en": "Tax and fees", "hi": "टैक्स-फ़ीस", "hi-Latn": "Tax-fees"},
	Charity:     {"en": "Donation", "hi": "चंदा-पूजा", "hi-Latn": "Chanda-pooja"},
	OtherCost:   {"en": "Other", "hi": "फुटकर", "hi-Latn": "Futkar"},
	Home:        {"en": "Home", "hi": "घर खर्च", "hi-Latn": "Ghar kharch"},
}

// MarshalJSON writes h as a value.
func (h Head) MarshalJSON() ([]byte, error) {
	return json.Marshal(value{Kind: kindChoose, Text: string(h), Names: maps.Clone(headNames[h])})
}

// UnmarshalJSON reads a value.
func (h *Head) UnmarshalJSON(raw []byte) error {
	return readText(raw, (*string)(h), kindChoose, kindText)
}

// known is h, or OtherCost for a head nobody listed.
func (h Head) known() Head {
	if _, ok := headNames[h]; !ok {
		return OtherCost
	}
	return h
}
