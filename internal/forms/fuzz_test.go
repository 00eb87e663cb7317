package forms_test

import (
	"errors"
	"testing"
	"unicode/utf8"

	"github.com/sahayak-dev/sahayak/internal/forms"
)

// FuzzNew reads any file. What is taken can be checked, submitted and filled; what
// is filled without a grave fault is what WhatsApp takes.
func FuzzNew(f *testing.F) {
	f.Add(sound())
	f.Add("name = \"sahayak_x\"\ncategory = \"utility\"\n[lang.en]\nbody = \"a {{b}} {{}} c\"\n")
	f.Add("[[var]]\nname=\"x\"")
	f.Fuzz(func(t *testing.T, file string) {
		s, err := set(t, file)
		if err != nil {
			if !errors.Is(err, forms.ErrTemplate) {
				t.Errorf("%v", err)
			}
			return
		}
		faults := s.Check()
		for _, tpl := range s.All() {
			for lang := range tpl.Texts {
				if info, ok := tpl.Info(lang); !ok || !tpl.Same(info) {
					t.Errorf("%s in %q is not submitted as it is", tpl.Name, lang)
				}
			}
		}
		answer := morning("hi")
		form, _, ok := s.Fill(answer, nil)
		if !ok || forms.Grave(faults) {
			return
		}
		if len(form.Name) > 512 || len(form.Taps) > 10 {
			t.Errorf("%v", form)
		}
		for _, p := range form.Body {
			if p.Name == "" || p.Text == "" || utf8.RuneCountInString(p.Text) > 300 {
				t.Errorf("%v", form)
			}
		}
	})
}
