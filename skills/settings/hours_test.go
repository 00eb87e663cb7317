package settings

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// read says what is read of times and days in a sentence, on a Monday.
func read(text string) string {
	s := in("hi").words(text)
	var out []string
	said := s.moments()
	for n, m := range said {
		kind := "at"
		switch {
		case m.side != "":
			kind = m.side
		case len(said) > 1:
		case m.opens:
			kind = "opens"
		case m.closes:
			kind = "closes"
		}
		out = append(out, kind+" "+string(m.clock(m.closes && len(said) == 1 || m.side == "after" || n == 1)))
	}
	times, asks := s.times(shop.Day("2026-03-02"))
	for _, p := range times {
		out = append(out, fmt.Sprintf("%s/%s", p.From[5:], p.To[5:]))
	}
	if asks {
		out = append(out, "from when")
	}
	return strings.Join(out, ", ")
}

func TestTimesAndDays(t *testing.T) {
	for text, want := range map[string]string{
		"dukaan ka time subah 8 se raat 9":       "at 08:00, at 21:00",
		"subah saadhe 7 baje khulti hai":         "opens 07:30",
		"dukaan raat das baje band hoti hai":     "closes 22:00",
		"दुकान सुबह सात बजे खुलती है":            "opens 07:00",
		"दुकान रात दस बजे बंद होती है":           "closes 22:00",
		"सुबह ८ से रात ९:३०":                     "at 08:00, at 21:30",
		"my shop opens at 7 in the morning":      "opens 07:00",
		"shop closes at 10 pm":                   "closes 22:00",
		"we close at nine at night":              "closes 21:00",
		"we are open from 8 to 9":                "at 08:00, at 21:00",
		"opens at 8 and closes at 9":             "at 08:00, at 21:00",
		"khulti 8 baje, band 9 baje":             "at 08:00, at 21:00",
		"shaam paune 5 baje khulti hai":          "opens 16:45",
		"dopahar 12 baje khulti hai":             "opens 12:00",
		"raat 12 baje band hoti hai":             "closes 00:00",
		"raat 9 ke baad message mat karna":       "after 21:00",
		"subah 8 baje se pehle message mat karo": "before 08:00",
		"don't send messages after 9 pm":         "after 21:00",
		"no messages before 8 am":                "before 08:00",
		"रात 9 के बाद मैसेज मत करना":             "after 21:00",
		"kal dukaan band rahegi":                 "03-03/03-03",
		"kal dukaan band thi":                    "03-01/03-01",
		"kal se 3 din dukaan band":               "03-03/03-05",
		"कल से तीन दिन बंद है दुकान":             "03-03/03-05",
		"parso chutti hai":                       "03-04/03-04",
		"5 march se 8 march tak band":            "03-05/03-08",
		"5 se 8 march tak band":                  "03-05/03-08",
		"closed on march 15":                     "03-15/03-15",
		"1 march ko band":                        "", // a year away: nobody means that
		"1 march ko band thi":                    "03-01/03-01",
		"itwar ko band rahegi":                   "03-08/03-08",
		"10 tarikh ko band":                      "03-10/03-10",
		"2 din ki chutti pe ja raha hun":         "from when",
		"शादी में जा रहा हूं हफ्ते भर दुकान बंद": "from when",
		"closed tomorrow":                             "03-03/03-03",
		"closed for three days from tomorrow":         "03-03/03-05",
		"every sunday closed":                         "03-08/03-08",
		"raat ko message mat bhejo":                   "",
		"30 february ko band":                         "",
		"2 kilo chini becha 90":                       "",
		"dukaan 25 baje khulti hai":                   "",
		"dukaan 8 baje se 30 tarikh ko band":          "closes 20:00, 03-30/03-30",
		"dukaan subah 8 se raat 9, itwar ko band hai": "at 08:00, at 21:00, 03-08/03-08",
	} {
		if got := read(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func FuzzTimesAndDays(f *testing.F) {
	c := in("hi")
	for _, text := range []string{"subah 8 se raat 9", "kal se 3 din band", "99:99 baje", "paune 0 baje", "5 se 8 march"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := c.words(text)
		for _, m := range s.moments() {
			for _, late := range []bool{false, true} {
				if at := m.clock(late); at < "00:00" || at > "23:59" {
					t.Errorf("%q: %q", text, at)
				}
			}
		}
		times, _ := s.times("2026-03-02")
		for _, p := range times {
			if p.From > p.To || !p.From.Valid() || !p.To.Valid() {
				t.Errorf("%q: %v", text, p)
			}
		}
	})
}
