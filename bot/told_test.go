package bot_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// TestNumberAnswersNews has news come after an answer: a number is a place in the
// news, and takes nothing back; once that is answered it is no place in it any more.
func TestNumberAnswersNews(t *testing.T) {
	c := newDiary(t, &diary{morning: bot.Job{When: bot.Every(time.Hour)}})
	c.say("add ali 5")
	if got := c.wait(time.Hour); !strings.HasSuffix(got, "[more]") {
		t.Fatalf("the news is %q", got)
	}
	c.expect([2]string{"1", "tally.total Total=5 Who=ali"})
	if got := c.say("1"); !strings.HasPrefix(got, "bot.unknown") {
		t.Errorf("1 under no choice is %q", got)
	}
	c.holds("ali 5\n")
}

// TestNewsLeavesQuestionOpen has news that offers nothing come between a question and its
// answer, which is a number.
func TestNewsLeavesQuestionOpen(t *testing.T) {
	c := newDiary(t, &diary{morning: bot.Job{When: bot.Every(10 * time.Minute), Do: func(_ context.Context, t *bot.Turn) error {
		t.Say("morning", nil)
		return nil
	}}})
	c.expect([2]string{"add someone 5", "bot.which Said=someone [ali] [bea]"})
	if got := c.wait(10 * time.Minute); got != "diary.morning" {
		t.Fatalf("the news is %q", got)
	}
	c.expect([2]string{"2", "tally.add.done N=5 Total=5 Who=bea [undo]"})
	if got := c.wait(10 * time.Minute); got != "diary.morning" {
		t.Fatalf("the news is %q", got)
	}
	if got := c.say("1"); !strings.HasPrefix(got, "bot.unknown") {
		t.Errorf("1 after news that offers nothing is %q", got)
	}
	c.holds("bea 5\n")
}
