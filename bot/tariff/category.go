package tariff

// Category is what WhatsApp charges a message as.
type Category string

// The categories.
const (
	Service        Category = "service"        // words of our own, within 24 hours of the last he wrote
	Utility        Category = "utility"        // a template about something he asked for or did
	Marketing      Category = "marketing"      // a template about anything else
	Authentication Category = "authentication" // a template with a code
)

// Categories are all of them.
func Categories() []Category { return []Category{Service, Utility, Marketing, Authentication} }
