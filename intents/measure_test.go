package intents

import (
	"fmt"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// firstMark is what the first mark of a text without names says.
func firstMark(t *testing.T, l *lexicon, text string) string {
	t.Helper()
	tokens := tokenise(normalise(text))
	r := reader{matcher: matcher{lex: l}, clock: newClock(thursday, delhi, l.speaksOfFuture(tokens))}
	for i := range tokens {
		m, ok := r.measured(tokens, i)
		if !ok {
			continue
		}
		if m.value.Kind == bot.Date || m.value.Kind == bot.Period {
			return fmt.Sprintf("%s %s %s..%s", m.value.Kind, m.value.Text, m.value.From, m.value.To)
		}
		return fmt.Sprintf("%s %s", tags[m.shape], shortValue(m.value))
	}
	return ""
}

func TestMoney(t *testing.T) {
	l := testLexicon(t)
	for text, want := range map[string]string{
		"90 rupaye": "MONEY 90", "90 rs": "MONEY 90", "90rs": "MONEY 90", "rs 90": "MONEY 90", "Rs.90": "MONEY 90",
		"₹90": "MONEY 90", "₹ 1,25,000": "MONEY 125000", "90/-": "MONEY 90", "rs 90/-": "MONEY 90",
		"नब्बे रुपये": "MONEY 90", "nabbe rupaye": "MONEY 90", "do sau rupay": "MONEY 200", "50 paise": "MONEY 0.5",
		"₹2.50": "MONEY 2.5", "-50 rupaye": "MONEY -50", "2.5k rs": "MONEY 2500", "500 ka note": "MONEY 500",
		"60 rupaye kilo": "RATE 60/kg", "₹60/kg": "RATE 60/kg", "60 rs per kg": "RATE 60/kg", "60 per packet": "RATE 60/packet",
		"60 ke bhav": "RATE 60", "60 rupaye ke bhav se": "RATE 60", "@60": "RATE 60", "bhav 60": "RATE 60",
		"60 rupaye prati kilo": "RATE 60/kg", "साठ रुपये किलो": "RATE 60/kg", "12 rs each": "RATE 12", "12 ka packet": "RATE 12/packet",
		"90 rupaye 2 kilo": "MONEY 90",
	} {
		if got := firstMark(t, l, text); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}

func TestQuantities(t *testing.T) {
	l := testLexicon(t)
	for text, want := range map[string]string{
		"2 kilo": "QTY 2kg", "2kg": "QTY 2kg", "2 kg.": "QTY 2kg", "do kilo": "QTY 2kg", "दो किलो": "QTY 2kg", "२ किलो": "QTY 2kg",
		"500 gram": "QTY 500g", "500gm": "QTY 500g", "500 g": "QTY 500g", "aadha kilo": "QTY 0.5kg", "pav kilo": "QTY 0.25kg",
		"dhai kilo": "QTY 2.5kg", "paune do kilo": "QTY 1.75kg", "sava kilo": "QTY 1.25kg", "sadhe teen kilo": "QTY 3.5kg",
		"teen pav": "QTY 0.75kg", "ek pav": "QTY 0.25kg", "teen pav kilo": "QTY 0.75kg", "1/2 kilo": "QTY 0.5kg", "3/4 kg": "QTY 0.75kg",
		"1 litre": "QTY 1l", "2 ltr": "QTY 2l", "200 ml": "QTY 200ml", "3 packet": "QTY 3packet", "3 pkt": "QTY 3packet",
		"5 piece": "QTY 5pcs", "5 nag": "QTY 5pcs", "ek darjan": "QTY 1dozen", "2 dozen": "QTY 2dozen", "3 peti": "QTY 3box",
		"1 dabba": "QTY 1box", "2 bori": "QTY 2bag", "half kg": "QTY 0.5kg", "two and a half kg": "QTY 2.5kg", "2 quintal": "QTY 200kg",
		"5": "NUM 5", "10%": "PCT 10", "-2 kilo": "QTY -2kg", "9876543210": "PHONE 9876543210", "60 kilo": "QTY 60kg",
	} {
		if got := firstMark(t, l, text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestPeriods(t *testing.T) {
	l := testLexicon(t)
	for text, want := range map[string]string{
		"aaj": "date today 2026-05-21..2026-05-21", "आज": "date today 2026-05-21..2026-05-21", "today": "date today 2026-05-21..2026-05-21",
		"kal becha": "date yesterday 2026-05-20..2026-05-20", "kal chahiye": "date tomorrow 2026-05-22..2026-05-22",
		"कल": "date yesterday 2026-05-20..2026-05-20", "parso": "date day_before_yesterday 2026-05-19..2026-05-19",
		"parso dega": "date day_after_tomorrow 2026-05-23..2026-05-23", "yesterday": "date yesterday 2026-05-20..2026-05-20",
		"tomorrow": "date tomorrow 2026-05-22..2026-05-22", "day before yesterday": "date day_before_yesterday 2026-05-19..2026-05-19",
		"is hafte": "period this_week 2026-05-18..2026-05-24", "pichhle hafte": "period last_week 2026-05-11..2026-05-17",
		"पिछले हफ्ते": "period last_week 2026-05-11..2026-05-17", "last week": "period last_week 2026-05-11..2026-05-17",
		"agle hafte": "period next_week 2026-05-25..2026-05-31", "is mahine": "period this_month 2026-05-01..2026-05-31",
		"pichle mahine": "period last_month 2026-04-01..2026-04-30", "next month": "period next_month 2026-06-01..2026-06-30",
		"is saal": "period this_year 2026-01-01..2026-12-31", "last year": "period last_year 2025-01-01..2025-12-31",
		"last 7 days": "period last_7_days 2026-05-15..2026-05-21", "pichhle 7 din": "period last_7_days 2026-05-15..2026-05-21",
		"pichle saat din": "period last_7_days 2026-05-15..2026-05-21", "last 30 days": "period last_30_days 2026-04-22..2026-05-21",
		"next 7 days": "period next_7_days 2026-05-22..2026-05-28", "3 din pehle": "date 2026-05-18 2026-05-18..2026-05-18",
		"do hafte pehle": "date 2026-05-07 2026-05-07..2026-05-07", "2 days ago": "date 2026-05-19 2026-05-19..2026-05-19",
		"12/05": "date 2026-05-12 2026-05-12..2026-05-12", "12/05/2026": "date 2026-05-12 2026-05-12..2026-05-12",
		"12-05-26": "date 2026-05-12 2026-05-12..2026-05-12", "25/12": "date 2025-12-25 2025-12-25..2025-12-25",
		"5 tarikh": "date 2026-05-05 2026-05-05..2026-05-05", "25 tarikh ko": "date 2026-04-25 2026-04-25..2026-04-25",
		"5 may": "date 2026-05-05 2026-05-05..2026-05-05", "may 5": "date 2026-05-05 2026-05-05..2026-05-05",
		"5 मई": "date 2026-05-05 2026-05-05..2026-05-05", "15th august": "date 2025-08-15 2025-08-15..2025-08-15",
		"march": "period month:3 2026-03-01..2026-03-31", "may mahine": "period month:5 2026-05-01..2026-05-31",
		"december": "period month:12 2025-12-01..2025-12-31", "somvar": "date 2026-05-18 2026-05-18..2026-05-18",
		"सोमवार": "date 2026-05-18 2026-05-18..2026-05-18", "monday": "date 2026-05-18 2026-05-18..2026-05-18",
		"thursday": "date 2026-05-21 2026-05-21..2026-05-21", "monday ko dega": "date 2026-05-25 2026-05-25..2026-05-25",
	} {
		if got := firstMark(t, l, text); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}

func TestDaysBeginInTheShop(t *testing.T) {
	l := testLexicon(t)
	late := thursday.AddDate(0, 0, 0).Add(13 * 60 * 60 * 1e9) // 19:30 UTC, 01:00 on Friday in Delhi
	v, _ := l.period(tokenise("aaj"), 0, newClock(late, delhi, false))
	if v.From != "2026-05-22" {
		t.Errorf("today is %s", v.From)
	}
}

func TestWeeksBeginOnMonday(t *testing.T) {
	l := testLexicon(t)
	for days := range 14 {
		at := thursday.AddDate(0, 0, days)
		v, _ := l.period(tokenise("this week"), 0, newClock(at, delhi, false))
		today := at.In(delhi).Format("2006-01-02")
		if v.From > today || v.To < today {
			t.Errorf("%s is not in %s..%s", today, v.From, v.To)
		}
	}
}
