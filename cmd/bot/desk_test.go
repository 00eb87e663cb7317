package main

import (
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/console"
	"github.com/sahayak-dev/sahayak/internal/app"
)

func TestOperatorsAreRead(t *testing.T) {
	screen := console.New(console.Options{Person: "owner", Out: t.Output()})
	for said, want := range map[string]string{
		"console:desk": "desk", "desk": "desk", " desk ": "desk",
		"console:": "", "": "", "cloudapi:919800000001": "", ":desk": "",
	} {
		var c app.Config
		c.Channels = []bot.Channel{screen}
		err := deskSettings{Operator: []string{said}, OperatorWait: time.Hour}.into(&c)
		if want == "" {
			if !errors.Is(err, errNoOperator) || strings.Contains(err.Error(), "9198000000") {
				t.Errorf("%q: %v", said, err)
			}
			continue
		}
		if err != nil || !reflect.DeepEqual(c.Operators, []bot.Target{{Channel: "console", Address: want}}) || c.Handover != time.Hour {
			t.Errorf("%q: %+v, %v", said, c.Operators, err)
		}
	}
	if err := (deskSettings{OperatorWait: time.Second}).into(&app.Config{}); !errors.Is(err, errHasty) {
		t.Errorf("a second: %v", err)
	}
}

func TestAdministratorsAreRead(t *testing.T) {
	screen := console.New(console.Options{Person: "owner", Out: t.Output()})
	var c app.Config
	c.Channels = []bot.Channel{screen}
	err := deskSettings{Admin: []string{"boss"}, Operator: []string{"desk"}, OperatorWait: time.Hour}.into(&c)
	if want := []bot.Target{{Channel: "console", Address: "boss"}}; err != nil || !reflect.DeepEqual(c.Admins, want) || len(c.Operators) != 1 {
		t.Errorf("%+v, %+v, %v", c.Admins, c.Operators, err)
	}
	err = deskSettings{Admin: []string{"cloudapi:919800000001"}, OperatorWait: time.Hour}.into(&c)
	if !errors.Is(err, errNoOperator) || !strings.Contains(err.Error(), "correct --admin cloudapi:…01") {
		t.Errorf("said %v", err)
	}
}

func TestOperatorsAreHandedOn(t *testing.T) {
	got := deskSettings{Operator: []string{"a", "cloudapi:b"}, Admin: []string{"c"}, OperatorWait: time.Hour}.arguments()
	if want := []string{"--operator-wait", "1h0m0s", "--operator", "a", "--operator", "cloudapi:b", "--admin", "c"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
}

// TestOperatorAtAnotherTerminal has the owner ask at one terminal, and the operator
// answer at another on the same data.
func TestOperatorAtAnotherTerminal(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	as := func(who, input string) string {
		return pipe(t, input, "chat", "--data", data, "--lang", "en", "--as", who, "--operator", "console:desk", "--operator", "night")
	}
	says(t, as("owner", "talk to a person\n"), "No person is connected here")
	as("desk", "hello\n")
	says(t, as("owner", "2 kilo chini becha 90\ntalk to a person\nmy bill is wrong\n4821\n"), "A person will answer you right here", "[Back to the bot]")
	desk := as("desk", "/waiting\n/reply 1 Which bill?\n")
	says(t, desk, "#1", "Asks for a person", "2 kilo chini becha 90", "my bill is wrong", "may be a PIN", "waits 0 min", "✓ #1")
	says(t, as("owner", "the blue one\n"), "👤 Which bill?")
	says(t, as("desk", "/back 1\n"), "the blue one", "✓ #1 is with the bot again.")
	says(t, as("owner", "chini kitni bachi hai\n"), "It's me again", "chini")
	if strings.Contains(desk, "4821") {
		t.Errorf("the PIN is shown: %s", desk)
	}
	says(t, pipe(t, "", "audit", "1", "--data", data), "handover:1 closed:back", "handover:1 answered", "handover:1 opened")
}
