package tariff

import "time"

// Habits are what a shop does: assumptions, to be put in the place of what is not
// measured yet.
type Habits struct {
	Country   string
	Days      int64 // of the month
	Exchanges int64 // messages that are answered, a day; each answer is one message
	Nudges    int64 // things told unasked, a day
	Outside   int64 // how many of a thousand nudges find the last message older than 24 hours, and go as a template
	Festivals int64 // templates that count as marketing, a month
	Segments  int64 // of an SMS that says the same as a message
	Segment   Micro // what a segment costs, before the same tax
}

// Usual is a shop as it is assumed to be until shops are counted: a month of 30
// days, 30 exchanges a day and a greeting with the day's news each morning, which
// on three days of ten meets a window that has closed; two festivals.
//
// An SMS in an Indian script holds 70 characters, or 67 in each of several: an
// answer takes two. ₹0.20 a segment lies within what Indian resellers asked in
// 2026 (₹0.10 to ₹0.35), to be checked with yours.
func Usual() Habits {
	return Habits{
		Country: "IN", Days: 30, Exchanges: 30, Nudges: 1, Outside: 300, Festivals: 2,
		Segments: 2, Segment: Rupee / 5,
	}
}

// Bill is what a month of shops comes to that share a number.
type Bill struct {
	Shops int64
	Posts []Post
	Net   Micro // before tax
	Tax   Micro
	SMS   Micro // what the same messages would cost as SMS, with tax
}

// Post is one category's part of it.
type Post struct {
	Category Category
	Messages int64
	Free     int64 // of them, by the card's allowance
	Rate     Micro // of the first that is paid
	Cost     Micro
}

// Total is what there is to pay, with tax.
func (b Bill) Total() Micro { return b.Net + b.Tax }

// Project reckons a month of so many shops on one number, by the card as it stands
// at a time.
func (c *Card) Project(at time.Time, shops int64, h Habits) Bill {
	issue, bill := c.Issue(at), Bill{Shops: shops}
	var messages int64
	for _, of := range Categories() {
		n := shops * h.sent(of)
		if n == 0 {
			continue
		}
		line := issue.line(h.Country, of)
		free := min(line.Free, n)
		bill.Posts = append(bill.Posts, Post{Category: of, Messages: n, Free: free, Rate: line.span(free, 1), Cost: line.span(0, n)})
		bill.Net += line.span(0, n)
		messages += n
	}
	bill.Tax = issue.tax(bill.Net)
	sms := h.Segment * Micro(messages*h.Segments)
	bill.SMS = sms + issue.tax(sms)
	return bill
}

// sent is how many messages of a category go to a shop in a month; what falls
// outside is rounded up, as it costs no less.
func (h Habits) sent(of Category) int64 {
	nudges := h.Days * h.Nudges
	outside := (nudges*h.Outside + thousand - 1) / thousand
	switch of {
	case Service:
		return h.Days*h.Exchanges + nudges - outside
	case Utility:
		return outside
	case Marketing:
		return h.Festivals
	}
	return 0
}
