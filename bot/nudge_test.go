package bot_test

import (
	"testing"
	"time"
)

func TestLater(t *testing.T) {
	d := &diary{}
	c := newDiary(t, d)
	c.expect([2]string{"remind ali 30", "diary.remind.done"}, [2]string{"remind bea 30", "diary.remind.done"}, [2]string{"remind ceri 40", "diary.remind.done"})
	if got := c.wait(30*time.Minute - time.Millisecond); got != "" {
		t.Errorf("early: %q", got)
	}
	c.reopen(d.change)
	if got := c.wait(time.Millisecond); got != "diary.note Who=ali\ndiary.note Who=bea" {
		t.Errorf("reminded %q", got)
	}
	if got := c.wait(time.Minute); got != "" {
		t.Errorf("again: %q", got)
	}
	if got := c.wait(9*time.Minute + time.Hour + time.Second); got != "" { // diary.note may be an hour late
		t.Errorf("late: %q", got)
	}
	if got := d.skipped(); got != "too late diary.note #3" {
		t.Errorf("skipped %q", got)
	}
}

func TestLaterIsUndone(t *testing.T) {
	c := newDiary(t, &diary{})
	c.expect(
		[2]string{"remind Ali 5", "diary.remind.done"},
		[2]string{"undo", "book.undone N=1 Who=Ali"},
	)
	undo := c.wire.Sent()[len(c.wire.Sent())-1]
	c.expect(
		[2]string{"remind bea 5", "diary.remind.done"},
		[2]string{"undo", "bot.undo.later"},
		[2]string{"undo", "bot.undo.nothing"},
		[2]string{"remind ceri 5", "diary.remind.done"},
	)
	if got := c.wait(4 * time.Minute); got != "" {
		t.Errorf("early: %q", got)
	}
	m := c.message("owner", "undo")
	m.ReplyTo = undo.ID
	c.receive(m)
	if got := c.settle(); got != "book.undone N=-1 Who=Ali" {
		t.Errorf("undid the undo: %q", got)
	}
	if got := c.wait(time.Minute); got != "diary.note Who=Ali\ndiary.note Who=ceri" {
		t.Errorf("reminded %q", got)
	}
	c.expect([2]string{"undo", "bot.undo.nothing"}) // it has been said
}

func TestUndoneAtTheLastMoment(t *testing.T) {
	d := &diary{}
	c := newDiary(t, d)
	c.expect([2]string{"remind Ali 5", "diary.remind.done"})
	c.clock.Advance(5*time.Minute - time.Second)
	c.receive(c.message("owner", "undo")) // not worked yet
	c.clock.Advance(time.Second)
	if got := c.settle(); got != "book.undone N=1 Who=Ali" {
		t.Errorf("said %q", got)
	}
	if got := d.skipped(); got != "taken back diary.note #1" {
		t.Errorf("skipped %q", got)
	}
}

func TestCorrectedLater(t *testing.T) {
	c := newDiary(t, &diary{})
	c.expect([2]string{"remind Ali 5", "diary.remind.done"}, [2]string{"rather Bea", "bot.corrected\ndiary.remind.done"})
	if got := c.wait(time.Hour); got != "diary.note Who=Bea" {
		t.Errorf("reminded %q", got)
	}
}
