package bot_test

import (
	"reflect"
	"testing"

	"github.com/sahayak-dev/sahayak/bot"
)

// TestTrace looks at what can be told of turns: one trace for each, after it is
// committed.
func TestTrace(t *testing.T) {
	var traces []bot.Trace
	c := newChat(t, func(config *bot.Config) { config.Observe = func(tr bot.Trace) { traces = append(traces, tr) } })
	c.expect([2]string{"add ali 5; add bea", "tally.add.done N=5 Total=5 Who=ali\ntally.add.ask.n Who=bea [undo]"})
	c.expect([2]string{"boom", "bot.broken"})
	if len(traces) != 2 {
		t.Fatalf("%d traces of 2 turns", len(traces))
	}
	tr := traces[0]
	if tr.Turn != 1 || tr.Shop != 1 || tr.Person != 1 || tr.Text != "add ali 5; add bea" {
		t.Errorf("got %+v", tr)
	}
	if len(tr.Understood.Commands) != 2 || tr.Understood.Commands[0].Errand != "tally.add" {
		t.Errorf("understood %+v", tr.Understood)
	}
	if len(tr.Stack) != 1 || tr.Stack[0].Asked != "n" || len(tr.Finished) != 1 || tr.Finished[0].Errand != "tally.add" {
		t.Errorf("open %+v, finished %+v", tr.Stack, tr.Finished)
	}
	if !reflect.DeepEqual(tr.Effects, []bot.Effect{deposit{Who: "ali", N: 5}}) {
		t.Errorf("effects %+v", tr.Effects)
	}
	if len(tr.Replies) != 2 || tr.Replies[1].Key != "tally.add.ask.n" {
		t.Errorf("replies %+v", tr.Replies)
	}
	var steps []string
	for _, s := range tr.Steps {
		steps = append(steps, s.Name)
		if s.Took != 0 {
			t.Errorf("%s took %v on a clock that stands", s.Name, s.Took)
		}
	}
	if want := []string{"begin", "understand", "do", "commit", "remember"}; !reflect.DeepEqual(steps, want) {
		t.Errorf("steps %v", steps)
	}
	for i, tr := range traces {
		if !tr.Received.Equal(morning) || !tr.Began.Equal(morning) || tr.Job != "" || tr.Broken != (i == 1) {
			t.Errorf("received %v, began %v, job %q, broken %v", tr.Received, tr.Began, tr.Job, tr.Broken)
		}
	}
	if sorry := traces[1]; len(sorry.Effects)+len(sorry.Finished)+len(sorry.Stack) != 0 || sorry.Replies[0].Key != "bot.broken" {
		t.Errorf("of a broken turn: %+v", sorry)
	}
}
