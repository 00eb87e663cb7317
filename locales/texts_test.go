package locales_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/locales"
)

// said are the keys the engine says and the arguments it may give them.
var said = map[string][]string{
	"greet": {"Another", "Example"}, "thanks": nil,
	"aloud.rest": nil, "help": nil, "help.line": {"Example"},
	"unknown": nil, "unknown.none": {"Another", "Example"}, "unsure": nil, "which": {"Said"}, "which.kind": {"Said"},
	"cancelled": nil, "cancel.nothing": nil,
	"undo.nothing": nil, "undo.already": nil, "undo.old": nil, "undo.later": nil,
	"undo.nudges.on": nil, "undo.nudges.off": nil, "undo.chosen": nil,
	"corrected": nil, "correct.nothing": nil, "repeat.nothing": nil, "nothing.asked": nil, "deleted": nil,
	"late": nil, "startover": nil, "letgo": {"Errand"},
	"menu": nil, "notyet": {"Errand"}, "broken": {"Turn"}, "role": nil, "person": nil,
	"toolong": nil, "toomany": {"Count"}, "empty": nil, "media": nil, "voice": nil, "unheard": nil, "forwarded": nil,
	"heard": {"Text"}, "heard.sure": {"Amount", "Customer", "Item", "Qty"}, "heard.reading": {"Text"},
	"unheard.long": nil, "unheard.kind": nil, "unheard.gone": nil, "unheard.nobody": nil,
	"aloud.choice": nil, "aloud.none": nil, "aloud.lite": nil, "lite.self": nil,
	"demo": nil, "lang.missing": {"Language"}, "lang.skill": {"Language"},
	"choice.yes": nil, "choice.no": nil, "choice.undo": nil, "choice.help": nil, "choice.person": nil,
	"choice.named": {"Name"}, "choice.just": {"Name"},
	"operator.broken": {"Count"}, "operator.broken.over": nil, "operator.locked": nil, "operator.locked.over": nil,
	"operator.dead": {"Count"}, "operator.dead.over": nil, "operator.late": {"Count"}, "operator.late.over": nil,
	"operator.database": nil, "operator.database.over": nil, "operator.memory": nil, "operator.memory.over": nil,
	"operator.backup": nil, "operator.backup.over": nil,
	"person.asked":        nil,
	"person.says":         {"Meaning", "Text"},
	"person.returned":     {"Example"},
	"person.back":         {"Example"},
	"person.late":         nil,
	"person.over":         nil,
	"person.none":         nil,
	"person.words":        nil,
	"choice.bot":          nil,
	"desk.new":            {"Command", "Ends", "Language", "Number", "Role", "Shop"},
	"desk.from":           {"Language", "Number", "Role", "Shop"},
	"desk.line":           {"Meaning", "Text"},
	"desk.line.earlier":   {"Meaning", "Text"},
	"desk.line.spoke":     {"Meaning", "Text"},
	"desk.line.forwarded": {"Meaning", "Text"},
	"desk.line.edited":    {"Meaning", "Text"},
	"desk.line.deleted":   nil,
	"desk.line.tapped":    nil,
	"desk.line.sent":      {"Meaning", "Media", "Text"},
	"desk.line.hidden":    nil,
	"desk.line.answered":  {"Meaning", "Text"},
	"desk.media.image":    nil,
	"desk.media.document": nil,
	"desk.media.audio":    nil,
	"desk.media.video":    nil,
	"desk.media.sticker":  nil,
	"desk.media.location": nil,
	"desk.media.contact":  nil,
	"desk.media.other":    nil,
	"desk.role.owner":     nil,
	"desk.role.manager":   nil,
	"desk.role.staff":     nil,
	"desk.role.stranger":  nil,
	"desk.end.asked":      {"Number"},
	"desk.end.late":       {"Number"},
	"desk.unknown":        {"Command"},
	"desk.two":            {"Number", "Other"},
	"desk.sent":           nil,
	"desk.none":           nil,
	"desk.waiting":        nil,
	"desk.open":           {"Hours", "Language", "Minutes", "Number", "Role", "Shop", "Who"},
	"desk.more":           nil,
	"desk.taken":          {"Number"},
	"desk.words":          {"Number"},
	"desk.empty":          {"Command", "Number"},
	"desk.long":           {"Number"},
	"desk.passed":         {"Number"},
	"desk.back":           {"Number"},
	"desk.other":          {"Command", "Number"},
	"desk.which":          {"Command"},
	"desk.number":         {"Command", "Number"},
	"desk.closed":         {"Number"},
	"desk.self":           {"Number"},
	"desk.who.you":        nil,
	"desk.who.other":      nil,
	"operator.number":     nil, "operator.number.over": nil, "operator.spend": {"Count"}, "operator.spend.over": nil,
	"door.code": nil, "door.wrong": nil, "door.list": nil, "door.full": nil, "door.suspended": nil,
	"desk.admin":      nil,
	"desk.shops":      {"Active", "Count", "New"},
	"desk.shops.one":  {"Number", "Paused", "Shop"},
	"desk.shops.none": nil,
	"desk.shop":       {"Count", "Last", "Messages", "Number", "Paused", "Shop", "Since", "Sum"},
	"desk.shop.many":  {"Command"},
	"desk.shop.none":  {"Command"},
	"desk.spend":      {"Limit", "Messages", "Percent", "Sum"},
	"desk.spend.one":  {"Category", "Messages", "Sum"},
	"desk.speech":     {"Heard", "Limit", "Percent", "Spoken", "Sum"},

	"desk.speech.month": {"Heard", "Spoken", "Sum"},
	"desk.dead":         {"Command", "Count", "Since"},
	"desk.dead.none":    nil,
	"desk.paused":       {"Command", "Number", "Shop"},
	"desk.resumed":      {"Number", "Shop"},
}

