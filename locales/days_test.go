package locales_test

import (
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/locales"
)

func TestDay(t *testing.T) {
	for _, c := range []struct {
		day  string
		year bool
		want [3]string
	}{
		{"2026-03-15", false, [3]string{"15 Mar", "15 मार्च", "15 March"}},
		{"2026-03-05", false, [3]string{"5 Mar", "5 मार्च", "5 March"}},
		{"2025-12-31", true, [3]string{"31 Dec 2025", "31 दिसंबर 2025", "31 December 2025"}},
		{"2026-01-01", false, [3]string{"1 Jan", "1 जनवरी", "1 January"}},
		{"2024-02-29", false, [3]string{"29 Feb", "29 फ़रवरी", "29 February"}},
		{"2026-02-30", false, [3]string{"2026-02-30", "2026-02-30", "2026-02-30"}},
		{"", false, [3]string{"", "", ""}},
	} {
		for i, lang := range written {
			if got := locales.Day(lang, c.day, c.year); got != c.want[i] {
				t.Errorf("Day(%s, %q, %v) = %q, want %q", lang, c.day, c.year, got, c.want[i])
			}
		}
	}
}

func TestPeriod(t *testing.T) {
	for _, c := range []struct {
		name, from, to string
		want           [3]string
	}{
		{"today", "2026-03-15", "2026-03-15", [3]string{"today", "आज", "aaj"}},
		{"yesterday", "", "", [3]string{"yesterday", "कल", "kal"}},
		{"tomorrow", "", "", [3]string{"tomorrow", "कल", "kal"}},
		{"day_before_yesterday", "", "", [3]string{"the day before yesterday", "परसों", "parso"}},
		{"this_week", "", "", [3]string{"this week", "इस हफ़्ते", "is hafte"}},
		{"last_week", "2026-03-02", "2026-03-08", [3]string{"last week", "पिछले हफ़्ते", "pichhle hafte"}},
		{"this_month", "", "", [3]string{"this month", "इस महीने", "is mahine"}},
		{"last_month", "", "", [3]string{"last month", "पिछले महीने", "pichhle mahine"}},
		{"next_year", "", "", [3]string{"next year", "अगले साल", "agle saal"}},
		{"all", "", "", [3]string{"all time", "अब तक", "ab tak"}},
		{"last_7_days", "", "", [3]string{"last 7 days", "पिछले 7 दिन", "pichhle 7 din"}},
		{"last_1_days", "", "", [3]string{"last 1 day", "पिछले 1 दिन", "pichhle 1 din"}},
		{"next_30_days", "", "", [3]string{"next 30 days", "अगले 30 दिन", "agle 30 din"}},
		{"last_3_months", "", "", [3]string{"last 3 months", "पिछले 3 महीने", "pichhle 3 mahine"}},
		{"month:3", "2026-03-01", "2026-03-31", [3]string{"March", "मार्च", "March"}},
		{"month:12", "", "", [3]string{"December", "दिसंबर", "December"}},
		{"year:2025", "", "", [3]string{"2025", "2025", "2025"}},
		{"", "2026-03-01", "2026-03-15", [3]string{"1–15 Mar", "1–15 मार्च", "1–15 March"}},
		{"", "2026-02-28", "2026-03-03", [3]string{"28 Feb – 3 Mar", "28 फ़रवरी – 3 मार्च", "28 February – 3 March"}},
		{
			"", "2025-12-28", "2026-01-03",
			[3]string{"28 Dec 2025 – 3 Jan 2026", "28 दिसंबर 2025 – 3 जनवरी 2026", "28 December 2025 – 3 January 2026"},
		},
		{"", "2026-03-15", "2026-03-15", [3]string{"15 Mar", "15 मार्च", "15 March"}},
		{"", "2026-03-15", "", [3]string{"since 15 Mar", "15 मार्च से", "15 March se"}},
		{"", "", "2026-03-15", [3]string{"till 15 Mar", "15 मार्च तक", "15 March tak"}},
		{"month:13", "2026-03-01", "2026-03-02", [3]string{"1–2 Mar", "1–2 मार्च", "1–2 March"}},
		{"last_0_days", "2026-03-01", "2026-03-02", [3]string{"1–2 Mar", "1–2 मार्च", "1–2 March"}},
		{"last_99999999999999999999_days", "", "", [3]string{
			"last 99999999999999999999 days", "last 99999999999999999999 days", "last 99999999999999999999 days",
		}},
	} {
		v := bot.Value{Kind: bot.Period, Text: c.name, From: c.from, To: c.to}
		for i, lang := range written {
			if got := say(t, lang, "{{.Period}}", map[string]bot.Value{"Period": v}); got != c.want[i] {
				t.Errorf("%s: %s %s..%s = %q, want %q", lang, c.name, c.from, c.to, got, c.want[i])
			}
		}
	}
}
