package journaltest

import (
	"fmt"
	"sync"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// unkept is that somebody wants the sound of his voice kept no more.
var unkept = bot.Preference{Name: bot.Sound, Value: bot.Unkept}

// keptNote keeps a voice note of somebody for an hour, and returns its key.
func (w *world) keptNote(m bot.Message, sound string) string {
	w.Helper()
	key, err := w.KeepNote(w.ctx, m, []byte(sound), w.clock.Now().Add(time.Hour))
	w.ok(err)
	return key
}

// sounds has somebody of two shops want his voice kept no more: what is there of it is gone
// at once, in both, and nothing is added, in whichever shop he is by then, until he wants
// it again. What others said stays, and what is no voice.
func sounds(w *world) {
	anil, bina := w.say("anil", "1"), w.say("bina", "1")
	bill, err := w.PutBlob(w.ctx, anil.Shop, []byte("bill"), w.clock.Now().Add(time.Hour))
	w.ok(err)
	here, hers := w.keptNote(anil, "mera hisaab"), w.keptNote(bina, "mera hisaab")
	second := w.demoShop(anil.From, bot.Owner)
	there := w.keptNote(bot.Message{Shop: second, From: anil.From}, "yahan bhi")
	there2 := w.keptNote(bot.Message{Shop: second, From: bina.From}, "uska wahan")
	w.holds(anil.Shop, here, true)

	w.ok(w.does(anil, unkept))
	for _, want := range []struct {
		shop bot.ShopID
		key  string
		is   bool
	}{{anil.Shop, here, false}, {second, there, false}, {second, there2, true}, {bina.Shop, hers, true}, {anil.Shop, bill, true}} {
		w.holds(want.shop, want.key, want.is)
	}
	for _, shop := range []bot.ShopID{anil.Shop, second, w.demoShop(anil.From, bot.Owner)} {
		w.same(w.keptNote(bot.Message{Shop: shop, From: anil.From}, "mera hisaab"), "")
	}
	w.same(w.count("blob"), 3)

	all, err := w.Preferences(w.ctx, second, anil.From)
	w.ok(err)
	w.same(bot.Standing(all)[bot.Sound].Value, bot.Unkept) // whichever shop he undoes something in
	w.ok(w.does(w.say("anil", "rakho"), bot.Preference{Name: bot.Sound}))
	again, err := w.KeepsVoice(w.ctx, anil.From)
	w.ok(err)
	w.same(again, true)
	w.holds(second, w.keptNote(bot.Message{Shop: second, From: anil.From}, "phir se"), true)
	w.holds(anil.Shop, here, false) // what is gone stays gone
}

// holds says whether a shop has a blob.
func (w *world) holds(shop bot.ShopID, key string, want bool) {
	w.Helper()
	_, err := w.Blob(w.ctx, shop, key)
	if want {
		w.ok(err)
		return
	}
	w.is(err, bot.ErrNotFound)
}

// soundsBeside has notes be heard beside the turn in which he says that none is to be kept.
func soundsBeside(w *world) {
	anil := w.say("anil", "meri awaaz mat rakho")
	errs := make([]error, 20)
	var all sync.WaitGroup
	for i := range errs {
		all.Go(func() {
			_, errs[i] = w.KeepNote(w.ctx, anil, fmt.Append(nil, "note", i), w.clock.Now().Add(time.Hour))
		})
	}
	err := w.does(anil, unkept)
	all.Wait()
	w.ok(err)
	for _, err := range errs {
		w.ok(err)
	}
	w.same(w.count("blob"), 0)
}
