package bot_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
)

// toldEars hear what a note's reference says: readings parted by "|", the
// first of which limited ears heard if it begins with "~"; or why nothing is heard.
type toldEars struct{}

func (toldEars) Hear(_ context.Context, m bot.Message) (string, bot.Heard, error) {
	said := m.Media[0].Ref
	if fault, deaf := strings.CutPrefix(said, "!"); deaf {
		return "", bot.Heard{Fault: bot.Deaf(fault)}, nil
	}
	said, limited := strings.CutPrefix(said, "~")
	readings := strings.Split(said, "|")
	return readings[0], bot.Heard{Lang: "en", Embedded: limited, Alternatives: readings[1:]}, nil
}

// speak is the owner sending a voice note; it returns the answer.
func (c *chat) speak(says string) string {
	c.t.Helper()
	m := c.message("owner", "")
	m.Media = []bot.Media{{Kind: "audio", Voice: true, Ref: says}}
	c.receive(m)
	return c.settle()
}

// listening is a chat in which voice notes are heard.
func listening(t testing.TB) *chat {
	return newChat(t, func(c *bot.Config) { c.Hear = toldEars{} })
}

// talk says lines in turn; a voice note begins with 🎤.
func (c *chat) talk(lines ...[2]string) {
	c.t.Helper()
	for _, line := range lines {
		says, spoken := strings.CutPrefix(line[0], "🎤")
		say := c.say
		if spoken {
			say = c.speak
		}
		if got := say(says); got != line[1] {
			c.t.Errorf("%q: got %q, want %q", line[0], got, line[1])
		}
	}
}

// sureHeard asks whether what was heard is right.
const (
	sureHeard  = "bot.heard.sure [yes] [no]"
	sureHeard5 = "bot.heard.sure N=5 Who=ali [yes] [no]"
)

// TestHeard goes through what becomes of a voice note.
func TestHeard(t *testing.T) {
	for name, test := range map[string]struct {
		lines [][2]string
		book  string
	}{
		"what was heard is shown and done": {
			[][2]string{{"🎤add ali 5", "bot.heard Text=add ali 5\n" + added5}}, "ali 5\n",
		},
		"it is not repeated": {
			[][2]string{{"🎤add ali 5", "bot.heard Text=add ali 5\n" + added5}, {"again", added5}}, "ali 5\n",
		},
		"another reading of the same changes nothing": {
			[][2]string{{"🎤add ali 5|add  ali  5", "bot.heard Text=add ali 5\n" + added5}}, "ali 5\n",
		},
		"the first reading that says something counts": {
			[][2]string{{"🎤mumble|hm|add ali 5|add ali 9", "bot.heard Text=add ali 5\n" + added5}}, "ali 5\n",
		},
		"a read-back offers the other reading": {
			[][2]string{
				{"🎤add ali 5000|add ali 50", "bot.heard Text=add ali 5000\ntally.add.sure N=5000 Who=ali [yes] [no] [bot.heard.reading Text=add ali 50]"},
				{"3", "tally.add.done N=50 Total=50 Who=ali [undo]"},
			}, "ali 50\n",
		},
		"limited ears are read back": {
			[][2]string{{"🎤~add ali 5", "bot.heard Text=add ali 5\n" + sureHeard5}, {"yes", added5}}, "ali 5\n",
		},
		"a spoken yes is enough": {
			[][2]string{{"🎤~add ali 5", "bot.heard Text=add ali 5\n" + sureHeard5}, {"🎤~yes", added5}}, "ali 5\n",
		},
		"no writes nothing": {
			[][2]string{{"🎤~add ali 5", "bot.heard Text=add ali 5\n" + sureHeard5}, {"no", "bot.cancelled"}}, "",
		},
		"what they heard wrongly is put right by word": {
			[][2]string{{"🎤~add ali 5", "bot.heard Text=add ali 5\n" + sureHeard5}, {"rather 50", "bot.heard.sure N=50 Who=ali [yes] [no]"}, {"yes", "tally.add.done N=50 Total=50 Who=ali [undo]"}}, "ali 50\n",
		},
		"a question is answered at once": {
			[][2]string{{"🎤~total ali", "bot.heard Text=total ali\ntally.total Total=0 Who=ali"}}, "",
		},
		"what they heard in part is read back when it is whole": {
			[][2]string{{"🎤~add ali", "bot.heard Text=add ali\ntally.add.ask.n Who=ali"}, {"it's 5", sureHeard5}, {"yes", added5}}, "ali 5\n",
		},
		"an interruption comes back to the question": {
			[][2]string{
				{"🎤~add ali 5", "bot.heard Text=add ali 5\n" + sureHeard5},
				{"total bea", "tally.total Total=0 Who=bea\n" + sureHeard5},
				{"yes", added5},
			}, "ali 5\n",
		},
		"undoing is offered": {
			[][2]string{
				{"add ali 5", added5},
				{"🎤~undo", "bot.heard Text=undo\n" + sureHeard},
				{"no", "bot.thanks"},
				{"🎤~undo", "bot.heard Text=undo\n" + sureHeard},
				{"yes", "book.undone N=5 Who=ali"},
			}, "",
		},
		"why it was not heard is said": {
			[][2]string{{"🎤", "bot.unheard"}, {"🎤!long", "bot.unheard.long"}, {"🎤!kind", "bot.unheard.kind"}, {"🎤!gone", "bot.unheard.gone"}, {"🎤!nobody", "bot.unheard.nobody"}}, "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := listening(t)
			c.talk(test.lines...)
			c.holds(test.book)
		})
	}
}

// TestLimitedEarsWriteNothingUnread says anything into limited ears: nothing is written
// before somebody agrees to it.
func TestLimitedEarsWriteNothingUnread(t *testing.T) {
	words := []string{"add ali 5", "add bea", "it's 7", "add someone 3", "total ali", "rather 9", "undo", "cancel", "again", "hello", "add ali 5; add bea 6", "want add ali 5; add bea 2", "line ali 3; line bea 4", "name", "hm"}
	rapid.Check(t, func(r *rapid.T) {
		c := listening(t)
		for range rapid.IntRange(1, 6).Draw(r, "notes") {
			c.speak("~" + rapid.SampledFrom(words).Draw(r, "says"))
			if got := c.book(c.t.Context(), c.t); got != "" {
				r.Fatalf("written unread: %s", got)
			}
		}
	})
}

// TestReadingsAreBounded has ears that are not sure at all.
func TestReadingsAreBounded(t *testing.T) {
	c := listening(t)
	says := "add ali 5000"
	for n := range 20 {
		says += fmt.Sprintf("|add ali %d", n)
	}
	if got := c.speak(says); strings.Count(got, "[") != bot.MaxChoices {
		t.Errorf("%s", got)
	}
}
