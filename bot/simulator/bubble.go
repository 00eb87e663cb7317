package simulator

import (
	"time"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// Bubble is one message as it stands on a phone.
type Bubble struct {
	ID        string    `json:"id"`              // the wamid
	Seq       int64     `json:"seq"`             // its place in time; it never changes
	From      string    `json:"from"`            // user or bot
	At        time.Time `json:"at"`              // when it was sent, UTC
	Text      string    `json:"text,omitempty"`  // body or caption
	Status    string    `json:"status"`          // sent, delivered, read, played, failed
	Error     *Failure  `json:"error,omitempty"` // why it failed; it never came to the phone
	Choices   []Choice  `json:"choices,omitempty"`
	List      *List     `json:"list,omitempty"`
	Header    string    `json:"header,omitempty"`
	Footer    string    `json:"footer,omitempty"`
	Link      *WebLink  `json:"link,omitempty"`
	AsksPlace bool      `json:"asks_place,omitempty"` // it has a button that sends where he is
	Media     *Media    `json:"media,omitempty"`
	Location  *Location `json:"location,omitempty"`
	Contact   *Contact  `json:"contact,omitempty"`
	ReplyTo   string    `json:"reply_to,omitempty"` // the bubble it answers
	Edited    bool      `json:"edited,omitempty"`
	Deleted   bool      `json:"deleted,omitempty"`
	Forwarded bool      `json:"forwarded,omitempty"`
	Picked    string    `json:"picked,omitempty"`   // of a user's bubble: id of the choice it took
	Reaction  string    `json:"reaction,omitempty"` // the other side's
	Template  string    `json:"template,omitempty"` // the name of the template it was made from
	Opaque    string    `json:"opaque,omitempty"`   // biz_opaque_callback_data, echoed in statuses
	Category  string    `json:"category,omitempty"` // what it is priced as
	Tariff    string    `json:"tariff,omitempty"`   // free_customer_service or free_entry_point, "" is regular
}

// Who a bubble is from.
const (
	FromUser = "user"
	FromBot  = "bot"
)

// Failure is why a bubble did not arrive.
type Failure struct {
	Code  int    `json:"code"`
	Title string `json:"title"`
}

// Choice is a reply button, or a row of a list.
type Choice struct {
	ID          string `json:"id"`
	Title       string `json:"title"`
	Description string `json:"description,omitempty"`
}

// List is what opens from the bottom of the screen.
type List struct {
	Button   string    `json:"button"`
	Sections []Section `json:"sections"`
}

// Section is a part of a list.
type Section struct {
	Title string   `json:"title,omitempty"`
	Rows  []Choice `json:"rows"`
}

// WebLink is a button that opens a page.
type WebLink struct {
	Text string `json:"text"`
	URL  string `json:"url"`
}

// Media is a file in a bubble.
type Media struct {
	Kind    string `json:"kind"` // image, document, audio, video, sticker
	Voice   bool   `json:"voice,omitempty"`
	ID      string `json:"id"`
	Type    string `json:"type"` // MIME
	Name    string `json:"name,omitempty"`
	Size    int64  `json:"size"` // bytes
	URL     string `json:"url"`  // where the page finds it
	Seconds int    `json:"seconds,omitempty"`
}

// Location is a place on the map, in degrees.
type Location struct {
	Lat  float64 `json:"lat"`
	Lon  float64 `json:"lon"`
	Name string  `json:"name,omitempty"`
}

// Contact is a card from the address book.
type Contact struct {
	Name  string `json:"name"`
	Phone string `json:"phone"`
}

// choice finds what can be tapped on a bubble.
func (b *Bubble) choice(id string) (c Choice, listed, ok bool) {
	for _, c := range b.Choices {
		if c.ID == id {
			return c, false, true
		}
	}
	if b.List == nil {
		return Choice{}, false, false
	}
	for _, s := range b.List.Sections {
		for _, c := range s.Rows {
			if c.ID == id {
				return c, true, true
			}
		}
	}
	return Choice{}, false, false
}

// rank orders the states; a failed bubble stays failed.
func rank(status string) int {
	switch status {
	case wire.StatusDelivered:
		return 1
	case wire.StatusRead:
		return 2
	case wire.StatusPlayed:
		return 3
	case wire.StatusFailed:
		return 4
	}
	return 0
}
