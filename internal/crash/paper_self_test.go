package crash

import (
	"maps"
	"testing"
)

// TestPaper takes back what was written, in every way people do.
func TestPaper(t *testing.T) {
	p := newPaper()
	a := p.write(entry("anil", sums{"due ramesh": 500}))
	b := p.write(correct("anil", a, sums{"due ramesh": 700}))
	p.write(entry("bina", sums{"cash": 90}))
	steps := []struct {
		page func() *page
		want sums
	}{
		{func() *page { return &page{by: "anil"} }, sums{"due ramesh": 700, "cash": 90}},
		{func() *page { return undo("anil", a, false) }, sums{"due ramesh": 700, "cash": 90}}, // it is gone already
		{func() *page { return undo("anil", b, false) }, sums{"due ramesh": 500, "cash": 90}}, // and stands again
		{func() *page { return undo("anil", b, false) }, sums{"due ramesh": 500, "cash": 90}},
		{func() *page { return undo("anil", a, false) }, sums{"due ramesh": 0, "cash": 90}},
		{func() *page { return undo("bina", p.last("bina"), false) }, sums{"due ramesh": 0, "cash": 0}},
	}
	for i, s := range steps {
		if p.write(s.page()); !maps.Equal(p.total, s.want) {
			t.Errorf("after step %d it is %v, want %v", i, p.total, s.want)
		}
	}
	if p.last("anil") != nil || p.last("bina") != nil {
		t.Error("there is still something to take back")
	}
}

func TestShows(t *testing.T) {
	for _, tt := range []struct {
		text   string
		n, per int64
		want   bool
	}{
		{"Kul baaki ₹1,23,456.50.", 12345650, 100, true},
		{"Kul baaki ₹700. (naya khata)", 70000, 100, true},
		{"Bacha: 499.75 kilo.", 499750, 1000, true},
		{"₹550 advance jama", -55000, 100, true},
		{"Kul baaki ₹7000.", 70000, 100, false},
		{"Kul baaki kuch nahi", 70000, 100, false},
	} {
		if got := shows(tt.text, tt.n, tt.per); got != tt.want {
			t.Errorf("%q shows %d: %v", tt.text, tt.n, got)
		}
	}
}
