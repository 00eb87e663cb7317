package skills_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/locales"
	"github.com/sahayak-dev/sahayak/skills"
)

// heard are the languages that answers are spoken in.
var heard = slices.DeleteFunc(slices.Clone(spoken), func(lang string) bool { return locales.Base(lang) != lang })

// prefixes are all that have texts.
func prefixes() []string {
	all := []string{"bot", "book"}
	for _, s := range skills.All(nil) {
		all = append(all, s.Name)
	}
	return all
}

// figure is an argument that may be anything a text is given.
func figure(t *rapid.T, name string) bot.Value {
	n := rapid.Int64Range(-1e9, 1e9).Draw(t, name)
	return rapid.SampledFrom([]bot.Value{
		{Kind: bot.Money, N: n},
		{Kind: bot.Money, N: n, Unit: "kg"},
		{Kind: bot.Quantity, N: n, Unit: "packet"},
		{Kind: bot.Quantity, N: n, Unit: "ml"},
		{Kind: bot.Number, N: n},
		{Kind: bot.Number, N: n / 1e6 * 1000},
		{Kind: bot.Date, From: "2026-03-15", Text: "year"},
		{Kind: bot.Period, Text: "last_30_days"},
		{Kind: bot.Period, From: "2026-02-27", To: "2026-03-15"},
		{Kind: bot.Text, Text: "5/3 18:30"},
		{Kind: bot.Text, Text: "…4321"},
		{Kind: bot.Text, Text: "9876543210"},
		{Kind: bot.Key, Text: "sales.record.example"},
		{Kind: bot.Item, Names: map[string]string{"hi": "चीनी 50%", "ta": "சர்க்கரை"}, Text: "7"},
	}).Draw(t, name+" of")
}

// Whatever is said, in every language and with whatever arguments, is words: no figure and
// no sign that a synthesiser misreads, and none that only the eye has a use for.
func TestEveryTextCanBeReadAloud(t *testing.T) {
	b := texts(t)
	for _, lang := range heard {
		for _, prefix := range prefixes() {
			rapid.Check(t, func(t *rapid.T) {
				key := rapid.SampledFrom(b.Keys(prefix, lang)).Draw(t, "key")
				args := map[string]bot.Value{}
				for _, name := range b.Placeholders(lang, key) {
					if rapid.Bool().Draw(t, "has "+name) {
						args[name] = figure(t, name)
					}
				}
				said, err := b.Aloud(lang, key, args)
				if err != nil {
					t.Fatal(err)
				}
				for _, c := range said {
					if !unicode.IsLetter(c) && !unicode.IsMark(c) && !strings.ContainsRune(" .,?!;:-।\u200c\u200d", c) {
						t.Fatalf("%s %s: %q in %q", lang, key, c, said)
					}
				}
			})
		}
	}
}

// unspoken are texts that have nothing for the ear.
var unspoken = []string{"udhaar.list.ages", "settings.language.choice", "bot.heard", "bot.aloud.choice"}

// What our own texts say is in the letters of the language: others are read in the voice
// of another.
func TestWhatIsReadAloudIsInItsOwnLetters(t *testing.T) {
	b := texts(t)
	for _, lang := range heard {
		for _, prefix := range prefixes() {
			for _, key := range b.Keys(prefix, lang) {
				said, err := b.Aloud(lang, key, filled(b, lang, key))
				if err != nil {
					t.Error(err)
				}
				if said == "" && !slices.Contains(unspoken, key) {
					t.Errorf("%s %s is not said", lang, key)
				}
				for _, word := range strings.FieldsFunc(said, func(c rune) bool { return !unicode.IsLetter(c) }) {
					if lang != "en" && unicode.In([]rune(word)[0], unicode.Latin) {
						t.Errorf("%s %s: %s in %q", lang, key, word, said)
					}
				}
			}
		}
	}
}

// filled is every argument of a text, in its own letters.
func filled(b *locales.Bundle, lang, key string) map[string]bot.Value {
	args := map[string]bot.Value{}
	for _, name := range b.Placeholders(lang, key) {
		switch name {
		case "Count", "Percent", "Days", "Rank":
			args[name] = bot.Value{Kind: bot.Number, N: 12000}
		default:
			args[name] = bot.Value{Kind: bot.Quantity, N: 2500, Unit: "ml"}
		}
	}
	return args
}

// asked are the errands whose answer is what somebody owes, because that was asked.
var asked = []string{"udhaar.balance.", "udhaar.list.", "udhaar.statement.", "udhaar.remind.letter", "alerts.", "expenses.dues."}

