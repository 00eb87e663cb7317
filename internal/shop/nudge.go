package shop

import "slices"

// News is a kind of thing that a shop is told without having asked, which its owner can
// turn off by itself.
type News string

// The kinds of news.
const (
	NewsDay    News = "yesterday" // what was sold the day before
	NewsStock  News = "stock"     // what is running out, or expires
	NewsUdhaar News = "udhaar"    // who owes more than he may
)

// Bulletin is what a job tells: its name, and the kinds of news in it.
type Bulletin struct {
	Job  string
	News []News
}

// Bulletins are all that is told unasked to whoever agreed to it. A job that is not
// among them, and is not part of a deal somebody is in, is never heard.
func Bulletins() []Bulletin {
	return []Bulletin{{Job: "alerts.morning", News: []News{NewsDay, NewsStock, NewsUdhaar}}}
}

// AllNews are the kinds there are, in the order they are listed.
func AllNews() []News {
	var out []News
	for _, b := range Bulletins() {
		for _, n := range b.News {
			if !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	return out
}

// NewsOf are the kinds of news that a job tells.
func NewsOf(job string) []News {
	for _, b := range Bulletins() {
		if b.Job == job {
			return b.News
		}
	}
	return nil
}

// Preference is the name of the choice whether somebody is told a kind of news.
func (n News) Preference() string { return "nudges." + string(n) }

// NewsOff is the value of that choice when he does not want it. He does unless he says
// so, once he agreed to be told anything.
const NewsOff = "off"

// Operator is who runs the assistant, as far as the people who use it must be told.
type Operator struct {
	Grievance string // whom to complain to: a name, with a phone or an address; "" when nobody is named
	India     bool   // nothing leaves India
	Model     bool   // a language model outside may see what is not understood
	SMS       bool   // text messages can be sent
	Days      int    // for which what is said in the chat is kept, 0 for good
	Voice     int    // for which the sound of voice notes is kept, 0 not at all

	Hears  Others // who is given the sound of voice notes, to make words of it
	Speaks Others // who is given answers, to speak them
}

// Others are those outside who are given something; the zero one is nobody.
type Others struct {
	Any   bool
	Names string // as people know them; "" when not all have a name
}
