package backup_test

import (
	"context"
	"io"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/backup"
)

// turns are how many the benchmarks' shops have had, a hundred each.
const turns = 20_000

// history fills shops with turns, as a year's trade does: six rows a turn.
var history = []string{
	`insert into shop (id, rev, zone, demo, created_at) select i, 100, 'Asia/Kolkata', false, 1 from n where i <= $1 / 100`,
	`insert into person (id, current_shop, created_at) select i, i, 1 from n where i <= $1 / 100`,
	`insert into inbox (id, channel, blind, shop, person, body, turn, state, received_at) select i, 'cloudapi', 'wamid.HBgMOTE5ODc2NTQzMjEwFQIAEhggRDk' || i,
		1 + i % ($1 / 100), 1 + i % ($1 / 100), '{"id":"wamid.HBgMOTE5ODc2NTQzMjEwFQIAEhggRDk","from":"919876543210","text":"ramesh ko 500 udhaar diya"}', i, 1, 1772422200000 + i from n where i <= $1`,
	`insert into turn (id, shop, person, at, changes, errands, undoes, own, body) select i, 1 + i % ($1 / 100), 1 + i % ($1 / 100), 1772422200000 + i, 1, 1, 0, true,
		'{"finished":[{"id":"f1","errand":"udhaar.give","slots":{"customer":{"t":"ramesh"},"amount":{"n":50000}}}],"replies":[{"key":"udhaar.given"}]}' from n where i <= $1`,
	`insert into outbox (shop, turn, channel, blind, lang, demo, body, state, tries, due_at, claimed_at) select 1 + i % ($1 / 100), i, 'cloudapi', '919876543210', 'hi-Latn', false,
		'[{"key":"udhaar.given","args":{"Name":{"t":"Ramesh"},"Amount":{"n":50000},"Balance":{"n":120000}}}]', 2, 1, 1772422200000 + i, 1772422200000 + i from n where i <= $1`,
	`insert into bubble (channel, blind, outbox, part, state, at) select 'cloudapi', 'wamid.HBgMOTE5ODc2NTQzMjEwFQIAERgSQ0' || i, i, 1, 3, 1772422200000 + i from n where i <= $1`,
	`insert into entry (shop, turn, n, kind, item, customer, day, hour, at, person, note, reverses_turn, reverses_n, root_turn, root_n, sign, qty, value, cost, revenue, discount, uncosted, spent, cash, upi, due, doubt, bills)
		select 1 + i % ($1 / 100), i, 1, 'credit', '', 'c' || (i % 40), '2026-03-02', 10, 1772422200000 + i, 1, '', 0, 0, i, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50000, 0, 1 from n where i <= $1`,
	`insert into day_customer (shop, day, customer, sold, bought, revenue, discount, cost, uncosted, spent, cash, upi, credit, repaid, bills, lines)
		select 1 + i % ($1 / 100), 'd' || i, 'c' || (i % 40), 0, 0, 0, 0, 0, 0, 0, 0, 0, 50000, 0, 1, 1 from n where i <= $1`,
}

// lived is an assistant whose shops have had so many turns.
func lived(b *testing.B, p place, turns int64) {
	b.Helper()
	w := p.open(b)
	err := w.Journal.Write(context.Background(), func(ctx context.Context, tx bot.Tx) error {
		for _, statement := range history {
			_, err := tx.ExecContext(ctx, "with recursive n(i) as (select cast(1 as bigint) union all select i + 1 from n where i < $1) "+statement, turns)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkBackup makes a backup of a year of shops; the unit is a row.
func BenchmarkBackup(b *testing.B) {
	for _, from := range makers(b) {
		b.Run(from.name, func(b *testing.B) {
			here := from.make(b)
			lived(b, here, turns)
			var made backup.Summary
			for b.Loop() {
				var err error
				if made, err = backup.Write(b.Context(), here.config(b), io.Discard); err != nil {
					b.Fatal(err)
				}
			}
			perRow(b, made)
		})
	}
}

// BenchmarkRestore restores one.
func BenchmarkRestore(b *testing.B) {
	here := inFile(b)
	lived(b, here, turns)
	made := saved(b, here.config(b))
	for _, to := range makers(b) {
		b.Run(to.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := backup.Restore(b.Context(), to.make(b).config(b), made.Path); err != nil {
					b.Fatal(err)
				}
			}
			perRow(b, made)
		})
	}
}

// perRow tells what a row costs, and how large it is in the file.
func perRow(b *testing.B, made backup.Summary) {
	b.Helper()
	b.ReportMetric(float64(made.Rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(float64(made.Size)/float64(made.Rows), "B/row")
}