// Nobody's balance is said that was not asked for: customers may stand in the shop.
func TestBalancesAreNotSaidUnasked(t *testing.T) {
	b := texts(t)
	for _, lang := range heard {
		for _, prefix := range prefixes() {
			for _, key := range b.Keys(prefix, lang) {
				if slices.ContainsFunc(asked, func(k string) bool { return strings.HasPrefix(key, k) }) {
					continue
				}
				args := filled(b, lang, key)
				if _, tells := args["Customer"]; !tells {
					continue
				}
				for _, name := range []string{"Balance", "Advance", "Had"} {
					secret := bot.Value{Kind: bot.Money, N: 777700}
					if _, ok := args[name]; !ok {
						continue
					}
					args[name] = secret
					for _, left := range []string{"", "Advance"} { // one is in the place of the other
						some := withoutArg(args, left)
						said, err := b.Aloud(lang, key, some)
						if err != nil || strings.Contains(said, locales.Spoken(lang, secret)) {
							t.Errorf("%s %s: %q, %v", lang, key, said, err)
						}
					}
				}
			}
		}
	}
}

func withoutArg(args map[string]bot.Value, name string) map[string]bot.Value {
	some := map[string]bot.Value{}
	for n, v := range args {
		if n != name {
			some[n] = v
		}
	}
	return some
}

