package intents

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// menu are three choices, as a question without a number for an answer has them.
var menu = []string{"Haan, bhejo", "Nahi", "Hisaab dikhao"}

// TestPlaces reads a number for a place in the menu, however it is written or said.
func TestPlaces(t *testing.T) {
	for n, forms := range map[int][]string{
		1: {
			"1", "1.", "1)", "(1)", "[1]", "1:", "#1", " 1 ", "1!", "01", "1️⃣", "1⃣", "१", "१.", "१)", "(१)", "१️⃣", "１", "１．", "（１）", "১", "૧", "੧", "୧", "௧", "౧", "೧", "൧",
			"ek", "एक", "one", "pehla", "pehla wala", "पहला", "first", "the first one", "1st", "no 1", "no. 1", "No.1", "number 1", "option 1", "option one", "1 number", "1 no.", "ek number", "१ नंबर", "नंबर १", "1 wala", "विकल्प 1",
		},
		2: {"2", "२", "২", "2.", "2️⃣", "do", "दो", "two", "dusra", "दूसरा", "doosra", "second", "2nd", "option 2", "2 number", "do number", "दो नंबर"},
		3: {"3", "३.", "৩", "3)", "3️⃣", "teen", "तीसरा", "teesra", "third", "3rd", "option 3", "3 number"},
	} {
		for _, text := range forms {
			if got := understood(t, offered(say(text), menu...)); got != fmt.Sprintf("pick %d", n) {
				t.Errorf("%q is %s, want choice %d", text, got, n)
			}
		}
	}
	many := strings.Split("a1 b2 c3 d4 e5 f6 g7 h8 i9 j10", " ")
	for text, n := range map[string]int{"🔟": 10, "10": 10, "१०": 10, "१०.": 10, "4th": 4, "9️⃣": 9, "das": 10, "option 7": 7, "௭": 7} {
		if got := understood(t, offered(say(text), many...)); got != fmt.Sprintf("pick %d", n) {
			t.Errorf("%q of ten is %s, want choice %d", text, got, n)
		}
	}
}

// TestNoPlaces leaves what is more than a place, or none there is.
func TestNoPlaces(t *testing.T) {
	for _, text := range []string{
		"1 kilo", "1 chini", "1 kilo chini", "11", "4", "0", "-1", "1 2", "1, 2", "1.5", "1/2", "1 aur 2", "₹1", "1 rupaya", "1%", "🔟", "option", "number", "pehla udhaar", "option 4", "9876543210",
	} {
		if got := understood(t, offered(say(text), menu...)); strings.Contains(got, "pick") {
			t.Errorf("%q is %s", text, got)
		}
	}
	for _, kind := range []string{"qty", "amount"} {
		asked := offered(asking("sales.record", kind, "1"), menu...)
		if got := understood(t, asked); strings.Contains(got, "pick") {
			t.Errorf("1, when %s was asked for, is %s", kind, got)
		}
	}
	told := offered(say("no 1"), "Galti se")
	told.Last, told.Done = "sales.record", map[string]bot.Value{"qty": {Kind: bot.Quantity, N: 2000, Unit: "kg"}}
	if got := understood(t, told); strings.Contains(got, "pick") {
		t.Errorf(`"no 1" after 2 kg were written is %s`, got)
	}
}

