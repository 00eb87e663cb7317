package cloudapi

import (
	"errors"
	"net/url"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/bot/letter"
)

// linked is a bubble whose link stands in its text, unless a button can open it: a
// bubble with choices, with a file or with much text has no place for one.
func linked(b bot.Bubble) (bot.Bubble, error) {
	if b.Link == nil {
		return b, nil
	}
	u, err := url.Parse(b.Link.URL)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil {
		return b, errors.New("a link that is no page reached by https")
	}
	if buttoned := placed(b) && b.Attach == nil && strings.TrimSpace(b.Text) != "" && line(b.Link.Text) != ""; buttoned {
		return b, nil
	}
	b.Text, b.Link = b.Written(), nil
	return b, nil
}

// placed reports whether a bubble has room for a button of WhatsApp's own.
func placed(b bot.Bubble) bool { return len(b.Choices) == 0 && !over(b.Text, wire.MaxBody) }

// opening draws a button that opens a page.
func opening(b bot.Bubble) *wire.Interactive {
	page := &wire.PageButton{Text: wire.String(letter.Cut(line(b.Link.Text), wire.MaxButtonTitle)), URL: wire.String(b.Link.URL)}
	return &wire.Interactive{
		Type: wire.OpenPage, Body: &wire.Caption{Text: wire.String(b.Text)}, Action: &wire.Action{Name: wire.OpenPage, Page: page},
	}
}

// wanting draws a button that shares where somebody is.
func wanting(b bot.Bubble) *wire.Interactive {
	return &wire.Interactive{Type: wire.AskPlace, Body: &wire.Caption{Text: wire.String(b.Text)}, Action: &wire.Action{Name: wire.SendPlace}}
}
