package book

import (
	"context"
	"strconv"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
)

// chosenFields are those of what somebody of the shop agreed to or chose.
func (e *export) chosenFields() []field[journal.Chosen] {
	text := func(name string, of func(journal.Chosen) string) field[journal.Chosen] {
		return field[journal.Chosen]{name, func(c journal.Chosen) any { return of(c) }}
	}
	return []field[journal.Chosen]{
		text("at", func(c journal.Chosen) string { return c.At.UTC().Format(time.RFC3339) }),
		{"by", func(c journal.Chosen) any { return int64(c.Person) }},
		text("turn", func(c journal.Chosen) string { return strconv.FormatInt(int64(c.Turn), 10) }),
		text("purpose", func(c journal.Chosen) string { return c.Name }),
		text("said", func(c journal.Chosen) string { return c.Value }),
		text("channel", func(c journal.Chosen) string { return c.Source.Channel }),
		text("how", func(c journal.Chosen) string { return string(c.Source.How) }),
		text("notice", func(c journal.Chosen) string { return c.Notice }),
		text("text", func(c journal.Chosen) string { return c.Shown.Key }),
		text("language", func(c journal.Chosen) string { return c.Shown.Lang }),
		text("sha256", func(c journal.Chosen) string { return c.Hash }),
		text("wording", func(c journal.Chosen) string { return c.Shown.Text }),
	}
}

// choices reads what people of the shop agreed to and chose up to the turn, and writes
// it as a sheet.
func (e *export) choices(ctx context.Context) error {
	var err error
	if e.chosen, err = e.journal.Chosen(ctx, e.shop, bot.TurnID(e.turn)); err != nil {
		return err
	}
	fields := e.chosenFields()
	return e.sheet("consents.csv", columnNames(fields), func(row func([]string) error) error {
		for _, c := range e.chosen {
			if err := row(cells(fields, c)); err != nil {
				return err
			}
		}
		return nil
	})
}

// consents are the same for programs.
func (e *export) consents() []map[string]any {
	out := []map[string]any{}
	for _, c := range e.chosen {
		out = append(out, object(e.chosenFields(), c))
	}
	return out
}
