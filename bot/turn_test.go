package bot

import (
	"reflect"
	"testing"
	"time"
)

func TestTurnKeys(t *testing.T) {
	for _, c := range []struct{ errand, key, want string }{
		{"udhaar.give", "give.done", "udhaar.give.done"},
		{"udhaar.give", "udhaar.give.done", "udhaar.give.done"},
		{"udhaar.give", "bot.which", "bot.which"},
		{"udhaar.give", "book.undone", "book.undone"},
		{"udhaar.give", "books.x", "udhaar.books.x"},
		{"udhaar.give", "udhaarx.y", "udhaar.udhaarx.y"},
		{"", "give.done", "give.done"},
	} {
		turn := NewTurn(1, 2, 3, time.Time{})
		turn.enter(c.errand, "f")
		turn.Say(c.key, nil, Choice{Key: c.key})
		got := turn.Replies()[0]
		if got.Key != c.want || got.Choices[0].Key != c.want || got.Choices[0].Frame != "" {
			t.Errorf("%s says %s: got %+v", c.errand, c.key, got)
		}
	}
	turn := NewTurn(1, 2, 3, time.Time{})
	turn.enter("udhaar.give", "f")
	turn.Ask("amount", nil)
	if got := turn.Replies()[0].Key; got != "udhaar.give.ask.amount" {
		t.Errorf("asks %s", got)
	}
}

func TestNewTurn(t *testing.T) {
	turn := NewTurn(1, 2, 3, time.Date(2026, 3, 2, 23, 0, 0, 0, time.FixedZone("", 3600)))
	if turn.ID != 1 || turn.Shop != 2 || turn.Person != 3 || turn.Role != Owner || turn.Now().Location() != time.UTC {
		t.Errorf("got %+v", turn)
	}
	if turn.Today() != "2026-03-02" {
		t.Errorf("today is %s", turn.Today())
	}
	turn.Zone = new(zones).of("Asia/Kolkata")
	if turn.Today() != "2026-03-03" {
		t.Errorf("in India today is %s", turn.Today())
	}
	if new(zones).of("Nowhere/Atall") != time.UTC {
		t.Error("an unknown zone is not UTC")
	}
	turn.Speak("ta")
	if turn.Lang != "ta" || turn.Undoes() != 0 || turn.FrameID() != "" {
		t.Errorf("got %+v", turn)
	}
}

// TestOfferedTwice offers the same choices in two turns, as a skill with a list
// of them does. What binds them to one turn must not reach the other.
func TestOfferedTwice(t *testing.T) {
	shared := []Choice{{Key: "wrong", Do: []Command{{Kind: Undo}}}, {Key: "rather", Do: []Command{{Kind: Fill, Correction: true}}}}
	offer := func(id TurnID, frame string) []Choice {
		turn := NewTurn(id, 1, 1, time.Time{})
		turn.enter("udhaar.give", frame)
		turn.Question("sure", nil, shared...)
		turn.Say("done", nil, shared...)
		for _, r := range turn.said {
			bindUndo(r.Choices, id)
		}
		return append(turn.said[0].Choices, turn.said[1].Choices...)
	}
	first, second := offer(7, "7.1"), offer(8, "8.1")
	for i := range first {
		a, b := first[i], second[i]
		if a.Do[0].Turn != 7 || b.Do[0].Turn != 8 {
			t.Errorf("choice %d undoes turn %d, then %d", i, a.Do[0].Turn, b.Do[0].Turn)
		}
		if want := i < 2; (a.Frame == "7.1") != want || (b.Frame == "8.1") != want {
			t.Errorf("choice %d belongs to %q, then %q", i, a.Frame, b.Frame)
		}
	}
	if shared[0].Key != "wrong" || shared[0].Frame != "" || shared[0].Do[0].Turn != 0 {
		t.Errorf("the skill's own list has become %+v", shared)
	}
}

// TestBindUndo leaves alone what names a turn already, and what is about none.
func TestBindUndo(t *testing.T) {
	c := []Choice{{Do: []Command{{Kind: Undo, Turn: 3}, {Kind: Fill}, {Kind: Help}, {Kind: Undo}}}}
	bindUndo(c, 9)
	want := []Command{{Kind: Undo, Turn: 3}, {Kind: Fill}, {Kind: Help}, {Kind: Undo, Turn: 9}}
	if !reflect.DeepEqual(c[0].Do, want) {
		t.Errorf("got %+v", c[0].Do)
	}
}

func TestUnsay(t *testing.T) {
	turn := NewTurn(1, 1, 1, time.Time{})
	turn.enter("sales.record", "1.1")
	turn.Say("done", Args{"N": 1})
	turn.Say("other", nil)
	turn.Say("done", Args{"N": 2})
	before := turn.Replies()
	taken := turn.Unsay("done")
	if len(taken) != 2 || taken[0].Args["N"] != 1 || taken[1].Args["N"] != 2 {
		t.Errorf("taken %+v", taken)
	}
	if got := turn.Replies(); len(got) != 1 || got[0].Key != "sales.other" {
		t.Errorf("left %+v", got)
	}
	if before[0].Key != "sales.done" || before[1].Key != "sales.other" {
		t.Errorf("what was read before has become %+v", before)
	}
	if again := turn.Unsay("done"); again != nil {
		t.Errorf("taken twice: %+v", again)
	}
}

// TestLastQuestion asks for two frames in one turn: one question stays, and it
// is the last thing said.
func TestLastQuestion(t *testing.T) {
	turn := NewTurn(1, 1, 1, time.Time{})
	turn.enter("a.b", "1")
	turn.Ask("x", nil)
	turn.enter("c.d", "2")
	turn.Ask("y", Args{"N": 1})
	turn.Ask("y", Args{"N": 2})
	turn.enter("", "")
	turn.Say("bot.thanks", nil)
	if turn.lastQuestion("3") || len(turn.said) != 4 {
		t.Errorf("a frame that asked nothing changed %+v", turn.said)
	}
	if !turn.lastQuestion("2") {
		t.Fatal("the question is not found")
	}
	if len(turn.said) != 2 || turn.said[0].Key != "bot.thanks" || turn.said[1].Args["N"] != 2 {
		t.Errorf("said %+v", turn.said)
	}
}
