package intents

import (
	"context"
	"strings"
	"unicode"

	"github.com/sahayak-dev/sahayak/bot"
)

// Piece is a stretch of a text: words, or something that means the same in every language.
type Piece struct {
	Text  string     // as it was written
	Glued bool       // no space stands before it
	Fixed bool       // it is a name, a number, a sum, a quantity, a day or a phone number
	Value *bot.Value // what is fixed, when it is to be written as its reader writes it; nil is as it stands
}

// Pieces cuts a text into what can be said in other words and what cannot: the names of
// goods and people, numbers, money, quantities, days and phone numbers. Days are days of
// the calendar, whatever they were called.
func (u *Understander) Pieces(ctx context.Context, said bot.Utterance) ([]Piece, error) {
	r, err := u.likeliest(ctx, said)
	if err != nil {
		return nil, err
	}
	return r.fixedPieces(r.heard), nil
}

// fixedPieces cuts a sentence.
func (u *ear) fixedPieces(s *sentence) (out []Piece) {
	for i := 0; i < len(s.tokens); i++ {
		t := s.tokens[i]
		p := Piece{Text: t.said, Glued: t.glued || i == 0, Fixed: strings.ContainsFunc(t.said, unicode.IsDigit)}
		if m, at := markAt(s.marks, i); at {
			if v, fixed := u.fixed(s, m); fixed {
				p.Text, p.Value, p.Fixed = said(s.tokens[m.from:m.to]), v, true
				i = m.to - 1
			}
		}
		out = append(out, p)
	}
	return out
}

// fixed reports whether a mark means the same in every language, and as what.
func (u *ear) fixed(s *sentence, m mark) (*bot.Value, bool) {
	switch m.shape {
	case bareNumber, aMoney, aRate, aQuantity, aDate, aPeriod:
		v := m.value
		return &v, true
	case anItem, aCustomer:
		if v := m.value; v.ID != "" && m.whole {
			return &v, true
		}
		return nil, true
	case aPhone, aPercent:
		return nil, true
	}
	return nil, u.named(s.tokens[m.from:m.to])
}
