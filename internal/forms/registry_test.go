package forms_test

import (
	"strconv"
	"sync"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
	"github.com/sahayak-dev/sahayak/internal/forms"
)

// TestRegistry follows a template from its listing through what is told of it.
func TestRegistry(t *testing.T) {
	var r forms.Registry
	usable := func(step string, want forms.Category, may bool) {
		t.Helper()
		if category, ok := r.Usable("a", "hi"); ok != may || category != want {
			t.Errorf("%s: %q %v", step, category, ok)
		}
	}
	usable("nothing is known", "", false)
	if _, known := r.Look("a", "hi"); known {
		t.Error("nothing is known, and it is")
	}
	r.Replace([]wire.TemplateInfo{{Name: "a", Language: "hi", Status: "PENDING", Category: "UTILITY"}, {Name: "b", Language: "hi", Status: "APPROVED"}})
	usable("waiting", forms.Utility, false)
	r.Set("a", "hi", forms.ParseState("approved"), "")
	usable("approved", forms.Utility, true)
	r.Set("a", "hi", "", forms.ParseCategory("MARKETING"))
	usable("in another category", forms.Marketing, true)
	for _, state := range []string{"PAUSED", "DISABLED", "REJECTED", "PENDING_DELETION", "IN_APPEAL"} {
		r.Set("a", "hi", forms.ParseState(state), "")
		usable(state, forms.Marketing, false)
	}
	for _, state := range []string{"REINSTATED", "FLAGGED", "UNPAUSED", "APPROVED"} {
		r.Set("a", "hi", forms.Paused, "")
		r.Set("a", "hi", forms.ParseState(state), "")
		usable(state, forms.Marketing, true)
	}
	if _, ok := r.Usable("a", "ta"); ok {
		t.Error("it is approved in another language")
	}
	for _, news := range []string{"LOCKED", "UNLOCKED", "LIMIT_EXCEEDED", ""} {
		r.Set("a", "hi", forms.ParseState(news), "")
		usable(news, forms.Marketing, true)
	}
	r.Replace(nil)
	usable("gone", "", false)
}

// TestRegistryTogether is told and asked at once.
func TestRegistryTogether(t *testing.T) {
	var r forms.Registry
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			name := strconv.Itoa(i)
			r.Set(name, "hi", forms.Approved, forms.Utility)
			if _, ok := r.Usable(name, "hi"); !ok {
				t.Errorf("%s is not there", name)
			}
		})
	}
	all.Wait()
}
