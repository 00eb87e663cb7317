package cloudapi_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/bot/simulator"
	"github.com/sahayak-dev/sahayak/bot/simulator/simtest"
)

// kept is a sink that keeps what comes in.
type kept struct {
	mu       sync.Mutex
	messages []bot.Message
	statuses []bot.Status
}

func (k *kept) Receive(_ context.Context, messages ...bot.Message) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.messages = append(k.messages, messages...)
	return nil
}

func (k *kept) Track(_ context.Context, _ string, statuses ...bot.Status) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.statuses = append(k.statuses, statuses...)
	return nil
}

func (*kept) Move(context.Context, string, string, string) error     { return nil }
func (*kept) SetAside(context.Context, string, string, []byte) error { return errors.New("set aside") }

// forms are templates as an account holds them.
func forms(c *simulator.Config) {
	body := func(name, more, text, buttons string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(`{"name":"` + name + `","language":"hi",` + more + `"components":[` + text + buttons + `]}`)}
	}
	due := `{"type":"BODY","text":"{{1}} par {{2}} baaki hai."}`
	taps := `,{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Dikhao"},{"type":"QUICK_REPLY","text":"Band karo"}]}`
	c.Templates = fstest.MapFS{
		"due.json":    body("due", `"category":"UTILITY",`, due, taps),
		"named.json":  body("named", `"category":"MARKETING","parameter_format":"NAMED",`, `{"type":"BODY","text":"{{shop}}: {{what}} aaya."}`, ""),
		"bill.json":   body("bill", ``, `{"type":"HEADER","format":"DOCUMENT"},{"type":"BODY","text":"Bill"}`, ""),
		"photo.json":  body("photo", ``, `{"type":"HEADER","format":"IMAGE"},{"type":"BODY","text":"Photo"}`, ""),
		"paused.json": body("paused", `"status":"PAUSED",`, due, ""),
		"off.json":    body("off", `"status":"DISABLED",`, due, ""),
	}
}

