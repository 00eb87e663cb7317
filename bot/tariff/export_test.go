package tariff

// Parse reads rupees as a card writes them.
func Parse(text string) (Micro, error) { return parse(text) }

// Grouped, InRupees and Share write figures of the documents.
var (
	Grouped  = grouped
	InRupees = inRupees
	Share    = share
)
