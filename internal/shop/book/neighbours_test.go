package book

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/seal"
	atlas "github.com/sahayak-dev/sahayak/internal/places"
	"github.com/sahayak-dev/sahayak/internal/shop"
)

// placed puts a shop somewhere and lets neighbours ask it about items, about any when
// there is none.
func (c *counter) placed(at atlas.Point, items ...string) {
	c.t.Helper()
	c.do(func(ctx context.Context, b *shop.Book) error {
		if _, err := b.SetProfile(ctx, shop.Profile{Name: fmt.Sprintf("Shop %d", c.shop)}); err != nil {
			return err
		}
		if err := b.SetSetting(ctx, shop.SettingAt, "geo:"+at.String()); err != nil {
			return err
		}
		return b.SetSetting(ctx, shop.SettingShare, strings.Join(items, ","))
	})
}

// around are the neighbours a shop finds.
func (c *counter) around(item string, limit int) []shop.Neighbour {
	c.t.Helper()
	found, err := street{book: c.Book, own: c.source(c.shop)}.Neighbours(context.Background(), item, limit)
	c.check(err)
	return found
}

// moved is a point so many metres to the north and to the east of another.
func moved(p atlas.Point, north, east float64) atlas.Point {
	const degree = 111_195.0
	lat := float64(p.Lat)/100_000 + north/degree
	out, _ := atlas.At(lat, float64(p.Lon)/100_000+east/(degree*math.Cos(lat*math.Pi/180)))
	return out
}

// TestProperty30_OnlyWithinFiveKilometres scatters shops around one, up to 12 km away,
// and holds what it finds against all distances: none beyond 5 km, none that has not
// agreed to the item, nobody missed, the nearest first.
func TestProperty30_OnlyWithinFiveKilometres(t *testing.T) {
	b := open(t)
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++ // every street lies elsewhere
		home, _ := atlas.At(8+float64(n%28), 70+float64(n/28)*0.5+rapid.Float64Range(0, 0.2).Draw(t, "aside"))
		asker := b.shopFor(t)
		asker.placed(home, "all")
		var want []shop.Neighbour
		for range rapid.IntRange(0, 12).Draw(t, "shops") {
			far := rapid.SampledFrom([]float64{300, 2_000, 5_100, 12_000}).Draw(t, "far")
			at := moved(home, rapid.Float64Range(-far, far).Draw(t, "north"), rapid.Float64Range(-far, far).Draw(t, "east"))
			agreed := rapid.SampledFrom([]string{"all", "sugar", "besan,sugar", "besan", ""}).Draw(t, "agreed")
			c := b.shopFor(t)
			c.placed(at, agreed)
			if d := home.To(at); d <= shop.MaxMetres && (agreed == "all" || strings.Contains(agreed, "sugar")) {
				want = append(want, shop.Neighbour{Shop: int64(c.shop), Metres: d})
			}
		}
		slices.SortFunc(want, func(a, b shop.Neighbour) int {
			return cmp.Or(cmp.Compare(a.Metres, b.Metres), cmp.Compare(a.Shop, b.Shop))
		})
		limit := rapid.IntRange(1, 12).Draw(t, "limit")
		want = want[:min(limit, len(want))]
		for i := range want {
			want[i].Metres = shop.RoundedUp(want[i].Metres)
		}
		if got := asker.around("sugar", limit); !slices.Equal(got, want) {
			t.Fatalf("found %v, want %v", got, want)
		}
	})
}

// TestNeighbourLeaves takes back what was agreed to, and where the shop is: it is found
// no more.
func TestNeighbourLeaves(t *testing.T) {
	b := open(t)
	home, _ := atlas.At(18.5, 73.8)
	asker, other := b.shopFor(t), b.shopFor(t)
	asker.placed(home, "all")
	other.placed(moved(home, 900, 0), "all")
	if got := asker.around("sugar", 5); len(got) != 1 || got[0] != (shop.Neighbour{Shop: int64(other.shop), Metres: 1000}) {
		t.Fatalf("found %v", got)
	}
	for _, setting := range []string{shop.SettingShare, shop.SettingAt} {
		turn := other.do(func(ctx context.Context, b *shop.Book) error { return b.SetSetting(ctx, setting, "") })
		if got := asker.around("sugar", 5); len(got) != 0 {
			t.Errorf("without %s: found %v", setting, got)
		}
		other.undo(turn.ID)
		if got := asker.around("sugar", 5); len(got) != 1 {
			t.Errorf("with %s again: found %v", setting, got)
		}
	}
}

// many is how many shops the benchmark searches among.
const many = 1_000_000

// BenchmarkNeighbours searches among a million shops, four in ten of them in ten
// cities of 15 km, the others in towns all over India. Every tenth agreed only to
// another item. It measures who asks in a city, where there are most to be read.
func BenchmarkNeighbours(b *testing.B) {
	books := open(b)
	asker := books.shopFor(b)
	home, _ := atlas.At(19.07, 72.87)
	asker.placed(home, "all")
	ctx := context.Background()
	r := rand.New(rand.NewPCG(1, 2))
	pins := atlas.Pins()
	for from := 0; from < many; from += 10_000 {
		err := books.j.Write(ctx, func(ctx context.Context, tx bot.Tx) error {
			var rows [][]any
			for i := from; i < from+10_000; i++ {
				at, item := somewhere(r, pins), ""
				if i%10 == 0 {
					item = "besan"
				}
				rows = append(rows, []any{bot.ShopID(i + 1_000), item, fine.cell(at), wide.cell(at), int64(at.Lat), int64(at.Lon)})
			}
			return insertion{table: "neighbour", columns: []string{"shop", "item", "cell", "area", "lat", "lon"}}.run(ctx, tx, rows)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	for name, at := range map[string]atlas.Point{"city": home, "village": {Lat: 2_730_000, Lon: 7_200_000}} {
		b.Run(name, func(b *testing.B) {
			asker.t = b
			asker.placed(at, "all")
			found := 0
			for b.Loop() {
				found = len(asker.around("sugar", shop.MaxAsked))
			}
			b.ReportMetric(float64(found), "found")
		})
	}
}

// cities are where many shops are.
var cities = []string{"400001", "110001", "560001", "500001", "600001", "700001", "411038", "380001", "302001", "226001"}

// somewhere is where a shop may be.
func somewhere(r *rand.Rand, pins []string) atlas.Point {
	pin, wide := pins[r.IntN(len(pins))], 4_000.0
	if r.IntN(10) < 4 {
		pin, wide = cities[r.IntN(len(cities))], 15_000
	}
	p, _ := atlas.Find(pin)
	return moved(p.At, (r.Float64()-0.5)*wide, (r.Float64()-0.5)*wide)
}

// BenchmarkNeighboursOnPostgres is [BenchmarkNeighbours] on a PostgreSQL server.
func BenchmarkNeighboursOnPostgres(b *testing.B) {
	server, files := bottest.StartPostgres(b), whereKept
	whereKept = func(t testing.TB) journal.Config {
		return journal.Config{URL: server.Database(t), Blobs: t.TempDir(), Key: seal.Secret{7}}
	}
	defer func() { whereKept = files }()
	BenchmarkNeighbours(b)
}