// answered is what is said of a morning at the counter, in each language.
var answered = map[string][9]string{
	"en": {
		"Wrote five hundred rupees udhaar for Ramesh.",
		"two hundred rupees received from Ramesh, U P I.",
		"Ramesh owes one thousand two hundred fifty rupees.",
		"six kilos sugar, at sixty rupees a kilo, three hundred sixty rupees. forty four kilos left.",
		"half a kilo sugar, twenty five rupees, U P I.",
		"sugar: seven and a half kilos left, about four days worth.",
		"sugar fifty kilos came in, two thousand rupees. Now sixty two kilos.",
		"Sales today, eight thousand five hundred rupees, sold twelve times.",
		"today, profit one thousand two hundred fifty rupees, sales eight thousand five hundred rupees.",
	},
	"hi": {
		"Ramesh के नाम पाँच सौ रुपये का उधार लिखा।",
		"Ramesh से दो सौ रुपये मिले, यूपीआई।",
		"Ramesh: एक हज़ार दो सौ पचास रुपये बाकी।",
		"चीनी छह किलो, साठ रुपये किलो के हिसाब से, तीन सौ साठ रुपये। चौवालीस किलो बचा।",
		"चीनी आधा किलो, पच्चीस रुपये, यूपीआई।",
		"चीनी: साढ़े सात किलो बचा है, करीब चार दिन चलेगा।",
		"चीनी पचास किलो आया, दो हज़ार रुपये का। अब बासठ किलो है।",
		"आज, आठ हज़ार पाँच सौ रुपये की बिक्री हुई, बारह बार।",
		"आज, मुनाफ़ा एक हज़ार दो सौ पचास रुपये, बिक्री आठ हज़ार पाँच सौ रुपये।",
	},
	"mr": {
		"Ramesh यांच्या नावावर पाचशे रुपये उधारी लिहिली.",
		"Ramesh यांच्याकडून दोनशे रुपये मिळाले, यूपीआय.",
		"Ramesh: बाकी एक हजार दोनशे पन्नास रुपये.",
		"साखर सहा किलो, साठ रुपये किलो प्रमाणे, तीनशे साठ रुपये. चव्वेचाळीस किलो शिल्लक.",
		"साखर अर्धा किलो, पंचवीस रुपये, यूपीआय.",
		"साखर: शिल्लक साडे सात किलो, साधारण चार दिवस पुरेल.",
		"माल आला: साखर पन्नास किलो, दोन हजार रुपये. आता स्टॉक बासष्ट किलो.",
		"आज विक्री झाली आठ हजार पाचशे रुपये, बारा वेळा.",
		"आज, नफा एक हजार दोनशे पन्नास रुपये, विक्री आठ हजार पाचशे रुपये.",
	},
	"gu": {
		"Ramesh ના ખાતે પાંચસો રૂપિયા નું ઉધાર લખ્યું.",
		"Ramesh પાસેથી બસો રૂપિયા મળ્યા, યુપીઆઈ.",
		"Ramesh: બાકી એક હજાર બસો પચાસ રૂપિયા.",
		"ખાંડ છ કિલો, સાઠ રૂપિયા કિલો ના ભાવે, ત્રણસો સાઠ રૂપિયા. સ્ટોકમાં ચુમ્માલીસ કિલો.",
		"ખાંડ અડધો કિલો, પચ્ચીસ રૂપિયા, યુપીઆઈ.",
		"ખાંડ: બાકી સાડા સાત કિલો, આશરે ચાર દિવસ ચાલશે.",
		"માલ આવ્યો: ખાંડ પચાસ કિલો, બે હજાર રૂપિયા. હવે સ્ટોક બાસઠ કિલો.",
		"આજે, આઠ હજાર પાંચસો રૂપિયા નું વેચાણ થયું, બાર વાર.",
		"આજે, નફો એક હજાર બસો પચાસ રૂપિયા, વેચાણ આઠ હજાર પાંચસો રૂપિયા.",
	},
	"bn": {
		"Ramesh-এর নামে পাঁচশো টাকা ধার লিখলাম।",
		"Ramesh: দুশো টাকা জমা হল, ইউপিআই।",
		"Ramesh: বাকি এক হাজার দুশো পঞ্চাশ টাকা।",
		"চিনি ছয় কিলো, ষাট টাকা কিলো দরে, তিনশো ষাট টাকা। চুয়াল্লিশ কিলো আছে।",
		"চিনি আধ কিলো, পঁচিশ টাকা, ইউপিআই।",
		"চিনি: সাড়ে সাত কিলো আছে, মোটামুটি চার দিন চলবে।",
		"চিনি পঞ্চাশ কিলো এল, দুই হাজার টাকা। এখন বাষট্টি কিলো।",
		"আজ, আট হাজার পাঁচশো টাকা বিক্রি হয়েছে, বারো বার।",
		"আজ, লাভ এক হাজার দুশো পঞ্চাশ টাকা, বিক্রি আট হাজার পাঁচশো টাকা।",
	},
	"pa": {
		"Ramesh ਦੇ ਨਾਂ ਪੰਜ ਸੌ ਰੁਪਏ ਦਾ ਉਧਾਰ ਲਿਖਿਆ।",
		"Ramesh ਤੋਂ ਦੋ ਸੌ ਰੁਪਏ ਮਿਲੇ, ਯੂਪੀਆਈ।",
		"Ramesh: ਇੱਕ ਹਜ਼ਾਰ ਦੋ ਸੌ ਪੰਜਾਹ ਰੁਪਏ ਬਾਕੀ।",
		"ਖੰਡ ਛੇ ਕਿਲੋ, ਸੱਠ ਰੁਪਏ ਕਿਲੋ ਦੇ ਹਿਸਾਬ ਨਾਲ, ਤਿੰਨ ਸੌ ਸੱਠ ਰੁਪਏ। ਚੁਤਾਲੀ ਕਿਲੋ ਬਚਿਆ।",
		"ਖੰਡ ਅੱਧਾ ਕਿਲੋ, ਪੱਚੀ ਰੁਪਏ, ਯੂਪੀਆਈ।",
		"ਖੰਡ: ਸਾਢੇ ਸੱਤ ਕਿਲੋ ਬਚਿਆ ਹੈ, ਲਗਭਗ ਚਾਰ ਦਿਨ ਚੱਲੇਗਾ।",
		"ਖੰਡ ਪੰਜਾਹ ਕਿਲੋ ਆਇਆ, ਦੋ ਹਜ਼ਾਰ ਰੁਪਏ ਦਾ। ਹੁਣ ਬਾਹਠ ਕਿਲੋ ਹੈ।",
		"ਅੱਜ, ਅੱਠ ਹਜ਼ਾਰ ਪੰਜ ਸੌ ਰੁਪਏ ਦੀ ਵਿਕਰੀ ਹੋਈ, ਬਾਰਾਂ ਵਾਰ।",
		"ਅੱਜ, ਮੁਨਾਫ਼ਾ ਇੱਕ ਹਜ਼ਾਰ ਦੋ ਸੌ ਪੰਜਾਹ ਰੁਪਏ, ਵਿਕਰੀ ਅੱਠ ਹਜ਼ਾਰ ਪੰਜ ਸੌ ਰੁਪਏ।",
	},
	"ta": {
		"Ramesh கணக்குல ஐநூறு ரூபாய் கடன் எழுதியாச்சு.",
		"Ramesh கிட்ட இருந்து இருநூறு ரூபாய் வந்துச்சு, யூபிஐ.",
		"Ramesh: பாக்கி ஆயிரத்தி இருநூத்தி அம்பது ரூபாய்.",
		"சர்க்கரை ஆறு கிலோ, கிலோ அறுபது ரூபாய் வீதம், முன்னூத்தி அறுபது ரூபாய். நாப்பத்தி நாலு கிலோ மிச்சம்.",
		"சர்க்கரை அரை கிலோ, இருபத்தி அஞ்சு ரூபாய், யூபிஐ.",
		"சர்க்கரை: ஏழரை கிலோ இருக்கு, சுமார் நாலு நாள் வரும்.",
		"சர்க்கரை அம்பது கிலோ வந்துச்சு, ரெண்டாயிரம் ரூபாய். இப்ப அறுபத்தி ரெண்டு கிலோ இருக்கு.",
		"இன்னைக்கு எட்டாயிரத்தி ஐநூறு ரூபாய் விற்பனை ஆச்சு, பன்னெண்டு தடவை.",
		"இன்னைக்கு, லாபம் ஆயிரத்தி இருநூத்தி அம்பது ரூபாய், விற்பனை எட்டாயிரத்தி ஐநூறு ரூபாய்.",
	},
	"te": {
		"Ramesh ఖాతాలో ఐదు వందల రూపాయలు అప్పు రాశాను.",
		"Ramesh దగ్గర నుంచి రెండు వందల రూపాయలు వచ్చాయి, యూపీఐ.",
		"Ramesh: బాకీ వెయ్యి రెండు వందల యాభై రూపాయలు.",
		"చక్కెర ఆరు కిలోలు, కిలో అరవై రూపాయలు, మొత్తం మూడు వందల అరవై రూపాయలు. మిగిలింది నలభై నాలుగు కిలోలు.",
		"చక్కెర అర కిలో, ఇరవై ఐదు రూపాయలు, యూపీఐ.",
		"చక్కెర: మిగిలింది ఏడున్నర కిలోలు, సుమారు నాలుగు రోజులు వస్తుంది.",
		"సరుకు వచ్చింది: చక్కెర యాభై కిలోలు, రెండు వేల రూపాయలు. ఇప్పుడు స్టాక్ అరవై రెండు కిలోలు.",
		"ఈరోజు అమ్మకం ఎనిమిది వేల ఐదు వందల రూపాయలు, ఎంట్రీలు పన్నెండు.",
		"ఈరోజు, లాభం వెయ్యి రెండు వందల యాభై రూపాయలు, అమ్మకం ఎనిమిది వేల ఐదు వందల రూపాయలు.",
	},
	"kn": {
		"Ramesh ಅವರ ಖಾತೆಗೆ ಐನೂರು ರೂಪಾಯಿ ಸಾಲ ಬರೆದೆ.",
		"Ramesh ಅವರಿಂದ ಇನ್ನೂರು ರೂಪಾಯಿ ಬಂತು, ಯುಪಿಐ.",
		"Ramesh: ಸಾವಿರದ ಇನ್ನೂರ ಐವತ್ತು ರೂಪಾಯಿ ಬಾಕಿ.",
		"ಸಕ್ಕರೆ ಆರು ಕೆಜಿ, ಕೆಜಿ ಅರವತ್ತು ರೂಪಾಯಿ ಲೆಕ್ಕದಲ್ಲಿ, ಮುನ್ನೂರ ಅರವತ್ತು ರೂಪಾಯಿ. ನಲವತ್ತನಾಲ್ಕು ಕೆಜಿ ಉಳಿದಿದೆ.",
		"ಸಕ್ಕರೆ ಅರ್ಧ ಕೆಜಿ, ಇಪ್ಪತ್ತೈದು ರೂಪಾಯಿ, ಯುಪಿಐ.",
		"ಸಕ್ಕರೆ: ಏಳೂವರೆ ಕೆಜಿ ಉಳಿದಿದೆ, ಸುಮಾರು ನಾಲ್ಕು ದಿನ ಬರುತ್ತೆ.",
		"ಸಕ್ಕರೆ ಐವತ್ತು ಕೆಜಿ ಬಂತು, ಎರಡು ಸಾವಿರ ರೂಪಾಯಿ. ಈಗ ಅರವತ್ತೆರಡು ಕೆಜಿ ಇದೆ.",
		"ಇವತ್ತು ಎಂಟು ಸಾವಿರದ ಐನೂರು ರೂಪಾಯಿ ವ್ಯಾಪಾರ ಆಗಿದೆ, ಹನ್ನೆರಡು ಸಲ.",
		"ಇವತ್ತು, ಲಾಭ ಸಾವಿರದ ಇನ್ನೂರ ಐವತ್ತು ರೂಪಾಯಿ, ಮಾರಾಟ ಎಂಟು ಸಾವಿರದ ಐನೂರು ರೂಪಾಯಿ.",
	},
	"ml": {
		"Ramesh, അഞ്ഞൂറ് രൂപ കടം എഴുതി.",
		"Ramesh ഇരുനൂറ് രൂപ തന്നു, യുപിഐ.",
		"Ramesh തരാനുള്ളത് ആയിരത്തി ഇരുനൂറ്റി അമ്പത് രൂപ.",
		"പഞ്ചസാര ആറ് കിലോ, കിലോ അറുപത് രൂപ വെച്ച്, മുന്നൂറ്റി അറുപത് രൂപ. ഇനി നാൽപ്പത്തിനാല് കിലോ ഉണ്ട്.",
		"പഞ്ചസാര അര കിലോ, ഇരുപത്തഞ്ച് രൂപ, യുപിഐ.",
		"പഞ്ചസാര: ഇനി ഏഴര കിലോ ഉണ്ട്, ഏകദേശം നാല് ദിവസത്തേക്ക് മതിയാകും.",
		"പഞ്ചസാര അമ്പത് കിലോ വന്നു, രണ്ടായിരം രൂപ. ഇപ്പോൾ അറുപത്തിരണ്ട് കിലോ ഉണ്ട്.",
		"ഇന്ന് വിൽപ്പന എട്ടായിരത്തി അഞ്ഞൂറ് രൂപ, പന്ത്രണ്ട് തവണ.",
		"ഇന്ന്, ലാഭം ആയിരത്തി ഇരുനൂറ്റി അമ്പത് രൂപ, വിൽപ്പന എട്ടായിരത്തി അഞ്ഞൂറ് രൂപ.",
	},
}

