package forms

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// promotions are how words begin that make an advertisement of a text, by language:
// WhatsApp charges what has them as marketing, or refuses it as utility.
var promotions = map[string][]string{
	"en": {"offer", "discount", "free", "on sale", "best deal", "cashback", "coupon", "promo", "lottery", "prize", "hurry", "limited time", "buy now", "lucky", "gift"},
	"hi": {"ऑफर", "ऑफ़र", "डिस्काउंट", "छूट", "मुफ्त", "मुफ़्त", "फ्री", "फ़्री", "कैशबैक", "कूपन", "सेल", "इनाम", "लॉटरी", "गिफ्ट", "जल्दी करें", "जल्दी कीजिए"},
	"mr": {"ऑफर", "डिस्काउंट", "सवलत", "सूट", "मोफत", "फुकट", "फ्री", "कॅशबॅक", "कूपन", "सेल", "बक्षीस", "लॉटरी", "गिफ्ट", "घाई करा"},
	"gu": {"ઓફર", "ડિસ્કાઉન્ટ", "છૂટ", "મફત", "ફ્રી", "કેશબેક", "કૂપન", "સેલ", "ઇનામ", "લોટરી", "ગિફ્ટ", "ઉતાવળ કરો"},
	"pa": {"ਆਫਰ", "ਆਫ਼ਰ", "ਡਿਸਕਾਊਂਟ", "ਛੋਟ", "ਮੁਫਤ", "ਮੁਫ਼ਤ", "ਫ੍ਰੀ", "ਕੈਸ਼ਬੈਕ", "ਕੂਪਨ", "ਸੇਲ", "ਇਨਾਮ", "ਲਾਟਰੀ", "ਗਿਫਟ", "ਜਲਦੀ ਕਰੋ"},
	"bn": {"অফার", "ডিসকাউন্ট", "ছাড়", "ফ্রি", "বিনামূল্যে", "ক্যাশব্যাক", "কুপন", "সেল", "পুরস্কার", "লটারি", "গিফট", "তাড়াতাড়ি করুন"},
	"ta": {"ஆஃபர்", "தள்ளுபடி", "இலவச", "ஃப்ரீ", "கேஷ்பேக்", "கூப்பன்", "சலுகை", "பரிசு", "லாட்டரி", "டிஸ்கவுண்ட்"},
	"te": {"ఆఫర్", "డిస్కౌంట్", "తగ్గింపు", "ఉచిత", "ఫ్రీ", "క్యాష్బ్యాక్", "కూపన్", "బహుమతి", "లాటరీ", "త్వరపడండి"},
	"kn": {"ಆಫರ್", "ಡಿಸ್ಕೌಂಟ್", "ರಿಯಾಯಿತಿ", "ಉಚಿತ", "ಫ್ರೀ", "ಕ್ಯಾಶ್ಬ್ಯಾಕ್", "ಕೂಪನ್", "ಬಹುಮಾನ", "ಲಾಟರಿ", "ತ್ವರೆ ಮಾಡಿ"},
	"ml": {"ഓഫർ", "ഡിസ്കൗണ്ട്", "കിഴിവ്", "സൗജന്യ", "ഫ്രീ", "ക്യാഷ്ബാക്ക്", "കൂപ്പൺ", "സമ്മാന", "ലോട്ടറി", "വേഗമാകട്ടെ"},
}

// promoting lists what of a text in a language is promotional, in order of the list.
func promoting(lang, text string) []string {
	said := " " + strings.Join(strings.FieldsFunc(plain(text), between), " ")
	return slices.DeleteFunc(slices.Clone(promotions[lang]), func(word string) bool { return !strings.Contains(said, " "+plain(word)) })
}

// plain is a text in small letters, each written in one way, without what only
// says how they are joined.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFC.String(text))
}

// between reports whether a rune stands between words.
func between(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) }
