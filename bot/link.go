package bot

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// Lead puts a page under what was said last, behind words of a locale key. Only a page
// that is reached by https is opened.
func (t *Turn) Lead(key string, args Args, address string) {
	if n := len(t.said); n > 0 {
		t.said[n-1].Link = &Page{Key: t.key(key), Args: args, URL: address}
	}
}

// link writes the page that an answer opens; nil for none. One that cannot be opened
// is left out, and the words go without it.
func (e *Engine) link(o Outgoing) *Link {
	var page *Page
	for _, r := range o.Replies {
		if r.Link != nil {
			page = r.Link
		}
	}
	if page == nil {
		return nil
	}
	if !opens(page.URL) {
		e.Log.Error("a page that cannot be opened", "key", page.Key, "turn", o.Turn)
		return nil
	}
	words := strings.Join(strings.Fields(e.words(o.Lang, page.Key, page.Args)), " ")
	return &Link{Text: shorten(words, MaxLinkText), URL: page.URL}
}

// opens reports whether an address is a page on the web, reached by https.
func opens(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil && utf8.RuneCountInString(address) <= MaxURL
}

// asksPlace marks the question that is open when it is one for a place, which a shared
// location answers. One with choices stays as it is: no channel draws both.
func (a *attempt) asksPlace() {
	top := a.session.Top()
	if top == nil || top.Asked != placeSlot || a.engine.Located == "" {
		return
	}
	for i, r := range a.turn.said {
		if r.frame == top.ID && len(r.Choices) == 0 {
			a.turn.said[i].Place = true
		}
	}
}