// Real answers, as they are heard.
func TestAnswersSound(t *testing.T) {
	b := texts(t)
	sugar := bot.Value{Kind: bot.Item, Text: "sugar", Names: map[string]string{
		"hi": "चीनी", "mr": "साखर", "gu": "ખાંડ", "bn": "চিনি", "pa": "ਖੰਡ", "ta": "சர்க்கரை", "te": "చక్కెర", "kn": "ಸಕ್ಕರೆ", "ml": "പഞ്ചസാര",
	}}
	money := func(rupees int64) bot.Value { return bot.Value{Kind: bot.Money, N: rupees * 100} }
	kilos := func(n int64) bot.Value { return bot.Value{Kind: bot.Quantity, N: n * 1000, Unit: "kg"} }
	rate := bot.Value{Kind: bot.Money, N: 6000, Unit: "kg"}
	for i, said := range []bot.Reply{
		{Key: "udhaar.give.done", Args: bot.Args{"Customer": "Ramesh", "Amount": money(500), "Balance": money(1250)}},
		{Key: "udhaar.repay.done", Args: bot.Args{"Customer": "Ramesh", "Amount": money(200), "Balance": money(1050), "Upi": "1"}},
		{Key: "udhaar.balance.owes", Args: bot.Args{"Customer": "Ramesh", "Balance": money(1250)}},
		{Key: "sales.record.done", Args: bot.Args{"Item": sugar, "Qty": kilos(6), "Rate": rate, "Gross": money(360), "Total": money(360), "Stock": kilos(44)}},
		{Key: "sales.record.done", Args: bot.Args{"Item": sugar, "Qty": bot.Value{Kind: bot.Quantity, N: 500, Unit: "kg"}, "Total": money(25), "Upi": "1"}},
		{Key: "stock.check.done", Args: bot.Args{"Item": sugar, "Qty": bot.Value{Kind: bot.Quantity, N: 7500, Unit: "kg"}, "Days": 4}},
		{Key: "stock.add.done", Args: bot.Args{"Item": sugar, "Qty": kilos(50), "Total": money(2000), "Rate": bot.Value{Kind: bot.Money, N: 4000, Unit: "kg"}, "Stock": kilos(62)}},
		{Key: "sales.report.all", Args: bot.Args{"Period": bot.Value{Kind: bot.Period, Text: "today"}, "Revenue": money(8500), "Count": 12}},
		{Key: "profit.report.done", Args: bot.Args{"Period": bot.Value{Kind: bot.Period, Text: "today"}, "Profit": money(1250), "Revenue": money(8500), "Percent": 14}},
	} {
		args, err := said.Args.Values()
		if err != nil {
			t.Fatal(err)
		}
		for _, lang := range heard {
			if got, err := b.Aloud(lang, said.Key, args); got != answered[lang][i] || err != nil {
				t.Errorf("%s: %s\n got %q, %v\nwant %q", lang, said.Key, got, err, answered[lang][i])
			}
		}
	}
}
