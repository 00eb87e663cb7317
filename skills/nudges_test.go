package skills_test

import (
	"testing"

	"github.com/sahayak-dev/sahayak/internal/shop"
	"github.com/sahayak-dev/sahayak/skills"
)

// TestEveryJobIsNews has every job that speaks unasked tell some kind of news, which people
// agree to and can turn off, and all news be told by a job there is.
func TestEveryJobIsNews(t *testing.T) {
	jobs := map[string]bool{}
	for _, s := range skills.All(nil) {
		for _, j := range s.Jobs {
			if j.Quiet || j.Asked {
				continue
			}
			if jobs[j.Name] = true; len(shop.NewsOf(j.Name)) == 0 {
				t.Errorf("%s tells no kind of news: nobody would ever hear it", j.Name)
			}
		}
	}
	for _, b := range shop.Bulletins() {
		if !jobs[b.Job] {
			t.Errorf("no skill declares the job %s", b.Job)
		}
	}
}
