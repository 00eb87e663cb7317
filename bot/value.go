package bot

// Kind says what a [Value] is.
type Kind string

// The kinds a slot or an argument can have. A domain adds its own names for
// things it keeps a list of; items and customers are this product's.
const (
	Text     Kind = "text"     // Text; in the languages of Names what stands there
	Number   Kind = "number"   // N in thousandths, so that "dhai" is 2500
	Money    Kind = "money"    // N in paise; Unit when it is a rate ("60 a kilo": Unit "kg")
	Quantity Kind = "quantity" // N in thousandths of Unit; Unit "" when none was said; Text "all" for "the lot"
	Date     Kind = "date"     // From, a day of the shop's calendar
	Period   Kind = "period"   // From to To, both days included; Text is its canonical name, "last_week"
	Language Kind = "language" // Text, BCP 47
	Phone    Kind = "phone"    // Text, as it was said
	Item     Kind = "item"     // ID when known, else only Text
	Customer Kind = "customer" // ID when known, else only Text
	Key      Kind = "key"      // Text is a locale key, written in the reader's language
	Letter   Kind = "letter"   // a text to be passed on: Text is a locale key, Unit the language it is written in, Args its arguments, ID the phone number it goes to
	Choose   Kind = "choose"   // one of a skill's listed values (values/<slot>.<lang>.txt): Text is the canonical one
)

// Value is a thing named in a message or said in a reply, in the one form that
// understanding, dialogs, domains and locales share.
//
// Its JSON is the contract: a domain type becomes a slot or an argument by
// reading and writing this form in UnmarshalJSON and MarshalJSON, without
// importing this package. An amount of a domain is {"kind":"money","n":9000}.
type Value struct {
	Kind  Kind              `json:"kind"`
	ID    string            `json:"id,omitempty"`    // of a known thing of the domain
	Text  string            `json:"text,omitempty"`  // as said, or as it is called
	Names map[string]string `json:"names,omitempty"` // what it is called, by language tag
	N     int64             `json:"n,omitempty"`     // paise, or thousandths
	Unit  string            `json:"unit,omitempty"`  // kg g l ml pcs packet dozen box bag, or the domain's own
	From  string            `json:"from,omitempty"`  // first day, 2006-01-02
	To    string            `json:"to,omitempty"`    // last day, 2006-01-02
	Args  map[string]Value  `json:"args,omitempty"`  // of a letter
	Among []Value           `json:"among,omitempty"` // what it could be, when it fits more than one
}

// Ambiguous reports whether v fits several known things and must be asked about.
func (v Value) Ambiguous() bool { return v.ID == "" && len(v.Among) > 1 }