// TestWordsOfChoices takes a choice by its words, and by what is nearly its words and
// nothing else.
func TestWordsOfChoices(t *testing.T) {
	labels := []string{"Haan, bhejo", "Nahi", "Hisaab dikhao", "Kul ₹500", "हिसाब हटाओ", "✅ Poora khata"}
	for text, want := range map[string]string{
		"haan bhejo": "pick 1", "HAAN, BHEJO!": "pick 1", "hisab dikhao": "pick 3", "hisaabb dikhaoo": "pick 3", "hisaab dikhho": "pick 3",
		"kul 500": "pick 4", "Kul ₹500": "pick 4", "poora khata": "pick 6", "hisab hatao": "pick 5",
	} {
		if got := understood(t, offered(say(text), labels...)); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
	for _, text := range []string{"hisaab batao", "kul 600", "haan bhejo mat", "bhejo", "hisaab", "500 kul udhaar", "nahi dikhao"} {
		if got := understood(t, offered(say(text), labels...)); strings.Contains(got, "pick") {
			t.Errorf("%q is %s", text, got)
		}
	}
	for text, alike := range map[string][]string{ // as near to the one as to the other, a word of its own
		"ramesj": {"ramesh", "rameso"}, "batao": {"hatao", "Nahi"}, "bharo": {"charo", "tharo"},
	} {
		if got := understood(t, offered(say(text), alike...)); strings.Contains(got, "pick") {
			t.Errorf("%q of %q is %s", text, alike, got)
		}
	}
	asked := offered(asking("sales.record", "amount", "60"), "₹60", "₹80")
	if got := understood(t, asked); got != "fill amount=60" {
		t.Errorf("60, when an amount was asked for, is %s", got)
	}
}

// labelsIn are ten choices in each language.
var labelsIn = map[string][]string{
	"en":      {"Write it", "Not now", "Whole shop", "Show prices", "Lite mode", "Back to staff", "Gupta Medical", "Count again", "Settle it", "Never"},
	"hi":      {"लिख दीजिए", "अभी नहीं", "पूरी दुकान", "भाव दिखाइए", "हल्का मोड", "वापस स्टाफ", "गुप्ता मेडिकल", "फिर गिनिए", "पक्का करें", "कभी नहीं"},
	"hi-Latn": {"Likh dijiye", "Abhi rehne do", "Poori dukaan", "Bhaav dikhaiye", "Halka mode", "Wapas staff", "Gupta Medical", "Phir giniye", "Pakka karein", "Kabhi nahi"},
	"bn":      {"লিখে দিন", "এখন থাক", "পুরো দোকান", "দাম দেখান", "হালকা মোড", "আবার স্টাফ", "দত্ত মেডিকেল", "আবার গুনুন", "পাকা করো", "কখনও না"},
	"gu":      {"લખી દો", "હમણાં રહેવા દો", "આખી દુકાન", "ભાવ બતાવો", "હલકો મોડ", "પાછા સ્ટાફ", "શ્રીજી મેડિકલ", "ફરી ગણો", "પાકું કરો", "ક્યારેય નહીં"},
	"pa":      {"ਲਿਖ ਦਿਓ", "ਹੁਣੇ ਰਹਿਣ ਦਿਓ", "ਪੂਰੀ ਦੁਕਾਨ", "ਭਾਅ ਦਿਖਾਓ", "ਹਲਕਾ ਮੋਡ", "ਵਾਪਸ ਸਟਾਫ", "ਗੁਪਤਾ ਮੈਡੀਕਲ", "ਫਿਰ ਗਿਣੋ", "ਪੱਕਾ ਕਰੋ", "ਕਦੇ ਨਹੀਂ"},
	"ta":      {"எழுதுங்க", "இப்ப வேணாம்", "முழு கடை", "விலை காட்டு", "லைட் மோடு", "திரும்ப ஸ்டாஃப்", "கணபதி மெடிக்கல்", "மறுபடி எண்ணு", "முடிவு பண்ணு", "எப்பவும் வேணாம்"},
	"te":      {"రాసేయండి", "ఇప్పుడు వద్దు", "మొత్తం షాపు", "ధర చూపించు", "లైట్ మోడ్", "మళ్ళీ స్టాఫ్", "గుప్తా మెడికల్", "మళ్ళీ లెక్కించు", "ఖాయం చెయ్", "ఎప్పుడూ వద్దు"},
	"kn":      {"ಬರೆಯಿರಿ", "ಈಗ ಬೇಡ", "ಪೂರ್ತಿ ಅಂಗಡಿ", "ಬೆಲೆ ತೋರಿಸಿ", "ಲೈಟ್ ಮೋಡ್", "ವಾಪಸ್ ಸ್ಟಾಫ್", "ಗೌಡ ಮೆಡಿಕಲ್", "ಮತ್ತೆ ಎಣಿಸಿ", "ಪಕ್ಕಾ ಮಾಡಿ", "ಯಾವತ್ತೂ ಬೇಡ"},
	"ml":      {"എഴുതിക്കോ", "ഇപ്പോൾ വേണ്ട", "മുഴുവൻ കട", "വില കാണിക്കൂ", "ലൈറ്റ് മോഡ്", "വീണ്ടും സ്റ്റാഫ്", "ലക്ഷ്മി മെഡിക്കൽസ്", "വീണ്ടും എണ്ണൂ", "ഉറപ്പിക്കാം", "ഒരിക്കലും വേണ്ട"},
	"mr":      {"लिहून ठेवा", "आत्ता नको", "पूर्ण दुकान", "भाव दाखवा", "हलका मोड", "परत स्टाफ", "श्री मेडिकल", "परत मोजा", "पक्कं करा", "कधीच नको"},
}

// noughts are the noughts that a number may be written with.
var noughts = []rune{'0', '०', '০', '૦', '੦', '୦', '௦', '౦', '೦', '൦', '０'}

// TestEveryFormTakesItsChoice draws menus in every language: each way of writing a
// number takes the choice in that place, and the words of a choice that one.
func TestEveryFormTakesItsChoice(t *testing.T) {
	u, err := allEars()
	if err != nil {
		t.Fatal(err)
	}
	forms := []string{"%s", "%s.", "%s)", "(%s)", "%s\uFE0F\u20E3", "no. %s", "option %s", "%s number"}
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom(slices.Sorted(maps.Keys(labelsIn))).Draw(t, "language")
		labels := rapid.Permutation(labelsIn[lang]).Draw(t, "labels")[:rapid.IntRange(1, 10).Draw(t, "choices")]
		n := rapid.IntRange(1, len(labels)).Draw(t, "n")
		zero := rapid.SampledFrom(noughts).Draw(t, "zero")
		text := strings.Map(func(r rune) rune { return r - '0' + zero }, fmt.Sprint(n))
		text = fmt.Sprintf(rapid.SampledFrom(forms).Draw(t, "form"), text)
		if rapid.IntRange(0, 3).Draw(t, "words") == 0 {
			text = labels[n-1]
		}
		said := bot.Utterance{Text: text, Lang: lang, Offered: labels, Now: thursday, Zone: delhi, Words: shopWords()}
		got, err := u.Understand(context.Background(), said)
		if err != nil || len(got.Commands) != 1 || got.Commands[0].Kind != bot.Pick || got.Commands[0].N != n {
			t.Fatalf("%q of %q is %s, %v, want choice %d", text, labels, told(got), err, n)
		}
		said.Offered = nil
		if got, err = u.Understand(context.Background(), said); err != nil || strings.Contains(told(got), "pick") {
			t.Fatalf("%q of nothing is %s, %v", text, told(got), err)
		}
	})
}

// TestOnlyWords takes choices by their words when something else was said since.
func TestOnlyWords(t *testing.T) {
	for text, want := range map[string]string{"1": "", "1️⃣": "", "2.": "", "first": "", "nahi": "pick 2", "hisab dikhao": "pick 3", "hisaabb dikhao": "pick 3"} {
		since := offered(say(text), menu...)
		since.Worded = true
		got := understood(t, since)
		if want == "" && strings.Contains(got, "pick") || want != "" && got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}
