package intents

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// asking is an utterance that answers a question of an errand.
func asking(errand, slot, text string) bot.Utterance {
	u := say(text)
	u.Errand, u.Slots = errand, parseSlots(declared[errand])
	for _, s := range u.Slots {
		if s.Name == slot {
			u.Asked = s
		}
	}
	return u
}

// after is an utterance that follows an answer of an errand.
func after(errand, text string) bot.Utterance {
	u := say(text)
	u.Last = errand
	return u
}

// offered is an utterance under choices.
func offered(u bot.Utterance, labels ...string) bot.Utterance {
	u.Offered = labels
	return u
}

// told writes all that was understood on one line.
func told(got bot.Understanding) string {
	var out []string
	for _, c := range got.Commands {
		s := short(c)
		if c.Correction {
			s = "correct" + strings.TrimPrefix(s, "fill")
		}
		if c.N > 0 {
			s += fmt.Sprintf(" %d", c.N)
		}
		out = append(out, s)
	}
	if got.Unsure {
		out = append(out, "unsure")
	}
	return strings.Join(out, " ; ")
}

// talk is a table of utterances and what they must be understood as.
type talk []struct {
	said bot.Utterance
	want string
}

// run checks every row.
func (w talk) run(t *testing.T) {
	t.Helper()
	u := understander(t)
	for _, row := range w {
		got, err := u.Understand(context.Background(), row.said)
		if err != nil {
			t.Fatal(err)
		}
		if told(got) != row.want {
			t.Errorf("%q (asked %s, last %s)\n\tgot  %s\n\twant %s", row.said.Text, row.said.Asked.Name, row.said.Last, told(got), row.want)
		}
	}
}

func TestAnswers(t *testing.T) {
	talk{
		{asking("udhaar.give", "amount", "200"), "fill amount=200"},
		{asking("udhaar.give", "amount", "do sau"), "fill amount=200"},
		{asking("udhaar.give", "amount", "₹200"), "fill amount=200"},
		{asking("udhaar.give", "amount", "दो सौ रुपये"), "fill amount=200"},
		{asking("udhaar.give", "amount", "200 likho"), "fill amount=200"},
		{asking("udhaar.give", "customer", "ramesh"), "fill customer=~ramesh"},
		{asking("udhaar.give", "customer", "suresh"), "fill customer=suresh"},
		{asking("udhaar.give", "customer", "suresh bhai ko"), "fill customer=suresh"},
		{asking("udhaar.give", "customer", "kallu"), "fill customer=?kallu"},
		{asking("udhaar.give", "customer", "kallu bhai ko 300"), "fill amount=300 customer=?kallu"},
		{asking("udhaar.give", "customer", "ram ko"), "fill customer=?ram"},
		{asking("udhaar.repay", "customer", "100 upi se"), "fill amount=100 payment=upi"},
		{asking("udhaar.give", "customer", "suresh ko 200"), "fill amount=200 customer=suresh"},
		{asking("sales.record", "item", "chini"), "fill item=chini"},
		{asking("sales.record", "item", "chini 2 kilo"), "fill item=chini qty=2kg"},
		{asking("sales.record", "item", "kurkure"), "fill item=?kurkure"},
		{asking("sales.record", "item", "tel"), "fill item=~tel"},
		{asking("sales.record", "qty", "do kilo"), "fill qty=2kg"},
		{asking("sales.record", "qty", "5"), "fill qty=5"},
		{asking("sales.record", "qty", "paanch"), "fill qty=5"},
		{asking("sales.record", "amount", "90"), "fill amount=90"},
		{asking("sales.record", "payment", "upi"), "fill payment=upi"},
		{asking("sales.report", "period", "kal"), "fill period=yesterday"},
		{asking("sales.report", "period", "pichle hafte ki"), "fill period=last_week"},
		{asking("settings.language", "language", "hindi"), "fill language=hi"},
		{asking("settings.language", "language", "english"), "fill language=en"},
		{asking("settings.shop", "name", "Sharma Kirana Store"), "fill name=Sharma_Kirana_Store"},
		{asking("settings.shop", "name", "skip"), "no"},
		{asking("settings.shop", "place", "Lucknow, UP"), "fill place=Lucknow,_UP"},
		{asking("udhaar.give", "amount", "chhodo"), "no"},
		{asking("udhaar.give", "amount", "haan"), "yes"},
		{asking("udhaar.give", "amount", "nahi"), "no"},
		{asking("udhaar.give", "amount", "cancel karo"), "cancel"},
		{asking("udhaar.give", "amount", "help"), "help"},
		{asking("udhaar.give", "amount", "chini kitni bachi hai"), "stock.check item=chini"},
		{asking("udhaar.give", "amount", "2 kilo chini becha 90 rupaye"), "sales.record amount=90 item=chini qty=2kg"},
	}.run(t)
}

