package settings

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// noticeHash is of the words of the notice and of the questions for consent, in all
// languages, as of [noticeVersion].
const noticeHash = "1d054065ab6c3ae337d4666c6fdf977bb8ecdc6e83dcc661ede510e45ba23213"

// noticeKeys are those of the notice and of the questions.
var noticeKeys = regexp.MustCompile(`^"(privacy\.(kept|long|seen|where|rights|complain)|nudges\.(offer|ask|on)|news\.\w+)"`)

// TestNoticeHasItsVersion fails when the words of the notice change and its version does
// not: what people agreed to names it.
func TestNoticeHasItsVersion(t *testing.T) {
	sum := sha256.New()
	fmt.Fprintln(sum, noticeVersion)
	names, err := fs.Glob(files, "locales/*.toml")
	if err != nil || len(names) < 3 {
		t.Fatal(names, err)
	}
	found := 0
	for _, name := range names {
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(raw)) {
			if noticeKeys.MatchString(line) {
				found++
				fmt.Fprint(sum, line)
			}
		}
	}
	if want := 12 * len(names); found != want {
		t.Errorf("%d lines of the notice were found, want %d", found, want)
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != noticeHash {
		t.Errorf("the words changed: set noticeVersion to today, and noticeHash to\n%s", got)
	}
}

// TestStopWords finds the words that stop messages however they are written, and nothing
// that only has them in it.
func TestStopWords(t *testing.T) {
	for text, want := range map[string]bool{
		"UNSUBSCRIBE": true, " message band. ": true, "Mat bhejo!": true, "मत भेजो।": true, "मैसेज बंद करो 🙏": true, "stop messages": true,
		"dukaan band": false, "demo band karo": false, "message": false, "mat bhejo ramesh ko": false, "": false, "stop": false,
	} {
		if value, got := findStop(senseStop)(text); got != want || got && value != nudgesOff {
			t.Errorf("%q stops messages: %v", text, got)
		}
	}
	for text, want := range map[string]bool{"Stop": true, "band karo": true, "बंद करो।": true, "STOP!!": true, "dukaan band karo": false, "stop the car": false} {
		if _, got := findStop(senseHalt)(text); got != want {
			t.Errorf("%q halts: %v", text, got)
		}
	}
}

// TestOnlyTheWordDeletes has nothing taken for the word that confirms a deletion but that
// word, in quotes or with a full stop at most, and never when it was spoken.
func TestOnlyTheWordDeletes(t *testing.T) {
	turn := bot.NewTurn(1, 1, 1, time.Time{})
	for word, want := range map[string]bool{
		"delete": true, "DELETE.": true, " “Mita  do”": true, "मिटा दो।": true, "அழிச்சிடு": true,
		"delete?": false, "delete 🤔": false, "delete-": false, "not delete": false, "del": false, "": false,
	} {
		if got := agrees(turn, word); got != want {
			t.Errorf("%q deletes: %v", word, got)
		}
	}
	turn.Message.Heard = new(bot.Heard)
	if agrees(turn, "delete") {
		t.Error("a spoken word deletes")
	}
}

// TestPlain has nothing but messages agreed to by a sentence about messages.
func TestPlain(t *testing.T) {
	for text, want := range map[string]bool{
		"message chalu karo": true, "Mujhe roz khabar bhejo": true, "please turn on notifications": true, "मैसेज चालू करो": true,
		"mausam ki khabar bhejo roz": false, "send me cricket news every day": false, "रोज मंडी की खबर भेजो": false, "ramesh ko message bhejo": false,
	} {
		if got := plain("hi", text); got != want {
			t.Errorf("%q agrees to messages: %v", text, got)
		}
	}
}

// TestWish has what somebody wants of spoken answers read out of what he said.
func TestWish(t *testing.T) {
	for text, tt := range map[string]struct {
		said speech
		want string
	}{
		"mujhe bolkar jawab do":          {speech{Voice: bot.SpokenAlways}, bot.SpokenAlways},
		"bolkar jawab nahi chahiye":      {speech{Voice: bot.SpokenAlways}, bot.SpokenNever},
		"samajh nahi aata bolkar batao":  {speech{Voice: bot.SpokenAlways}, bot.SpokenAlways},
		"jab main bolun tab bolkar do":   {speech{Voice: bot.SpokenAlways, When: bot.SpokenBack}, bot.SpokenBack},
		"awaaz band karo jab main bolun": {speech{Voice: bot.SpokenNever, When: bot.SpokenBack}, bot.SpokenNever},
		"awaaz ki setting":               {speech{}, ""},
	} {
		if got := tt.said.wish("hi", text); got != tt.want {
			t.Errorf("%q: %q, want %q", text, got, tt.want)
		}
	}
}

// TestNewsAreTold has every kind of news named in a text, and told by a job.
func TestNewsAreTold(t *testing.T) {
	all := shop.AllNews()
	if len(all) == 0 || len(slices.Compact(slices.Sorted(slices.Values(all)))) != len(all) {
		t.Fatal(all)
	}
	raw, err := fs.ReadFile(files, "locales/en.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range all {
		if !strings.Contains(string(raw), `"news.`+string(n)+`"`) {
			t.Errorf("%s has no name", n)
		}
	}
}
