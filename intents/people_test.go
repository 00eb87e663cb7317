package intents

import (
	"context"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

func TestPeopleAreKnown(t *testing.T) {
	p := understander(t).people
	for _, name := range []string{
		"sunita", "Sunita", "SUNITA", "suneeta", "सुनीता", "suresh", "सुरेश", "ramesh", "rameshh", "kumar", "कुमार",
		"salim", "saleem", "सलीम", "imran", "इमरान", "iqbal", "lakshmi", "laxmi", "लक्ष्मी",
		"rohit", "रोहित", "dinesh", "दिनेश", "mahesh", "anil", "sanjay", "संजय", "geeta", "gita", "abdul",
		"fatima", "harpreet", "gurpreet", "joseph", "pinky",
	} {
		if !p.has(oneToken(t, name)) {
			t.Errorf("%s is nobody", name)
		}
	}
}

func TestGoodsAndOrdinaryWordsAreNoPeople(t *testing.T) {
	p := understander(t).people
	for _, word := range []string{
		"raseed", "rasid", "रसीद", "chini", "चीनी", "cheeni", "doodh", "दूध", "aata", "आटा", "namak", "नमक", "maggi", "मैगी",
		"kesar", "roli", "pooja", "rekha", "tel", "तेल", "ghee", "घी", "sabun", "साबुन", "becha", "बेचा", "udhaar", "उधार",
		"kitna", "कितना", "paisa", "पैसा", "khata", "खाता", "hisaab", "हिसाब", "aaj", "आज", "kal", "कल", "sugar", "rice",
		"milk", "stock", "sale", "report", "balance", "total", "bikri", "बिक्री", "dukan", "दुकान", "kilo", "packet",
		"kumhra", "कुम्हड़ा", "tamatar", "pyaz", "aloo", "masala", "biscuit", "namkeen", "100", "₹", ",", "?",
	} {
		for _, tok := range tokenise(normalise(word)) {
			if p.has(tok) {
				t.Errorf("%s is somebody", word)
			}
		}
	}
}

// oneToken is a text of one token.
func oneToken(t testing.TB, text string) token {
	t.Helper()
	tokens := tokenise(normalise(text))
	if len(tokens) != 1 {
		t.Fatalf("%q is %d tokens", text, len(tokens))
	}
	return tokens[0]
}

func TestPeopleListIsReadAsWritten(t *testing.T) {
	words := &vocabulary{plain: map[string]int{"rasid": 3}}
	p := beside(readPeople("# names\n[given]\nrashid\nsaraswati\nlal bahadur\n\n  amit  \n"), words)
	for text, want := range map[string]bool{
		"rashid": true, "raseed": false, "saraswati": true, "sarasvati": true, "lal": true, "bahadur": true, "amit": true,
		"given": false, "names": false, "": false,
	} {
		tokens := tokenise(normalise(text))
		if got := p.all(tokens); got != want {
			t.Errorf("%q is somebody: %v", text, got)
		}
	}
	if p.all(tokenise("amit chini")) || !p.all(tokenise("lal amit")) {
		t.Error("all must be names, or none is")
	}
}

func TestNobodyWithoutAList(t *testing.T) {
	var p *people
	if p.has(oneToken(t, "suresh")) || p.all(nil) {
		t.Error("somebody out of nothing")
	}
}

// market is a shop whose goods sound like people.
func market() []bot.Vocabulary {
	return []bot.Vocabulary{{Key: "test/market", Read: func(context.Context) ([]bot.Name, error) {
		return []bot.Name{
			{Kind: bot.Item, ID: "kumhra", Text: "Kumhra", Aliases: []string{"कुम्हड़ा", "pumpkin"}, Unit: "kg"},
			{Kind: bot.Item, ID: "aloo", Text: "Aloo", Aliases: []string{"आलू"}, Unit: "kg"},
			{Kind: bot.Item, ID: "chini", Text: "Chini", Aliases: []string{"चीनी"}, Unit: "kg"},
			{Kind: bot.Item, ID: "moong", Text: "Moong Dal", Aliases: []string{"मूंग दाल"}, Unit: "kg"},
			{Kind: bot.Item, ID: "rajma", Text: "Rajma", Aliases: []string{"राजमा"}, Unit: "kg"},
			{Kind: bot.Item, ID: "sooji", Text: "Sooji", Aliases: []string{"सूजी"}, Unit: "kg"},
			{Kind: bot.Customer, ID: "lakshmi", Text: "Lakshmi", Aliases: []string{"लक्ष्मी"}},
			{Kind: bot.Customer, ID: "raju", Text: "Raju", Aliases: []string{"राजू"}},
		}, nil
	}}}
}

// inMarket is an utterance in that shop.
func inMarket(text string) bot.Utterance {
	v := say(text)
	v.Words = market()
	return v
}

func TestPeopleAndGoods(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{"kumar ko 200 udhaar diya", "udhaar.give amount=200 customer=?kumar"},
		{"कुमार को 200 उधार दिया", "udhaar.give amount=200 customer=?कुमार"},
		{"kumar ne 200 lautaye", "udhaar.repay amount=200 customer=?kumar"},
		{"kumar ka kitna baki hai", "udhaar.balance customer=?kumar"},
		{"gave kumar 200 on credit", "udhaar.give amount=200 customer=?kumar"},
		{"kumhra kitna bacha hai", "stock.check item=kumhra"},
		{"कुम्हड़ा कितना बचा है", "stock.check item=kumhra"},
		{"2 kilo kumhra becha 60 mein", "sales.record amount=60 item=kumhra qty=2kg"},
		{"kumar ko 2 kilo kumhra becha 60 mein", "sales.record amount=60 customer=?kumar item=kumhra qty=2kg"},
		{"salim bhai ko 100 udhaar diya", "udhaar.give amount=100 customer=?salim"},
		{"सलीम भाई को 100 उधार दिया", "udhaar.give amount=100 customer=?सलीम"},
		{"salim bhai ne 100 lautaye", "udhaar.repay amount=100 customer=?salim"},
		{"salim bhai ka kitna baki hai", "udhaar.balance customer=?salim"},
		{"salim bhai ko 1 kilo chini bechi 45 mein", "sales.record amount=45 customer=?salim item=chini qty=1kg"},
		{"rashid ko 300 udhaar diya", "udhaar.give amount=300 customer=?rashid"},
		{"राशिद को 300 उधार दिया", "udhaar.give amount=300 customer=?राशिद"},
		{"sunita ko 150 udhaar diya", "udhaar.give amount=150 customer=?sunita"},
		{"सुनीता को 150 उधार दिया", "udhaar.give amount=150 customer=?सुनीता"},
		{"lakshmi ko 2 kilo chini bechi 90 mein", "sales.record amount=90 customer=lakshmi item=chini qty=2kg"},
		{"laxmi ko 90 udhaar diya", "udhaar.give amount=90 customer=lakshmi"},
		{"लक्ष्मी को 90 उधार दिया", "udhaar.give amount=90 customer=lakshmi"},
		{"raju ko 1 kilo rajma becha 120 mein", "sales.record amount=120 customer=raju item=rajma qty=1kg"},
		{"rajma kitna bacha hai", "stock.check item=rajma"},
		{"राजू को 1 किलो राजमा बेचा 120 में", "sales.record amount=120 customer=raju item=rajma qty=1kg"},
		{"raju ko 50 udhaar diya", "udhaar.give amount=50 customer=raju"},
	} {
		if got := understood(t, inMarket(row.text)); got != row.want {
			t.Errorf("%q\n\tgot  %s\n\twant %s", row.text, got, row.want)
		}
	}
}