func TestCorrections(t *testing.T) {
	talk{
		{after("udhaar.give", "nahi 8000"), "correct amount=8000"},
		{after("udhaar.give", "nahi, suresh"), "correct customer=suresh"},
		{after("udhaar.give", "arey nahi 800 rupaye"), "correct amount=800"},
		{after("udhaar.give", "galat, 700 tha"), "correct amount=700"},
		{after("udhaar.give", "नहीं 700"), "correct amount=700"},
		{after("udhaar.give", "no, 700"), "correct amount=700"},
		{after("udhaar.give", "nahi dinesh ko"), "correct customer=?dinesh"},
		{after("sales.record", "nahi 3 kilo"), "correct qty=3kg"},
		{after("sales.record", "nahi, maggi"), "correct item=maggi"},
		{after("sales.record", "2 kilo nahi 3 kilo"), "correct qty=3kg"},
		{after("sales.record", "kal nahi parso"), "correct date=day_before_yesterday"},
		{after("udhaar.give", "nahi yaar"), "no"},
		{after("udhaar.give", "nahi, dinesh"), "correct customer=?dinesh"},
		{asking("udhaar.give", "amount", "nahi, suresh"), "correct customer=suresh"},
		{bot.Utterance{Text: "700 tha", Quoting: true, Now: thursday, Zone: delhi, Words: shopWords()}, "correct amount=700"},
		{bot.Utterance{Text: "galat hai", Quoting: true, Now: thursday, Zone: delhi}, "undo"},
		{after("udhaar.give", "galti se likh gaya"), "undo"},
		{say("suresh ne 200 wapas kiye"), "udhaar.repay amount=200 customer=suresh"},
		{say("wapas karo"), "undo"},
		{say("undo"), "undo"},
	}.run(t)
}

func TestFollowUps(t *testing.T) {
	talk{
		{after("sales.report", "aur kal?"), "fill period=yesterday"},
		{after("sales.report", "aur pichhle mahine?"), "fill period=last_month"},
		{after("sales.report", "और कल?"), "fill period=yesterday"},
		{after("sales.report", "what about last month"), "fill period=last_month"},
		{after("stock.check", "aur chini?"), "fill item=chini"},
		{after("stock.check", "aur atta ka"), "fill item=atta"},
		{after("stock.check", "and sugar?"), "fill item=chini"},
		{after("udhaar.balance", "aur suresh ka?"), "fill customer=suresh"},
		{after("sales.report", "2 kilo chini 90"), "sales.record amount=90 item=chini qty=2kg"},
		{after("sales.report", "atta kitna hai"), "stock.check item=atta"},
	}.run(t)
}

func TestPicks(t *testing.T) {
	labels := []string{"Patil ne diya", "Patil ko udhaar", "Doosra Ramesh"}
	talk{
		{offered(say("1"), labels...), "pick 1"},
		{offered(say("१"), labels...), "pick 1"},
		{offered(say("2."), labels...), "pick 2"},
		{offered(say("3️⃣"), labels...), "pick 3"},
		{offered(say("pehla"), labels...), "pick 1"},
		{offered(say("dusra wala"), labels...), "pick 2"},
		{offered(say("first"), labels...), "pick 1"},
		{offered(say("doosra ramesh"), labels...), "pick 3"},
		{offered(say("PATIL NE DIYA"), labels...), "pick 1"},
		{offered(asking("udhaar.give", "amount", "1"), labels...), "fill amount=1"},
		{offered(asking("udhaar.give", "customer", "2"), labels...), "pick 2"},
	}.run(t)
}

