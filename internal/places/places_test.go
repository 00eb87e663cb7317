package places_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/internal/places"
)

func ExampleFind() {
	p, ok := places.Find("411038")
	fmt.Println(p.District, p.State, p.At, ok)
	// Output: Pune Maharashtra 18.51657,73.80368 true
}

// Places everybody can look up, and how far the table may have them wrong.
func TestFind(t *testing.T) {
	for pin, want := range map[string]struct {
		at, state string
		within    int
	}{
		"110001": {"28.6315,77.2167", "Delhi", 1500},        // Connaught Place
		"560001": {"12.9756,77.6050", "Karnataka", 2000},    // MG Road
		"400001": {"18.9398,72.8355", "Maharashtra", 1000},  // CST
		"700001": {"22.5697,88.3468", "West Bengal", 1000},  // B.B.D. Bag
		"302001": {"26.9124,75.7873", "Rajasthan", 2500},    // Jaipur
		"194101": {"34.1642,77.5848", "Ladakh", 1500},       // Leh
		"492001": {"21.2514,81.6296", "Chhattisgarh", 5000}, // Raipur
		"605001": {"11.9340,79.8300", "Puducherry", 3000},   //
		"781001": {"26.1857,91.7454", "Assam", 3000},        // Guwahati
		"744101": {"11.6680,92.7378", "Andaman and Nicobar Islands", 6000},
	} {
		p, ok := places.Find(pin)
		there, read := places.ParsePoint(want.at)
		if !ok || !read || p.Pin != pin || p.State != want.state || p.At.To(there) > want.within {
			t.Errorf("%s: %+v, %d m away", pin, p, p.At.To(there))
		}
	}
	for _, pin := range []string{"", "000000", "999999", "11000", "1100011", "41103a"} {
		if p, ok := places.Find(pin); ok {
			t.Errorf("%q is %+v", pin, p)
		}
	}
}

func TestPin(t *testing.T) {
	for text, want := range map[string]string{
		"411038": "411038", "411 038": "411038", "411-038": "411038", "pin code 411038 hai": "411038",
		"Kothrud, Pune 411038": "411038", "४११०३८": "411038", "௪௧௧௦௩௮": "411038", "pin-411038": "411038",
		"": "", "41103": "", "4110388": "", "011038": "", "98765 43210": "", "9876543210": "", "411038 ya 411039": "",
		"411 0388": "", "100 200 300": "",
	} {
		if got, ok := places.Pin(text); got != want || ok != (want != "") {
			t.Errorf("%q: %q %v, want %q", text, got, ok, want)
		}
	}
}

func TestBare(t *testing.T) {
	for text, want := range map[string]bool{"411038": true, "pin code 411038": true, "PIN: 411038": true, "Pune 411038": false} {
		if places.Bare(text) != want {
			t.Errorf("%q: want %v", text, want)
		}
	}
}

// A point in the sea or abroad belongs to no code; a town belongs to one of its own
// state.
func TestAround(t *testing.T) {
	for at, state := range map[string]string{
		"18.5074,73.8077": "Maharashtra", "12.9716,77.5946": "Karnataka", "34.1526,77.5771": "Ladakh",
		"8.0883,77.5385": "Tamil Nadu", "26.9157,70.9083": "Rajasthan", "22.5726,88.3639": "West Bengal",
		"10.5669,72.6420": "Lakshadweep", "25.5788,91.8933": "Meghalaya", "27.0844,93.6053": "Arunachal Pradesh",
		"0,0": "", "15,70": "", "13,85": "", "18.9,72.6": "", "12.9,80.5": "", "90,0": "", "-33.87,151.21": "",
		"31.5204,74.3587": "", "27.7172,85.3240": "", "23.8103,90.4125": "", "6.9271,79.8612": "", "24.8607,67.0011": "",
		"4.1755,73.5093": "", "16.8409,96.1735": "", "48.8566,2.3522": "",
	} {
		point, _ := places.ParsePoint(at)
		p, ok := places.Around(point)
		if p.State != state || ok != (state != "") {
			t.Errorf("%s: %+v, want %q", at, p, state)
		}
	}
}