// Forms reach a phone that wrote nothing, as the template has them; what is wrong with
// them is said as what can be done about it.
func TestFormsOverTheEmulator(t *testing.T) {
	p := simtest.Changed(t, bottest.NewClock(time.Date(2026, 11, 2, 3, 30, 0, 0, time.UTC)), forms)
	sink := &kept{}
	p.Start(sink)
	owner := p.Address("owner")
	pdf := &bot.Attachment{Kind: "document", Type: "application/pdf", Name: "bill.pdf", Data: []byte("%PDF-1.7\n")}
	photo := &bot.Attachment{Kind: "image", Type: "image/jpeg", Data: []byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00")}
	two := []bot.Param{{Text: "Ramesh"}, {Text: "₹500\nkal se"}}
	for name, c := range map[string]struct {
		form   bot.Form
		attach *bot.Attachment
		want   string
		fault  bot.Fault
		code   int
	}{
		"by order":        {form: bot.Form{Name: "due", Body: two}, want: "Ramesh par ₹500 kal se baaki hai."},
		"by name":         {form: bot.Form{Name: "named", Body: []bot.Param{{Name: "what", Text: "chawal"}, {Name: "shop", Text: "Asha"}}}, want: "Asha: chawal aaya."},
		"with a bill":     {form: bot.Form{Name: "bill"}, attach: pdf, want: "Bill"},
		"with a photo":    {form: bot.Form{Name: "photo"}, attach: photo, want: "Photo"},
		"too little":      {form: bot.Form{Name: "due", Body: two[:1]}, fault: bot.Refused, code: wire.CodeTemplateParams},
		"not the taps":    {form: bot.Form{Name: "named", Body: []bot.Param{{Name: "what", Text: "x"}, {Name: "shop", Text: "y"}}, Taps: []string{"1.1"}}, fault: bot.Refused, code: wire.CodeTemplateParams},
		"no such":         {form: bot.Form{Name: "dues"}, fault: bot.Refused, code: wire.CodeTemplateMissing},
		"without a bill":  {form: bot.Form{Name: "bill"}, fault: bot.Refused, code: wire.CodeTemplateFormat},
		"with no header":  {form: bot.Form{Name: "due", Body: two}, attach: photo, fault: bot.Refused, code: wire.CodeTemplateParams},
		"paused":          {form: bot.Form{Name: "paused", Body: two}, fault: bot.Closed, code: wire.CodeTemplatePaused},
		"shut for always": {form: bot.Form{Name: "off", Body: two}, fault: bot.Closed, code: wire.CodeTemplateOff},
	} {
		c.form.Lang = "hi"
		before := len(p.Shown())
		_, err := p.Channel().Send(t.Context(), bot.Bubble{Address: owner, Ref: name, Form: &c.form, Attach: c.attach})
		if c.want == "" {
			var fault *bot.SendError
			if !errors.As(err, &fault) || fault.Fault != c.fault || fault.Code != c.code || len(p.Shown()) != before {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if shown := p.Shown(); err != nil || len(shown) != before+1 || shown[before].Text != c.want || (shown[before].Attach != nil) != (c.attach != nil) {
			t.Errorf("%s: %v, shown %+v", name, err, shown[before:])
		}
	}
	if err := p.Report(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, s := range sink.statuses {
		want := bot.Price{Billable: true, Category: "utility", Country: "IN"}
		if s.Ref == "by name" {
			want.Category = "marketing"
		}
		if s.Price == nil || *s.Price != want {
			t.Errorf("%s is charged as %+v", s.Ref, s.Price)
		}
	}
	if len(sink.statuses) != 8 {
		t.Errorf("%d statuses", len(sink.statuses))
	}
}

// A tap on a template's quick reply comes back as the choice that it was sent with.
func TestTapOnAForm(t *testing.T) {
	p := simtest.Changed(t, bottest.NewClock(time.Date(2026, 11, 2, 3, 30, 0, 0, time.UTC)), forms)
	sink := &kept{}
	p.Start(sink)
	owner := p.Address("owner")
	form := &bot.Form{Name: "due", Lang: "hi", Body: []bot.Param{{Text: "a"}, {Text: "b"}}, Taps: []string{"17.1", "17.2"}}
	id, err := p.Channel().Send(t.Context(), bot.Bubble{Address: owner, Form: form})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Say(t.Context(), bottest.Said{From: owner, Tap: "17.2", ReplyTo: id}); err != nil {
		t.Fatal(err)
	}
	if m := sink.messages; len(m) != 1 || m[0].Pick != "17.2" || m[0].Text != "Band karo" || m[0].ReplyTo != id {
		t.Errorf("came back %+v", m)
	}
}

// What is said within the window costs nothing until it is charged.
func TestPricesOverTheEmulator(t *testing.T) {
	clock := bottest.NewClock(time.Date(2026, 9, 30, 23, 0, 0, 0, time.UTC))
	p := simtest.New(t, clock)
	sink := &kept{}
	p.Start(sink)
	for _, billable := range []bool{false, true} {
		sink.statuses = nil
		if _, err := p.Say(t.Context(), bottest.Said{From: p.Address("owner"), Text: "hello"}); err != nil {
			t.Fatal(err)
		}
		if _, err := p.Channel().Send(t.Context(), bot.Bubble{Address: p.Address("owner"), Text: "ji"}); err != nil {
			t.Fatal(err)
		}
		if err := p.Report(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, s := range sink.statuses {
			if s.Price == nil || *s.Price != (bot.Price{Billable: billable, Category: "service", Country: "IN"}) {
				t.Errorf("charged as %+v, billable should be %v", s.Price, billable)
			}
		}
		if len(sink.statuses) != 2 {
			t.Errorf("%d statuses", len(sink.statuses))
		}
		clock.Advance(2 * time.Hour)
	}
}

// A page and a question for a place are drawn on the phone, and the place that is sent
// comes back.
func TestButtonsOfWhatsAppsOwn(t *testing.T) {
	p := simtest.New(t, bottest.NewClock(time.Date(2026, 11, 2, 3, 30, 0, 0, time.UTC)))
	sink := &kept{}
	p.Start(sink)
	owner := p.Address("owner")
	if _, err := p.Say(t.Context(), bottest.Said{From: owner, Text: "hello"}); err != nil {
		t.Fatal(err)
	}
	link := &bot.Link{Text: "Dekho", URL: "https://sahayak.example/b"}
	for _, b := range []bot.Bubble{{Text: "Bill", Link: link}, {Text: "Dukaan kahan hai?", Place: true}} {
		b.Address = owner
		if _, err := p.Channel().Send(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	shown := p.Shown()
	if len(shown) != 2 || shown[0].Link == nil || *shown[0].Link != *link || shown[0].Place || !shown[1].Place || shown[1].Link != nil || shown[1].Text != "Dukaan kahan hai?" {
		t.Errorf("shown %+v", shown)
	}
	if _, err := p.Say(t.Context(), bottest.Said{From: owner, Location: &bot.Media{Lat: 18.52, Lon: 73.86}}); err != nil {
		t.Fatal(err)
	}
	if m := sink.messages[len(sink.messages)-1]; len(m.Media) != 1 || m.Media[0].Kind != "location" || m.Media[0].Lat != 18.52 {
		t.Errorf("came back %+v", m)
	}
}

// Where the shop is can be answered by one tap, whether it is asked at the first meeting
// or later; what else is asked cannot.
func TestPlaceIsAskedByAButton(t *testing.T) {
	clock := monday()
	s := keep(t, clock, simtest.New(t, clock))
	asked := func(said string, want bool) {
		t.Helper()
		s.ask(said, "?")
		if shown := s.Shown(); shown[len(shown)-1].Place != want {
			t.Errorf("%q: asked %+v", said, shown[len(shown)-1])
		}
	}
	asked("dukaan ka naam badlo", false)
	asked("Asha Kirana Store", false)
	asked("kirana", true)
	asked("12", true)
	if _, err := s.Say(t.Context(), bottest.Said{From: s.Address("owner"), Location: &bot.Media{Kind: "location", Lat: 18.52, Lon: 73.86}}); err != nil {
		t.Fatal(err)
	}
	s.answered("a place", "4110")
	asked("suresh ko udhaar diya", false)
}
