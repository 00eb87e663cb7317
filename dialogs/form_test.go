package dialogs

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

func newTurn() *bot.Turn { return bot.NewTurn(1, 1, 1, time.Unix(0, 0)) }

type credit struct {
	Who    string `slot:"who"`
	Amount paise  `slot:"amount"`
	Note   string `slot:"note,optional"`
	Place  paise  `slot:"place,skip"`
}

// deeds is what a form did.
type deeds []credit

func (d *deeds) do(_ context.Context, t *bot.Turn, c credit) error {
	*d = append(*d, c)
	t.Say("done", nil)
	return nil
}

func text(s string) bot.Value { return bot.Value{Kind: bot.Text, Text: s} }
func money(n int64) bot.Value { return bot.Value{Kind: bot.Money, N: n} }
func keys(t *bot.Turn) string {
	var out []string
	for _, r := range t.Replies() {
		out = append(out, r.Key)
	}
	return strings.Join(out, " ")
}

// step advances a frame in a turn of its own, as the engine would.
func step(t *testing.T, f bot.Dialog, frame *bot.Frame) (turn *bot.Turn, done bool) {
	t.Helper()
	turn = newTurn()
	done, err := f.Advance(t.Context(), turn, frame)
	if err != nil {
		t.Fatal(err)
	}
	return turn, done
}

func TestNewFormPanics(t *testing.T) {
	nothing := func(context.Context, *bot.Turn, struct{}) error { return nil }
	for want, wrong := range map[string]func(){
		"errand a.b: dialogs: int is not a struct": func() { NewForm("a.b", func(context.Context, *bot.Turn, int) error { return nil }) },
		`errand a.b: suggests "x", which is no slot of it`: func() {
			NewForm("a.b", nothing, Suggest("x", func(context.Context, *bot.Turn, struct{}) ([]bot.Choice, error) { return nil, nil }))
		},
	} {
		func() {
			defer func() {
				if got := fmt.Sprint(recover()); got != want {
					t.Errorf("got %q, want %q", got, want)
				}
			}()
			wrong()
		}()
	}
}

func TestForm(t *testing.T) {
	f := NewForm("udhaar.give", new(deeds).do)
	if f.Name() != "udhaar.give" || f.Version() == "" || f.Needs() != bot.Staff || f.Machine() == nil {
		t.Errorf("got %+v", f)
	}
	want := []bot.Slot{{Name: "who", Kind: bot.Text}, {Name: "amount", Kind: bot.Money}, {Name: "note", Kind: bot.Text, Optional: true}, {Name: "place", Kind: bot.Money, Optional: true, Skip: true}}
	if got := f.Slots(); !reflect.DeepEqual(got, want) {
		t.Errorf("slots %+v", got)
	}
	for role, want := range map[bot.Role]bot.Role{bot.Stranger: bot.Staff, bot.Staff: bot.Staff, bot.Owner: bot.Owner} {
		if got := NewForm("a.b", new(deeds).do, Needs[credit](role)).Needs(); got != want {
			t.Errorf("needs %v, want %v", got, want)
		}
	}
}

// TestAsks is asked one thing at a time, in order, only what is missing.
func TestAsks(t *testing.T) {
	var d deeds
	f := NewForm("udhaar.give", d.do)
	frame := &bot.Frame{ID: "1.1"}
	for _, c := range []struct {
		slot string
		v    bot.Value
		asks string
	}{{"", bot.Value{}, "who"}, {"amount", money(5), "who"}, {"who", text("ali"), "place"}} {
		if c.slot != "" {
			if err := frame.Set(c.slot, c.v); err != nil {
				t.Fatal(err)
			}
		}
		turn, done := step(t, f, frame)
		if done || frame.Asked != c.asks || frame.State != asking || !strings.HasSuffix(keys(turn), ".ask."+c.asks) {
			t.Errorf("after %s: asked %q, said %q, in %s", c.slot, frame.Asked, keys(turn), frame.State)
		}
	}
	if r := f.Answer(frame, true); r != bot.Ignored {
		t.Errorf("yes to a question that is not yes or no: %v", r)
	}
	if r := f.Answer(frame, false); r != bot.Taken {
		t.Errorf("leaving it open: %v", r)
	}
	if v, ok := frame.Value("place"); !ok || v.Kind != bot.Money {
		t.Errorf("left open it holds %+v", v)
	}
	if _, done := step(t, f, frame); !done || frame.State != "done" {
		t.Errorf("not done in %s", frame.State)
	}
	if want := (deeds{{Who: "ali", Amount: 5}}); !reflect.DeepEqual(d, want) {
		t.Errorf("did %+v", d)
	}
}

