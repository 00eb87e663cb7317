package locales

import "unicode"

// english is Indian English.
var english = tongue{
	script: unicode.Latin,
	units: map[string]unit{
		"kg":      same("kg"),
		"g":       same("g"),
		"quintal": plural("quintal", "quintals"),
		"l":       plural("litre", "litres"),
		"ml":      same("ml"),
		"m":       plural("metre", "metres"),
		"pcs":     plural("pc", "pcs"),
		"packet":  plural("packet", "packets"),
		"pouch":   plural("pouch", "pouches"),
		"bottle":  plural("bottle", "bottles"),
		"strip":   plural("strip", "strips"),
		"tablet":  plural("tablet", "tablets"),
		"bundle":  plural("bundle", "bundles"),
		"roll":    plural("roll", "rolls"),
		"tin":     plural("tin", "tins"),
		"jar":     plural("jar", "jars"),
		"crate":   plural("crate", "crates"),
		"tray":    plural("tray", "trays"),
		"pair":    plural("pair", "pairs"),
		"set":     plural("set", "sets"),
		"dozen":   same("dozen"),
		"box":     plural("box", "boxes"),
		"bag":     plural("bag", "bags"),
	},
	lot:    "all",
	months: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	long: [12]string{
		"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December",
	},
	periods: map[string]string{
		"today": "today", "yesterday": "yesterday", "tomorrow": "tomorrow",
		"day_before_yesterday": "the day before yesterday", "day_after_tomorrow": "the day after tomorrow",
		"this_week": "this week", "last_week": "last week", "next_week": "next week",
		"this_month": "this month", "last_month": "last month", "next_month": "next month",
		"this_year": "this year", "last_year": "last year", "next_year": "next year",
		"all": "all time",
	},
	spans: map[string]unit{
		"days": plural("day", "days"), "weeks": plural("week", "weeks"),
		"months": plural("month", "months"), "years": plural("year", "years"),
	},
	since: [2]string{"since ", ""},
	until: [2]string{"till ", ""},
	sides: map[string]string{"last": "last", "next": "next"},
	languages: map[string]string{
		"en": "English", "hi": "Hindi", "hi-Latn": "Hinglish", "mr": "Marathi", "gu": "Gujarati", "bn": "Bengali",
		"pa": "Punjabi", "ta": "Tamil", "te": "Telugu", "kn": "Kannada", "ml": "Malayalam",
	},
}