func TestCustomersOnListsOfNames(t *testing.T) {
	// No small word says who is who: only the list of names does.
	for _, row := range []struct{ text, customer string }{
		{"sunita 150 ka saman udhaar le gayi", "sunita"},
		{"सुनीता 150 का सामान उधार ले गई", "sunita"},
		{"raju 300 ka udhaar le gaya", "raju"},
		{"suresh 250 udhaar", "suresh"},
	} {
		got, err := understander(t).Understand(context.Background(), say(row.text))
		if err != nil || len(got.Commands) != 1 || got.Commands[0].Slots["customer"].ID != row.customer || got.Commands[0].Slots["item"].Text != "" {
			t.Errorf("%q: %s (%v)", row.text, told(got), err)
		}
	}
}

func TestRaseedIsAReceipt(t *testing.T) {
	for _, text := range []string{"raseed do", "rasid dikhao", "suresh ki raseed bhejo", "रसीद दो", "सुरेश की रसीद भेजो"} {
		got, err := understander(t).Understand(context.Background(), say(text))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range got.Commands {
			if v := c.Slots["customer"]; v.ID == "" && v.Text != "" || strings.HasPrefix(c.Errand, "udhaar.give") {
				t.Errorf("%q: %s", text, told(got))
			}
		}
	}
}

func TestHonorificsAreNoPartOfNames(t *testing.T) {
	for _, honour := range []string{"bhai", "ji", "bhaiya", "didi", "uncle", "chacha", "sahab", "seth"} {
		for _, who := range []struct{ said, want string }{{"suresh", "suresh"}, {"salim", "?salim"}, {"iqbal", "?iqbal"}} {
			text := who.said + " " + honour + " ko 100 udhaar diya"
			if got, want := understood(t, say(text)), "udhaar.give amount=100 customer="+who.want; got != want {
				t.Errorf("%q is %s, want %s", text, got, want)
			}
		}
	}
}