// TestSkip leaves open only what may be.
func TestSkip(t *testing.T) {
	f := NewForm("udhaar.give", new(deeds).do)
	for asked, want := range map[string]bot.Reaction{"place": bot.Taken, "who": bot.Ignored, "note": bot.Ignored, "": bot.Ignored, "nonsense": bot.Ignored} {
		frame := &bot.Frame{State: asking, Asked: asked}
		if got := f.Answer(frame, false); got != want {
			t.Errorf("no to %q: %v", asked, got)
		}
		if _, filled := frame.Slots[asked]; filled != (want == bot.Taken) {
			t.Errorf("no to %q: filled %v", asked, frame.Slots)
		}
	}
	frame := &bot.Frame{State: collecting, Asked: "place"}
	if got := f.Answer(frame, false); got != bot.Ignored {
		t.Errorf("no to nothing: %v", got)
	}
}

func TestRequire(t *testing.T) {
	f := NewForm("udhaar.give", new(deeds).do, Require(func(c credit) []string {
		if c.Amount > 100 {
			return []string{"note"}
		}
		return nil
	}))
	for amount, want := range map[int64]string{5: "", 500: "note"} {
		frame := frameWith(t, map[string]bot.Value{"who": text("a"), "amount": money(amount), "place": money(0)})
		if _, done := step(t, f, frame); done != (want == "") || frame.Asked != want {
			t.Errorf("%d: asked %q", amount, frame.Asked)
		}
	}
}

// TestRefusal empties the slot, says why with what is known, and asks again.
func TestRefusal(t *testing.T) {
	var d deeds
	f := NewForm("udhaar.give", d.do, Check(func(_ context.Context, _ *bot.Turn, c credit) (*Refusal, error) {
		switch {
		case c.Amount < 0:
			return &Refusal{Slot: "amount", Key: "udhaar.negative", Args: bot.Args{"Least": 0}, Choices: []bot.Choice{Pick("k", nil, "amount", money(1))}}, nil
		case c.Who == "err":
			return nil, errors.New("no luck")
		}
		return nil, nil
	}))
	frame := frameWith(t, map[string]bot.Value{"amount": money(-5), "place": money(1)})
	turn, done := step(t, f, frame) // before anything is asked
	if done || keys(turn) != "udhaar.negative" || frame.Asked != "amount" || frame.State != asking {
		t.Errorf("said %q, asked %q, in %s", keys(turn), frame.Asked, frame.State)
	}
	if _, still := frame.Slots["amount"]; still {
		t.Error("the refused amount is still there")
	}
	r := turn.Replies()[0]
	if r.Args["Least"] != 0 || r.Args["Amount"] == nil || r.Args["Place"] == nil || len(r.Choices) != 1 {
		t.Errorf("said %+v", r)
	}
	if _, done := step(t, f, frame); done || frame.Asked != "who" {
		t.Errorf("then asked %q", frame.Asked)
	}
	bad := frameWith(t, map[string]bot.Value{"who": text("err")})
	if _, err := f.Advance(t.Context(), newTurn(), bad); err == nil {
		t.Error("the check's error is lost")
	}
	if len(d) != 0 {
		t.Errorf("did %v", d)
	}
}

// TestErrors passes on what goes wrong in a form's own functions, and does
// nothing then.
func TestErrors(t *testing.T) {
	lost := errors.New("no luck")
	full := map[string]bot.Value{"who": text("a"), "amount": money(1), "place": money(1)}
	for name, c := range map[string]struct {
		opt   Option[credit]
		slots map[string]bot.Value
	}{
		"suggesting": {Suggest("who", func(context.Context, *bot.Turn, credit) ([]bot.Choice, error) { return nil, lost }), nil},
		"checking":   {Check(func(context.Context, *bot.Turn, credit) (*Refusal, error) { return nil, lost }), full},
		"weighing":   {ConfirmIf(func(context.Context, *bot.Turn, credit) (*Confirmation, error) { return nil, lost }), full},
	} {
		var d deeds
		f := NewForm("udhaar.give", d.do, c.opt)
		done, err := f.Advance(t.Context(), newTurn(), frameWith(t, c.slots))
		if done || !errors.Is(err, lost) || len(d) != 0 {
			t.Errorf("%s: %v, %v, did %v", name, done, err, d)
		}
	}
	f := NewForm("udhaar.give", func(context.Context, *bot.Turn, credit) error { return lost })
	if done, err := f.Advance(t.Context(), newTurn(), frameWith(t, full)); done || !errors.Is(err, lost) || !strings.HasPrefix(err.Error(), "udhaar.give: ") {
		t.Errorf("doing: %v, %v", done, err)
	}
	// A frame in a state no form has was not written by us: it is not acted on.
	odd := frameWith(t, full)
	odd.State = "nowhere"
	if done, err := NewForm("udhaar.give", new(deeds).do).Advance(t.Context(), newTurn(), odd); done || err == nil {
		t.Errorf("in no state: %v, %v", done, err)
	}
}

