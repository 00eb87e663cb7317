package intents

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sahayak-dev/sahayak/bot"
)

// tinySkills is a bot of two errands.
func tinySkills(lines string) []bot.Skill {
	return []bot.Skill{{
		Name: "tiny",
		Files: fstest.MapFS{
			"phrases/give.en.txt":  {Data: []byte("lend {customer:ramesh} {amount:200}\n" + lines)},
			"phrases/check.en.txt": {Data: []byte("how much {item:sugar} is left\nis {item:rice} left")},
		},
		Errands: []bot.Dialog{
			fakeErrand{"tiny.give", parseSlots("customer:customer amount:money")},
			fakeErrand{"tiny.check", parseSlots("item:item")},
		},
	}}
}

// reading gives a saved model for whatever language.
func reading(r io.Reader) Option {
	return WithModels(func(string) (io.ReadCloser, error) { return io.NopCloser(r), nil })
}

// heard is the ear for the commonest language.
func heard(t *testing.T, u *Understander) *ear {
	t.Helper()
	e, err := u.ears[common]()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestSavedModelUnderstandsTheSame(t *testing.T) {
	first, err := New(tinySkills("give {customer:suresh} {amount:50}"))
	if err != nil {
		t.Fatal(err)
	}
	var saved bytes.Buffer
	if err := first.Save(common, &saved); err != nil {
		t.Fatal(err)
	}
	second, err := New(tinySkills("give {customer:suresh} {amount:50}"), reading(bytes.NewReader(saved.Bytes())))
	if err != nil {
		t.Fatal(err)
	}
	if !heard(t, second).loaded || heard(t, second).model.key != heard(t, first).model.key {
		t.Fatal("the saved model was not used")
	}
	for _, text := range []string{"lend mohan 300", "how much ghee is left", "good morning"} {
		a, _ := first.Understand(context.Background(), say(text))
		b, _ := second.Understand(context.Background(), say(text))
		if told(a) != told(b) {
			t.Errorf("%q: %s, and from the saved model %s", text, told(a), told(b))
		}
	}
}

func TestSavedModelOfOtherPhrasesIsNotUsed(t *testing.T) {
	first, err := New(tinySkills(""))
	if err != nil {
		t.Fatal(err)
	}
	var saved bytes.Buffer
	if err := first.Save(common, &saved); err != nil {
		t.Fatal(err)
	}
	second, err := New(tinySkills("note {amount:20} against {customer:raju}"), reading(&saved))
	if err != nil || heard(t, second).loaded {
		t.Errorf("it was used; %v", err)
	}
}

func TestBadModelIsRefused(t *testing.T) {
	for _, raw := range []string{"", "short", "something else that is long enough to be a header of a model"} {
		u, err := New(tinySkills(""), reading(strings.NewReader(raw)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := u.Understand(context.Background(), say("lend mohan 300")); !errors.Is(err, ErrModel) {
			t.Errorf("%q: %v", raw, err)
		}
	}
}