func TestSplitting(t *testing.T) {
	talk{
		{say("2 kilo chini 90, 1 maggi 12 aur 3 parle g becha"), "sales.record amount=90 item=chini qty=2kg ; sales.record amount=12 item=maggi qty=1 ; sales.record item=parleg qty=3"},
		{say("2 kilo chini 1 maggi 3 parle g becha"), "sales.record item=chini qty=2kg ; sales.record item=maggi qty=1 ; sales.record item=parleg qty=3"},
		{say("sold 2 kg sugar 90, 1 maggi 12"), "sales.record amount=90 item=chini qty=2kg ; sales.record amount=12 item=maggi qty=1"},
		{say("2 kilo chini 90\n1 maggi 12\nsuresh ko 200 udhaar"), "sales.record amount=90 item=chini qty=2kg ; sales.record amount=12 item=maggi qty=1 ; udhaar.give amount=200 customer=suresh"},
		{say("suresh ko 2 kilo chini aur 1 sarson tel udhaar"), "sales.record customer=suresh item=chini payment=udhaar qty=2kg ; sales.record customer=suresh item=sarson payment=udhaar qty=1"},
		{say("2 kilo chini 90\n1 maggi 12\nudhaar suresh"), "sales.record amount=90 customer=suresh item=chini payment=udhaar qty=2kg ; sales.record amount=12 customer=suresh item=maggi payment=udhaar qty=1"},
		{say("suresh ne 100 diye aur 1 kilo chini li"), "udhaar.repay amount=100 customer=suresh ; sales.record customer=suresh item=chini qty=1kg"},
		{say("2 kilo chini 90, 1 maggi 12, 10 rs kam kiye"), "sales.record amount=90 item=chini lines=2 off=10 qty=2kg ; sales.record amount=12 item=maggi lines=2 off=10 qty=1"},
		{say("suresh ko 5 kilo chini 225 becha 100 cash baaki udhaar"), "sales.record amount=225 customer=suresh item=chini paid=100 payment=cash qty=5kg rest=rest_udhaar"},
		{say("suresh aur mohan ko 200 udhaar likho"), "udhaar.give amount=200 customer=suresh ; udhaar.give amount=200 customer=mohan"},
		{say("chini aur maggi kitni hai"), "stock.check item=chini ; stock.check item=maggi"},
		{say("2 kilo chini becha aur suresh ko 200 udhaar diya"), "sales.record item=chini qty=2kg ; udhaar.give amount=200 customer=suresh"},
		{say("suresh ne 200 diye aur chini kitni hai"), "udhaar.repay amount=200 customer=suresh ; stock.check item=chini"},
		{say("suresh ne 200 diye. mohan ne 300 diye."), "udhaar.repay amount=200 customer=suresh ; udhaar.repay amount=300 customer=mohan"},
		{say("namaste, chini kitni bachi hai"), "stock.check item=chini"},
		{say("suresh ko, 500 udhaar likho"), "udhaar.give amount=500 customer=suresh"},
		{say("2 kilo chini becha suresh ko 200 udhaar diya"), "sales.record item=chini qty=2kg ; udhaar.give amount=200 customer=suresh"},
		{say("2 किलो चीनी 90 और 1 मैगी 12 बेची"), "sales.record amount=90 item=chini qty=2kg ; sales.record amount=12 item=maggi qty=1"},
	}.run(t)
}

func TestNamesInSentences(t *testing.T) {
	talk{
		{say("ghee kitna hai"), "stock.check item=ghee"},
		{say("dahi hai kya"), "stock.check item=dahi"},
		{say("chini kitnee bachi hai"), "stock.check item=chini"},
		{say("cheeni kitni bachi hai"), "stock.check item=chini"},
		{say("refined tel kitna hai"), "stock.check item=refined"},
		{say("tel kitna hai"), "stock.check item=~tel"},
		{say("nariyal tel kitna hai"), "stock.check item=?nariyal_tel"},
		{say("Ramesh Patil ko 100 udhaar diya"), "udhaar.give amount=100 customer=patil"},
		{say("Ramesh Gupta ji ko 100 udhaar diya"), "udhaar.give amount=100 customer=?Ramesh_Gupta"},
		{say("kumar ne 50 diye"), "udhaar.repay amount=50 customer=?kumar"},
		{say("gave sunita 150 on udhaar"), "udhaar.give amount=150 customer=sunita"},
		{say("gave pinky 150 on udhaar"), "udhaar.give amount=150 customer=?pinky"},
		{say("2 Parle-G becha"), "sales.record item=parleg qty=2"},
		{say("kiraya 5000 diya"), "expenses.record amount=5000 kind=rent"},
		{say("ek kilo chini do"), "sales.record item=chini qty=1kg"},
		{say("suresh ko 9876543210 udhaar"), "udhaar.give customer=suresh"},
		{say("60"), ""},
		{say("kitna"), ""},
		{say("Suresh kehta hai 700 diye the"), "udhaar.dispute amount=700 customer=suresh"},
		{say("sab chini bech di"), "sales.record item=chini qty=all"},
		{say("-5 kilo chini becha"), "sales.record item=chini qty=-5kg"},
		{say("parleg kitne packet bache"), "stock.check item=parleg"},
		{say("surf exel kitna bacha hai"), "stock.check item=surf"},
		{say("सुरेश भाई को 100 उधार दिया"), "udhaar.give amount=100 customer=suresh"},
	}.run(t)
}

func TestLanguages(t *testing.T) {
	u := understander(t)
	for text, want := range map[string]string{
		"दो किलो चीनी बेची": "hi", "chini kitni bachi hai": "hi-Latn", "how much sugar is left": "en",
		"200": "", "chini": "", "suresh": "", "": "", "👍": "", "do kilo": "hi-Latn", "ok": "",
		"aaj ki bikri": "hi-Latn", "today's sales": "en", "सेल कितनी हुई": "hi", "sold 2 kg": "en",
	} {
		got, err := u.Understand(context.Background(), say(text))
		if err != nil || got.Lang != want {
			t.Errorf("%q is in %q, want %q (%v)", text, got.Lang, want, err)
		}
	}
}

func TestNearestWhenNotUnderstood(t *testing.T) {
	u := understander(t)
	for text, want := range map[string]int{
		"12":                               2, // it may be about anything
		"petrol ka rate kya chal raha hai": 0, // it is about nothing we do
	} {
		got, err := u.Understand(context.Background(), say(text))
		if err != nil || len(got.Commands) > 0 || len(got.Nearest) != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
		if slices.Contains(got.Nearest, outOfScope) {
			t.Errorf("%q: nearest holds %v", text, got.Nearest)
		}
	}
}