// Every code that is placed is around itself: what is typed and what is sent as a
// location are read alike.
func TestAroundItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pin := rapid.SampledFrom(places.Pins()).Draw(t, "pin")
		p, ok := places.Find(pin)
		if !ok {
			t.Fatalf("%s is listed and not found", pin)
		}
		if p.At == (places.Point{}) {
			return
		}
		if near, ok := places.Around(p.At); !ok || near.At.To(p.At) != 0 {
			t.Fatalf("%+v is in %+v", p, near)
		}
	})
}

// What docs/places.md says of how exact the table is.
func TestExactness(t *testing.T) {
	var blurs []int
	rough, nowhere := 0, 0
	for _, pin := range places.Pins() {
		p, _ := places.Find(pin)
		switch {
		case p.At == (places.Point{}):
			nowhere++
		case p.Rough():
			rough++
		default:
			blurs = append(blurs, p.Blur)
		}
		if p.District == "" || p.State == "" || len(p.Pin) != 6 {
			t.Errorf("%+v", p)
		}
	}
	slices.Sort(blurs)
	of := func(percent int) int { return blurs[len(blurs)*percent/100] }
	got := fmt.Sprintf("%d codes, %d rough, %d nowhere; blur %d %d %d %d", places.Count(), rough, nowhere, of(10), of(50), of(90), of(99))
	if want := "19238 codes, 462 rough, 235 nowhere; blur 3000 8900 16800 27900"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestDistances(t *testing.T) {
	for _, c := range []struct {
		from, to string
		metres   int // as Vincenty's formula on WGS 84 has it
	}{
		{"28.6139,77.2090", "19.0760,72.8777", 1_148_095}, // Delhi to Mumbai
		{"18.5204,73.8567", "18.5204,73.8567", 0},
		{"12.9716,77.5946", "13.0827,80.2707", 290_600}, // Bengaluru to Chennai
		{"18.5000,73.8000", "18.5452,73.8000", 5_003},
		{"0,179.9", "0,-179.9", 22_264},
		{"90,0", "-90,0", 20_003_931},
	} {
		a, _ := places.ParsePoint(c.from)
		b, _ := places.ParsePoint(c.to)
		got := a.To(b)
		if math.Abs(float64(got-c.metres)) > 0.006*float64(c.metres)+1 || got != b.To(a) {
			t.Errorf("%s to %s: %d, want %d", c.from, c.to, got, c.metres)
		}
	}
}

func anywhere(t *rapid.T, label string) places.Point {
	p, ok := places.At(rapid.Float64Range(-90, 90).Draw(t, label+" north"), rapid.Float64Range(-180, 180).Draw(t, label+" east"))
	if !ok {
		t.Fatal("no point")
	}
	return p
}

func TestDistanceIsOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := anywhere(t, "a"), anywhere(t, "b"), anywhere(t, "c")
		if a.To(a) != 0 || a.To(b) != b.To(a) || a.To(c) > a.To(b)+b.To(c)+2 {
			t.Fatalf("%d %d %d", a.To(b), b.To(c), a.To(c))
		}
		if again, ok := places.ParsePoint(a.String()); !ok || again != a {
			t.Fatalf("%s is read as %v", a, again)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"18.5,73.8", "geo:18.5,73.8;u=35", "NaN,1", "91,0", "1e309,2", ",", "411 038", "४११०३८"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if p, ok := places.ParsePoint(s); ok {
			if again, ok := places.ParsePoint(p.String()); !ok || again != p {
				t.Errorf("%q: %v, then %v", s, p, again)
			}
			places.Around(p)
		}
		if pin, ok := places.Pin(s); ok && len(pin) != 6 {
			t.Errorf("%q: %q", s, pin)
		}
	})
}

func BenchmarkAround(b *testing.B) {
	at, _ := places.ParsePoint("18.5074,73.8077")
	for b.Loop() {
		if _, ok := places.Around(at); !ok {
			b.Fatal("nowhere")
		}
	}
}
