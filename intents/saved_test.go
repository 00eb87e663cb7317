package intents

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

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

// reading gives a saved model for whatever language, and nothing of the whole.
func reading(r io.Reader) Option {
	return WithModels(func(lang string) (io.ReadCloser, error) {
		if lang == Whole {
			return nil, fs.ErrNotExist
		}
		return io.NopCloser(r), nil
	})
}

// readingWhole gives what was saved of the whole, and no model.
func readingWhole(raw []byte) Option {
	return WithModels(func(lang string) (io.ReadCloser, error) {
		if lang != Whole {
			return nil, fs.ErrNotExist
		}
		return io.NopCloser(bytes.NewReader(raw)), nil
	})
}

// savedWhole is what is saved of all languages together.
func savedWhole(t *testing.T, u *Understander) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := u.Save(Whole, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestSavedWholeIsTheSame tells languages apart by what was saved as by what was learnt,
// and is saved again to the byte.
func TestSavedWholeIsTheSame(t *testing.T) {
	skills := skillsAt("../skills")
	first, err := New(skills)
	if err != nil {
		t.Fatal(err)
	}
	raw := savedWhole(t, first)
	second, err := New(skills, readingWhole(raw))
	if err != nil {
		t.Fatal(err)
	}
	if !second.loaded || first.loaded {
		t.Fatal("what was saved was not used")
	}
	if !bytes.Equal(savedWhole(t, second), raw) || !reflect.DeepEqual(first.langs, second.langs) || !reflect.DeepEqual(first.says, second.says) || !reflect.DeepEqual(first.told, second.told) {
		t.Error("what was read is not what was saved")
	}
}

// TestSavedWholeOfOtherPhrasesIsNotUsed learns anew when a file has changed.
func TestSavedWholeOfOtherPhrasesIsNotUsed(t *testing.T) {
	first, err := New(tinySkills(""))
	if err != nil {
		t.Fatal(err)
	}
	second, err := New(tinySkills("note {amount:20} against {customer:raju}"), readingWhole(savedWhole(t, first)))
	if err != nil || second.loaded {
		t.Errorf("%v, and used: %v", err, second.loaded)
	}
}

// TestBadWholeIsRefused refuses what is cut off or claims too much, and reads nothing that
// is not there.
func TestBadWholeIsRefused(t *testing.T) {
	first, err := New(tinySkills(""))
	if err != nil {
		t.Fatal(err)
	}
	raw := savedWhole(t, first)
	for n := 0; n < len(raw); n += len(raw)/50 + 1 {
		if _, err := New(tinySkills(""), readingWhole(raw[:n])); !errors.Is(err, ErrModel) {
			t.Fatalf("%d of %d bytes: %v", n, len(raw), err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		bad := slices.Clone(raw)
		bad[rapid.IntRange(0, len(bad)-1).Draw(t, "at")] ^= rapid.ByteRange(1, 255).Draw(t, "by")
		if _, err := New(tinySkills(""), readingWhole(bad)); err != nil && !errors.Is(err, ErrModel) {
			t.Fatal(err)
		}
	})
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
