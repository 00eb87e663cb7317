package cloudapi

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/bot/letter"
)

// menu opens a list where the bubble has no word for it.
const menu = "☰"

// draw makes a message of a bubble without a file: text, buttons or a list.
func draw(b bot.Bubble) (wire.Send, error) {
	out, err := address(b)
	if err != nil {
		return out, err
	}
	if err := fits(b); err != nil {
		return out, err
	}
	switch {
	case b.Link != nil:
		out.Type, out.Interactive = wire.TypeInteractive, opening(b)
	case b.Place && placed(b):
		out.Type, out.Interactive = wire.TypeInteractive, wanting(b)
	case len(b.Choices) == 0:
		out.Type, out.Text = wire.TypeText, &wire.Text{Body: wire.String(b.Text)}
	default:
		out.Type, out.Interactive = wire.TypeInteractive, asking(b)
	}
	return out, nil
}

// fits refuses a bubble that WhatsApp would refuse, before anything is sent.
func fits(b bot.Bubble) error {
	most, longestPick := wire.MaxText, wire.MaxRowID
	if len(b.Choices) > 0 {
		most = wire.MaxBody
	}
	if buttons(b.Choices) {
		longestPick = wire.MaxButtonID
	}
	switch {
	case strings.TrimSpace(b.Text) == "":
		return errors.New("no text")
	case over(b.Text, most):
		return fmt.Errorf("a text over %d characters", most)
	case len(b.Choices) > wire.MaxRows:
		return fmt.Errorf("more than %d choices", wire.MaxRows)
	}
	seen := map[string]bool{}
	for _, l := range b.Choices {
		if l.ID == "" || over(l.ID, longestPick) || seen[l.ID] || line(l.Text) == "" {
			return errors.New("a choice without words, or without an id of its own that fits")
		}
		seen[l.ID] = true
	}
	return nil
}

// buttons reports whether choices can be drawn as buttons.
func buttons(choices []bot.Label) bool {
	for _, l := range choices {
		if over(line(l.Text), wire.MaxButtonTitle) {
			return false
		}
	}
	return len(choices) > 0 && len(choices) <= wire.MaxButtons
}

// asking draws choices under a text.
func asking(b bot.Bubble) *wire.Interactive {
	body := &wire.Caption{Text: wire.String(b.Text)}
	if buttons(b.Choices) {
		return &wire.Interactive{Type: wire.Buttons, Body: body, Action: &wire.Action{Buttons: replies(b.Choices)}}
	}
	open := letter.Cut(line(b.Menu), wire.MaxListButton)
	if open == "" {
		open = menu
	}
	return &wire.Interactive{Type: wire.List, Body: body, Action: &wire.Action{
		Button:   wire.String(open),
		Sections: []wire.Section{{Rows: rows(b.Choices)}},
	}}
}

// replies draws choices as buttons.
func replies(choices []bot.Label) []wire.QuickReply {
	var out []wire.QuickReply
	for i, title := range titles(choices, wire.MaxButtonTitle) {
		out = append(out, wire.QuickReply{
			Type:  "reply",
			Reply: wire.Choice{ID: wire.String(choices[i].ID), Title: wire.String(title)},
		})
	}
	return out
}

// rows draws choices as a list. Words that are too long for a title stand whole
// below it.
func rows(choices []bot.Label) []wire.Choice {
	var out []wire.Choice
	for i, title := range titles(choices, wire.MaxRowTitle) {
		row := wire.Choice{ID: wire.String(choices[i].ID), Title: wire.String(title)}
		if whole := line(choices[i].Text); over(whole, wire.MaxRowTitle) {
			row.Description = wire.String(letter.Cut(whole, wire.MaxRowText))
		}
		out = append(out, row)
	}
	return out
}

// over reports whether text has more than n characters, as WhatsApp counts them.
func over(text string, n int) bool { return utf8.RuneCountInString(text) > n }