func TestSuggest(t *testing.T) {
	f := NewForm("udhaar.give", new(deeds).do, Suggest("amount", func(_ context.Context, _ *bot.Turn, c credit) ([]bot.Choice, error) {
		return []bot.Choice{Pick("udhaar."+c.Who, bot.Args{"Who": c.Who}, "amount", paise(7))}, nil
	}))
	frame := frameWith(t, map[string]bot.Value{"who": text("ali")})
	turn, _ := step(t, f, frame)
	want := []bot.Choice{{Key: "udhaar.ali", Args: bot.Args{"Who": "ali"}, Do: []bot.Command{{Kind: bot.Fill, Slots: map[string]bot.Value{"amount": money(7)}}}}}
	if got := turn.Replies()[0].Choices; !reflect.DeepEqual(got, want) {
		t.Errorf("offered %+v", got)
	}
}

// TestWhich asks which of several is meant, before anything else.
func TestWhich(t *testing.T) {
	f := NewForm("udhaar.give", new(deeds).do, Check(func(context.Context, *bot.Turn, credit) (*Refusal, error) {
		t.Error("looked at what is not clear")
		return nil, nil
	}))
	var among []bot.Value
	for i := range 12 {
		among = append(among, bot.Value{Kind: bot.Text, ID: fmt.Sprint(i), Text: fmt.Sprint("ramesh ", i)})
	}
	frame := frameWith(t, map[string]bot.Value{"who": {Kind: bot.Text, Text: "ramesh", Among: among}, "amount": money(-1)})
	turn, done := step(t, f, frame)
	r := turn.Replies()[0]
	if done || r.Key != "bot.which" || frame.Asked != "who" || frame.State != asking || len(r.Choices) != maxCandidates {
		t.Errorf("said %+v, asked %q in %s", r, frame.Asked, frame.State)
	}
	if got := r.Choices[2].Do[0].Slots["who"]; got.ID != "2" {
		t.Errorf("the third choice means %+v", got)
	}
}

func TestFollow(t *testing.T) {
	last := *frameWith(t, map[string]bot.Value{"who": text("ali"), "amount": money(5)})
	for name, c := range map[string]struct {
		opts []Option[credit]
		said []string
		want string // slots it starts from; "no" when it does not
	}{
		"not unless it says so":       {nil, []string{"who"}, "no"},
		"keeps everything":            {[]Option[credit]{FollowUp[credit]()}, []string{"who"}, "amount who"},
		"keeps what it names":         {[]Option[credit]{FollowUp[credit]("who")}, []string{"amount"}, "who"},
		"wants more than it keeps":    {[]Option[credit]{FollowUp[credit]("who")}, []string{"who"}, "no"},
		"more beside what it keeps":   {[]Option[credit]{FollowUp[credit]("who")}, []string{"who", "amount"}, "who"},
		"keeps nothing":               {[]Option[credit]{FollowUp[credit]("")}, []string{"who"}, ""},
		"nothing said is no question": {[]Option[credit]{FollowUp[credit]("")}, nil, "no"},
	} {
		said := map[string]bot.Value{}
		for _, slot := range c.said {
			said[slot] = text("x")
		}
		f := NewForm("udhaar.give", new(deeds).do, c.opts...)
		next, ok := f.Follow(last, said)
		var got []string
		for _, slot := range []string{"amount", "who"} {
			if _, kept := next.Slots[slot]; kept {
				got = append(got, slot)
			}
		}
		if joined := strings.Join(got, " "); ok != (c.want != "no") || ok && joined != c.want {
			t.Errorf("%s: kept %q, %v", name, joined, ok)
		}
	}
	if len(last.Slots) != 2 {
		t.Errorf("the finished frame was changed: %v", last.Slots)
	}
}

func TestNotYet(t *testing.T) {
	slots := []bot.Slot{{Name: "item", Kind: bot.Item}}
	d := NotYet("pricing.advice", slots...)
	turn, done := step(t, d, &bot.Frame{})
	if !done || keys(turn) != "bot.notyet" || d.Name() != "pricing.advice" || !reflect.DeepEqual(d.Slots(), slots) || d.Version() == "" {
		t.Errorf("got %+v, said %q", d, keys(turn))
	}
	if p, ok := d.(bot.Pending); !ok || !p.NotYet() {
		t.Error("it does not say that it is not built")
	}
}
