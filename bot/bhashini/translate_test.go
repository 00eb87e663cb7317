package bhashini_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/bhashini"
	"github.com/sahayak-dev/sahayak/bot/steady"
)

// TestTranslate finds a service once, and again when its key was changed.
func TestTranslate(t *testing.T) {
	u := newULCA(t)
	c := u.client(t)
	for n, step := range []struct {
		to           string
		finds, calls int32
		change       func()
	}{
		{"ta", 1, 1, func() {}},
		{"ta", 1, 2, func() {}},
		{"bn", 2, 3, func() {}},
		{"ta", 3, 5, func() { u.key = "k2" }},
		{"ta", 3, 6, func() {}},
	} {
		step.change()
		got, err := c.Translate(t.Context(), "kal aana", "hi", step.to)
		if err != nil || got != "hi>"+step.to+": kal aana" || u.finds.Load() != step.finds || u.calls.Load() != step.calls {
			t.Errorf("step %d: %q, %v; found %d, called %d", n, got, err, u.finds.Load(), u.calls.Load())
		}
	}
}

// TestTranslateFails says why, without the words, and leaves a service alone that is down.
func TestTranslateFails(t *testing.T) {
	if _, err := bhashini.New(bhashini.Config{User: "me"}); !errors.Is(err, bhashini.ErrConfig) {
		t.Error(err)
	}
	for name, c := range map[string]struct {
		answer func(w http.ResponseWriter, source, from, to string)
		want   error
	}{
		"nothing": {func(w http.ResponseWriter, _, _, _ string) { fmt.Fprint(w, `{}`) }, bhashini.ErrAnswer},
		"no JSON": {func(w http.ResponseWriter, s, _, _ string) { fmt.Fprint(w, s) }, bhashini.ErrAnswer},
		"empty": {func(w http.ResponseWriter, _, _, _ string) {
			fmt.Fprint(w, `{"pipelineResponse":[{"output":[{"target":""}]}]}`)
		}, bhashini.ErrAnswer},
		"two":         {func(w http.ResponseWriter, _, _, _ string) { fmt.Fprint(w, `{"pipelineResponse":[{},{}]}`) }, bhashini.ErrAnswer},
		"no end":      {func(w http.ResponseWriter, _, _, _ string) { fmt.Fprint(w, strings.Repeat(" ", 2<<20)) }, bhashini.ErrAnswer},
		"refused":     {func(w http.ResponseWriter, s, _, _ string) { http.Error(w, s, http.StatusBadRequest) }, bhashini.ErrRefused},
		"not allowed": {func(w http.ResponseWriter, s, _, _ string) { http.Error(w, s, http.StatusUnauthorized) }, bhashini.ErrRefused},
	} {
		u := newULCA(t)
		u.answer = c.answer
		if _, err := u.client(t).Translate(t.Context(), "ramesh", "hi", "ta"); !errors.Is(err, c.want) || strings.Contains(err.Error(), "ramesh") {
			t.Errorf("%s: %v", name, err)
		}
	}
	u := newULCA(t)
	if _, err := u.client(t).Translate(t.Context(), "a", "hi", "xx"); !errors.Is(err, bhashini.ErrLanguage) {
		t.Error(err)
	}
	if _, err := u.client(t, func(c *bhashini.Config) { c.Key = "wrong" }).Translate(t.Context(), "a", "hi", "ta"); !errors.Is(err, bhashini.ErrRefused) {
		t.Error(err)
	}
	u.answer = func(w http.ResponseWriter, _, _, _ string) { http.Error(w, "", http.StatusInternalServerError) }
	down := u.client(t)
	for range 10 {
		_, _ = down.Translate(t.Context(), "a", "hi", "ta")
	}
	if _, err := down.Translate(t.Context(), "a", "hi", "ta"); !errors.Is(err, steady.ErrDown) || u.calls.Load() > 8 {
		t.Errorf("%v after %d calls", err, u.calls.Load())
	}
}