// counted are the keys that are never said without a count, or a shop's name.
var counted = []string{"bot.desk.shops", "bot.desk.shop", "bot.desk.dead", "bot.desk.paused", "bot.desk.resumed", "bot.desk.shops.one"}

// everything is every argument the engine gives, as it would give it.
var everything = map[string]bot.Value{
	"Example":  {Kind: bot.Text, Text: "2 kilo chini becha 90"},
	"Another":  {Kind: bot.Text, Text: "Ramesh ko 500 udhaar"},
	"Name":     {Kind: bot.Item, Text: "Parle-G"},
	"Said":     {Kind: bot.Customer, Text: "Ramesh"},
	"Customer": {Kind: bot.Customer, Text: "Ramesh"},
	"Item":     {Kind: bot.Item, Text: "Parle-G"},
	"Qty":      {Kind: bot.Quantity, N: 2000, Unit: "kg"},
	"Amount":   {Kind: bot.Money, N: 9000},
	"Errand":   {Kind: bot.Text, Text: "profit report"},
	"Turn":     {Kind: bot.Number, N: 1234567000},
	"Count":    {Kind: bot.Number, N: 45000},
	"Language": {Kind: bot.Language, Text: "ta"},
	"Number":   {Kind: bot.Text, Text: "48213"},
	"Other":    {Kind: bot.Text, Text: "48214"},
	"Shop":     {Kind: bot.Text, Text: "Sharma Kirana"},
	"Role":     {Kind: bot.Text, Text: "manager"},
	"Command":  {Kind: bot.Text, Text: "/reply 48213 …"},
	"Ends":     {Kind: bot.Text, Text: "/back 48213"},
	"Text":     {Kind: bot.Text, Text: "my bill is wrong"},
	"Media":    {Kind: bot.Text, Text: "Photo"},
	"Hours":    {Kind: bot.Number, N: 3000},
	"Minutes":  {Kind: bot.Number, N: 12000},
	"Who":      {Kind: bot.Text, Text: "yours"},
	"Active":   {Kind: bot.Number, N: 12000},
	"New":      {Kind: bot.Number, N: 3000},
	"Messages": {Kind: bot.Number, N: 1234000},
	"Percent":  {Kind: bot.Number, N: 83000},
	"Paused":   {Kind: bot.Text, Text: "1"},
	"Since":    {Kind: bot.Date, From: "2026-03-01"},
	"Last":     {Kind: bot.Date, From: "2026-03-02"},
	"Sum":      {Kind: bot.Money, N: 14191},
	"Limit":    {Kind: bot.Money, N: 500000},
	"Category": {Kind: bot.Text, Text: "utility"},
	"Heard":    {Kind: bot.Number, N: 5400000},
	"Spoken":   {Kind: bot.Number, N: 1200000},
}

