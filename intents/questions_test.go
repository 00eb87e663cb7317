package intents

import (
	"cmp"
	"context"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// question is the utterance of a line of a table of answers.
func question(t testing.TB, l tableLine) bot.Utterance {
	t.Helper()
	at := strings.LastIndexByte(l.fields[0], '.')
	v := asking(l.fields[0][:at], l.fields[0][at+1:], l.fields[1])
	if v.Asked.Name == "" {
		t.Fatalf("line %d: there is no slot %s", l.line, l.fields[0])
	}
	return v
}

// mostQuestionSlips is how many answers may be taken for another errand, see
// [mostSlips]. Where a slot is filled, it must be the right one, rightly.
const mostQuestionSlips = 6

func TestQuestions(t *testing.T) {
	slips := 0
	for _, l := range tableAt(t, "questions.tsv", 3) {
		got, want := understood(t, question(t, l)), ordered(l.fields[2])
		if slot, not := strings.CutPrefix(l.fields[2], "not "); not {
			if strings.Contains(got, " "+slot+"=") && strings.HasPrefix(got, "fill") {
				t.Errorf("line %d: %q to %s fills it: %s", l.line, l.fields[1], l.fields[0], got)
			}
			continue
		}
		switch {
		case got == want:
		case errandsOf(got) == errandsOf(want) || strings.HasPrefix(got, "fill"):
			t.Errorf("line %d: %q to %s\n\tgot  %s\n\twant %s", l.line, l.fields[1], l.fields[0], got, want)
		default:
			slips++
			t.Logf("line %d: %q to %s\n\tgot  %s\n\twant %s", l.line, l.fields[1], l.fields[0], cmp.Or(got, "nothing"), want)
		}
	}
	if slips > mostQuestionSlips {
		t.Errorf("%d answers slip, more than %d", slips, mostQuestionSlips)
	}
}

// mostTodoQuestions is how many answers were not understood when they were filed.
const mostTodoQuestions = 4

func TestTodoQuestionsDoNotGrow(t *testing.T) {
	wrong := 0
	for _, l := range tableAt(t, "todo_questions.tsv", 4) {
		if understood(t, question(t, l)) != ordered(l.fields[2]) {
			wrong++
			continue
		}
		t.Logf("line %d: %q is right by now", l.line, l.fields[1])
	}
	if wrong > mostTodoQuestions {
		t.Errorf("%d answers are not understood, more than %d", wrong, mostTodoQuestions)
	}
}

func TestEveryKindOfSlotIsAskedFor(t *testing.T) {
	asked := map[bot.Kind]int{}
	for _, l := range tableAt(t, "questions.tsv", 3) {
		asked[question(t, l).Asked.Kind]++
	}
	for _, k := range []bot.Kind{bot.Item, bot.Customer, bot.Quantity, bot.Money, bot.Number, bot.Date, bot.Period, bot.Choose, bot.Language, bot.Text} {
		if asked[k] < 3 {
			t.Errorf("%d questions ask for a %s", asked[k], k)
		}
	}
}

// underWay are errands with a question open, and whom and what they are about.
var underWay = []struct{ errand, slot, item, customer string }{
	{"sales.record", "qty", "doodh", "lakshmi"},
	{"sales.record", "amount", "doodh", "lakshmi"},
	{"stock.add", "qty", "doodh", ""},
	{"stock.count", "qty", "doodh", ""},
	{"udhaar.give", "amount", "", "lakshmi"},
	{"udhaar.repay", "amount", "", "lakshmi"},
}

// Sentences that are an errand of their own, whatever is open: they name whom or
// what they are about, and it is not what is under way.
var ownErrands = []struct{ text, want string }{
	{"rohit ko 2 kilo aata 80 mein becha", "sales.record amount=80 customer=?rohit item=atta qty=2kg"},
	{"रोहित को 2 किलो आटा 80 में बेचा", "sales.record amount=80 customer=?रोहित item=atta qty=2kg"},
	{"sold 2 kg atta to rohit for 80", "sales.record amount=80 customer=?rohit item=atta qty=2kg"},
	{"suresh ko 3 packet maggi bechi 42 mein", "sales.record amount=42 customer=suresh item=maggi qty=3packet"},
	{"2 kilo chini bechi 90 mein", "sales.record amount=90 item=chini qty=2kg"},
	{"दो किलो चीनी नब्बे में बेची", "sales.record amount=90 item=chini qty=2kg"},
	{"suresh ko 200 udhaar diya", "udhaar.give amount=200 customer=suresh"},
	{"सुरेश को दो सौ उधार दिया", "udhaar.give amount=200 customer=suresh"},
	{"rohit ko 200 udhaar diya", "udhaar.give amount=200 customer=?rohit"},
	{"raju ne 300 wapas kiye", "udhaar.repay amount=300 customer=raju"},
	{"राजू ने 300 वापस किए", "udhaar.repay amount=300 customer=raju"},
	{"rohit ne 300 lauta diye", "udhaar.repay amount=300 customer=?rohit"},
	{"20 packet maggi kharidi 240 mein", "stock.add amount=240 item=maggi qty=20packet"},
	{"मैगी के 20 पैकेट खरीदे 240 में", "stock.add amount=240 item=maggi qty=20packet"},
	{"chini gini to 8 kilo nikli", "stock.count item=chini qty=8kg"},
	{"atta kitna bacha hai", "stock.check item=atta"},
	{"raju ka kitna baki hai", "udhaar.balance customer=raju"},
	{"aaj kitni bikri hui", "sales.report period=today"},
}

func TestAnotherErrandIsNoAnswer(t *testing.T) {
	for _, open := range underWay {
		for _, own := range ownErrands {
			if got := understood(t, asking(open.errand, open.slot, own.text)); got != own.want {
				t.Errorf("%s open for %s: %q\n\tgot  %s\n\twant %s", open.errand, open.slot, own.text, got, own.want)
			}
		}
	}
}

// leastWhole is the share of the table's sentences that name somebody or
// something and stay whole under every open question of another errand.
// Measured: 1190 of 1240, 96 in 100.
const leastWhole = 0.95

func TestWholeSentencesStayWholeUnderAQuestion(t *testing.T) {
	whole, all := 0, 0
	for _, l := range tableAt(t, "sentences.tsv", 2) {
		if !strings.Contains(l.fields[1], "item=") && !strings.Contains(l.fields[1], "customer=") {
			continue
		}
		for _, open := range underWay {
			if open.errand == l.about() {
				continue
			}
			all++
			got := understood(t, asking(open.errand, open.slot, l.fields[0]))
			if got == ordered(l.fields[1]) {
				whole++
			} else if testing.Verbose() {
				t.Logf("%s.%s: %q gives %s", open.errand, open.slot, l.fields[0], got)
			}
		}
	}
	t.Logf("%d of %d stay whole, %.1f %%", whole, all, 100*float64(whole)/float64(all))
	if float64(whole) < leastWhole*float64(all) {
		t.Error("worse than it was")
	}
}

func TestSameErrandWithOtherNamesIsNeverFilledIn(t *testing.T) {
	for _, l := range tableAt(t, "sentences.tsv", 2) {
		for _, open := range underWay {
			named := strings.Contains(l.fields[1], "item=") || strings.Contains(l.fields[1], "customer=")
			if open.errand != l.about() || !named {
				continue
			}
			got, err := understander(t).Understand(context.Background(), asking(open.errand, open.slot, l.fields[0]))
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range got.Commands {
				if c.Kind == bot.Fill && !c.Correction && (c.Slots["item"].ID != "" || c.Slots["customer"].ID != "") {
					t.Errorf("%s open for %s: %q is %s", open.errand, open.slot, l.fields[0], told(got))
				}
			}
		}
	}
}

// wordsToTheBot work under every open question.
var wordsToTheBot = map[string]string{
	"haan": "yes", "ji haan": "yes", "हाँ": "yes", "yes": "yes",
	"nahi": "no", "नहीं": "no", "no": "no",
	"cancel": "cancel", "cancel karo": "cancel", "rehne do": "cancel", "रहने दो": "cancel",
	"help": "help", "madad": "help", "मदद": "help",
	"undo": "undo", "wapas karo": "undo",
	"phir se bolo": "repeat", "repeat": "repeat",
	"chhodo": "no", "छोड़ो": "no", "skip": "no", "pata nahi": "no", "baad mein": "no",
}

func TestWordsToTheBotUnderEveryQuestion(t *testing.T) {
	for errand, slots := range declared {
		for _, s := range parseSlots(slots) {
			for text, want := range wordsToTheBot {
				if s.Kind == bot.Choose && want == "no" {
					continue // "baad mein" may be how it is paid
				}
				if got := understood(t, asking(errand, s.Name, text)); got != want {
					t.Errorf("%s.%s: %q is %s, want %s", errand, s.Name, text, got, want)
				}
			}
		}
	}
}

func TestBareAnswersFillWhatWasAsked(t *testing.T) {
	answers := map[bot.Kind][]string{
		bot.Item:     {"chini", "चीनी", "sugar", "maggi", "tata namak"},
		bot.Customer: {"suresh", "सुरेश", "mohan lal", "raju bhai", "sunita devi"},
		bot.Quantity: {"2", "do", "दो", "2 kilo", "teen packet", "aadha kilo"},
		bot.Money:    {"90", "nabbe", "नब्बे", "₹90", "90 rupaye", "dedh sau"},
		bot.Number:   {"10", "das", "दस"},
		bot.Period:   {"aaj", "kal", "आज", "is hafte", "pichhle mahine", "last 7 days"},
		bot.Date:     {"aaj", "kal", "parso", "12/05", "5 tarikh"},
		bot.Language: {"hindi", "english", "हिंदी", "hinglish"},
	}
	for errand, slots := range declared {
		for _, s := range parseSlots(slots) {
			for _, text := range answers[s.Kind] {
				got := understood(t, asking(errand, s.Name, text))
				if !strings.HasPrefix(got, "fill") || !strings.Contains(got+" ", " "+s.Name+"=") || strings.Count(got, "=") != 1 {
					t.Errorf("%s.%s: %q is %s", errand, s.Name, text, cmp.Or(got, "nothing"))
				}
			}
		}
	}
}

func TestNoWordFillsTwoSlots(t *testing.T) {
	for _, text := range []string{"chini", "suresh", "kurkure", "pinki", "kal", "90", "2 kilo", "upi", "moti", "चीनी", "सुरेश"} {
		for errand, slots := range declared {
			for _, s := range parseSlots(slots) {
				got := understood(t, asking(errand, s.Name, text))
				if strings.HasPrefix(got, "fill") && strings.Count(got, "=") > 1 {
					t.Errorf("%s.%s: %q is %s", errand, s.Name, text, got)
				}
			}
		}
	}
}

func TestRateAnswersAreNoSums(t *testing.T) {
	for _, text := range []string{"45 rupaye kilo", "₹45/kg", "45 rs per kg", "45 ke bhav se", "@45", "साठ रुपये किलो"} {
		for _, errand := range []string{"sales.record", "stock.add"} {
			got := understood(t, asking(errand, "amount", text))
			if !strings.HasPrefix(got, "fill rate=") {
				t.Errorf("%s: %q is %s", errand, text, got)
			}
		}
		if got := understood(t, asking("pricing.set", "amount", text)); !strings.HasPrefix(got, "fill amount=") {
			t.Errorf("a price: %q is %s", text, got)
		}
	}
}
