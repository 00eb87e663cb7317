package intents

import (
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// declared are the slots of the errands that skills declare, so that the
// phrases can be tested without importing skills.
var declared = map[string]string{
	"stock.check": "item:item", "stock.add": "item:item qty:quantity amount:money rate:money supplier:customer payment:choose paid:money as:choose date:date expiry:date",
	"stock.item":  "item:item name:text unit:choose price:money category:choose what:choose",
	"stock.merge": "item:item into:item", "stock.pack": "item:item big:quantity qty:quantity wrap:choose",
	"stock.reorder": "item:item qty:quantity off:choose",
	"stock.count":   "item:item qty:quantity", "stock.low": "below:number", "stock.items": "category:choose page:choose",
	"stock.expiring": "period:period item:item within:number grain:choose",
	"stock.expiry":   "item:item expiry:date qty:quantity", "stock.damage": "item:item qty:quantity date:date", "stock.use": "item:item qty:quantity date:date",
	"stock.lost":   "period:period item:item lost:choose",
	"stock.dead":   "days:number grain:choose period:period",
	"sales.record": "item:item qty:quantity amount:money rate:money discount:money customer:customer payment:choose date:date bill:money as:choose worth:money percent:number off:money paid:money half:choose rest:choose lines:number",
	"sales.return": "item:item qty:quantity amount:money rate:money customer:customer payment:choose date:date",
	"sales.report": "period:period item:item customer:customer category:choose payment:choose of:choose by:choose",
	"sales.top":    "period:period limit:number order:choose by:choose of:choose item:item customer:customer category:choose payment:choose",
	"sales.bill":   "customer:customer", "sales.close": "amount:money float:money date:date",
	"udhaar.give":    "customer:customer amount:money item:item qty:quantity date:date until:date",
	"udhaar.repay":   "customer:customer amount:money whole:choose payment:choose date:date",
	"udhaar.balance": "customer:customer", "udhaar.list": "", "udhaar.remind": "customer:customer whom:choose phone:phone",
	"udhaar.opening": "customer:customer amount:money date:date", "udhaar.writeoff": "customer:customer amount:money whole:choose date:date",
	"udhaar.dispute":   "customer:customer amount:money date:date dispute:choose",
	"udhaar.promise":   "customer:customer until:date",
	"udhaar.limit":     "customer:customer scope:choose amount:money off:choose",
	"udhaar.customer":  "customer:customer nickname:customer phone:phone language:language what:choose",
	"udhaar.statement": "customer:customer period:period", "udhaar.score": "customer:customer",
	"settings.language": "language:language", "settings.show": "", "settings.shop": "name:text kind:choose place:text", "settings.place": "place:text",
	"settings.demo": "mode:choose", "settings.people": "do:choose role:choose person:text",
	"settings.join": "code:text", "settings.leave": "", "settings.shops": "branch:choose name:text", "settings.pin": "lock:choose pin:text",
	"settings.hours":  "hours:text day:text start:text quiet:text do:text told:text",
	"settings.export": "", "settings.delete": "what:choose customer:customer word:text", "settings.restore": "customer:customer",
	"settings.nudges": "nudge:choose news:choose just:choose", "settings.consents": "", "settings.privacy": "",
	"settings.lite": "lite:choose", "settings.sms": "sms:choose", "settings.sound": "sound:choose", "settings.voice": "voice:choose when:choose",
	"profit.report": "period:period item:item category:choose of:choose by:choose order:choose limit:number", "profit.forecast": "period:period",
	"pricing.check":   "item:item qty:quantity customer:customer of:choose",
	"pricing.set":     "item:item amount:money customer:customer unit:choose of:choose way:choose",
	"pricing.history": "item:item", "pricing.list": "category:choose page:choose", "pricing.advice": "item:item",
	"pricing.whatif": "item:item amount:money", "pricing.promo": "item:item discount:number",
	"sharing.request": "item:item qty:quantity urgent:choose", "sharing.offer": "item:item qty:quantity amount:money",
	"sharing.answer": "deal:deal verdict:choose amount:money pickup:choose", "sharing.consent": "item:item off:choose contact:choose",
	"demand.forecast": "item:item period:period", "demand.order": "",
	"festivals.upcoming": "festival:choose period:period",
	"expenses.record":    "amount:money kind:choose what:text payment:choose date:date",
	"expenses.report":    "period:period kind:choose",
	"expenses.pay":       "supplier:customer amount:money payment:choose date:date",
	"expenses.dues":      "supplier:customer", "expenses.owe": "supplier:customer amount:money date:date",
	"alerts.list": "", "alerts.seen": "", "account.plan": "", "shelf.advise": "",
}

// fakeErrand is an errand that only has a name and slots.
type fakeErrand struct {
	name  string
	slots []bot.Slot
}

func (f fakeErrand) Name() string      { return f.name }
func (f fakeErrand) Version() string   { return "1" }
func (f fakeErrand) Slots() []bot.Slot { return f.slots }
func (f fakeErrand) Advance(context.Context, *bot.Turn, *bot.Frame) (bool, error) {
	return true, nil
}

// parseSlots reads "item:item qty:quantity".
func parseSlots(spec string) []bot.Slot {
	var out []bot.Slot
	for _, f := range strings.Fields(spec) {
		name, kind, _ := strings.Cut(f, ":")
		out = append(out, bot.Slot{Name: name, Kind: bot.Kind(kind), Secret: name == "pin"})
	}
	return out
}

// skillsAt makes the skills whose folders are in root.
func skillsAt(root string) []bot.Skill {
	folders, _ := filepath.Glob(filepath.Join(root, "*", "phrases"))
	var out []bot.Skill
	for _, f := range folders {
		dir := filepath.Dir(f)
		s := bot.Skill{Name: filepath.Base(dir), Files: os.DirFS(dir)}
		for name, slots := range declared {
			if strings.HasPrefix(name, s.Name+".") {
				s.Errands = append(s.Errands, fakeErrand{name, parseSlots(slots)})
			}
		}
		out = append(out, s)
	}
	return out
}

// realPhrases is the ear for Hindi and English of the real phrases, made once for all
// tests.
var realPhrases = sync.OnceValues(func() (*ear, error) { return earFor("hi") })

// earFor learns the ear of a language from the real phrases.
func earFor(lang string) (*ear, error) {
	data, err := readLanguages(dataFiles)
	if err != nil {
		return nil, err
	}
	var o options
	carried()(&o)
	return listen(lang, skillsAt("../skills"), data, o)
}

// carried are the models that the program carries: learning them is most of a start.
func carried() Option {
	return WithModels(func(lang string) (io.ReadCloser, error) {
		f, err := os.Open(filepath.Join("..", "internal", "app", "ears", lang+".gz"))
		if err != nil {
			return nil, err
		}
		return gzip.NewReader(f)
	})
}

// understander returns the understander of the real phrases.
func understander(t testing.TB) *ear {
	t.Helper()
	u, err := realPhrases()
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// thursday is when tests speak: 21 May 2026, noon in Delhi.
var thursday = time.Date(2026, 5, 21, 6, 30, 0, 0, time.UTC)

// delhi is the shop's zone.
var delhi = time.FixedZone("IST", 5*3600+1800)

// shopWords is a small shop's vocabulary.
func shopWords() []bot.Vocabulary {
	return []bot.Vocabulary{{Key: "test/shop", Read: func(context.Context) ([]bot.Name, error) { return shopNames(), nil }}}
}

// shopNames are the items and customers of the tests.
func shopNames() []bot.Name {
	item := func(id, unit string, names ...string) bot.Name {
		return bot.Name{Kind: bot.Item, ID: id, Text: names[0], Aliases: names[1:], Unit: unit}
	}
	customer := func(id string, names ...string) bot.Name {
		return bot.Name{Kind: bot.Customer, ID: id, Text: names[0], Aliases: names[1:]}
	}
	return []bot.Name{
		item("chini", "kg", "Chini", "चीनी", "sugar", "shakkar"), item("chawal", "kg", "Chawal", "चावल", "rice"),
		item("atta", "kg", "Atta", "आटा"), item("ghee", "kg", "Ghee", "घी"), item("dahi", "kg", "Dahi", "दही"),
		item("dal", "kg", "Toor Dal", "तूर दाल", "arhar dal"), item("chana", "kg", "Chana Dal", "चना दाल"),
		item("maggi", "packet", "Maggi", "मैगी"), item("parleg", "packet", "Parle G", "पारले जी"),
		item("sarson", "l", "Sarson Tel", "सरसों तेल"), item("refined", "l", "Refined Tel", "रिफाइंड तेल"),
		item("til", "l", "Til Tel", "तिल तेल"), item("sabun", "pcs", "Sabun", "साबुन", "soap"),
		item("doodh", "packet", "Doodh", "दूध", "milk"), item("chai", "packet", "Chai Patti", "चाय पत्ती"),
		item("namak", "packet", "Tata Namak", "टाटा नमक"), item("anda", "pcs", "Anda", "अंडा", "egg"),
		item("surf", "packet", "Surf Excel"), item("besan", "kg", "Besan", "बेसन"),
		customer("patil", "Ramesh Patil", "रमेश पाटिल"), customer("jadhav", "Ramesh Jadhav", "रमेश जाधव"),
		customer("suresh", "Suresh", "सुरेश"), customer("sunita", "Sunita Devi", "सुनीता देवी"),
		customer("mohan", "Mohan Lal", "मोहन लाल"), customer("raju", "Raju Bhai", "राजू"),
	}
}

// say is an utterance of a shopkeeper with nothing open.
func say(text string) bot.Utterance {
	return bot.Utterance{Text: text, Now: thursday, Zone: delhi, Words: shopWords()}
}