func engine(t testing.TB) *locales.Bundle {
	t.Helper()
	b, err := locales.New()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEngineTextsAreClean(t *testing.T) {
	for _, fault := range engine(t).Check() {
		t.Error(fault)
	}
}

func TestEngineSpeaksTheseLanguages(t *testing.T) {
	got := slices.Sorted(slices.Values(engine(t).Languages("bot")))
	if want := locales.Languages(); !slices.Equal(got, want) || len(want) != 19 {
		t.Errorf("texts are in %v, figures and days in %v", got, want)
	}
}

func TestEngineSaysTheseKeys(t *testing.T) {
	b := engine(t)
	for _, lang := range b.Languages("bot") {
		for key, args := range said {
			if got := b.Placeholders(lang, "bot."+key); !slices.Equal(got, args) {
				t.Errorf("%s: bot.%s takes %v, want %v", lang, key, got, args)
			}
		}
		for _, key := range b.Keys("bot", lang) {
			if _, known := said[strings.TrimPrefix(key, "bot.")]; !known {
				t.Errorf("%s: nobody says %s", lang, key)
			}
		}
	}
}

// untidy is what a slip of the pen or an argument left out would leave behind.
var untidy = regexp.MustCompile(`  |\(\)|“”|\s[.,?!।:]|[.।]{2}|<no value>|\{\{`)

func TestEngineTextsReadWell(t *testing.T) {
	b := engine(t)
	for _, lang := range written {
		for _, key := range b.Keys("bot", lang) {
			for name, args := range map[string]map[string]bot.Value{"all": everything, "one": one(everything)} {
				if name == "one" && slices.Contains(counted, key) {
					continue
				}
				got, err := b.Write(lang, key, args)
				if err != nil || got == "" || untidy.MatchString(got) {
					t.Errorf("%s: %s with %s: %q, %v", lang, key, name, got, err)
				}
				if n := utf8.RuneCountInString(got); n > 200 {
					t.Errorf("%s: %s: %d runes are too much to read: %q", lang, key, n, got)
				}
			}
		}
	}
}

// one leaves out the arguments that the engine may not have.
func one(all map[string]bot.Value) map[string]bot.Value {
	some := map[string]bot.Value{}
	for name, v := range all {
		if !slices.Contains([]string{"Example", "Another", "Errand", "Turn", "Count", "Shop"}, name) {
			some[name] = v
		}
	}
	some["Example"] = all["Example"]
	return some
}

func TestEngineTextsInFull(t *testing.T) {
	b := engine(t)
	for key, want := range map[string][3]string{
		"greet": {
			"Hello 🙏 Just write what you need, like “2 kilo chini becha 90” or “Ramesh ko 500 udhaar”. To see everything, write “help”.",
			"नमस्ते 🙏 जो काम हो, सीधे लिख दीजिए, जैसे “2 kilo chini becha 90” या “Ramesh ko 500 udhaar”। सब देखना हो तो “मदद” लिखिए।",
			"Namaste 🙏 Jo kaam ho, seedhe likh dijiye, jaise “2 kilo chini becha 90” ya “Ramesh ko 500 udhaar”. Sab dekhna ho to “help” likhiye.",
		},
		"broken": {
			"⚠️ Something went wrong at our end. Nothing was noted down. Please send it once more. (No. 1234567)",
			"⚠️ हमारी तरफ़ से गड़बड़ हो गई। कुछ भी नोट नहीं हुआ। एक बार फिर भेज दीजिए। (नं. 1234567)",
			"⚠️ Hamari taraf se gadbad ho gayi. Kuch bhi note nahi hua. Ek baar phir bhej dijiye. (No. 1234567)",
		},
		"lang.missing": {
			"This isn't there in Tamil yet, so here it is in English:",
			"ये अभी तमिल में नहीं है, इसलिए हिंदी में:",
			"Ye abhi Tamil mein nahi hai, isliye Hinglish mein:",
		},
		"choice.undo": {"Undo", "गलती से", "Galti se"},
		"demo":        {"🎭 DEMO", "🎭 डेमो", "🎭 DEMO"},
	} {
		for i, lang := range written {
			if got, err := b.Write(lang, "bot."+key, everything); got != want[i] || err != nil {
				t.Errorf("%s: %s\n got %q, %v\nwant %q", lang, key, got, err, want[i])
			}
		}
	}
}

func TestEngineTextsWithoutExamplesStillLeadOn(t *testing.T) {
	b := engine(t)
	for lang, help := range map[string]string{"en": "help", "hi": "मदद", "hi-Latn": "help"} {
		for _, key := range []string{"bot.greet", "bot.unknown.none"} {
			if got, err := b.Write(lang, key, nil); err != nil || !strings.Contains(got, help) {
				t.Errorf("%s: %s: %q, %v", lang, key, got, err)
			}
		}
	}
}

// TestSureBegins has the question whether something was heard right begin as a sentence
// does, where nothing of it is named, and go on in the middle of one, where something is.
func TestSureBegins(t *testing.T) {
	b := engine(t)
	for _, lang := range b.Languages("bot") {
		bare, err := b.Write(lang, "bot.heard.sure", nil)
		if err != nil {
			t.Fatal(err)
		}
		first, _ := utf8.DecodeRuneInString(bare)
		if unicode.IsLower(first) {
			t.Errorf("%s: it begins %q", lang, bare)
		}
		for _, name := range []string{"Customer", "Item", "Qty", "Amount"} {
			got, err := b.Write(lang, "bot.heard.sure", map[string]bot.Value{name: everything[name]})
			if want := string(unicode.ToLower(first)) + bare[utf8.RuneLen(first):]; err != nil || !strings.HasSuffix(got, " "+want) {
				t.Errorf("%s: with %s it ends %q, %v", lang, name, got, err)
			}
		}
	}
}
