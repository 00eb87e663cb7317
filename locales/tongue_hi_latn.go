package locales

import "unicode"

// romanHindi is Hindi as it is typed on WhatsApp, not as it is transliterated.
var romanHindi = tongue{
	script: unicode.Latin,
	units: map[string]unit{
		"kg":      same("kilo"),
		"g":       same("gram"),
		"quintal": same("quintal"),
		"l":       same("litre"),
		"ml":      same("ml"),
		"m":       same("meter"),
		"pcs":     same("piece"),
		"packet":  same("packet"),
		"pouch":   same("pouch"),
		"bottle":  same("bottle"),
		"strip":   same("patta"),
		"tablet":  same("goli"),
		"bundle":  same("bundle"),
		"roll":    same("roll"),
		"tin":     same("tin"),
		"jar":     same("jar"),
		"crate":   same("crate"),
		"tray":    same("tray"),
		"pair":    same("jodi"),
		"set":     same("set"),
		"dozen":   same("darjan"),
		"box":     same("peti"),
		"bag":     same("bori"),
	},
	lot: "saara",
	months: [12]string{
		"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December",
	},
	periods: map[string]string{
		"today": "aaj", "yesterday": "kal", "tomorrow": "kal",
		"day_before_yesterday": "parso", "day_after_tomorrow": "parso",
		"this_week": "is hafte", "last_week": "pichhle hafte", "next_week": "agle hafte",
		"this_month": "is mahine", "last_month": "pichhle mahine", "next_month": "agle mahine",
		"this_year": "is saal", "last_year": "pichhle saal", "next_year": "agle saal",
		"all": "ab tak",
	},
	spans: map[string]unit{
		"days": same("din"), "weeks": same("hafte"),
		"months": same("mahine"), "years": same("saal"),
	},
	since: [2]string{"", " se"},
	until: [2]string{"", " tak"},
	sides: map[string]string{"last": "pichhle", "next": "agle"},
	languages: map[string]string{
		"en": "English", "hi": "Hindi", "hi-Latn": "Hinglish", "mr": "Marathi", "gu": "Gujarati", "bn": "Bangla",
		"pa": "Punjabi", "ta": "Tamil", "te": "Telugu", "kn": "Kannada", "ml": "Malayalam",
	},
}
