package app_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// everythingKept is all that stands in the database, opened: every column of every table.
func (w *world) everythingKept(t testing.TB) string {
	t.Helper()
	var all strings.Builder
	var tables []string
	w.rows(t, "select name from sqlite_schema where type = 'table'", func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		tables = append(tables, name)
		return err
	})
	for _, table := range tables {
		w.rows(t, "select * from "+table, func(rows *sql.Rows) error {
			columns, err := rows.Columns()
			if err != nil {
				return err
			}
			cells, at := make([]any, len(columns)), make([]any, len(columns))
			for i := range cells {
				at[i] = &cells[i]
			}
			err = rows.Scan(at...)
			fmt.Fprintf(&all, "%s: %s\n", table, cells)
			return err
		})
	}
	return all.String()
}

// A PIN stands nowhere when its turn is over, whichever way it was said: not in the inbox,
// not in a session or a turn, not in what is told of turns, not in the log. The database is
// not sealed here, so that everything in it is to be read.
func TestPINIsNotKept(t *testing.T) {
	const secret, other = "582947", "604183"
	var log strings.Builder
	w := open(t, func(c *app.Config) {
		c.Key, c.Log = noKey, slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	p := w.stranger()
	var told []bot.Trace
	for _, text := range []string{
		"2 kilo chini becha 90", "pin lagana hai", secret, "lock karo", "aaj kitna munafa hua", other, "mera pin " + secret + " hai",
		"lock karo", "aaj kitna munafa hua", "pin " + secret, "pin hatao", secret + " pin laga do", "lock karo", "mera password " + secret + " hai",
		"rehne do", "pin hatao", secret, "pin lagao", "५८२९४७", "lock karo", "aaj kitna munafa hua", secret,
	} {
		told = append(told, p.says(t, text).Trace)
	}
	raw, err := json.Marshal(told)
	if err != nil {
		t.Fatal(err)
	}
	kept := w.everythingKept(t)
	if !strings.Contains(kept, "aaj kitna munafa hua") {
		t.Fatal("nothing is to be read at all")
	}
	for _, pin := range []string{secret, other, "५८२९४७"} {
		for where, text := range map[string]string{"the database": kept, "what is told of turns": string(raw), "the log": log.String()} {
			if at := strings.Index(text, pin); at >= 0 {
				t.Errorf("%s has a PIN: …%s", where, text[max(0, at-300):min(len(text), at+40)])
			}
		}
	}
}

// Whatever is said between, what a PIN locks is told only to who has said it within five
// minutes, and to nobody for an hour after five wrong ones.
func TestPINLocks(t *testing.T) {
	w := open(t)
	rapid.Check(t, func(t *rapid.T) {
		p := w.stranger()
		p.says(t, "100 kilo chini aayi 4000 ki")
		p.says(t, "2 kilo chini becha 90")
		p.says(t, "pin lagana hai")
		p.says(t, "4821")
		open, wrong, barred := p.clock.Now().Add(bot.OpenTime), 0, time.Time{}
		asked := false
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			now := p.clock.Now()
			if !barred.IsZero() && !now.Before(barred) {
				wrong, barred = 0, time.Time{}
			}
			switch rapid.SampledFrom([]string{"profit", "pin", "wrong", "lock", "wait", "other"}).Draw(t, "step") {
			case "profit":
				a := p.says(t, "aaj kitna munafa hua")
				if got, want := a.said("profit.report.done"), now.Before(open); got != want {
					t.Fatalf("told %v, want profit: %v", a.keys(), want)
				}
				asked = !now.Before(open) && barred.IsZero()
			case "pin", "wrong":
				if !asked {
					continue
				}
				pin := rapid.SampledFrom([]string{"4821", "1111"}).Draw(t, "pin")
				a := p.says(t, pin)
				if pin == "4821" {
					open, wrong, asked = now.Add(bot.OpenTime), 0, false
				} else if wrong++; wrong == bot.MaxWrong {
					barred, asked = now.Add(bot.WrongPause), false
				}
				if got := a.said("profit.report.done"); got != (pin == "4821") {
					t.Fatalf("%s was answered by %v", pin, a.keys())
				}
			case "lock":
				p.says(t, "rehne do")
				p.says(t, "lock karo")
				open, asked = time.Time{}, false
			case "wait":
				p.clock.Advance(rapid.SampledFrom([]time.Duration{time.Minute, 6 * time.Minute, 61 * time.Minute}).Draw(t, "long"))
				p.says(t, "rehne do")
				asked = false
			case "other":
				if a := p.says(t, "1 kilo chini becha 45"); !a.said("sales.record.done") {
					t.Fatalf("a sale was answered by %v", a.keys())
				}
				p.says(t, "rehne do")
				asked = false
			}
		}
	})
}

// A code lets one person in, as what it says, whoever tries it how often.
func TestCodeIsTakenOnce(t *testing.T) {
	w := open(t)
	rapid.Check(t, func(t *rapid.T) {
		owner := w.stranger()
		owner.says(t, "ramesh ko 500 udhaar")
		said := rapid.SampledFrom([]string{"staff jodo", "manager ke liye code do"}).Draw(t, "as")
		a := owner.says(t, said)
		code := ""
		for _, r := range a.Replies {
			if v, ok := r.Args["Code"]; ok {
				code = fmt.Sprint(v)
			}
		}
		if code == "" {
			t.Fatalf("no code in %v", a.keys())
		}
		late := rapid.Bool().Draw(t, "late")
		if late {
			w.clock.Advance(49 * time.Hour)
		}
		in := 0
		for range rapid.IntRange(1, 4).Draw(t, "tries") {
			p := w.stranger()
			p.leaves(t, bot.Message{Text: code})
			if err := p.Engine.Settle(context.Background()); err != nil {
				t.Fatal(err)
			}
			p.traces()
			if p.shop(t) == owner.shop(t) {
				in++
			}
		}
		if want := map[bool]int{false: 1, true: 0}[late]; in != want {
			t.Fatalf("%d people took one place (late: %v)", in, late)
		}
	})
}
