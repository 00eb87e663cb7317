package locales

import "unicode"

// hindi is Hindi in Devanagari. Counted containers stay as they are after a
// figure ("2 बोरी"), as they do across the counter; periods are in the form that
// takes an ending ("पिछले हफ़्ते की बिक्री") and that also stands alone.
var hindi = tongue{
	script: unicode.Devanagari,
	units: map[string]unit{
		"kg":      same("किलो"),
		"g":       same("ग्राम"),
		"quintal": same("क्विंटल"),
		"l":       same("लीटर"),
		"ml":      same("एमएल"),
		"m":       same("मीटर"),
		"pcs":     same("पीस"),
		"packet":  same("पैकेट"),
		"pouch":   same("पाउच"),
		"bottle":  same("बोतल"),
		"strip":   same("पत्ता"),
		"tablet":  same("गोली"),
		"bundle":  same("बंडल"),
		"roll":    same("रोल"),
		"tin":     same("टिन"),
		"jar":     same("जार"),
		"crate":   same("क्रेट"),
		"tray":    same("ट्रे"),
		"pair":    same("जोड़ी"),
		"set":     same("सेट"),
		"dozen":   same("दर्जन"),
		"box":     same("पेटी"),
		"bag":     same("बोरी"),
	},
	lot: "सारा",
	months: [12]string{
		"जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून",
		"जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर",
	},
	periods: map[string]string{
		"today": "आज", "yesterday": "कल", "tomorrow": "कल",
		"day_before_yesterday": "परसों", "day_after_tomorrow": "परसों",
		"this_week": "इस हफ़्ते", "last_week": "पिछले हफ़्ते", "next_week": "अगले हफ़्ते",
		"this_month": "इस महीने", "last_month": "पिछले महीने", "next_month": "अगले महीने",
		"this_year": "इस साल", "last_year": "पिछले साल", "next_year": "अगले साल",
		"all": "अब तक",
	},
	spans: map[string]unit{
		"days": same("दिन"), "weeks": same("हफ़्ते"),
		"months": same("महीने"), "years": same("साल"),
	},
	since: [2]string{"", " से"},
	until: [2]string{"", " तक"},
	sides: map[string]string{"last": "पिछले", "next": "अगले"},
	languages: map[string]string{
		"en": "अंग्रेज़ी", "hi": "हिंदी", "hi-Latn": "हिंग्लिश", "mr": "मराठी", "gu": "गुजराती", "bn": "बांग्ला",
		"pa": "पंजाबी", "ta": "तमिल", "te": "तेलुगु", "kn": "कन्नड़", "ml": "मलयालम",
	},
}
